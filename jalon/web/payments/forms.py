"""Forms of payments: a rule, a decision, an account, a day, a reason."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.domain.payments.status import HEAVIEST
from jalon.law.subsidies import Basis, Rule
from jalon.web.ui.amounts import AmountField, PercentField, plain_euros
from jalon.web.ui.forms import DateField

BASES: list[tuple[str, str | Promise]] = [
    (Basis.EXCESS, _("en proportion de ce que chacun justifie en plus")),
    (Basis.GRANT, _("en proportion des montants accordés à ceux-là")),
    (Basis.NONE, _("pas de redistribution")),
]
SAME = ("", _("comme dans la première"))


class RuleForm(forms.Form):
    """The rule of a redistribution. The second one, beside, takes what it leaves empty from the first."""

    basis = forms.ChoiceField(label=_("Les moyens non utilisés vont à ceux qui justifient plus"), choices=BASES)
    cap_percent = PercentField(label=_("Plafond, en % du montant accordé"))
    cap = AmountField(label=_("Plafond pour chacun, en euros"))
    floor = AmountField(label=_("Au moins, pour chacun, en euros"))
    within_regions = forms.BooleanField(label=_("Chaque région garde ce qu’elle n’a pas utilisé"), required=False)

    def __init__(self, *args: Any, beside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        if beside:
            self.fields["basis"].choices = [SAME, *BASES]  # type: ignore[attr-defined]
            self.fields["basis"].required = False

    def is_used(self) -> bool:
        """Whether anything was said."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in self.fields)

    def rule(self, first: Rule | None = None) -> Rule:
        """The rule these fields say; what is empty is that of `first`."""
        told, none = self.cleaned_data, first or Rule()
        return Rule(
            basis=Basis(told["basis"]) if told["basis"] else none.basis,
            cap_percent=none.cap_percent if told["cap_percent"] is None else told["cap_percent"],
            cap=none.cap if told["cap"] is None else told["cap"],
            floor=none.floor if told["floor"] is None else told["floor"],
            within_regions=told["within_regions"] or (first.within_regions if first else False),
        )


def begun(rule: Rule) -> dict[str, Any]:
    """What the form holds before anybody asked."""
    percent = "" if rule.cap_percent is None else f"{float(rule.cap_percent):g}".replace(".", ",")
    return {
        "basis": str(rule.basis),
        "cap_percent": percent,
        "cap": "" if rule.cap is None else plain_euros(rule.cap),
        "floor": plain_euros(rule.floor) if rule.floor else "",
        **({"within_regions": "on"} if rule.within_regions else {}),
    }


class DecideForm(forms.Form):
    """On what the decision rests."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Sur quoi repose la décision"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("L’arrêté, la note au ministre, leur date. Chaque centre le lit avec son décompte."),
    )  # fmt: skip


class AccountForm(forms.Form):
    """A bank account. It is typed again, never kept on a device."""

    iban = forms.CharField(
        label=_("Numéro de compte (IBAN)"), max_length=42,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )  # fmt: skip
    holder = forms.CharField(label=_("Au nom de"), max_length=70, help_text=_("Le centre, comme la banque l’écrit."))


class OnForm(forms.Form):
    """The day of the payment."""

    execute_on = DateField(label=_("À payer le"))


class UntilForm(forms.Form):
    """Until when the centre may pay back."""

    until = DateField(label=_("À rembourser au plus tard"))


class AnswerForm(forms.Form):
    """The bank's answer to a batch."""

    file = forms.FileField(
        label=_("Le fichier de la banque"), help_text=_("Un fichier de statut pain.002 (XML), 2 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ".xml,application/xml,text/xml"}),
        error_messages={"required": _("Choisissez le fichier de la banque."), "empty": _("Ce fichier est vide.")},
    )  # fmt: skip

    def clean_file(self) -> bytes:
        """Its bytes, one too many at most: the domain says what is wrong with them."""
        return self.cleaned_data["file"].read(HEAVIEST + 1)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Pourquoi"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ShownForm(forms.Form):
    """The fingerprint of what stood on the page."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
