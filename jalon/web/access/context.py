"""What the page shell shows on every page."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from jalon.domain.accounts.queries import invented_people


def shell(request: HttpRequest) -> dict[str, Any]:
    """The member, the centre, and whether this is a demonstration (whose people are fetched only where shown)."""
    today = getattr(request, "today", None)
    return {
        "member": getattr(request, "member", None),
        "centre": getattr(request, "centre", None),
        "today": today,
        "is_demo": settings.JALON_DEMO,
        "invented_people": partial(invented_people, today) if settings.JALON_DEMO and today else [],
    }
