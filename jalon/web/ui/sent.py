"""What comes out of forms and addresses, before any form knows it."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest


def as_uuid(text: str) -> UUID | None:
    """An id; None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def uuids(texts: Iterable[str]) -> list[UUID]:
    """The ids among these texts, as from ticked boxes."""
    return [found for one in texts if (found := as_uuid(one))]


def form_key(request: HttpRequest) -> UUID | None:
    """The form's own key: sent twice, it acts once."""
    return as_uuid(request.POST.get("idempotency_key", ""))
