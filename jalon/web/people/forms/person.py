"""Who the person is, and their national number."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.birth import Birth, read_birth
from jalon.domain.people.enums import NissChangeReason, Sex
from jalon.domain.people.facts import LONGEST_NAME, PersonFacts
from jalon.domain.people.models import Person

LONGEST_NISS = 40


class PersonForm(forms.Form):
    """Who the person is. `on` is the day births are compared with."""

    last_name = forms.CharField(
        label=_("Nom"),
        help_text=_("Si la personne n’a qu’un nom, écrivez-le ici."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Écrivez le nom.")},
    )
    first_names = forms.CharField(
        label=_("Prénoms"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    birth = forms.CharField(
        label=_("Date de naissance"),
        help_text=_("Jour/mois/année. Si vous ne savez que l’année ou le mois : 1990 ou 05/1990."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 12}),
    )
    sex = forms.ChoiceField(label=_("Sexe"), choices=Sex, widget=forms.RadioSelect, initial=Sex.UNKNOWN, required=False)
    language = forms.ChoiceField(
        label=_("Langue de la personne"),
        help_text=_("Celle de ses documents : contrat, courriers."),
        choices=Language,
        initial=Language.FR,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any):
        self.on = on
        super().__init__(*args, **kwargs)

    def clean_birth(self) -> Birth:
        """What is known of the date of birth."""
        try:
            return read_birth(self.cleaned_data["birth"], on=self.on)
        except InvalidInput as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_sex(self) -> str:
        """Nothing ticked is not known."""
        return self.cleaned_data["sex"] or Sex.UNKNOWN

    def person_facts(self) -> PersonFacts:
        """What was typed, for the services."""
        known = {name: self.cleaned_data[name] for name in PersonFacts.__slots__ if name in self.cleaned_data}
        return PersonFacts(**known)


class EditPersonForm(PersonForm):
    """Who the person is and how to reach them, with the revision that was read."""

    phone = forms.CharField(
        label=_("Téléphone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.CharField(
        label=_("Adresse e-mail"), max_length=254, required=False, widget=forms.TextInput(attrs={"type": "email"})
    )
    address = forms.CharField(
        label=_("Adresse"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """What the form shows of a person."""
        names = ("last_name", "first_names", "sex", "language", "phone", "email", "address", "revision")
        birth = Birth(person.birth_year, person.birth_month, person.birth_day)
        return {name: getattr(person, name) for name in names} | {"birth": str(birth)}


class NissField(forms.CharField):
    """The national number as people type it; never remembered by the browser."""

    def __init__(self, **kwargs: Any):
        kwargs.setdefault("label", _("NISS"))
        kwargs.setdefault("max_length", LONGEST_NISS)
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "size": 18, "spellcheck": "false"}),
        )
        super().__init__(**kwargs)


class NissForm(forms.Form):
    """The first number of a person."""

    niss = NissField(error_messages={"required": _("Écrivez le NISS.")})


class ReplaceNissForm(NissForm):
    """Another number, and why."""

    reason = forms.ChoiceField(
        label=_("Pourquoi change-t-il ?"),
        choices=NissChangeReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites pourquoi le numéro change.")},
    )
