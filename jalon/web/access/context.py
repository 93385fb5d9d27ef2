"""What the page shell shows on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The member, the centre and whether this is a demonstration."""
    return {
        "member": getattr(request, "member", None),
        "centre": getattr(request, "centre", None),
        "today": getattr(request, "today", None),
        "is_demo": settings.JALON_DEMO,
    }
