"""Evaluations: an appointment, what was found together, or why it did not take place."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.piis.models import Commitment, CommitmentReview, Evaluation, Piis


@dataclass(frozen=True, kw_only=True)
class CommitmentFinding:
    """What was found of one commitment. `state`, `cause`: values of `enums.CommitmentState`, `enums.Cause`."""

    commitment: UUID
    state: str
    cause: str = ""
    comment: str = ""


def plan_evaluation(
    *,
    actor: Membership,
    piis: Piis,
    planned_for: datetime,
    at: datetime,
    place: str = "",
    in_person: bool = True,
    revision: int | None = None,
) -> Evaluation:
    """Fix, or move, the appointment of the next evaluation. Refused on a day that is not a working day."""
    raise NotImplementedError


def cancel_appointment(*, actor: Membership, evaluation: Evaluation, at: datetime, reason: str) -> Evaluation:
    """Cancel a planned evaluation long enough before it; it stays due."""
    raise NotImplementedError


def record_evaluation(
    *,
    actor: Membership,
    piis: Piis,
    held_on: date,
    in_person: bool,
    findings: tuple[CommitmentFinding, ...],
    at: datetime,
    place: str = "",
    went_well: str = "",
    is_hard: str = "",
    next_steps: str = "",
    opinion: str = "",
    person_comment: str = "",
    next_on: date | None = None,
    bilan_id: UUID | None = None,
    signature_name: str = "",
    signature_picture: bytes | None = None,
    revision: int | None = None,
    key: UUID | None = None,
) -> Evaluation:
    """Record an evaluation that took place, the state of the commitments of every side, and what the person says of it.

    The planned appointment, if there is one, becomes this evaluation; its paper is frozen with it.
    """
    raise NotImplementedError


def record_missed_evaluation(
    *,
    actor: Membership,
    piis: Piis,
    missed_on: date,
    cause: str,
    at: datetime,
    note: str = "",
    next_on: date | None = None,
    key: UUID | None = None,
) -> Evaluation:
    """The short form: it did not take place, with whose cause it was (`enums.AbsenceCause`)."""
    raise NotImplementedError


def review_commitment(
    *,
    actor: Membership,
    commitment: Commitment,
    state: str,
    on: date,
    at: datetime,
    cause: str = "",
    comment: str = "",
) -> CommitmentReview:
    """Note between two evaluations what became of one commitment (a tick on the worker's list)."""
    raise NotImplementedError
