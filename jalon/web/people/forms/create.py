"""A new file on one short page."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_coordinator
from jalon.domain.people.queries import colleagues
from jalon.web.people.forms.caseload import MemberChoice
from jalon.web.people.forms.person import NissField, PersonForm
from jalon.web.people.forms.status import FirstStatusForm


class CreateForm(PersonForm, FirstStatusForm):
    """Who the person is, their first status, who answers for the file."""

    niss = NissField(required=False, help_text=_("Onze chiffres. Il peut venir plus tard."))
    responsible = MemberChoice(
        label=_("Qui suit ce dossier ?"), required=False, empty_label=_("personne pour le moment")
    )
    is_another = forms.BooleanField(label=_("C’est bien une autre personne"), required=False)

    def __init__(self, *args: Any, on: date, member: Membership, **kwargs: Any):
        super().__init__(*args, on=on, **kwargs)
        choices = colleagues(on=on)
        self.fields["responsible"].queryset = choices if is_coordinator(member) else choices.filter(pk=member.pk)
        self.order_fields(["last_name", "first_names", "birth", "sex", "niss", "language", "responsible"])
