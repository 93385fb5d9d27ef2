"""A scheme of the lab as a file, and a file as fields of the lab."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.law.errors import SchemeError
from jalon.law.income import Exemption, Scheme, Work, parse_scheme
from jalon.law.income.cents import UNLIMITED
from jalon.web.exemption.lab_forms import SchemeForm

HEAVIEST = 20_000  # bytes
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
    asked = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def clean_file(self) -> dict[str, str]:
        """The values of the fields that say what the file says."""
        sent = self.cleaned_data["file"]
        if sent.size > HEAVIEST:
            raise forms.ValidationError(_("Ce fichier est trop lourd pour une piste."))
        try:
            return fields_of(parse_scheme(sent.read().decode("utf-8"), name="piste.yaml"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("Ce fichier n’est pas un texte. Enregistrez-le en UTF-8.")) from error
        except SchemeError as error:
            raise forms.ValidationError(_refused(error)) from error

    def query(self) -> str:
        """The address of the lab with that scheme in its place, and all the rest as it was."""
        query, place = QueryDict(self.cleaned_data["asked"], mutable=True), self.cleaned_data["place"]
        for name in SchemeForm.base_fields:
            query.pop(f"{place}-{name}", None)
        query.update({f"{place}-{name}": value for name, value in self.cleaned_data["file"].items()})
        return query.urlencode()


def _refused(error: SchemeError) -> str:
    """Where the file is wrong; the law says what is wrong in English, for whoever writes such files."""
    line = re.search(r"line (\d+)", str(error))
    if line:
        return _("La ligne %(line)s n’est pas celle d’une piste : %(why)s") % {"line": line[1], "why": error}
    return _("Ce fichier n’est pas une piste : %(why)s") % {"why": error}


def fields_of(scheme: Scheme) -> dict[str, str]:
    """What to write in the fields to compose this scheme; refused where they can't say it."""
    exemptions = {work: one for work, one in scheme.exemptions.items() if work is not Work.ART}
    first = next(iter(exemptions.values()), None)
    alike = all(one == first for one in scheme.exemptions.values()) and len(exemptions) == len(Work) - 1
    if not isinstance(first, Exemption) or not alike or not _is_simple(scheme, first):
        raise forms.ValidationError(
            _(
                "Cette piste dit plus que les champs de cette page : une même règle pour tout travail, des montants en "
                "euros, deux pourcentages entiers, trois ans sur six. Comparez-la avec la commande jalon simulate."
            )
        )
    steps = list(first.brackets)
    told: dict[str, Any] = {"title": scheme.title.say(), "basis": str(scheme.basis)}
    told |= {"flat": _euros(first.flat), "floor": _euros(first.floor or None), "ceiling": _euros(first.ceiling)}
    if steps and steps[0].start == 0:
        told["percent"] = steps.pop(0).share // 100
    if steps:
        told |= {"then_from": _euros(steps[0].start), "then_percent": steps[0].share // 100}
    if first.taper_from < UNLIMITED:
        told |= {"taper_from": _euros(first.taper_from), "taper_percent": first.taper_share // 100}
    if Work.ART in scheme.exemptions:
        told["with_art"] = "on"
    return {name: str(value) for name, value in told.items() if value not in (None, "")}


def _is_simple(scheme: Scheme, one: Exemption) -> bool:
    amounts = (one.flat, one.floor, 0 if one.ceiling is None else one.ceiling)
    shares = [step.share for step in one.brackets] + [one.taper_share]
    several = 2 if one.brackets and one.brackets[0].start == 0 else 1
    return (
        scheme.smoothing == 1
        and scheme.law_otherwise
        and all(isinstance(amount, int) for amount in amounts)
        and all(share % 100 == 0 for share in shares)
        and len(one.brackets) <= several
        and (one.months, one.within) == (36, 72)
    )


def _euros(cents: Any) -> str:
    if not cents:
        return "" if cents is None else "0"
    return f"{cents // 100}" if cents % 100 == 0 else f"{cents // 100},{cents % 100:02d}"
