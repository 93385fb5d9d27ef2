"""What the desk answers."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jalon.domain.space.queries import Asked
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


class CardOutcomeForm(forms.Form):
    """The desk: what became of a request that no card answered."""

    outcome = forms.CharField(
        label=_("Comment c’est réglé"),
        help_text=_(
            "Par exemple : carte remise au guichet ; aucun dossier à ce nom ; la personne a retrouvé sa carte."
        ),
        max_length=500,
        error_messages={"required": _("Dites en quelques mots ce qui a été fait.")},
    )


class MeetingForm(forms.Form):
    """When and where; both the day and the hour, or neither."""

    day = DateField(
        label=_("Jour du rendez-vous"),
        help_text=_("Un jour passé : l’entretien a eu lieu ce jour-là."),
        required=False,
    )
    hour = forms.TimeField(
        label=_("Heure"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Écrivez l’heure ainsi : 14:30.")},
    )
    place = forms.CharField(label=_("Lieu"), required=False, max_length=200)

    @property
    def meets_at(self) -> datetime | None:
        """The day and the hour as one moment."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return timezone.make_aware(datetime.combine(day, hour)) if day and hour else None

    def clean(self) -> dict[str, Any]:
        """A day goes with an hour."""
        facts = super().clean() or {}
        if bool(facts.get("day")) != bool(facts.get("hour")) and not self.errors:
            self.add_error("hour" if facts.get("day") else "day", _("Un rendez-vous a un jour et une heure."))
        return facts


class OwnAnswerForm(MeetingForm):
    """The desk answers a change or a hearing: a day, a word, or both."""

    words = forms.CharField(
        label=_("Un mot pour la personne"),
        help_text=_("Elle le lit dans son espace : ce que vous proposez, ou pourquoi non."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    agreed = forms.CharField(
        label=_("La personne n’en a plus besoin"),
        help_text=_("Qui l’a dit, et comment. Laissez vide sinon."),
        required=False,
        max_length=2_000,
    )


class AnswerForm(MeetingForm):
    """The desk: when and where, or a word without appointment. `found`: what was asked; `at`: now.

    What leaves the interview due is said before it is sent; the desk may send it all the same.
    """

    words = forms.CharField(
        label=_("Un mot pour la personne"),
        help_text=_("Elle le lit dans son espace. Sans rendez-vous, dites ici pourquoi."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed = forms.CharField(
        label=_("Accord de la personne"),
        help_text=_(
            "Si elle accepte un jour plus tard que le délai, ou n’a plus besoin d’entretien : qui l’a dit, et comment."
        ),
        required=False,
        max_length=2_000,
    )

    def __init__(self, *args: Any, found: Asked, at: datetime, **kwargs: Any) -> None:
        self.found, self.at, self.stays_due = found, at, False
        answer, known = found.answer, {}
        if answer and answer.meets_at:
            fixed = timezone.localtime(answer.meets_at)
            known = {"day": fixed.date(), "hour": fixed.time(), "place": answer.place}
        super().__init__(*args, initial=known, **kwargs)

    def leaves_it_due(self, anyway: bool) -> bool:
        """Whether the page has to say first that the interview stays due after this answer."""
        day, said = self.cleaned_data["day"], self.cleaned_data["words"].strip()
        in_time = self.meets_at is not None and (day <= self.found.request.due_on or self.meets_at <= self.at)
        settled = in_time or self.cleaned_data["agreed"].strip() or (not day and self.found.given)
        self.stays_due = bool((day or said) and not settled and not anyway)
        return self.stays_due
