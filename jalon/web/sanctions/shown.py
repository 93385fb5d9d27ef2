"""A proposal as its page shows it."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.piis.enums import AbsenceCause, Cause, CommitmentState, EvaluationState, Side
from jalon.domain.sanctions.enums import State
from jalon.domain.sanctions.machine import MACHINE
from jalon.domain.sanctions.models import Notification, Proposal
from jalon.domain.sanctions.permissions import may_propose
from jalon.domain.sanctions.requirements import lacks


def as_shown(proposal: Proposal, member: Membership, on: date) -> dict[str, Any]:
    """The proposal, what it lacks, both sides, what may be cited, and the acts open to this member."""
    commitments = list(proposal.piis.commitments.order_by("position"))
    cited = {row.commitment_id: row for row in proposal.cited_commitments.all()}
    absences = {row.evaluation_id: row for row in proposal.cited_absences.all()}
    explained = {row.commitment_id: row for row in proposal.explanations.all()}
    decision = proposal.decisions.first()
    in_draft = proposal.state == State.DRAFT
    return {
        "proposal": proposal,
        "person": proposal.person,
        "may_write": in_draft and may_propose(member, proposal),
        "lacks": lacks(proposal, on) if in_draft else [],
        "acts": [line.act for line in MACHINE.possible(proposal, member)],
        "person_side": [_side(one, on, cited) for one in commitments if one.side == Side.PERSON],
        "centre_side": [_side(one, on, explained) for one in commitments if one.side == Side.CENTRE],
        "absences": [_absence(one, absences) for one in proposal.piis.evaluations.missed().order_by("held_on")],
        "decision": decision,
        "notification": Notification.objects.filter(decision=decision).first() if decision else None,
        "events": _trail(proposal),
    }


def _trail(proposal: Proposal) -> list[Any]:
    """Each act with its day, who did it, and what it was in words."""
    said = {"open": _("proposition commencée"), "notice": _("mise en demeure envoyée")}
    events = list(proposal.events.select_related("actor").order_by("number"))
    for event in events:
        event.words = said.get(event.act) or event.get_target_display()
    return events


def _side(commitment: Any, on: date, rows: dict[Any, Any]) -> dict[str, Any]:
    broken = commitment.state in {CommitmentState.NOT_KEPT, CommitmentState.PARTLY} and commitment.cause == Cause.PERSON
    return {
        "commitment": commitment,
        "overdue": commitment.is_late(on),
        "late": commitment.is_late(on) or commitment.state == CommitmentState.NOT_KEPT,
        "row": rows.get(commitment.pk),
        "may_cite": broken,
    }


def _absence(evaluation: Any, rows: dict[Any, Any]) -> dict[str, Any]:
    own = evaluation.state == EvaluationState.MISSED and evaluation.absence_cause == AbsenceCause.PERSON
    return {"evaluation": evaluation, "row": rows.get(evaluation.pk), "may_cite": own}


def initial_of(proposal: Proposal) -> dict[str, Any]:
    """What the form begins with: what is stored, and nothing else."""
    names = ("facts", "facts_on", "reasons_of_person", "tried", "asked", "asked_by", "hearing_place", "heard_on")
    values = {name: getattr(proposal, name) for name in (*names, "heard_words", "advice")}
    values["version"] = proposal.revision
    values["has_legitimate_reason"] = {True: "true", False: "false", None: "unknown"}[proposal.has_legitimate_reason]
    if proposal.hearing_on:
        local = timezone.localtime(proposal.hearing_on)
        values |= {"hearing_day": local.date(), "hearing_time": local.time()}
    return values
