"""Fields of costs: euros that may be negative, a share in percent."""

from typing import Any

from django import forms

from jalon.domain.core.errors import InvalidInput
from jalon.domain.spending.sheet import amount_in, share_in
from jalon.domain.subsidies.values import BadValue
from jalon.law.sayings import spoken_cents
from jalon.law.subsidies.costs import WHOLE


class _Typed(forms.CharField):
    """A number written as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)


class SignedAmountField(_Typed):
    """Euros as cents, negative for a credit note: « -1 234,56 ». None when empty."""

    def clean(self, value: Any) -> int | None:
        """Cents."""
        text = (super().clean(value) or "").strip()
        try:
            return amount_in(text) if text else None
        except BadValue as bad:
            raise forms.ValidationError(str(bad)) from bad

    def prepare_value(self, value: Any) -> Any:
        """Cents as people write euros."""
        return plain_euros(value) if isinstance(value, int) else value


class ShareField(_Typed):
    """A percentage as ten-thousandths: « 12,5 »; the whole when empty."""

    def clean(self, value: Any) -> int:
        """Ten-thousandths."""
        try:
            return share_in(super().clean(value) or "")
        except InvalidInput as bad:
            raise forms.ValidationError(str(bad)) from bad

    def prepare_value(self, value: Any) -> Any:
        """With a comma; whole percentages without decimals."""
        return plain_share(value) if isinstance(value, int) else value


def plain_euros(cents: int) -> str:
    """« -1 234,56 »: to be read again by the field."""
    return spoken_cents(cents, "fr").removesuffix("€").replace("−", "-").strip()


def plain_share(share: int) -> str:
    """« 12,5 » from 1250 ten-thousandths."""
    whole, rest = divmod(share * 100, WHOLE)
    return f"{whole},{rest:04d}".rstrip("0").rstrip(",") if rest else str(whole)
