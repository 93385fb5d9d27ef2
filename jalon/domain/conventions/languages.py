"""In which language a centre is written to, from public facts alone: the administration reads no centre's settings."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from jalon.domain.centres.models import Centre, CentreCode

# The nine municipalities of the German-speaking Community (law of 31 December 1983, article 2).
GERMAN = {"63001", "63012", "63013", "63023", "63040", "63048", "63061", "63067", "63087"}


def languages_on(centres: Iterable[Centre], on: date) -> dict[UUID, str]:
    """The language of each centre. Brussels is bilingual: French here, and each letter can be asked in Dutch."""
    centres = list(centres)
    codes = CentreCode.objects.filter(centre__in=centres, validity__contains=on)
    german = {one.centre_id for one in codes if one.nis_code in GERMAN}
    return {one.pk: "de" if one.pk in german else _of(one) for one in centres}


def _of(centre: Centre) -> str:
    return "nl" if centre.region_nl.startswith(("Vlaams", "Vlaanderen")) else "fr"
