"""Form fields and widgets of the design system; rendered by ``{% field %}``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class DateInput(forms.DateInput):
    """The browser's own date field: always ISO on the wire, in the person's order on the screen."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")

    def get_context(self, name, value, attrs) -> dict:
        """A text that is no date is shown as typed: a date field would drop it without a word."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not ISO_DAY.fullmatch(shown):
            context["widget"]["type"] = "text"
        return context


FIRST_YEAR, LAST_YEAR = 1800, 2300


class DateField(forms.DateField):
    """A day. Also reads what a browser without date field lets people type: 4/5/2026, 04.05.2026, 2026-05-04."""

    widget = DateInput

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"])
        kwargs.setdefault(
            "error_messages", {"invalid": _("Ce n’est pas une date. Écrivez jour/mois/année, par exemple 04/05/2026.")}
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        """A day of a life: another year is a slip of the finger, which no deadline can be counted from."""
        day = super().to_python(value)
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class RadioCards(forms.RadioSelect):
    """A choice among a few, each with a sentence that explains it.

    ``descriptions`` maps a choice's value to its sentence.
    """

    def __init__(self, attrs: dict | None = None, choices: Iterable = (), descriptions: dict | None = None) -> None:
        super().__init__(attrs=attrs, choices=choices)
        self.descriptions = descriptions or {}

    def create_option(self, name, value, label, selected, index, subindex=None, attrs=None) -> dict:
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        option["description"] = self.descriptions.get(value, "")
        return option


@dataclass(frozen=True)
class Level:
    """One step of a described scale: its value, its name, and what it looks like in a life."""

    value: int
    label: str
    description: str = ""


class RatingSelect(RadioCards):
    """Radio buttons drawn as a scale."""


class RatingField(forms.TypedChoiceField):
    """A rating on described levels (five as a rule). None when the matter was not discussed.

    ``levels`` are given from the lowest to the highest. ``unrated`` is the wording of « not rated »;
    it is offered only when the field isn't required.
    """

    def __init__(self, *, levels: Iterable[Level], unrated: str = _("Pas abordé"), **kwargs) -> None:
        self.levels = list(levels)
        kwargs.setdefault("required", False)
        choices = [(level.value, level.label) for level in self.levels]
        if not kwargs["required"]:
            choices.append(("", unrated))
        descriptions = {level.value: level.description for level in self.levels}
        kwargs.setdefault("widget", RatingSelect(descriptions=descriptions))
        super().__init__(choices=choices, coerce=int, empty_value=None, **kwargs)


STROKES = re.compile(r"(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})*)*")


class SignatureInput(forms.HiddenInput):
    """Holds the path; errors lead to the frame around it (``{% signature %}``)."""

    use_fieldset = True


class SignatureField(forms.CharField):
    """A drawn signature: an SVG path of moves and lines on a grid of 600 by 200, e.g. ``M10 20L30 40``.

    Anything else than such a path is refused, so it can be put in a picture as it is. Empty when the name was typed.
    """

    widget = SignatureInput
    grid = (600, 200)

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 60_000)
        super().__init__(**kwargs)

    def clean(self, value) -> str:
        path = super().clean(value)
        if not STROKES.fullmatch(path):
            raise forms.ValidationError(_("Le tracé de la signature est illisible. Signez à nouveau."), code="strokes")
        return path
