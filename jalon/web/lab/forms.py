"""What is asked of a population: which rules, which people; and the name a scenario is kept under."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.core import reader
from jalon.domain.exemption.lab import MOST_SCHEMES, TODAY
from jalon.domain.lab.asking import HEAVIEST, Asked
from jalon.domain.lab.words import count_words
from jalon.law.income import months_covered, shipped_schemes
from jalon.web.exemption.fields import MonthField
from jalon.web.exemption.lab_forms import LabForms, SchemeForm
from jalon.web.exemption.months import month_to_begin_with
from jalon.web.exemption.packing import Drafts

SIZES = (20_000, 50_000, 100_000)
MOST_SEED = 2**31
SOURCES = [("synthetic", _("La population intégrée")), ("file", _("Mon fichier"))]
SUFFIXES = (".parquet", ".csv")


class PopulationForm(forms.Form):
    """Of whom, and under which of the schemes that ship."""

    shipped = forms.MultipleChoiceField(
        label=_("Pistes du groupe de travail de 2017"), required=False, widget=forms.CheckboxSelectMultiple
    )
    source = forms.ChoiceField(label=_("Quelle population"), choices=SOURCES, widget=forms.RadioSelect)
    month = MonthField(label=_("Mois dont on prend les montants"), required=False)
    rows = forms.TypedChoiceField(
        label=_("Lignes tirées"),
        choices=[(size, count_words(size)) for size in SIZES],
        coerce=int,
        required=False,
        empty_value=SIZES[0],
    )
    seed = forms.IntegerField(
        label=_("Graine"),
        help_text=_("La même graine redonne les mêmes lignes, ici et ailleurs."),
        min_value=0,
        max_value=MOST_SEED,
        required=False,
    )
    file = forms.FileField(
        label=_("Fichier Parquet ou CSV"),
        help_text=_(
            "Une ligne par personne et par mois, sans nom ni numéro national ; 200 000 lignes et 20 Mo au plus."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".parquet,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.fields["shipped"].choices = [  # type: ignore[attr-defined]
            (one.id, one.title.say(reader.law_language())) for one in shipped_schemes().values() if one.id != TODAY
        ]

    def clean(self) -> dict[str, Any]:
        """What the chosen source needs."""
        told = super().clean() or {}
        if told.get("source") == "file":
            self._check_file(told.get("file"))
        elif "month" in told and not self.errors:
            first, last = months_covered()
            told["month"] = told["month"] or last
            if not first <= told["month"] <= last:
                words = {"first": f"{first:%m/%Y}", "last": f"{last:%m/%Y}"}
                self.add_error("month", _("Les montants vont de %(first)s à %(last)s.") % words)
        return told

    def _check_file(self, sent: Any) -> None:
        if sent is None:
            if "file" not in self.errors:
                self.add_error("file", _("Choisissez le fichier à lire."))
        elif not sent.name.lower().endswith(SUFFIXES):
            self.add_error("file", _("Ce fichier n’est ni Parquet ni CSV : son nom finit par .parquet ou .csv."))
        elif sent.size > HEAVIEST:
            self.add_error("file", _("Ce fichier est trop lourd pour cette page ; la commande jalon simulate le lit."))


class PopulationForms:
    """The form and the two composed schemes."""

    DEFAULT = {"source": "synthetic", "rows": str(SIZES[0]), "seed": "1"}
    CHOSEN = LabForms.CHOSEN

    def __init__(self, data: Any, files: Any = None, *, bound: bool, drafts: Drafts | None = None) -> None:
        given = data.copy()
        for name, value in {**self.DEFAULT, "month": f"{month_to_begin_with():%Y-%m}"}.items():
            if name not in given:
                given[name] = value
        self.own = {code: SchemeForm(given, prefix=code, drafts=drafts) for code in ("a", "b")}
        if not bound and "shipped" not in given and not any(one.is_used() for one in self.own.values()):
            given.setlist("shipped", list(self.CHOSEN))
        first = {
            name: given.getlist(name) if name == "shipped" else given.get(name) for name in PopulationForm.base_fields
        }
        self.form = PopulationForm(given, files) if bound else PopulationForm(initial=first)

    @property
    def all(self) -> list[forms.Form]:
        """In the order of the page."""
        return [self.form, *self.own.values()]

    def asked(self) -> Asked | None:
        """The question; None when a form has something to mend, which it then says."""
        used = {code: one for code, one in self.own.items() if one.is_used()}
        if not all([self.form.is_valid(), *(one.is_valid() for one in used.values())]):
            return None
        told = self.form.cleaned_data
        schemes = [shipped_schemes()[code] for code in told["shipped"]]
        schemes += [one.scheme(code) for code, one in used.items()]
        if not 1 <= len(schemes) <= MOST_SCHEMES:
            self.form.add_error("shipped", _("Choisissez d’une à quatre pistes à côté de la règle actuelle."))
            return None
        if told["source"] == "synthetic" and any(one.smoothing > 1 for one in schemes):
            self.form.add_error(
                "source",
                _(
                    "Une piste lisse les gains sur plusieurs mois, et la population intégrée n’a qu’un mois de "
                    "chacun : prenez un fichier qui a la colonne averaged."
                ),
            )
            return None
        if told["source"] == "file":
            return Asked(schemes=schemes, name=told["file"].name, data=told["file"].read())
        return Asked(schemes=schemes, rows=told["rows"], seed=told["seed"] or 0, month=told["month"])


class KeepForm(forms.Form):
    """The name and the notes of a scenario; `told`: the signed question and answer."""

    title = forms.CharField(label=_("Nom du scénario"), max_length=80)
    notes = forms.CharField(
        label=_("Notes"),
        help_text=_("Pourquoi cette question, ce qu’il faut en retenir."),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    told = forms.CharField(widget=forms.HiddenInput, max_length=400_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False


class AgainForm(forms.Form):
    """A scenario's file, and the population it is about when that one is not built in."""

    scenario = forms.FileField(
        label=_("Le fichier du scénario"),
        help_text=_("Au format YAML, tel que cette page l’exporte."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml"}),
    )
    population = forms.FileField(
        label=_("Sa population, si elle n’est pas intégrée"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".parquet,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
