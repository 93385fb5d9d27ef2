"""A person closes a line: it is frozen with everything it rests on, and each centre is given its own settlement."""

import json
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.payments.closings import Proposal, proposal, rows_of
from jalon.domain.payments.models import Closing, Settlement
from jalon.domain.payments.permissions import may_pay
from jalon.domain.payments.queries import latest_closing
from jalon.domain.reports.queries import accepted
from jalon.domain.subsidies import journal
from jalon.domain.subsidies.deciding import spoken
from jalon.domain.subsidies.models import Programme
from jalon.law.subsidies import shipped_rule, why_settled
from jalon.law.subsidies.source_json import source_as_json


@transaction.atomic
def close(*, actor: FederalMembership, shared: Proposal, shown: str, reason: str, at: datetime) -> Closing:
    """Freeze a closing as it was shown (`shown`: its fingerprint), and settle each centre. Again: a new number.

    What the reports carry is read again at this moment. Raises `NotAllowed`, `InvalidInput` (no reason), `Conflict`
    (something changed since it was shown), `DomainError` (a payment of the line is under way).
    """
    if not may_pay(actor):
        raise NotAllowed
    programme = Programme.objects.select_for_update().get(pk=shared.programme.pk)
    now = proposal(
        programme, shared.line, rows_of(programme, shared.line.code, accepted(programme.pk)), shared.found.rule
    )
    if now.sha256 != shown:
        raise Conflict(
            _("La clôture n’est plus celle que cette page montrait."),
            _("Un rapport ou un paiement a changé entre-temps."),
            _("Relisez-la, puis décidez."),
        )
    reason = clean(reason, limit=500)
    if len(reason) < 5:
        raise InvalidInput(_("Dites sur quoi repose la décision : l’arrêté, la note, sa date."), field="reason")
    if refusal := obstacle(now):
        raise refusal
    earlier = latest_closing(programme.pk, now.line.code)
    if earlier and earlier.content == now.content:
        raise DomainError(_("Cette clôture est déjà décidée, avec les mêmes données."), "", _("Rien n’est à changer."))
    closing = _kept(actor, now, earlier, reason, at)
    _settle(closing, now)
    detail = {"line": now.line.title.fr, "number": closing.number, "sha256": shown}
    journal.record(actor=actor, verb="payments.closed", programme=programme, at=at, detail=detail)
    return closing


def obstacle(shared: Proposal) -> DomainError | None:
    """Why a closing that works out is still not to be decided."""
    if shared.in_flight:
        return DomainError(
            _("Des paiements de cette ligne sont en route."),
            _("Ce qui est payé doit être su avant de clôturer."),
            _("Notez-les d’abord comme payés ou rejetés, et terminez les remboursements demandés."),
        )
    return None


def _kept(actor: FederalMembership, now: Proposal, earlier: Closing | None, reason: str, at: datetime) -> Closing:
    try:
        with transaction.atomic():
            return Closing.objects.create(
                programme=now.programme,
                line=now.line.code,
                number=earlier.number + 1 if earlier else 1,
                content=now.content,
                sha256=now.sha256,
                reason=reason,
                decided_at=at,
                decided_by=actor.name,
            )
    except IntegrityError as error:
        raise Conflict(_("Quelqu’un d’autre vient de clôturer cette ligne.")) from error


def _settle(closing: Closing, now: Proposal) -> None:
    """A row for each centre; nothing of another centre stands in it."""
    told = json.loads(closing.content)
    _rule, source = shipped_rule()
    facts = {
        "programme": told["programme"]["title"],
        "year": told["programme"]["year"],
        "line": told["line_title"],
        "rule": told["rule"],
        "source": source_as_json(source),
        "number": closing.number,
        "reason": closing.reason,
        "decided_on": day_of(closing.decided_at).isoformat(),
        "decided_by": closing.decided_by,
    }
    made = []
    for row in now.rows:
        one = now.found.of(row.identity)
        made.append(
            Settlement(
                centre_id=row.centre.pk, closing=closing, award_id=row.award.pk, programme_id=closing.programme_id,
                line=closing.line, number=closing.number, granted=row.award.cents, justified=one.use.justified,
                supplement=one.supplement, final=one.final, paid=row.paid, decided_at=closing.decided_at,
                facts={**facts, "why": spoken(why_settled(now.found, row.identity))},
            )
        )  # fmt: skip
    Settlement._base_manager.bulk_create(made)
