"""The council's decision, the end, and taking a project up again."""

from datetime import date, datetime
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.piis.models import Decision, Ending, Piis


def decide(
    *,
    actor: Membership,
    piis: Piis,
    outcome: str,
    decided_on: date,
    at: datetime,
    explanation: str = "",
    key: UUID | None = None,
) -> Decision:
    """Record what the council decided on the signed text: approved (it runs), refused, or sent back to the worker."""
    raise NotImplementedError


def end(
    *,
    actor: Membership,
    piis: Piis,
    reason: str,
    outcome: str,
    effective_on: date,
    at: datetime,
    explanation: str = "",
    key: UUID | None = None,
) -> Ending:
    """End a running PIIS; `effective_on` is its last day. Open commitments stay as they were last seen."""
    raise NotImplementedError


def resume(
    *, actor: Membership, piis: Piis, worked_from: date, worked_until: date, at: datetime, key: UUID | None = None
) -> Piis:
    """Begin a draft that takes up an ended PIIS after some work: aims, open commitments and third parties are copied.

    After less than three months of work no new bilan is asked; both still review the text and sign.
    """
    raise NotImplementedError
