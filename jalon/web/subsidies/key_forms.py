"""A key of sharing and a series as an officer types them."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from jalon.domain.subsidies.words import said
from jalon.law.sayings import Saying
from jalon.law.subsidies import Key, Method, Series, Unit, Vocabulary
from jalon.law.subsidies.key_rules import MOST_HEADS, MOST_PARTS, MOST_TITLE
from jalon.law.subsidies.keys import Component, own_key, shipped
from jalon.web.subsidies.carrying import title_of, titles_of
from jalon.web.subsidies.fields import PercentField
from jalon.web.ui.forms import RadioCards

METHODS = [
    (Method.PROPORTIONAL.value, gettext_lazy("En proportion de ce qui est compté")),
    (Method.EQUAL.value, gettext_lazy("Parts égales")),
]
UNITS = {
    Unit.COUNT: gettext_lazy("Un nombre entier (personnes, contrats)"),
    Unit.EUROS: gettext_lazy("Des euros"),
    Unit.NUMBER: gettext_lazy("Un nombre, avec décimales"),
    Unit.YES_NO: gettext_lazy("Oui ou non"),
}


def _title(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=MOST_TITLE, **options)


class _Titled(forms.Form):
    """What keys and series have in common."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=40,
        help_text=gettext_lazy("Minuscules sans accent, chiffres et tirets. Il garde son sens d’année en année."),
    )  # fmt: skip
    title_fr = _title(gettext_lazy("Intitulé, en français"))
    title_nl = _title(gettext_lazy("Intitulé, en néerlandais"))
    title_de = _title(gettext_lazy("Intitulé, en allemand"), required=False)

    def __init__(self, *args: Any, words: Vocabulary, before: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words, self.before = words, before

    def clean_code(self) -> str:
        """In small letters."""
        return str(self.cleaned_data["code"]).strip().lower()

    def title_told(self) -> Saying:
        """What was typed, with what the page does not ask."""
        return title_of(self.cleaned_data, self.before.title if self.before else None)

    @property
    def has_faults(self) -> bool:
        """Whether anything is wrong in what was sent."""
        return bool(self.errors)


class KeyForm(_Titled):
    """What a key is called, and how its values become amounts."""

    method = forms.ChoiceField(
        label=gettext_lazy("Le partage se fait"), choices=METHODS, widget=RadioCards, initial=Method.PROPORTIONAL.value
    )
    bounded = forms.BooleanField(
        label=gettext_lazy("Un plancher ou un plafond en fait partie"), required=False,
        help_text=gettext_lazy("Son montant s’écrit sur la ligne du budget ; sans aucun, rien ne se partage."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = self.before.components if self.before else ()
        self.parts = [
            PartForm(
                self.data if self.is_bound else None,
                words=self.words,
                prefix=f"part{place}",
                initial={"percent": parts[place].percent, "series": [*parts[place].series]}
                if place < len(parts)
                else {},
            )
            for place in range(MOST_PARTS)
        ]

    def first_parts(self) -> list["PartForm"]:
        """Those that say something, and at least as many as most keys have."""
        return self.parts[: self._most_seen()]

    def other_parts(self) -> list["PartForm"]:
        """Those that few keys have."""
        return self.parts[self._most_seen() :]

    def _most_seen(self) -> int:
        told = [place for place, one in enumerate(self.parts, 1) if one.initial or (one.is_bound and one.has_changed())]
        return max(3, *told) if told else 3

    def is_valid(self) -> bool:
        """Every part is looked at, so that every mistake is told at once."""
        return all([super().is_valid(), *(one.is_valid() for one in self.parts)])

    @staticmethod
    def initial_of(one: Key) -> dict[str, Any]:
        """What the form holds of a key."""
        told = {"code": one.code, "method": str(one.method), "bounded": one.bounded}
        return {**told, **titles_of(one.title)}

    @property
    def has_faults(self) -> bool:
        """In a part too."""
        return super().has_faults or any(one.errors for one in self.parts)

    def told(self) -> Key:
        """What was typed; whether it may be said is for the rules of keys. An empty part is left out."""
        told, parts = self.cleaned_data, [part.part_told() for part in self.told_parts()]
        method = Method(told["method"])
        return own_key(told["code"], self.title_told(), method, parts, told["bounded"], self.words.series)

    def told_parts(self) -> list["PartForm"]:
        """The parts that say something."""
        return [one for one in self.parts if one.says_something()]


class PartForm(forms.Form):
    """What a part of the amount follows."""

    percent = PercentField(label=gettext_lazy("En % du montant"))
    series = forms.MultipleChoiceField(
        label=gettext_lazy("En proportion de la somme de"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, words: Vocabulary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        known = sorted(words.series.items(), key=lambda one: one[0] in shipped().series)  # the programme's own first
        choices = [(code, said(one.title)) for code, one in known]
        self.fields["series"].choices = choices  # type: ignore[attr-defined]

    def says_something(self) -> bool:
        """A percentage, or something counted."""
        return self.cleaned_data["percent"] is not None or bool(self.cleaned_data["series"])

    def part_told(self) -> Component:
        """The part; no percentage is zero, which the rules refuse beside it."""
        return Component(tuple(self.cleaned_data["series"]), self.cleaned_data["percent"] or Fraction(0))


class SeriesForm(_Titled):
    """What can be known of a centre."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Chaque centre a"), choices=list(UNITS.items()), widget=RadioCards, initial=Unit.COUNT.value
    )
    heads = forms.CharField(
        label=gettext_lazy("Autres noms de la colonne"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MOST_HEADS * (MOST_TITLE + 2),
        help_text=gettext_lazy(
            "Un par ligne. La colonne d’une liste se reconnaît au code, à l’intitulé ou à un de ces noms, "
            "sans tenir compte des majuscules ni des accents."
        ),
    )  # fmt: skip

    @staticmethod
    def initial_of(one: Series) -> dict[str, Any]:
        """What the form holds of a series."""
        told = {"code": one.code, "unit": str(one.unit), "heads": "\n".join(one.heads)}
        return {**told, **titles_of(one.title)}

    def told(self) -> Series:
        """What was typed."""
        told = self.cleaned_data
        heads = tuple(dict.fromkeys(" ".join(line.split()) for line in told["heads"].splitlines() if line.strip()))
        return Series(told["code"], self.title_told(), Unit(told["unit"]), heads)
