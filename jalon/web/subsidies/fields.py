"""Fields of programmes: amounts in euros, percentages, the name of a programme in an address."""

import re

from jalon.domain.core.text import folded
from jalon.web.ui.amounts import AmountField, PercentField, plain_euros

__all__ = ["AmountField", "PercentField", "plain_euros", "slug"]


def slug(text: str) -> str:
    """« participation-et-activation-sociale » from a title."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:40].strip("-") or "programme"
