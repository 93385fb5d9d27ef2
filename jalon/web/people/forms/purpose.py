"""Why a file outside one's own work is opened."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.core import text
from jalon.web.ui.forms import RadioCards
from jalon.web.ui.people import labelled

OTHER = "other"
PURPOSES = {
    "duty": _("permanence"),
    "replacement": _("remplacement imprévu d’un ou d’une collègue"),
    "request": _("demande de la personne"),
    "council": _("préparation d’une décision du Conseil"),
    "control": _("contrôle interne"),
}


class PurposeForm(forms.Form):
    """A common reason, or one in one's own words."""

    reason = forms.ChoiceField(
        label=_("Pourquoi ouvrez-vous ce dossier ?"),
        choices=[*PURPOSES.items(), (OTHER, _("une autre raison"))],
        widget=RadioCards,
        error_messages={"required": _("Choisissez une raison.")},
    )
    words = forms.CharField(
        label=_("En quelques mots"),
        help_text=_("Nécessaire pour une autre raison : au moins 10 caractères."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_words(self) -> str:
        """Without invisible characters."""
        return text.clean(self.cleaned_data["words"], limit=300)

    def clean(self) -> dict[str, Any]:
        """One's own reason is long enough to be one."""
        data = super().clean() or self.cleaned_data
        if data.get("reason") == OTHER and len(data.get("words", "")) < 10:
            self.add_error("words", _("Écrivez la raison en 10 caractères au moins."))
        return data

    def purpose(self) -> str:
        """The reason as the journal keeps it, in the language of the one who gives it."""
        reason, words = self.cleaned_data["reason"], self.cleaned_data["words"]
        if reason == OTHER:
            return words
        return labelled(PURPOSES[reason], words) if words else str(PURPOSES[reason])
