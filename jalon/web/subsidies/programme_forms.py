"""The fields of a programme: its text, its lines, costs, dates and payments, as somebody types them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.subsidies.words import CERTAINTIES, MOMENTS, said
from jalon.law.sources import Certainty
from jalon.law.subsidies import Criterion, Unit, Vocabulary
from jalon.law.subsidies.keys import shipped
from jalon.law.subsidies.programme import MomentCode
from jalon.web.subsidies.fields import AmountField, PercentField, ValueField, slug
from jalon.web.ui.forms import DateField

RULES = [
    ("", gettext_lazy("Tous ceux de la liste")),
    ("criteria", gettext_lazy("Ceux qui remplissent assez de critères")),
    ("clusters", gettext_lazy("Des clusters de petits centres")),
]
MOST_ROWS = 12
OF_THE_TEXT = ("text_title", "text_number", "published", "link", "article", "doubt")
YES_NO = ("urban_policy", "increased_subsidy")
THE_USUAL = {*YES_NO, "inhabitants"}  # criteria that have a field of their own
OWN = "own_"  # begins the name of the field of any other


def _both(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, **kwargs)


class ProgrammeForm(forms.Form):
    """What a programme is, and the text it rests on."""

    title_fr = _both(gettext_lazy("Nom du programme, en français"))
    title_nl = _both(gettext_lazy("Nom du programme, en néerlandais"))
    title_de = _both(gettext_lazy("Nom du programme, en allemand"), required=False)
    family = forms.SlugField(
        label=gettext_lazy("Nom court"), max_length=40, required=False,
        help_text=gettext_lazy("Le même chaque année : il relie un programme à celui d’avant."),
    )  # fmt: skip
    year = forms.IntegerField(label=gettext_lazy("Année"), min_value=2000, max_value=2100)
    first = DateField(label=gettext_lazy("Du"))
    last = DateField(label=gettext_lazy("Au"))
    total = AmountField(label=gettext_lazy("Budget, en euros"), help_text=gettext_lazy("Vide s’il n’est pas connu."))
    text_title = forms.CharField(label=gettext_lazy("Texte légal"), max_length=400)
    text_number = forms.CharField(label=gettext_lazy("Numéro (numac)"), max_length=40, required=False)
    published = DateField(label=gettext_lazy("Publié le"), required=False)
    link = forms.URLField(label=gettext_lazy("Adresse du texte"), required=False, assume_scheme="https")
    article = forms.CharField(label=gettext_lazy("Article"), max_length=120, required=False)
    certainty = forms.ChoiceField(label=gettext_lazy("Certitude"), choices=list(CERTAINTIES.items()))
    doubt = forms.CharField(
        label=gettext_lazy("Ce qui n’est pas établi"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    advance_on_raise = forms.BooleanField(
        label=gettext_lazy("Un avenant qui augmente le montant rend une avance due sur l’augmentation"), required=False,
        help_text=gettext_lazy(
            "Aucun texte trouvé ne le dit, ni ne l’exclut. Sans cette case, l’augmentation attend le solde."
        ),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The period in order, a doubt where nothing was found, a short name."""
        told = super().clean() or {}
        if told.get("first") and told.get("last") and told["last"] < told["first"]:
            self.add_error("last", _("La période finit avant de commencer."))
        if told.get("certainty") not in (None, Certainty.FOUND, Certainty.COMPUTED) and not told.get("doubt"):
            self.add_error("doubt", _("Dites ce qui n’est pas établi."))
        told["family"] = told.get("family") or slug(told.get("title_fr", ""))
        return told


