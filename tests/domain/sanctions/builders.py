"""Invented projects and proposals, at the stage a test needs."""

from datetime import UTC, date, datetime
from typing import Any

from jalon.domain.piis.enums import Cause, CommitmentState, Side
from jalon.domain.piis.enums import State as PiisState
from jalon.domain.piis.models import Commitment, Piis
from jalon.domain.sanctions import services
from jalon.domain.sanctions.enums import Scope
from jalon.domain.sanctions.models import Proposal
from jalon.domain.sanctions.services.deciding import Terms

NOTICE_DAY = date(2026, 10, 5)
COUNCIL_DAY = date(2026, 11, 2)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


def a_signed_piis(person: Any, **facts: Any) -> Piis:
    return Piis.objects.create(
        person=person,
        number=1,
        state=PiisState.RUNNING,
        drafted_on=date(2026, 1, 5),
        since=date(2026, 2, 1),
        until=date(2027, 1, 31),
        concluded_on=date(2026, 1, 26),
        **facts,
    )


def a_broken_promise(piis: Piis) -> Commitment:
    return Commitment.objects.create(
        piis=piis,
        side=Side.PERSON,
        text="Je vais au cours de français.",
        state=CommitmentState.NOT_KEPT,
        cause=Cause.PERSON,
    )


def a_complete_proposal(worker: Any, piis: Piis) -> Proposal:
    proposal = services.propose(actor=worker, piis=piis, at=moment(NOTICE_DAY))
    services.cite_commitment(actor=worker, proposal=proposal, commitment=a_broken_promise(piis), on=NOTICE_DAY)
    proposal.refresh_from_db()
    proposal = services.save(
        actor=worker,
        proposal=proposal,
        revision=proposal.revision,
        at=moment(NOTICE_DAY),
        facts="Trois cours manqués sans prévenir.",
        facts_on=date(2026, 10, 1),
        tried="Deux appels, une visite, un autre horaire proposé.",
        asked="Reprendre le cours ou en choisir un autre.",
        asked_by=date(2026, 10, 20),
        hearing_on=moment(date(2026, 10, 22)),
        hearing_place="Rue du Marché 1",
        has_legitimate_reason=False,
        advice="Je propose un mois, avec sursis.",
    )
    return services.send_notice(actor=worker, proposal=proposal, sent_on=NOTICE_DAY, at=moment(NOTICE_DAY))


def a_submitted_proposal(worker: Any, piis: Piis) -> Proposal:
    return services.submit(actor=worker, proposal=a_complete_proposal(worker, piis), at=moment(date(2026, 10, 26)))


def some_terms(**changes: Any) -> Terms:
    terms = {
        "decided_on": COUNCIL_DAY,
        "scope": Scope.TOTAL,
        "months": 1,
        "starts_on": date(2026, 12, 1),
        "start_reading": "between",
        "motivation": "Après deux rappels, le cours n’a pas été repris.",
    }
    return Terms(**terms | changes)
