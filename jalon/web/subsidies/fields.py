"""Fields of programmes: amounts in euros, percentages, the name of a programme in an address."""

import re
from fractions import Fraction
from typing import Any

from django import forms

from jalon.domain.core.text import folded
from jalon.domain.subsidies.values import BadValue, value_of
from jalon.law.subsidies import Unit
from jalon.web.ui.amounts import AmountField, PercentField, plain_euros

__all__ = ["AmountField", "PercentField", "ValueField", "plain_euros", "slug"]


class ValueField(forms.CharField):
    """A value of a series as a list writes it; cents for euros. None when empty."""

    def __init__(self, unit: Unit, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=30, required=False, widget=widget, **kwargs)
        self.unit = unit

    def clean(self, value: Any) -> Fraction | None:
        """The value."""
        try:
            return value_of((super().clean(value) or "").strip(), self.unit)
        except BadValue as bad:
            raise forms.ValidationError(str(bad)) from bad

    def prepare_value(self, value: Any) -> Any:
        """As a list writes it."""
        if not isinstance(value, Fraction):
            return value
        return plain_euros(int(value)) if self.unit is Unit.EUROS else f"{float(value):.12g}".replace(".", ",")


def slug(text: str) -> str:
    """« participation-et-activation-sociale » from a title."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text)).strip("-")[:40].strip("-") or "programme"
