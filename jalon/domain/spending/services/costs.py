"""A cost is entered, changed, removed, put back. Each act leaves a row in the journal, without a name."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.documents.models import Document
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import held
from jalon.domain.spending.checking import findings, others
from jalon.domain.spending.closing import open_for
from jalon.domain.spending.facts import Facts, answers_of, cleaned, facts_of
from jalon.domain.spending.models import Batch, Cost
from jalon.domain.spending.permissions import may_write
from jalon.law.subsidies.costs import Finding, justified

UNSAID = {"staff_name", "supplier", "number", "link", "proportion", "project", "vat_parts", "enterprise"}


class Refused(InvalidInput):
    """A rule refuses this cost: it can be mended, or kept as a draft that does not count."""

    def __init__(self, found: list[Finding]):
        self.findings = found
        super().__init__(_("Cette dépense ne peut pas compter telle quelle."))


@transaction.atomic
def add(
    *,
    actor: Membership,
    grant: Grant,
    facts: Facts,
    at: datetime,
    answers: Mapping[str, str] | None = None,
    document: Document | None = None,
    draft: bool = False,
    cost_id: UUID | None = None,
) -> Cost:
    """Enter a cost. `draft`: keep it even if a rule refuses it; it then does not count.

    `cost_id`: of the form, so that a form sent twice enters one line. Raises `NotAllowed`, `Closed`, `InvalidInput`
    (a value), `Refused` (a rule).
    """
    if not may_write(actor, grant):
        raise NotAllowed
    open_for(grant)
    if cost_id and (before := Cost.objects.filter(pk=cost_id).first()):
        return before
    one = Cost(pk=cost_id or uuid4(), grant=grant, place=_next_place(grant), entered_at=at, entered_by=actor)
    _say(one, facts, answers or {}, document, draft, at)
    one.save(force_insert=True)
    _told(actor, "spending.cost_entered", one, at, amount=one.justified)
    return one


def add_checked(
    *, actor: Membership, batch: Batch, rows: Sequence[tuple[Facts, dict[str, str]]], at: datetime
) -> list[Cost]:
    """Enter the rows of a file at once, inside the act that has just read, cleaned and checked all of them.

    That act leaves the row in the journal: one for the file, with the numbers of its lines.
    """
    begin, made = _next_place(batch.grant), []
    for place, (facts, answers) in enumerate(rows, begin):
        one = Cost(grant=batch.grant, place=place, batch=batch, entered_at=at, entered_by=actor, counts=True)
        _fill(one, facts, answers)
        made.append(one)
    return Cost.objects.bulk_create(made)


@transaction.atomic
def change(
    *,
    actor: Membership,
    cost: Cost,
    facts: Facts,
    at: datetime,
    revision: int,
    answers: Mapping[str, str] | None = None,
    document: Document | None = None,
    draft: bool = False,
) -> Cost:
    """Correct a cost; the journal keeps what changed. `document`: another one, or None to leave it as it is.

    Raises as `add`, and `Conflict` when somebody else changed it.
    """
    one = _mine(actor, cost)
    if one.revision != revision or one.removed_at:
        raise Conflict(theirs=one)
    before = {each.name: getattr(one, each.name) for each in fields(Facts)} | {"counts": one.counts}
    _say(one, facts, answers or {}, document or one.document, draft, at)
    one.revision += 1
    one.save()
    changed = sorted(name for name, value in before.items() if getattr(one, name) != value)
    kept = {name: [_plain(before[name]), _plain(getattr(one, name))] for name in changed if name not in UNSAID}
    _told(actor, "spending.cost_changed", one, at, fields=changed, values=kept)
    return one


@transaction.atomic
def remove(*, actor: Membership, cost: Cost, at: datetime) -> Cost:
    """Take a line away; it can be put back until the report is sent. Raises `NotAllowed`, `Closed`."""
    one = _mine(actor, cost)
    if one.removed_at is None:
        one.removed_at, one.counts, one.revision = at, False, one.revision + 1
        one.save()
        _told(actor, "spending.cost_removed", one, at)
    return one


@transaction.atomic
def restore(*, actor: Membership, cost: Cost, at: datetime) -> Cost:
    """Put a line back. It counts again, unless a rule refuses it meanwhile: then it is a draft."""
    one = _mine(actor, cost)
    if one.removed_at is not None:
        one.removed_at, one.revision = None, one.revision + 1
        one.counts = not any(each.refuses for each in _found(one, facts_of(one)))
        one.save()
        _told(actor, "spending.cost_restored", one, at)
    return one


def _mine(actor: Membership, cost: Cost) -> Cost:
    """The row as it stands, held until the act is done."""
    if not may_write(actor, cost):
        raise NotAllowed
    open_for(cost.grant)
    return Cost.objects.select_for_update(of=("self",)).select_related("grant__award").get(pk=cost.pk)


def _say(
    one: Cost,
    facts: Facts,
    answers: Mapping[str, str],
    document: Document | None,
    draft: bool,
    at: datetime,
) -> None:
    """Put the facts into the row, and decide whether it counts."""
    facts = cleaned(facts, on=day_of(at))
    _of_the_grant(one.grant, facts)
    _fill(one, facts, answers_of(answers, on=day_of(at)))
    one.document, one.document_hash = document, document.sha256 if document else ""
    found = [each for each in _found(one, facts) if each.refuses]
    if found and not draft:
        raise Refused(found)
    one.counts = not found and not draft


def _fill(one: Cost, facts: Facts, answers: dict[str, str]) -> None:
    for name, value in facts.as_columns().items():
        setattr(one, name, value)
    one.answers, one.identity = answers, facts.identity
    one.justified = justified(facts.total, facts.share)


def _found(one: Cost, facts: Facts) -> list[Finding]:
    known = others([facts.identity], [one.document_hash])
    return findings(one.grant, facts, document_hash=one.document_hash, known=known, besides=one.pk)


def _of_the_grant(grant: Grant, facts: Facts) -> None:
    if held(grant).line(facts.line) is None:
        raise InvalidInput(_("Choisissez une ligne de ce subside."), field="line")
    if facts.kind is not None and not 0 <= facts.kind < len(grant.facts["costs"]):
        raise InvalidInput(_("Choisissez un genre de ce programme."), field="kind")


def _next_place(grant: Grant) -> int:
    return (Cost.objects.filter(grant=grant).aggregate(last=Max("place"))["last"] or 0) + 1


def _told(actor: Membership, verb: str, one: Cost, at: datetime, **more: Any) -> None:
    record(
        actor=actor, verb=verb, subject=one, on=day_of(at), detail={"place": one.place, "counts": one.counts, **more}
    )


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str | bool) or value is None else str(value)
