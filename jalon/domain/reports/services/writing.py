"""The centre opens its reports, writes them together field by field, and talks about them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.both_sides import locked
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.grants.queries import Held
from jalon.domain.grants.services import grants
from jalon.domain.instruments.merging import Change, Outcome, Writer
from jalon.domain.reports.content import REPLY, asked
from jalon.domain.reports.drafting import merged
from jalon.domain.reports.enums import WITH_CENTRE, WRITING
from jalon.domain.reports.models import Draft, Remark, Report
from jalon.domain.reports.permissions import may_write
from jalon.domain.reports.queries import held_of


@transaction.atomic
def open_reports(*, actor: Membership, at: datetime) -> list[tuple[Report, Held]]:
    """Every report of this centre, one a grant, the latest year first; those not there yet are opened.

    Raises `NotAllowed`.
    """
    found = grants(actor=actor, at=at)
    known = {one.grant_id: one for one in Report.objects.all()}
    new = [one for one in found if one.grant.pk not in known]
    for one in new:
        _open(actor, one, at)
    if new:
        known = {one.grant_id: one for one in Report.objects.all()}
    return [(known[one.grant.pk], one) for one in found]


def _open(actor: Membership, held: Held, at: datetime) -> None:
    grant = held.grant
    facts = {"programme_id": grant.programme_id, "due": grant.moment("report"), "state_since": at, "opened_at": at}
    one = Report(grant=grant, **facts)
    # Two people may look for the first time at once: the second finds what the first opened.
    Report.objects.bulk_create([one], ignore_conflicts=True)
    if Report.objects.filter(pk=one.pk).exists():
        Draft.objects.create(report=one, saved_at=at, saved_by=actor)
        record(actor=actor, verb="report.opened", subject=one, on=day_of(at))


@dataclass(frozen=True)
class Saved:
    """The draft after a save, and what of it could not be stored."""

    draft: Draft
    outcome: Outcome
    changed: bool


@transaction.atomic
def save(
    *, actor: Membership, report: Report, change: Change, at: datetime, writer: Writer = Writer()  # noqa: B008  frozen
) -> Saved:  # fmt: skip
    """Store the fields that were written. What clashes with a colleague's text, or cannot be stored, is returned with
    both texts while the rest is stored; sending the same thing again changes nothing.

    Raises `NotAllowed`, and `TransitionRefused` once the text is signed or sent.
    """
    if not may_write(actor, report):
        raise NotAllowed
    one = locked(report)
    if one.state not in WRITING:
        raise TransitionRefused(
            _("Ce rapport est signé ou envoyé : il ne se modifie plus."), "",
            _("Tant qu’il n’est pas envoyé, il peut être repris : la signature donnée reste alors sans effet."),
        )  # fmt: skip
    held = held_of([one])[one.pk]
    draft = Draft.objects.select_for_update().get(report=one)
    tells = draft.saved_by_id != actor.pk or day_of(draft.saved_at) != day_of(at) or draft.revision == 1
    changed, outcome = merged(draft, asked(held.grant), change, writer)
    if changed:
        draft.saved_at, draft.saved_by = at, actor
        draft.save()
        if tells:  # the journal says once a day who wrote
            record(actor=actor, verb="report.written", subject=one, on=day_of(at))
    return Saved(draft, outcome, changed)


def _field(report: Report, field: str) -> str:
    held = held_of([report])[report.pk]
    if field not in {one.code for one in asked(held.grant)} | {REPLY, "B", "C"}:
        raise InvalidInput(_("Ce point n’existe pas dans ce rapport."), field="field")
    return field


@transaction.atomic
def remark(*, actor: Membership, report: Report, field: str, words: str, at: datetime) -> Remark:
    """Say something to colleagues beside a field (or beside B or C as a whole). The administration never reads it.

    Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`.
    """
    words = clean(words, limit=2_000)
    if not words:
        raise InvalidInput(_("Écrivez la remarque."), field="words")
    return _remark(actor, report, field, at, words=words)


@transaction.atomic
def settle(*, actor: Membership, report: Report, field: str, at: datetime) -> Remark:
    """Close what was said beside a field. Raises as `remark`."""
    return _remark(actor, report, field, at, settles=True)


def _remark(actor: Membership, report: Report, field: str, at: datetime, **facts: object) -> Remark:
    if not may_write(actor, report):
        raise NotAllowed
    one = locked(report)
    if one.state not in WITH_CENTRE:
        raise TransitionRefused(_("Ce rapport est envoyé : les remarques entre collègues sont closes."))
    told = {"field": _field(one, field), "at": at, "by": actor, "by_name": actor.name, **facts}
    found = Remark.objects.create(report=one, **told)
    verb = "report.settled" if facts.get("settles") else "report.remarked"
    record(actor=actor, verb=verb, subject=one, on=day_of(at), detail={"field": field})
    return found
