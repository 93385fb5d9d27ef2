"""Forms of results: a number written by hand, why somebody wants to see files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.conventions.content import MOST
from jalon.domain.results.cells import Cell


class NumberForm(forms.Form):
    """A number beside the count, with its reason; the reason is optional where nothing counts it."""

    value = forms.IntegerField(label=_("Le nombre à dire"), min_value=0, max_value=MOST)
    reason = forms.CharField(
        label=_("Pourquoi ce nombre"),
        help_text=_("L’administration lira cette raison avec le rapport : n’y nommez personne."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, cell: Cell, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = cell.computed is not None


class TakeBackForm(forms.Form):
    """Undo: only what was seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PurposeForm(forms.Form):
    """Why the council wants to see the files behind a number."""

    purpose = forms.CharField(label=_("Pourquoi voulez-vous voir ces dossiers"), min_length=5, max_length=500)


class HandForm(forms.Form):
    """What was shown; from the second time on, why the numbers change."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Pourquoi ces nombres changent"),
        help_text=_("Le promoteur lira cette raison, et l’administration avec le rapport : n’y nommez personne."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, again: bool, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]
