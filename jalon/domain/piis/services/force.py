"""A text takes force: the rows say what it says, the one before is replaced. An amendment does so on its own day."""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction

from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import NotAllowed
from jalon.domain.piis import deadlines
from jalon.domain.piis.content import draft_of
from jalon.domain.piis.enums import Act, AmendmentState, Fate
from jalon.domain.piis.errors import Overlaps
from jalon.domain.piis.models import Amendment, Piis, PiisVersion, VersionEvent
from jalon.domain.piis.permissions import InPerson, may_record_signature
from jalon.domain.piis.services.common import leave_trail, locked, overlap_refused
from jalon.domain.piis.services.versions import close_version, open_version
from jalon.domain.piis.texts import write_fields, write_lines
from jalon.domain.piis.transitions import AMENDMENT


def version_in_force(piis: Piis) -> PiisVersion | None:
    """The text that binds today: in force and not replaced."""
    replaced = VersionEvent.objects.filter(version__piis=piis, fate=Fate.SUPERSEDED).values("version")
    versions = PiisVersion.objects.filter(piis=piis, fates__fate=Fate.IN_FORCE).exclude(pk__in=replaced)
    return versions.order_by("-number").first()


@transaction.atomic
def take_effect(*, actor: Membership, piis: Piis, at: datetime) -> Piis:
    """Let an agreed amendment take force when its day has come; nothing happens otherwise.

    The day was agreed and signed: nobody decides anything here. The page of a project asks this when it opens, every
    act on a running project does so first, and the worklist shows what still waits to be opened.
    """
    if not may_record_signature(actor, piis):
        raise NotAllowed
    piis = locked(piis)
    settle(actor=actor, piis=piis, at=at)
    return piis


def settle(*, actor: Membership | InPerson, piis: Piis, at: datetime, on: date | None = None) -> None:
    """As `take_effect`, on a project this transaction holds. `on`: the day all had agreed, when that is known.

    A period that runs over another PIIS stays « agreed », with its sentence on the page, until one of the two ends.
    """
    ready = Amendment.objects.filter(piis=piis, state=AmendmentState.AGREED, effective_on__lte=day_of(at))
    amendment = ready.select_for_update().first()
    if amendment is None:
        return
    with suppress(Overlaps), transaction.atomic():
        _take_force(actor, piis, amendment, max(on or amendment.effective_on, amendment.effective_on), at)
        return
    piis.refresh_from_db()


def _take_force(actor: Membership | InPerson, piis: Piis, amendment: Amendment, on: date, at: datetime) -> None:
    AMENDMENT.apply(amendment, Act.TAKE_EFFECT, actor=actor, earliest=amendment.effective_on, today=day_of(at))
    version = open_version(piis, amendment)
    if version is None:
        raise AssertionError("an agreed amendment has its open version")
    amendment.revision += 1
    amendment.save()
    _bring_into_force(piis, version, on, at)
    detail = {"amendment": str(amendment.pk), "version": str(version.pk), "sha256": version.sha256}
    leave_trail(actor=actor, piis=piis, act=Act.TAKE_EFFECT, source=piis.state, on=on, at=at, detail=detail)


def _bring_into_force(piis: Piis, version: PiisVersion, on: date, at: datetime) -> None:
    """The text replaces the one in force; commitments taken out keep their history. Raises `Overlaps`."""
    before = version_in_force(piis)
    text = draft_of(version.data)
    write_fields(piis, text)
    write_lines(piis, text, on=on)
    deadlines.refresh(piis)
    piis.revision += 1
    with overlap_refused():
        piis.save()
    close_version(before, Fate.SUPERSEDED, on=on, at=at)
    close_version(version, Fate.IN_FORCE, on=on, at=at)
