"""Amendments: a numbered annex with the difference, signed again when what people promised changes."""

from datetime import date, datetime
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.models import Amendment, Piis, PiisVersion


def prepare_amendment(
    *,
    actor: Membership,
    piis: Piis,
    draft: Draft,
    asked_by: str,
    reason: str,
    effective_on: date,
    at: datetime,
    amendment: Amendment | None = None,
    revision: int | None = None,
) -> Amendment:
    """Keep the new text of a running PIIS as a draft amendment (new, or the one given). `queries.current_draft(piis)`
    gives the text in force to begin from; lines keep their ids so that the difference is exact."""
    raise NotImplementedError


def hand_over_amendment(
    *, actor: Membership, amendment: Amendment, at: datetime, revision: int | None = None, key: UUID | None = None
) -> PiisVersion:
    """Freeze the amendment with its difference. With changed commitments it must be signed (the days to think start);
    without, it is in force at once and both are informed."""
    raise NotImplementedError


def take_back_amendment(*, actor: Membership, amendment: Amendment, at: datetime, key: UUID | None = None) -> Amendment:
    """Take the amendment back to work on it, as long as nobody has signed."""
    raise NotImplementedError


def abandon_amendment(
    *, actor: Membership, amendment: Amendment, at: datetime, reason: str, key: UUID | None = None
) -> Amendment:
    """Give the amendment up; the text in force stays."""
    raise NotImplementedError


def extend(
    *,
    actor: Membership,
    piis: Piis,
    until: date,
    asked_by: str,
    reason: str,
    at: datetime,
    key: UUID | None = None,
) -> PiisVersion:
    """Prolong a running PIIS: an amendment that changes its last day only, handed over at once, to be signed."""
    raise NotImplementedError
