"""Fields of costs: euros that may be negative, a share in percent."""

from typing import Any

from django import forms

from jalon.domain.core.errors import InvalidInput
from jalon.domain.spending.sheet import amount_in, share_in
from jalon.domain.subsidies.values import BadValue
from jalon.law.subsidies.costs import WHOLE
from jalon.web.ui.amounts import AmountField, PercentField, plain_euros


class SignedAmountField(AmountField):
    """Euros as cents, negative for a credit note: « -1 234,56 ». None when empty."""

    def clean(self, value: Any) -> int | None:
        """Cents."""
        text = forms.CharField.clean(self, value).strip()
        try:
            return amount_in(text) if text else None
        except BadValue as bad:
            raise forms.ValidationError(str(bad)) from bad

    def prepare_value(self, value: Any) -> Any:
        """Cents as people write euros, with a minus that is found on keyboards."""
        return plain_euros(value).replace("\N{MINUS SIGN}", "-") if isinstance(value, int) else value


class ShareField(PercentField):
    """A percentage as ten-thousandths: « 12,5 »; the whole when empty."""

    def clean(self, value: Any) -> int:  # type: ignore[override]
        """Ten-thousandths."""
        try:
            return share_in(forms.CharField.clean(self, value))
        except InvalidInput as bad:
            raise forms.ValidationError(str(bad)) from bad

    def prepare_value(self, value: Any) -> Any:
        """With a comma; whole percentages without decimals."""
        return plain_share(value) if isinstance(value, int) else value


def plain_share(share: int) -> str:
    """« 12,5 » from 1250 ten-thousandths."""
    whole, rest = divmod(share * 100, WHOLE)
    return f"{whole},{rest:04d}".rstrip("0").rstrip(",") if rest else str(whole)
