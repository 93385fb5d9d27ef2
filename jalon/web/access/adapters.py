"""allauth as Jalon wants it: nobody signs up, factors are encrypted, letters go out in the reader's language."""

import logging
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.accounts.models import NO_MAIL, User
from jalon.domain.core import crypto

_log = logging.getLogger("django.request")
NOWHERE = "0.0.0.0"  # noqa: S104  no address is bound
FRESH = 300  # seconds for which a password typed at sign-in also allows a first second factor to be added


class AccountAdapter(DefaultAccountAdapter):
    """Password, reset and letters."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("L’adresse ou le mot de passe n’est pas le bon."),
        "too_many_login_attempts": gettext_lazy(
            "Trop d’essais en peu de temps. Attendez cinq minutes, ou choisissez un nouveau mot de passe."
        ),
        "enter_current_password": gettext_lazy("Ce n’est pas votre mot de passe actuel."),
        "incorrect_password": gettext_lazy("Ce n’est pas le bon mot de passe."),
        "incorrect_code": gettext_lazy("Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant."),
        "rate_limited": gettext_lazy("Trop d’essais en peu de temps. Attendez quelques minutes."),
        "invalid_password_reset": gettext_lazy("Ce lien ne vaut plus."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address tries are counted by; one for all where the proxy tells none, so that nobody is let off."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            _log.error("No address of whoever signs in: the proxy has to set X-Forwarded-For (docs/operations.md)")
            return NOWHERE

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: a centre invites."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:
        """Invented people sign in to a demonstration only, whatever database was carried here."""
        if user.is_demo and not settings.JALON_DEMO:
            return HttpResponseRedirect("/account/inactive/")
        if user.is_person:  # their door is another one, and this one opens nothing of theirs
            return redirect("space:sign_in")
        return super().pre_login(request, user, **facts)

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """On a device without a language of its own, the reader's."""
        response = super().post_login(request, user, **facts)
        remember_language(request, response, user.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the account's language; to nobody when there is no mailbox."""
        if email.endswith(NO_MAIL):
            return
        user = context.get("user")
        with translation.override(user.language if user else translation.get_language()):
            super().send_mail(template_prefix, email, context)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """The letter knows whose account changed."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return "/account/"

    def is_reauthentication_required(self, *, app: str, **facts: Any) -> bool:
        """Not again for a first factor added a moment after signing in."""
        request = context.request
        if app == "allauth.mfa" and not SecondFactorAdapter().is_mfa_enabled(request.user):
            records = get_authentication_records(request, request.user)
            if any(time.time() - record["at"] < FRESH for record in records):
                return False
        return super().is_reauthentication_required(app=app, **facts)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor shows it: the password alone does not take it away."""
        words = {
            "reauthenticate": _("Avec votre mot de passe"),
            "mfa_reauthenticate": _("Avec un code de votre application, ou un code de secours"),
            "mfa_reauthenticate:webauthn": _("Avec votre clé d’accès"),
        }
        methods = [
            {**method, "description": words.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]
        return [method for method in methods if method["id"] != "reauthenticate"] or methods


class SecondFactorAdapter(DefaultMFAAdapter):
    """App, passkey and recovery codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Secrets of factors are unreadable on a stolen disk."""
        return crypto.encrypt(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Under whichever key fits."""
        return crypto.decrypt(encrypted_text.encode())

    def get_totp_label(self, user: User) -> str:
        """What the app on the phone shows."""
        return user.identifier

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        """A first name for a key, which its owner may change."""
        return _("Clé d’accès")

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """What the device shows when it asks which key: of a person the number of the card, never who they are."""
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.name, "display_name": user.name} if user.is_person else entity

    def _get_site_name(self) -> str:
        return "Jalon"


def remember_language(request: HttpRequest, response: HttpResponse, language: str, *, replace: bool = False) -> None:
    """Keep the language on this device, unless one was chosen there already."""
    known = settings.LANGUAGE_COOKIE_NAME in request.COOKIES and not replace
    if known or language not in dict(settings.LANGUAGES):
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
