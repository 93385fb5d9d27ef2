"""Lists and who answers for what."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import Membership
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.queries import NO_STATUS, colleagues
from jalon.web.people import filters
from jalon.web.ui.forms import DateField


class FilterForm(forms.Form):
    """What a list of files shows; anything unknown is left aside."""

    status = forms.ChoiceField(
        label=_("Statut"),
        required=False,
        choices=[("", _("tous")), *StatusKind.choices, (NO_STATUS, _("sans statut"))],
    )
    language = forms.ChoiceField(label=_("Langue"), required=False, choices=[("", _("toutes")), *Language.choices])
    state = forms.ChoiceField(
        label=_("Dossiers"), required=False, choices=[("", _("ouverts")), ("closed", _("fermés"))]
    )
    todo = forms.ChoiceField(label=_("À voir"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["todo"].choices = [("", _("tout")), *((one.key, one.label) for one in filters.known())]


class MemberChoice(forms.ModelChoiceField):
    """One colleague among those at work."""

    def __init__(self, **kwargs: Any):
        super().__init__(queryset=Membership._base_manager.none(), **kwargs)


class AssignForm(forms.Form):
    """One file to one colleague."""

    to = MemberChoice(
        label=_("À qui ?"),
        empty_label=_("Choisissez"),
        error_messages={"required": _("Choisissez un ou une collègue.")},
    )
    reason = forms.CharField(label=_("Raison"), max_length=200, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(on=on)


class HandOverForm(forms.Form):
    """Many files to one or several colleagues. Which files is read from the ticked boxes of the page."""

    to = forms.ModelMultipleChoiceField(
        label=_("À qui ?"),
        help_text=_("Si vous en choisissez plusieurs, les dossiers sont répartis à tour de rôle, par ordre de nom."),
        queryset=Membership._base_manager.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un ou une collègue.")},
    )
    reason = forms.CharField(
        label=_("Raison"),
        help_text=_("Elle reste dans l’historique de chaque dossier."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, on: date, besides: object = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues(on=on).exclude(pk=besides)


class CloseForm(forms.Form):
    """The end of a file."""

    closed_on = DateField(label=_("Fermé le"), error_messages={"required": _("Écrivez le jour de la fermeture.")})
    reason = forms.CharField(
        label=_("Raison"),
        help_text=_("Par exemple : déménagement, autonomie, décès."),
        max_length=500,
        error_messages={"required": _("Écrivez pourquoi le dossier se ferme.")},
    )


class PartnerForm(forms.Form):
    """Who lives with the person, and since when."""

    partner = forms.UUIDField(widget=forms.HiddenInput)
    since = DateField(label=_("Vivent ensemble depuis le"), error_messages={"required": _("Écrivez depuis quel jour.")})
