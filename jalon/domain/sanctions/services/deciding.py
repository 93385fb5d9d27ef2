"""The council's side: decide within the law, refuse, send back, notify, lift."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts import law_readings
from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.documents.models import DocumentKind
from jalon.domain.documents.services import freeze
from jalon.domain.sanctions import documents
from jalon.domain.sanctions.enums import Act, Reprieve, Scope, State
from jalon.domain.sanctions.models import Notification, Proposal, SanctionDecision
from jalon.domain.sanctions.requirements import NotReady, lacks, refuse_unless_sanctionable
from jalon.domain.sanctions.services.acts import act, already_done, explained, locked
from jalon.law import piis as law
from jalon.law.parameters import Reading


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What the council decided. `withheld_cents`: a month, of a partial one. `start_reading`: which of the two
    published statements of the starting rule the centre followed that day; `decide` fills it in (`law_readings`)."""

    decided_on: date
    scope: Scope
    months: int
    starts_on: date
    motivation: str
    start_reading: str = ""
    withheld_cents: int | None = None
    reprieve: Reprieve = Reprieve.NONE
    reprieve_until: date | None = None
    reprieve_words: str = ""


def limit_for(proposal: Proposal, decided_on: date) -> law.Limit:
    """The longest suspension possible, counting the sanctions already decided about this person and not lifted."""
    earlier = SanctionDecision.objects.filter(person_id=proposal.person_id).exclude(proposal__state=State.LIFTED)
    return law.sanction_max_months(
        decided_on=decided_on,
        facts_on=proposal.facts_on or decided_on,
        earlier_decisions=list(earlier.order_by("decided_on").values_list("decided_on", flat=True)),
        reading=law_readings.reading(law_readings.SANCTION_AGAIN, decided_on),
    )


def start_rule(decided_on: date) -> Reading:
    """Which published statement of the starting rule the centre follows for a decision of that day."""
    return law_readings.followed(law_readings.SANCTION_STARTS, decided_on)


def starts_between(terms_decided_on: date, reading: str) -> law.Span:
    """The days on which the suspension may begin, if notified the day after the decision at the earliest."""
    return law.sanction_starts(decided_on=terms_decided_on, notified_on=terms_decided_on, reading=reading)


@transaction.atomic
def decide(
    *, actor: Membership, proposal: Proposal, terms: Terms, at: datetime, key: UUID | None = None
) -> SanctionDecision:
    """Record a sanction the council decided, inside the limits of the law, with its reasons."""
    proposal = locked(proposal)
    if already_done(proposal, key):
        return proposal.decisions.get()
    if terms.decided_on > day_of(at):
        raise InvalidInput(_("La décision ne peut pas être dans le futur."), field="decided_on")
    if proposal.submitted_on and terms.decided_on < proposal.submitted_on:
        raise InvalidInput(_("Le Conseil décide après avoir reçu la proposition."), field="decided_on")
    refuse_unless_sanctionable(person=proposal.person, piis=proposal.piis, on=terms.decided_on)
    if proposal.state == State.SUBMITTED and (lacking := lacks(proposal, terms.decided_on)):
        raise NotReady(lacking)
    terms = replace(terms, start_reading=start_rule(terms.decided_on).name)
    limit, span = _check_terms(proposal, terms)
    act(actor=actor, proposal=proposal, act=Act.DECIDE, at=at, on=terms.decided_on, key=key)
    period = law.sanction_period(starts_on=terms.starts_on, months=terms.months)
    return SanctionDecision.objects.create(
        proposal=proposal,
        person_id=proposal.person_id,
        is_recidivism=limit.months > 1,
        ends_on=period.last,
        lines=[line.as_json() for line in (*limit.lines, *span.lines, *period.lines)],
        recorded_by=actor,
        **asdict(terms) | {"motivation": clean(terms.motivation)},
    )


def _check_terms(proposal: Proposal, terms: Terms) -> tuple[law.Limit, law.Span]:
    if len(clean(terms.motivation)) < 20:
        raise InvalidInput(_("Motivez la décision en une phrase entière au moins."), field="motivation")
    if (terms.scope == Scope.PARTIAL) != bool(terms.withheld_cents):
        raise InvalidInput(_("Une suspension partielle dit le montant retenu par mois."), field="withheld_cents")
    if terms.reprieve != Reprieve.NONE and not law.may_suspend_sanction(terms.decided_on):
        raise InvalidInput(_("Le sursis n’existait pas encore à cette date."), field="reprieve")
    limit = limit_for(proposal, terms.decided_on)
    if not 1 <= terms.months <= limit.months:
        raise InvalidInput(
            _("La durée va de 1 à %(months)s mois ici.") % {"months": limit.months},
            " ".join(law.say(line) for line in limit.lines),
            field="months",
        )
    span = starts_between(terms.decided_on, terms.start_reading)
    if not span.first <= terms.starts_on <= span.last:
        raise InvalidInput(
            _("La suspension peut commencer entre le %(first)s et le %(last)s.")
            % {"first": span.first.strftime("%d/%m/%Y"), "last": span.last.strftime("%d/%m/%Y")},
            field="starts_on",
        )
    return limit, span


@transaction.atomic
def refuse(
    *, actor: Membership, proposal: Proposal, reason: str, decided_on: date, at: datetime, key: UUID | None = None
) -> Proposal:
    """The council decides that there is no sanction."""
    return explained(actor, proposal, Act.REFUSE, reason, at=at, on=decided_on, key=key)


@transaction.atomic
def send_back(*, actor: Membership, proposal: Proposal, reason: str, at: datetime, key: UUID | None = None) -> Proposal:
    """The council asks the worker to complete the proposal."""
    return explained(actor, proposal, Act.SEND_BACK, reason, at=at, key=key)


@transaction.atomic
def notify(
    *, actor: Membership, proposal: Proposal, notified_on: date, at: datetime, key: UUID | None = None
) -> Notification:
    """Freeze the decision's paper as it reaches the person, and count until when they may appeal."""
    proposal = locked(proposal)
    decision = proposal.decisions.select_related("proposal").first()
    if already_done(proposal, key):
        return Notification.objects.get(decision=decision)
    act(actor=actor, proposal=proposal, act=Act.NOTIFY, at=at, on=notified_on, key=key)
    assert decision is not None  # a decided proposal has its decision
    if notified_on < decision.decided_on or notified_on > day_of(at):
        raise InvalidInput(_("La notification suit la décision, et n’est pas dans le futur."), field="notified_on")
    if decision.starts_on <= notified_on:
        raise InvalidInput(
            _("La suspension aurait commencé avant que la personne le sache."),
            what_to_do=_("Demandez au Conseil de fixer un autre début."),
            field="notified_on",
        )
    counting = law_readings.reading(law_readings.MONTHS, notified_on)
    appeal = law.appeal_until(notified_on, month_count=counting)
    made = documents.decision(decision=decision, worker=actor, appeal_until=appeal.date, at=at)
    paper = freeze(
        kind=DocumentKind.SANCTION,
        subject_id=proposal.pk,
        person_id=proposal.person_id,
        language=proposal.person.language,
        title=_("Décision de sanction"),
        content=made.bytes,
        pages=made.pages,
        made_at=at,
    )
    return Notification.objects.create(
        decision=decision, document=paper, notified_on=notified_on, appeal_until=appeal.date, recorded_by=actor
    )


@transaction.atomic
def lift(*, actor: Membership, proposal: Proposal, reason: str, at: datetime, key: UUID | None = None) -> Proposal:
    """The council, or a judgment, takes the sanction away."""
    return explained(actor, proposal, Act.LIFT, reason, at=at, key=key)
