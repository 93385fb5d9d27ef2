"""What the database refuses of a measurement, as sentences. The rules themselves stand in the migration, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.core.errors import Conflict, DomainError, InvalidInput


class BegunAlone(DomainError):
    """A member would write in answers the person began by themselves."""

    what = gettext_lazy("La personne a commencé à répondre seule : ses réponses restent les siennes.")
    what_to_do = gettext_lazy("Passez-lui l’appareil : elle continue où elle en était.")


@contextmanager
def in_words() -> Iterator[None]:
    """Run a write in its own savepoint; a refusal of the database becomes a sentence, and nothing else is lost."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        said = _said(getattr(error.__cause__, "diag", None))
        if said is None:
            raise
        raise said from error


def _said(diag: object) -> DomainError | None:
    day = _day(getattr(diag, "message_detail", "") or "")
    match getattr(diag, "constraint_name", ""):
        case "measurement_level":
            return InvalidInput(
                _("Une réponse n’est pas sur l’échelle de cet instrument."),
                what_to_do=_("Choisissez un des niveaux décrits."),
            )
        case "measurement_two_starts":
            return InvalidInput(
                _("Un début a déjà été mesuré avec cet instrument, le %(day)s.") % {"day": day},
                _("Un parcours n’a qu’un début."),
                _("Choisissez « en cours de route » ou « à la fin », ou corrigez le début déjà noté."),
                field="moment",
            )
        case "measurement_end_first":
            return InvalidInput(
                _("La fin ne peut pas tomber avant le début : l’autre mesure est du %(day)s.") % {"day": day},
                what_to_do=_("Vérifiez la date, ou corrigez l’autre mesure."),
                field="held_on",
            )
        case "measurement_version":
            return InvalidInput(
                _("L’instrument a changé en cours de parcours."),
                _("Le début a été mesuré avec une autre version : les deux ne se comparent pas."),
                _("Continuez avec la version du début, ou terminez ce parcours d’abord."),
            )
        case "measurement_one_draft_per_side" | "measurement_one_per_side":
            return Conflict(
                _("Une mesure est déjà en cours avec cet instrument."),
                what_to_do=_("Ouvrez-la depuis le dossier, et terminez-la d’abord."),
            )
        case "measurement_begun_alone":
            return BegunAlone()
        case "measurement_corrected_once":
            return Conflict(
                _("Cette mesure a déjà une correction."), what_to_do=_("Corrigez plutôt la mesure qui la remplace.")
            )
    return None


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text), "DATE_FORMAT")
    except ValueError:
        return ""