class LineForm(forms.Form):
    """A part of the budget, its key, and who takes part."""

    title_fr = _both(gettext_lazy("Ligne, en français"))
    title_nl = _both(gettext_lazy("Ligne, en néerlandais"))
    title_de = _both(gettext_lazy("Ligne, en allemand"), required=False)
    amount = AmountField(label=gettext_lazy("Montant, en euros"))
    key = forms.ChoiceField(label=gettext_lazy("Clé"))
    floor = AmountField(label=gettext_lazy("Plancher, en euros"))
    cap = AmountField(label=gettext_lazy("Plafond, en euros"))
    may_leave = forms.BooleanField(label=gettext_lazy("Un plafond peut laisser un solde non partagé"), required=False)
    rule = forms.ChoiceField(label=gettext_lazy("Qui participe"), choices=RULES, required=False)
    data_on = DateField(label=gettext_lazy("Données de la sélection au"), required=False)
    need = forms.IntegerField(
        label=gettext_lazy("Critères à remplir, au moins"), min_value=1, max_value=40, required=False
    )
    urban_policy = forms.BooleanField(label=gettext_lazy("Critère : politique urbaine"), required=False)
    inhabitants = forms.IntegerField(
        label=gettext_lazy("Critère : habitants, au moins"), min_value=1, max_value=10_000_000, required=False
    )
    increased_subsidy = forms.BooleanField(label=gettext_lazy("Critère : subvention majorée"), required=False)
    members = forms.IntegerField(
        label=gettext_lazy("Centres par cluster, au moins"), min_value=2, max_value=50, required=False
    )
    most = forms.IntegerField(label=gettext_lazy("Clusters, au plus"), min_value=1, max_value=600, required=False)
    completed_below = forms.IntegerField(
        label=gettext_lazy("Le ministre en ajoute tant qu’il y en a moins de"),
        help_text=gettext_lazy("Vide : jusqu’au plus grand nombre."), min_value=0, max_value=600, required=False,
    )  # fmt: skip
    small_below = forms.IntegerField(
        label=gettext_lazy("Un petit centre a moins d’habitants que"),
        help_text=gettext_lazy("Vide si aucun texte ne le dit : aucun centre n’est alors écarté pour sa taille."),
        min_value=1, max_value=10_000_000, required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, words: Vocabulary | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = (words or shipped()).keys
        self.fields["key"].choices = [(code, said(one.title)) for code, one in found.items()]  # type: ignore[attr-defined]
        self.fields["key"].initial = "list"  # an empty line keeps it, and so is seen to be empty
        self.own = list(self._criteria(words))

    def _criteria(self, words: Vocabulary | None) -> Iterator[str]:
        """A field for each other thing a criterion may read: what the programme brings, and what its rule names."""
        named = {name.removeprefix(OWN) for name in self.initial if name.startswith(OWN)}
        for code, one in words.series.items() if words else ():
            if code not in THE_USUAL and (code in named or code not in shipped().series):
                told = {"title": said(one.title)}
                if one.unit is Unit.YES_NO:
                    label = _("Critère : %(title)s") % told
                    self.fields[OWN + code] = forms.BooleanField(label=label, required=False)
                else:
                    label = _("Critère : %(title)s, au moins") % told
                    self.fields[OWN + code] = ValueField(one.unit, label=label)
                yield OWN + code

    @property
    def own_criteria(self) -> list[forms.BoundField]:
        """These fields, for the page."""
        return [self[name] for name in self.own]

    def clean(self) -> dict[str, Any]:
        """Bounds in order, and a rule that says enough."""
        told = super().clean() or {}
        if told.get("cap") is not None and told["cap"] < (told.get("floor") or 0):
            self.add_error("cap", _("Le plafond est sous le plancher."))
        if told.get("rule") and not told.get("data_on"):
            self.add_error("data_on", _("Dites de quel jour sont les données."))
        if told.get("rule") == "criteria":
            chosen = criteria_of(told)
            if not told.get("need") or told["need"] > len(chosen):
                self.add_error("need", _("Demandez au plus autant de critères qu’il y en a."))
        if told.get("rule") == "clusters" and not (told.get("members") and told.get("most")):
            self.add_error("members", _("Dites combien de centres font un cluster, et combien de clusters au plus."))
        return told


class CostForm(forms.Form):
    """A kind of cost."""

    title_fr = _both(gettext_lazy("Frais, en français"))
    title_nl = _both(gettext_lazy("Frais, en néerlandais"))
    accepted = forms.BooleanField(label=gettext_lazy("Admis"), required=False)


class MomentForm(forms.Form):
    """A date of the calendar."""

    code = forms.ChoiceField(
        label=gettext_lazy("Étape"), choices=list(MOMENTS.items()), initial=MomentCode.PUBLISHED.value
    )
    first = DateField(label=gettext_lazy("Le, ou du"))
    last = DateField(label=gettext_lazy("Au"), required=False)


class PaymentForm(forms.Form):
    """A share of the amount, and what it waits for."""

    title_fr = _both(gettext_lazy("Paiement, en français"))
    title_nl = _both(gettext_lazy("Paiement, en néerlandais"))
    percent = PercentField(label=gettext_lazy("En %"), required=True)


def kept_forms(one: Any) -> list[forms.Form]:
    """The rows of a set that say something and were not taken out."""
    return [form for form in one.forms if form not in one.deleted_forms and (form.has_changed() or form.initial)]


class _Payments(forms.BaseFormSet):
    def clean(self) -> None:
        """The shares make the whole."""
        if any(self.errors):
            return
        found = [form.cleaned_data["percent"] for form in kept_forms(self)]
        if found and sum(found) != 100:
            raise forms.ValidationError(_("Les paiements ne font pas 100 %."))


def _set(form: type[forms.Form], extra: int, least: int = 0, base: type = forms.BaseFormSet) -> Any:
    return forms.formset_factory(
        form,
        formset=base,
        extra=extra,
        min_num=least,
        validate_min=bool(least),
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        can_delete=True,
    )


SETS = {
    "lines": _set(LineForm, 1, 1),
    "costs": _set(CostForm, 1),
    "calendar": _set(MomentForm, 1),
    "payments": _set(PaymentForm, 1, base=_Payments),
}


def criteria_of(told: Mapping[str, Any]) -> list[Criterion]:
    """The criteria that are ticked or given a number."""
    found = [Criterion(name) for name in YES_NO if told.get(name)]
    found += [Criterion("inhabitants", Fraction(told["inhabitants"]))] if told.get("inhabitants") else []
    own = {name.removeprefix(OWN): value for name, value in told.items() if name.startswith(OWN)}
    return [
        *found,
        *(_criterion(code, value) for code, value in own.items() if value is not None and value is not False),
    ]


def _criterion(code: str, value: Any) -> Criterion:
    return Criterion(code, None if value is True else Fraction(value))
