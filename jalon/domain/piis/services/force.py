"""A text takes force: the rows say what it says, the one before is replaced."""

from datetime import date, datetime

from jalon.domain.piis import deadlines
from jalon.domain.piis.content import draft_of
from jalon.domain.piis.enums import Fate
from jalon.domain.piis.models import Amendment, Piis, PiisVersion, VersionEvent
from jalon.domain.piis.services.common import overlap_refused
from jalon.domain.piis.services.versions import close_version
from jalon.domain.piis.texts import write_fields, write_lines


def version_in_force(piis: Piis) -> PiisVersion | None:
    """The text that binds today: in force and not replaced."""
    replaced = VersionEvent.objects.filter(version__piis=piis, fate=Fate.SUPERSEDED).values("version")
    versions = PiisVersion.objects.filter(piis=piis, fates__fate=Fate.IN_FORCE).exclude(pk__in=replaced)
    return versions.order_by("-number").first()


def bring_into_force(*, piis: Piis, amendment: Amendment, version: PiisVersion, on: date, at: datetime) -> None:
    """An amendment takes effect: its text replaces the one in force; commitments taken out keep their history.

    Saves `piis`. Raises `Overlaps` when the new period would run over another PIIS.
    """
    before = version_in_force(piis)
    text = draft_of(version.data)
    write_fields(piis, text)
    write_lines(piis, text, on=max(on, amendment.effective_on))
    deadlines.refresh(piis)
    piis.revision += 1
    with overlap_refused():
        piis.save()
    close_version(before, Fate.SUPERSEDED, on=on, at=at)
    close_version(version, Fate.IN_FORCE, on=on, at=at)
