"""What the desk answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.web.ui.forms import DateField


class ConfirmForm(forms.Form):
    """The desk: who stands here, and what their telephone shows."""

    seen = forms.BooleanField(
        label=_("La personne est devant moi, sans personne d’autre. J’ai vu sa carte d’identité."),
        error_messages={"required": _("Ce code se confirme en présence de la personne.")},
    )
    shown = forms.CharField(
        label=_("Les six chiffres que montre son téléphone"),
        help_text=_("Dans son espace, page « Mon code secret ». Ce n’est pas son code : elle ne le dit à personne."),
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )


class AnswerForm(forms.Form):
    """The desk: when and where, or a word without appointment."""

    day = DateField(label=_("Jour du rendez-vous"), required=False)
    hour = forms.TimeField(
        label=_("Heure"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Écrivez l’heure ainsi : 14:30.")},
    )
    place = forms.CharField(label=_("Lieu"), required=False, max_length=200)
    words = forms.CharField(
        label=_("Un mot pour la personne"),
        help_text=_("Elle le lit dans son espace. Sans rendez-vous, dites ici pourquoi."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """A day goes with an hour."""
        facts = super().clean() or {}
        if bool(facts.get("day")) != bool(facts.get("hour")) and not self.errors:
            self.add_error("hour" if facts.get("day") else "day", _("Un rendez-vous a un jour et une heure."))
        return facts
