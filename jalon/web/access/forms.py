"""The forms of sign-in: allauth's, in our words, and our own."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.models import NO_MAIL, User

NEW_PASSWORD_HELP = _("Douze caractères au moins. Quatre mots sans rapport se retiennent bien et ne se devinent pas.")
CODE_ATTRS = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off", "spellcheck": "false"}


class _Plain:
    """Labels and helps of our own, no placeholders: what vanishes while typing helps nobody."""

    labels: dict[str, Any] = {}
    helps: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, "")


def _identifier(typed: str) -> str:
    """« anna.peeters@44084 » stands for the address nobody can receive mail at."""
    typed = typed.strip().casefold()
    local, at, place = typed.partition("@")
    return f"{typed}{NO_MAIL}" if local and at and place and "." not in place else typed


class SignInForm(_Plain, account.LoginForm):
    """Address or identifier, and password."""

    labels = {"login": _("Adresse e-mail ou identifiant"), "password": _("Mot de passe")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
        self.fields["login"] = forms.CharField(
            label=self.labels["login"], max_length=254, widget=forms.TextInput(attrs=attrs)
        )
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """As the account is written."""
        return _identifier(self.cleaned_data["login"])


class ConfirmPasswordForm(_Plain, account.ReauthenticateForm):
    """The password, once more."""

    labels = {"password": _("Mot de passe")}


class ForgottenPasswordForm(_Plain, account.ResetPasswordForm):
    """Where to send the link."""

    labels = {"email": _("Adresse e-mail")}

    def clean_email(self) -> str:
        """An access being recovered has no password to replace: the mailbox may be lost with the phone."""
        email = super().clean_email()
        found = list(self.users)
        self.users = [user for user in found if user.has_usable_password() or user.is_demo]
        self.waiting = [user for user in found if user not in self.users]
        return email

    def save(self, request: Any, **kwargs: Any) -> str:
        """One letter in every case, so that neither the answer nor its delay tells who has an account."""
        for user in self.waiting:
            get_adapter(request).send_mail("account/email/access_waits", user.email, {"user": user})
        return self.cleaned_data["email"] if self.waiting else super().save(request, **kwargs)


class _NewPassword(_Plain):
    labels = {
        "oldpassword": _("Mot de passe actuel"),
        "password1": _("Nouveau mot de passe"),
        "password2": _("Le même, une seconde fois"),
    }
    helps = {"password1": NEW_PASSWORD_HELP}


class NewPasswordForm(_NewPassword, account.ResetPasswordKeyForm):
    """After a forgotten one."""


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):
    """Knowing the present one."""


class FirstPasswordForm(_NewPassword, account.SetPasswordForm):
    """For an account without one."""


class _Code(_Plain):
    labels = {"code": _("Code")}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(CODE_ATTRS)  # type: ignore[attr-defined]


class CodeForm(_Code, mfa.AuthenticateForm):
    """The second factor at sign-in."""

    helps = {"code": _("Les six chiffres que montre votre application, ou un code de secours.")}


class CodeAgainForm(_Code, mfa.ReauthenticateForm):
    """The second factor, once more."""

    helps = CodeForm.helps


class ActivateAppForm(_Code, totp.ActivateTOTPForm):
    """A first code from the app, to see that it works."""

    labels = {"code": _("Le code que montre l’application")}
    helps = {"code": _("Six chiffres. Ils changent toutes les trente secondes.")}


class AddKeyForm(_Plain, keys.AddWebAuthnForm):
    """A new passkey."""

    labels = {"name": _("Nom de cette clé"), "passwordless": _("Me connecter avec cette clé seule, sans mot de passe")}
    helps = {
        "name": _("Pour la reconnaître : « téléphone », « ordinateur du bureau »."),
        "passwordless": _("La clé vous demande alors votre empreinte, votre visage ou son code."),
    }


class RenameKeyForm(_Plain, keys.EditWebAuthnForm):
    """Another name for a key."""

    labels = {"name": _("Nom de cette clé")}


class _ChosenPassword(forms.Form):
    """A password of one's own, twice."""

    password = forms.CharField(
        label=_("Choisissez un mot de passe"),
        help_text=NEW_PASSWORD_HELP,
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Le même, une seconde fois"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def owner(self, facts: dict[str, Any]) -> User:
        """Whose password it is: it may not look like them."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Both the same, and none that is easily guessed."""
        facts = super().clean() or {}
        password, again = facts.get("password"), facts.get("again")
        if password and again and password != again:
            self.add_error("again", _("Les deux mots de passe ne sont pas les mêmes."))
        if password:
            try:
                validate_password(password, self.owner(facts))
            except ValidationError as error:
                self.add_error("password", error)
        return facts


class AcceptForm(_ChosenPassword):
    """The account of an invited person: how they are called and their password."""

    name = forms.CharField(label=_("Votre nom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ("name", "password", "again")

    def __init__(self, *args: Any, email: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.email = email

    def owner(self, facts: dict[str, Any]) -> User:
        """The account about to be made."""
        return User(email=self.email, name=facts.get("name", ""))


class RecoverForm(_ChosenPassword):
    """The new password of a recovered access."""

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user

    def owner(self, facts: dict[str, Any]) -> User:
        """Whose access it is."""
        return self.user


class RecoveryCodeForm(forms.Form):
    """The code a direction handed over."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_(
            "Seize caractères, sur le papier que votre direction vous a remis. Tirets et majuscules sont égaux."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class InvitationCodeForm(forms.Form):
    """The code of a printed invitation."""

    code = forms.CharField(
        label=_("Code de l’invitation"),
        help_text=_("Seize caractères, sur le papier que votre centre vous a remis. Tirets et majuscules sont égaux."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class AskAgainForm(forms.Form):
    """Where the invitation was sent."""

    email = forms.EmailField(
        label=_("L’adresse où l’invitation est arrivée"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class LanguageForm(forms.Form):
    """The language of one's account."""

    language = forms.ChoiceField(
        label=_("Langue de Jalon et de ses lettres pour vous"),
        choices=[(code, label) for code, label in Language.choices if code in ("fr", "nl")],
        widget=forms.RadioSelect,
    )
