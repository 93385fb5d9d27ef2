"""The centre's own library of aims and commitments."""

from datetime import datetime
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.piis.models import LibraryItem


def save_library_item(
    *,
    actor: Membership,
    kind: str,
    side: str,
    domain: str,
    language: str,
    text: str,
    at: datetime,
    key: str = "",
    item_id: UUID | None = None,
) -> LibraryItem:
    """Add an item, edit one's own (`item_id`), or replace a shipped one (`key`). An empty text removes one’s own."""
    raise NotImplementedError


def hide_library_item(*, actor: Membership, key: str, language: str, hidden: bool, at: datetime) -> LibraryItem:
    """Hide a shipped item from the centre's lists, or show it again."""
    raise NotImplementedError
