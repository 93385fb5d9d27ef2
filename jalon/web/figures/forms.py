"""The forms of figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.web.ui.forms import DateField


class PeriodForm(forms.Form):
    """Any two days; and, to find an old report again, the day until which what was written down counts."""

    first = DateField(label=_("Du"))
    last = DateField(label=_("Au"))
    known = DateField(label=_("Tel que connu le"), required=False)


class PurposeForm(forms.Form):
    """Why somebody of the council wants to see the files behind a number."""

    purpose = forms.CharField(label=_("Pourquoi voulez-vous voir ces dossiers"), min_length=5, max_length=500)


class SendForm(forms.Form):
    """Signing off what leaves the centre."""

    shown = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Pourquoi vous corrigez"), max_length=1_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    confirmed = forms.BooleanField(label=_("J’ai relu ces chiffres et je les envoie au nom du CPAS."))

    def __init__(self, *args: Any, correcting: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not correcting:
            del self.fields["reason"]
