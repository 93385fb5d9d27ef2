"""Fields of a month of work: euros, hours, months and days as people type them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_AMOUNT = re.compile(r"(\d{1,7})(?:[.,](\d{1,2}))?")
_CLOCK = re.compile(r"(\d{1,3})\s*(?:h|:|u)\s*(\d{1,2})?")
_MONTHS = (re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"), re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})"))
_BLANKS = re.compile(r"[\s\u00a0\u202f€]")
MOST_HOURS = 744


class EurosField(forms.CharField):
    """Net euros as cents: « 240 », « 1 240,50 ». None when empty; a fraction of a cent is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        """Cents."""
        text = _BLANKS.sub("", super().clean(value) or "")
        if not text:
            return None
        if found := _AMOUNT.fullmatch(text):
            return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))
        raise forms.ValidationError(_("Écrivez un montant net en euros, avec deux décimales au plus : 240,50."))


class HoursField(forms.CharField):
    """Working time as minutes: « 24 », « 24,5 », « 24 h 30 ». None when empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 12)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        """Minutes."""
        text = (super().clean(value) or "").strip().lower()
        if not text:
            return None
        if found := _CLOCK.fullmatch(text):
            minutes = int(found[1]) * 60 + int(found[2] or 0)
        elif found := _AMOUNT.fullmatch(text):
            minutes = round(Decimal(text.replace(",", ".")) * 60)
        else:
            minutes = 0
        if not 0 < minutes <= MOST_HOURS * 60:
            raise forms.ValidationError(_("Écrivez les heures du mois : 24, 24,5 ou 24 h 30."))
        return minutes


class MonthInput(forms.TextInput):
    """The browser's own field for a month; a text that is none is shown as typed."""

    input_type = "month"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """A date shown as 2025-03."""
        shown = value.strftime("%Y-%m") if isinstance(value, date) else value
        context = super().get_context(name, shown, attrs)
        if shown and not _MONTHS[0].fullmatch(str(shown)):
            context["widget"]["type"] = "text"
        return context


class MonthField(forms.CharField):
    """A month as its first day; browsers without a field for it let people type 03/2025."""

    widget = MonthInput

    def clean(self, value: Any) -> date:
        """Its first day."""
        text = super().clean(value).strip()
        for shape in _MONTHS:
            found = shape.fullmatch(text)
            if found and 1 <= int(found["month"]) <= 12 and 1800 <= int(found["year"]) <= 2300:
                return date(int(found["year"]), int(found["month"]), 1)
        raise forms.ValidationError(_("Ce n’est pas un mois. Écrivez mois/année, par exemple 03/2025."))
