"""What a list of projects is narrowed to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.piis.enums import Kind, State
from jalon.domain.piis.listing import Asked, Happening
from jalon.web.ui.forms import DateField


class ListForm(forms.Form):
    """Filters of a list; what is not understood narrows nothing."""

    state = forms.ChoiceField(required=False, choices=State.choices, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Sorte"), required=False, choices=[("", _("toutes")), *Kind.choices])
    happening = forms.ChoiceField(label=_("Ce qui s’est passé"), required=False, choices=Happening.choices)
    first = DateField(label=_("Du"), required=False)
    last = DateField(label=_("Au"), required=False)

    def asked(self) -> Asked:
        """The filters of the page."""
        self.is_valid()
        data: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        return Asked(**data | {"happening": Happening(data.get("happening", Happening.DRAFTED))})
