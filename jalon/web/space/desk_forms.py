"""What the desk answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.web.ui.forms import DateField


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
