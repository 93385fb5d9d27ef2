"""The forms of a month: the facts around it, and one row for each employer, course or commission."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.core import reader
from jalon.domain.exemption.asked import MOST_CONTRACT
from jalon.domain.exemption.words import READINGS, SILENCES, WORKS
from jalon.domain.people.enums import Category
from jalon.law import parameters
from jalon.law.income import Work
from jalon.web.exemption.fields import EurosField, HoursField, MonthField
from jalon.web.ui.forms import DateField

MOST_DAYS = 10_000
_WORKS = list(WORKS.items())
CERTIFICATE = [("", _("Pas encore su")), ("yes", _("La personne l’a")), ("no", _("La personne ne l’a pas"))]


class RowForm(forms.Form):
    """What one employer, course or commission brings. A row with nothing in it is no row."""

    work = forms.ChoiceField(label=_("Sorte de travail"), choices=_WORKS, required=False)
    employer = forms.CharField(label=_("Chez qui"), max_length=80, required=False)
    net = EurosField(label=_("Montant net du mois, en euros"))
    hours = HoursField(
        label=_("Ou les heures du mois"), help_text=_("Seulement si vous ne savez pas les jours. Par exemple 24 h 30.")
    )
    days = forms.TypedMultipleChoiceField(
        label=_("Jours travaillés"), choices=[(day, str(day)) for day in range(1, 32)], coerce=int, required=False
    )

    def clean_work(self) -> str:
        """A job where nothing was chosen."""
        return self.cleaned_data["work"] or Work.JOB

    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in ("employer", "net", "hours")) and (
            not self.data.getlist(self.add_prefix("days"))
        )

    def clean(self) -> dict:
        """A row that says something says its amount."""
        cleaned = super().clean() or {}
        if not self.is_blank() and "net" in cleaned and cleaned["net"] is None:
            self.add_error(
                "net", _("Écrivez le montant net que ce travail rapporte ce mois-là ; zéro s’il n’y en a pas.")
            )
        return cleaned


class MonthForm(forms.Form):
    """The month and the person; another job to set beside; the readings where the texts are silent."""

    month = MonthField(label=_("Mois"))
    category = forms.TypedChoiceField(label=_("Catégorie"), choices=Category.choices, coerce=int)
    other = EurosField(
        label=_("Autres ressources du mois, en euros"),
        help_text=_("Pension alimentaire, allocation… Rien : laissez vide."),
    )
    already_working = forms.BooleanField(label=_("Travaillait déjà lors de la première demande"), required=False)
    has_piis = forms.BooleanField(label=_("A un PIIS ce mois-là (pour un job d’étudiant)"), required=False)
    has_grant = forms.BooleanField(label=_("Reçoit une bourse d’études (compte avant 2022)"), required=False)
    used = forms.IntegerField(
        label=_("Exonération déjà prise avant ce mois"),
        help_text=_("En jours réellement travaillés, ou en mois si la lecture choisie plus bas compte en mois."),
        min_value=0,
        max_value=MOST_DAYS,
        required=False,
    )
    first_used_on = DateField(label=_("Prise pour la première fois le"), required=False)
    used_this_year = EurosField(label=_("Travail artistique déjà exonéré cette année, en euros"))
    shortage_since = DateField(
        label=_("Exonération majorée (métier en pénurie) commencée le"),
        help_text=_("Trois mois d’un seul tenant, une fois dans la vie. Vide si elle commence ce mois-ci."),
        required=False,
    )
    contract_months = forms.IntegerField(
        label=_("Durée du contrat dans le métier en pénurie, en mois"),
        help_text=_("Trois mois au moins. Vide : pas encore su."),
        min_value=0,
        max_value=MOST_CONTRACT,
        required=False,
    )
    contract_no_end = forms.BooleanField(label=_("Ce contrat est à durée indéterminée"), required=False)
    has_certificate = forms.ChoiceField(
        label=_("Attestation du métier en pénurie (Actiris, Forem, VDAB ou ADG)"),
        help_text=_("Le service régional de l’emploi y dit que le métier est en pénurie."),
        choices=CERTIFICATE,
        required=False,
    )
    instead_work = forms.ChoiceField(label=_("Sorte de travail"), choices=_WORKS, required=False)
    instead_net = EurosField(label=_("Montant net d’un mois, en euros"))
    instead_days = forms.IntegerField(
        label=_("Jours travaillés dans le mois"), help_text=_("Vide : le mois entier."), min_value=1, max_value=31,
        required=False,
    )  # fmt: skip
    divisor = forms.ChoiceField(required=False)
    order = forms.ChoiceField(required=False)
    count_in = forms.ChoiceField(required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        for code, name in READINGS.items():
            one = parameters.parameter(name)
            field = self.fields[code]
            field.label = SILENCES[code]
            default = one.entries[-1].value
            labels = {reading: label.say(reader.law_language()) for reading, label in one.readings().items()}
            usual = _("Par défaut : %s") % labels.pop(default)
            field.choices = [("", usual), *labels.items()]

    def clean(self) -> dict[str, Any]:
        """A contract has months, or no end."""
        told = super().clean() or {}
        if told.get("contract_no_end") and told.get("contract_months") is not None:
            self.add_error("contract_months", _("Donnez une durée, ou cochez « durée indéterminée » : pas les deux."))
        return told


class ReasonForm(forms.Form):
    """Why a kept result is corrected."""

    reason = forms.CharField(
        label=_("Ce qui est corrigé, et pourquoi"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
