"""A centre of a cluster hands its numbers to the promoter: counted from its own files, frozen, and numbers alone."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.conventions.content import digest
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.grants.models import Grant
from jalon.domain.results.cells import as_json
from jalon.domain.results.cluster import handed, numbers_of, same_numbers
from jalon.domain.results.models import Handed
from jalon.domain.results.permissions import may_write
from jalon.domain.results.services import REASON, freeze, may_be_told, table


@transaction.atomic
def hand_over(*, actor: Membership, grant: Grant, line: str, shown: str, reason: str, at: datetime) -> Handed:
    """Hand these numbers to the promoter (`shown`: the fingerprint of what the page showed). Their files are frozen.

    From the second time on `reason` says why they change. Raises `NotAllowed`, `InvalidInput`, `DomainError` (the
    period runs, a number is missing, nothing changed), `Conflict` (the numbers are no longer those shown).
    """
    if not may_write(actor, grant):
        raise NotAllowed
    now, before = table(grant=grant, line=line, on=day_of(at)), handed(grant, line)
    part = now.line.part_of
    if part is None or part["promoter"] is None:
        raise InvalidInput(_("Aucun promoteur n’attend ces nombres."), field="line")
    may_be_told(now, day_of(at))
    content = numbers_of(now, number=len(before) + 1)
    reason = clean(reason, limit=500)
    _says_why(before, content, reason, UUID(part["promoter"]))
    if digest(content) != shown:
        raise _changed()
    one = Handed(
        grant=grant, promoter_id=UUID(part["promoter"]), programme_id=grant.programme_id, line=line,
        number=len(before) + 1, content=content, sha256=digest(content), reason=reason if before else "", at=at,
        by_name=actor.name,
    )  # fmt: skip
    try:
        with transaction.atomic():
            one.save(force_insert=True)
    except IntegrityError as error:  # somebody handed them over at the same moment
        raise _changed() from error
    freeze(actor=actor, grant=grant, line=line, told=as_json(now), version_sha256=one.sha256, at=at)
    detail = {"line": line, "number": one.number, "sha256": one.sha256}
    record(actor=actor, verb="results.handed", subject=grant, on=day_of(at), detail=detail)
    return one


def _says_why(before: list[Handed], content: str, reason: str, promoter: UUID) -> None:
    if before and before[0].promoter_id == promoter and same_numbers(before[0], content):
        raise DomainError(_("Ces nombres sont déjà remis."), _("Rien n’a changé depuis."), "")
    if before and len(reason) < REASON:
        raise InvalidInput(_("Dites en quelques mots pourquoi ces nombres changent."), field="reason")


def _changed() -> Conflict:
    return Conflict(
        _("Les nombres ont changé depuis que cette page les a montrés."),
        _("Quelqu’un a enregistré quelque chose entre-temps."),
        _("Relisez-les, puis remettez-les."),
    )
