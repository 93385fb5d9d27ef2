"""A scheme of the lab as a file, and a file as fields of the lab."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.core import reader
from jalon.domain.exemption.composing import numbers_of
from jalon.domain.exemption.lab import Lab
from jalon.law.errors import SchemeError
from jalon.law.income import Scheme, parse_scheme, shipped_schemes
from jalon.web.exemption.lab_forms import SchemeForm
from jalon.web.exemption.packing import Drafts, packed, unpacked

HEAVIEST = 20_000  # bytes
CENTS = ("flat", "floor", "ceiling", "then_from", "taper_from")
PLACES = [("a", gettext_lazy("Piste A")), ("b", gettext_lazy("Piste B"))]


class SchemeFileForm(forms.Form):
    """A scheme's YAML, and which of the two composed schemes it becomes."""

    file = forms.FileField(
        label=gettext_lazy("Le fichier de la piste"),
        help_text=gettext_lazy("Au format YAML, tel que cette page le télécharge."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
        error_messages={
            "required": gettext_lazy("Choisissez le fichier à ouvrir."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )
    place = forms.ChoiceField(label=gettext_lazy("La mettre en"), choices=PLACES, initial="a")
    asked = forms.CharField(required=False, max_length=6_000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, drafts: Drafts | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drafts = drafts or Drafts()

    def clean_file(self) -> "Fields":
        """The values of the fields that say what the file says."""
        sent = self.cleaned_data["file"]
        if sent.size > HEAVIEST:
            raise forms.ValidationError(_("Ce fichier est trop lourd pour une piste."))
        try:
            return fields_of(parse_scheme(sent.read().decode("utf-8"), name=sent.name[:60]), self.drafts)
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Ce fichier n’est pas un texte. Enregistrez-le en UTF-8.")) from error
        except SchemeError as error:
            raise forms.ValidationError(error.say(reader.law_language())) from error

    def query(self) -> str:
        """The address of the lab with that scheme in its place, and all the rest as it was."""
        query, place = QueryDict(self.cleaned_data["asked"], mutable=True), self.cleaned_data["place"]
        for name in SchemeForm.base_fields:
            query.pop(f"{place}-{name}", None)
        fill(query, place, self.cleaned_data["file"])
        return query.urlencode()


Fields = dict[str, list[str]]


def fill(data: QueryDict, place: str, fields: Fields) -> None:
    """Write these fields of a scheme into what a browser would send."""
    for name, values in fields.items():
        data.setlist(f"{place}-{name}", values)


def fields_of(scheme: Scheme, drafts: Drafts) -> Fields:
    """What to write in the fields to have this scheme: numbers, and the packed file where they can't say all of it."""
    file = packed(scheme)
    told = {name: _written(name, value) for name, value in numbers_of(unpacked(file) or scheme).items()}
    fields = {name: values for name, values in told.items() if values}
    return fields if _say_all(fields, scheme) else fields | {"kept": [drafts.short(file)]}


def query_of(lab: Lab, poverty: int | None, drafts: Drafts) -> str | None:
    """The address of the lab whose fields ask the same; None where two places are too few for its own schemes."""
    data = QueryDict(mutable=True)
    told = {"month": f"{lab.month:%Y-%m}", "category": str(int(lab.category)), "work": str(lab.work)}
    data.update(told | {"day_pay": _euros(lab.day_pay)})
    data.update(
        {name: _euros(cents) for name, cents in (("here", lab.here), ("poverty", poverty)) if cents is not None}
    )
    ships = shipped_schemes()
    data.setlist("shipped", [one.id for one in lab.schemes if ships.get(one.id) == one])
    own = [one for one in lab.schemes if ships.get(one.id) != one]
    if len(own) > len(PLACES):
        return None
    for (place, _label), scheme in zip(PLACES, own, strict=False):
        fill(data, place, fields_of(scheme, drafts))
    return data.urlencode()


def _say_all(fields: Fields, scheme: Scheme) -> bool:
    """Whether the fields alone make the same scheme again."""
    data = QueryDict(mutable=True)
    fill(data, "x", fields)
    form = SchemeForm(data, prefix="x")
    return form.is_used() and form.is_valid() and replace(form.scheme("x"), id=scheme.id) == scheme


def _written(name: str, value: Any) -> list[str]:
    """As a person types it or ticks it; empty where nothing is."""
    if isinstance(value, list):
        return [str(int(one)) for one in value]
    if value is None or value is False or (value == 0 and name in ("flat", "floor")):
        return []
    if name in CENTS:
        return [_euros(value)]
    return ["on" if value is True else str(value)]


def _euros(cents: int) -> str:
    """« 240 », « 240,50 »."""
    return f"{cents // 100}" if cents % 100 == 0 else f"{cents // 100},{cents % 100:02d}"
