"""Forms of lists, of sharings and of decisions."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.domain.subsidies.grids import HEAVIEST
from jalon.domain.subsidies.models import Dataset, Decision
from jalon.domain.subsidies.words import CERTAINTIES, said
from jalon.law.sources import Certainty
from jalon.law.subsidies import BudgetLine, Terms, Vocabulary
from jalon.law.subsidies.programme_yaml import HEAVIEST as HEAVIEST_PROGRAMME
from jalon.web.subsidies.fields import AmountField, PercentField, plain_euros
from jalon.web.ui.forms import DateField

SAME = ("", _("la même"))
ACCEPTED = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ListForm(forms.Form):
    """A file, and where it comes from."""

    file = forms.FileField(
        label=_("Le fichier"),
        help_text=_(
            "XLSX ou CSV, 2 Mo au plus : une ligne par centre, son code INS ou son nom, une colonne par donnée."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Choisissez le fichier à importer."), "empty": _("Ce fichier est vide.")},
    )
    title = forms.CharField(label=_("Titre de la liste"), max_length=120)
    data_on = DateField(label=_("Date des données"), help_text=_("Les codes INS sont ceux de ce jour-là."))
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Le texte, l’annexe ou le service, avec sa date.")
    )
    certainty = forms.ChoiceField(label=_("Certitude"), choices=list(CERTAINTIES.items()), initial=Certainty.FOUND)

    def clean_file(self) -> bytes:
        """Its bytes, one too many at most: the domain says what is wrong with them."""
        return self.cleaned_data["file"].read(HEAVIEST + 1)


class LoadForm(forms.Form):
    """The file of a programme."""

    file = forms.FileField(
        label=_("Le fichier"),
        help_text=_("Le fichier YAML d’un programme, comme la page d’un programme le donne."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,application/yaml"}),
        error_messages={"required": _("Choisissez le fichier à charger."), "empty": _("Ce fichier est vide.")},
    )

    def clean_file(self) -> bytes:
        """Its bytes, one too many at most: the law says what is wrong with them."""
        return self.cleaned_data["file"].read(HEAVIEST_PROGRAMME + 1)


class TakeForm(forms.Form):
    """A decision whose amounts become a list, and a newer one to set beside it."""

    decision = forms.ModelChoiceField(label=_("Décision"), queryset=Decision.objects.none(), empty_label="–")
    against = forms.ModelChoiceField(
        label=_("Et les montants nouveaux de"), queryset=Decision.objects.none(), required=False, empty_label="–",
        help_text=_("Pour compenser des pertes : « montant nouveau » à côté du « montant d’avant »."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Decision.objects.select_related("programme").defer("content").order_by("-decided_at")
        for field in self.fields.values():
            field.queryset, field.label_from_instance = found, _decision_label  # type: ignore[attr-defined]


def _decision_label(one: Decision) -> str:
    decree = one.programme.decree
    line = decree.line(one.line)
    return f"{said(decree.title)} {decree.year} · {said(line.title) if line else one.line} · {one.number}"


class ShareForm(forms.Form):
    """The terms of a sharing. The second one, beside, takes what it leaves empty from the first."""

    list = forms.ModelChoiceField(label=_("Liste"), queryset=Dataset.objects.none(), empty_label=None)
    key = forms.ChoiceField(label=_("Clé"))
    budget = AmountField(label=_("Montant, en euros"))
    reduction = PercentField(label=_("Réduit de, en %"))
    floor = AmountField(label=_("Plancher, en euros"))
    cap = AmountField(label=_("Plafond, en euros"))
    may_leave = forms.BooleanField(label=_("Un plafond peut laisser un solde non partagé"), required=False)

    def __init__(self, *args: Any, datasets: Any, words: Vocabulary, beside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.beside = beside
        self.fields["list"].queryset = datasets  # type: ignore[attr-defined]
        choices: list[tuple[str, str | Promise]] = [(code, said(one.title)) for code, one in words.keys.items()]
        self.fields["key"].choices = [SAME, *choices] if beside else choices  # type: ignore[attr-defined]
        if beside:
            self.fields["list"].empty_label = SAME[1]  # type: ignore[attr-defined]
            self.fields["list"].required = self.fields["key"].required = False
            del self.fields["may_leave"]

    def is_used(self) -> bool:
        """Whether anything was said."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in self.fields)

    def terms(self) -> Terms:
        """The terms these fields say."""
        told = self.cleaned_data
        return Terms(
            key=told["key"],
            budget=told["budget"] or 0,
            floor=told["floor"] or 0,
            cap=told["cap"],
            reduction=told["reduction"] or Terms("", 0).reduction,
            may_leave=told["may_leave"],
        )

    def terms_beside(self, first: Terms) -> Terms:
        """The same, what is empty being that of the first."""
        told = self.cleaned_data
        return Terms(
            key=told["key"] or first.key,
            budget=first.budget if told["budget"] is None else told["budget"],
            floor=first.floor if told["floor"] is None else told["floor"],
            cap=first.cap if told["cap"] is None else told["cap"],
            reduction=first.reduction if told["reduction"] is None else told["reduction"],
            may_leave=first.may_leave,
        )


def begun(line: BudgetLine, dataset: Dataset | None) -> dict[str, Any]:
    """What the form holds before anybody asked: the terms of the line, over the latest list."""
    return {
        "list": str(dataset.pk) if dataset else "",
        "key": line.key,
        "budget": "" if line.amount is None else plain_euros(line.amount),
        "reduction": "",
        "floor": plain_euros(line.floor) if line.floor else "",
        "cap": "" if line.cap is None else plain_euros(line.cap),
        **({"may_leave": "on"} if line.may_leave else {}),
    }


class DecideForm(forms.Form):
    """On what the decision rests."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Sur quoi repose la décision"),
        max_length=500,
        help_text=_("L’arrêté, la note au ministre, leur date. Chaque centre le lit avec son montant."),
    )
