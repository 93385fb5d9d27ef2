"""Amounts in euros and percentages, as people type them."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.subsidies.values import BadValue, value_of
from jalon.law.sayings import spoken_cents
from jalon.law.subsidies import Unit

MOST_CENTS = 10**13  # a hundred thousand million euros: more is a slip


class AmountField(forms.CharField):
    """Euros as cents: « 6 534 763,86 ». None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        """Cents."""
        text = super().clean(value) or ""
        try:
            found = value_of(text.strip(), Unit.EUROS)
        except BadValue as bad:
            raise forms.ValidationError(str(bad)) from bad
        if found is not None and found > MOST_CENTS:
            raise forms.ValidationError(_("Ce montant est trop grand."))
        return None if found is None else int(found)

    def prepare_value(self, value: Any) -> Any:
        """Cents as people write euros."""
        return plain_euros(value) if isinstance(value, int) else value


class PercentField(forms.CharField):
    """A percentage between 0 and 100, exact: « 12,5 ». None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 12)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Fraction | None:
        """The fraction of a hundred."""
        text = (super().clean(value) or "").replace("%", "").strip()
        try:
            found = value_of(text, Unit.NUMBER)
        except BadValue as bad:
            raise forms.ValidationError(str(bad)) from bad
        if found is not None and found > 100:
            raise forms.ValidationError(_("Écrivez un pourcentage entre 0 et 100."))
        return found

    def prepare_value(self, value: Any) -> Any:
        """With a comma; whole percentages without decimals."""
        return f"{float(value):g}".replace(".", ",") if isinstance(value, Fraction) else value


def plain_euros(cents: int) -> str:
    """« 6 534 763,86 »: to be read again by the field."""
    return spoken_cents(cents, "fr").removesuffix("€").strip()
