"""The places of this room, as tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def rooms(here: str) -> dict[str, Any]:
    """Trajectories, modules, numbers, convention; the one that is open."""
    items = [
        ("list", _("Trajectoires"), reverse("activation:list")),
        ("modules", _("Modules"), reverse("activation:modules")),
        ("team", _("En nombres"), reverse("activation:team")),
        ("convention", _("Pour la convention"), reverse("activation:convention")),
    ]
    return {"items": items, "here": here}
