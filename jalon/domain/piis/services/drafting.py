"""From an empty page to a text in the person's hands."""

from datetime import datetime
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.people.models import Person
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.models import Piis, PiisVersion


def prepare(
    *, actor: Membership, person: Person, at: datetime, draft: Draft | None = None, key: UUID | None = None
) -> Piis:
    """Begin a PIIS for a person, empty or with a first text. Without a draft its language is the person's."""
    raise NotImplementedError


def save_draft(*, actor: Membership, piis: Piis, draft: Draft, revision: int, at: datetime) -> Piis:
    """Replace the text of a draft by this one (autosave calls it too). An incomplete text is kept as it is.

    Raises `Conflict` when somebody saved in between, `TransitionRefused` when it is no longer a draft.
    """
    raise NotImplementedError


def hand_over(
    *, actor: Membership, piis: Piis, at: datetime, revision: int | None = None, key: UUID | None = None
) -> PiisVersion:
    """Freeze the text as a version, make its paper, and start the days to think over.

    Raises what the law or the text still misses (`Incomplete`, with `missing`: field names and sentences).
    """
    raise NotImplementedError


def take_back(*, actor: Membership, piis: Piis, at: datetime, reason: str = "", key: UUID | None = None) -> Piis:
    """Take a text back to work on it, as long as nobody has signed; the next hand-over makes a new version."""
    raise NotImplementedError


def withdraw(*, actor: Membership, piis: Piis, at: datetime, reason: str, key: UUID | None = None) -> Piis:
    """Give a project up before it is approved, with the reason in words."""
    raise NotImplementedError
