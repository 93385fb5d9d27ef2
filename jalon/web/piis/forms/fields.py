"""Fields that take text as people paste it."""

from typing import Any

from django import forms
from django.core import validators

from jalon.domain.core import text


class PlainText(forms.CharField):
    """Text without what no paper can hold (NUL, direction overrides), in NFC; too long is said, never cut."""

    default_validators: list[Any] = []

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)
        self.validators = [v for v in self.validators if not isinstance(v, validators.ProhibitNullCharactersValidator)]

    def to_python(self, value: Any) -> str:
        """Cleaned like the domain does, without its limit: the field has its own."""
        return text.clean(super().to_python(value), limit=10**9)


class LongText(PlainText):
    """Several lines."""

    def __init__(self, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", 10_000)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut a pasted text without a word."""
        return {}
