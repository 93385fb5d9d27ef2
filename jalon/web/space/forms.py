"""What a person types."""

import json
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import User
from jalon.domain.centres.models import Centre
from jalon.domain.core.text import searchable
from jalon.domain.space import codes
from jalon.domain.space.enums import AskedFor, Opinion
from jalon.domain.space.services.keys import LONGEST
from jalon.web.ui.forms import DateField

LONGEST_ANSWER = 20_000  # characters; a key with its certificate takes less
_PLAIN = {"autocapitalize": "off", "spellcheck": "false"}


class _Number(forms.Form):
    number = forms.CharField(
        label=_("Numéro de la carte"),
        help_text=_("Dix chiffres. Les espaces ne comptent pas."),
        max_length=60,
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "numeric", "autocomplete": "username"}),
    )

    def clean_number(self) -> str:
        """Ten figures whose last two check the others: a slip of the finger is said, and costs no try."""
        number = codes.read_number(self.cleaned_data["number"])
        if not number:
            raise ValidationError(_("Ce numéro n’est pas complet, ou un chiffre n’est pas le bon."))
        return number


class CardForm(_Number):
    """What stands on the letter of the centre."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Huit lettres et chiffres, sur la lettre de votre centre."),
        max_length=60,
        widget=forms.TextInput(attrs={**_PLAIN, "autocapitalize": "characters", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        """Without blanks and dashes."""
        return codes.read_code(self.cleaned_data["code"])


class SignInForm(_Number):
    """The card's number and one's own password."""

    password = forms.CharField(
        label=_("Mot de passe"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SureForm(forms.Form):
    """One's own password again, before another way in is added."""

    password = forms.CharField(
        label=_("Votre mot de passe"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def read_answer(sent: str) -> dict[str, Any]:
    """The object of JSON a device's script sends. Raises `ValueError`."""
    try:
        found = json.loads(sent) if len(sent) <= LONGEST_ANSWER else None
    except RecursionError as wrong:
        raise ValueError("brackets without end") from wrong
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


class _Answer(forms.Form):
    """What a device answers; whoever made it up learns nothing."""

    credential = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput)

    def check(self, credential: Any) -> Any:
        """The answer, or the refusal."""
        raise NotImplementedError

    def clean_credential(self) -> Any:
        """Any answer that is not in order is refused alike."""
        try:
            return self.check(read_answer(self.cleaned_data["credential"]))
        except (AttributeError, KeyError, TypeError, ValueError) as wrong:
            raise ValidationError(_("Cette clé n’a pas été acceptée.")) from wrong


class KeyForm(_Answer):
    """A key that answers to the question in this session; cleaned, it is the account's own key."""

    def check(self, credential: Any) -> Authenticator:
        """Whose it says it is, then whether it is."""
        webauthn.parse_authentication_response(credential)
        return webauthn.complete_authentication(webauthn.extract_user_from_response(credential), credential)


class NewKeyForm(_Answer):
    """A key just made on this device, which asked for a finger, a face or its code."""

    name = forms.CharField(
        label=_("Un nom pour cette clé"),
        help_text=_("Pour la reconnaître : « mon téléphone »."),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ("name", "credential")

    def check(self, credential: Any) -> Any:
        """To the question in this session, and by somebody who opened the device."""
        webauthn.parse_registration_response(credential)
        if not webauthn.complete_registration(credential).is_user_verified():
            raise ValueError("nobody opened the device")
        return credential

    def clean_name(self) -> str:
        """A key without a name has one all the same."""
        return self.cleaned_data["name"] or str(_("Ma clé"))


class PasswordForm(forms.Form):
    """A password of one's own, twice."""

    password = forms.CharField(
        label=_("Votre mot de passe"),
        help_text=_("Douze lettres ou plus. Par exemple : quatre mots qui n’ont rien à voir ensemble."),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Encore une fois le même"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, number: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.number = number

    def clean(self) -> dict[str, Any]:
        """Both the same, and none that is easily guessed."""
        facts = super().clean() or {}
        password, again = facts.get("password"), facts.get("again")
        if password and again and password != again:
            self.add_error("again", _("Les deux mots de passe ne sont pas les mêmes."))
        if password:
            try:
                validate_password(password, User(email=codes.address_of(self.number), name=self.number))
            except ValidationError as error:
                self.add_error("password", error)
        return facts


class NewPasswordForm(PasswordForm):
    """Another password, knowing the present one."""

    old = forms.CharField(
        label=_("Votre mot de passe d’aujourd’hui"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("old", "password", "again")


class InterviewForm(forms.Form):
    """Why, and when it suits: both may stay empty."""

    about = forms.CharField(
        label=_("De quoi voulez-vous parler ?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wishes = forms.CharField(
        label=_("Quand pouvez-vous venir ? Comment vous joindre ?"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AskForm(forms.Form):
    """What should change, or what one wants to say: the second may stay empty."""

    words = forms.CharField(
        required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}), label=_("Vos mots")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == AskedFor.CHANGE:
            self.fields["words"].label = _("Qu’est-ce qui doit changer, et pourquoi ?")
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = _("Écrivez en quelques mots ce qui doit changer.")
        else:
            self.fields["words"].label = _("De quoi voulez-vous parler ?")


class LostCardForm(forms.Form):
    """The number of the card; or, without it, the centre, a name and a day of birth. And how to be reached."""

    number = forms.CharField(
        label=_("Numéro de la carte"),
        help_text=_("Vous ne l’avez plus ? Laissez vide."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={**_PLAIN, "inputmode": "numeric", "autocomplete": "username"}),
    )
    centre_id = forms.ChoiceField(label=_("Votre centre"), required=False)
    name = forms.CharField(
        label=_("Votre prénom et votre nom"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
    )
    born_on = DateField(
        label=_("Votre date de naissance"),
        required=False,
        error_messages={"invalid": _("Ce n’est pas une date. Écrivez jour/mois/année, par exemple 04/05/1990.")},
    )
    reach = forms.CharField(
        label=_("Comment vous joindre ?"),
        help_text=_("Un téléphone, ou quand vous passez au centre."),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        centres = sorted((one.title, str(one.pk)) for one in Centre.objects.filter(closed_on=None))
        self.fields["centre_id"].choices = [("", _("Choisissez votre centre")), *((key, name) for name, key in centres)]

    def clean_number(self) -> str:
        """The ten figures, or nothing at all."""
        typed = self.cleaned_data["number"].strip()
        if typed and not codes.read_number(typed):
            raise ValidationError(_("Ce numéro n’est pas complet, ou un chiffre n’est pas le bon."))
        return codes.read_number(typed)

    def clean_centre_id(self) -> UUID | None:
        """The key of a centre."""
        chosen = self.cleaned_data["centre_id"]
        return UUID(chosen) if chosen else None

    def clean(self) -> dict[str, Any]:
        """One of the two is enough to begin with."""
        facts = super().clean() or {}
        if not self.errors and not facts["number"]:
            if not facts["centre_id"]:
                self.add_error("centre_id", _("Sans le numéro de la carte, dites quel est votre centre."))
            if not facts["name"].strip():
                self.add_error("name", _("Sans le numéro de la carte, dites votre nom."))
        return facts

    @property
    def whose(self) -> str:
        """What tries are counted by: the card, or the name in the centre."""
        facts = self.cleaned_data
        return facts["number"] or f"{facts['centre_id']}:{' '.join(searchable(facts['name']))}"


class VoiceForm(forms.Form):
    """What the person thinks of an evaluation."""

    opinion = forms.ChoiceField(
        label=_("Êtes-vous d’accord avec ce qui est écrit ?"),
        required=False,
        choices=[
            (Opinion.AGREES, _("Je suis d’accord.")),
            (Opinion.DISAGREES, _("Je ne suis pas d’accord.")),
            ("", _("Je veux seulement dire quelque chose.")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Ce que vous voulez dire"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class SecretInput(forms.TextInput):
    """Figures shown as dots, and never sent back. No field of passwords: a telephone would offer to keep them."""

    def __init__(self) -> None:
        super().__init__({**_PLAIN, "inputmode": "numeric", "autocomplete": "off", "class": "own__secret"})

    def format_value(self, value: Any) -> None:
        """Nothing."""


class SecretForm(forms.Form):
    """A secret code of one's own, twice."""

    secret = forms.CharField(
        label=_("Votre code secret"),
        help_text=_("Six chiffres ou plus. Pas votre date de naissance, pas le code de votre téléphone."),
        max_length=60,
        widget=SecretInput(),
    )
    again = forms.CharField(label=_("Encore une fois le même code"), max_length=60, widget=SecretInput())

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        facts = super().clean() or {}
        secret, again = (codes.read_digits(facts.get(name, "")) for name in ("secret", "again"))
        if not self.errors and secret != again:
            self.add_error("again", _("Les deux codes ne sont pas les mêmes."))
        return facts


class OwnSignatureForm(forms.Form):
    """The text is read, and signed with the secret code. What was typed of it is never sent back."""

    read = forms.BooleanField(
        label=_("J’ai lu ce texte. Je suis d’accord et je le signe."),
        error_messages={"required": _("Cochez cette case si vous êtes d’accord. Sinon, ne signez pas.")},
    )
    secret = forms.CharField(
        label=_("Votre code secret"),
        max_length=60,
        widget=SecretInput(),
        error_messages={"required": _("Tapez votre code secret.")},
    )
