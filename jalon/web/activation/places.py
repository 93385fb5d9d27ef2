"""The places of this room, as tabs."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.activation.permissions import may_accompany


def rooms(request: HttpRequest, here: str) -> dict[str, Any]:
    """Trajectories (for those who accompany), modules, numbers, convention; the one that is open."""
    items = [
        ("list", _("Trajectoires"), reverse("activation:list")),
        ("modules", _("Modules"), reverse("activation:modules")),
        ("team", _("En nombres"), reverse("activation:team")),
        ("convention", _("Pour la convention"), reverse("activation:convention")),
    ]
    staff = may_accompany(request.member)  # type: ignore[attr-defined]
    return {"items": items if staff else items[1:], "here": here}
