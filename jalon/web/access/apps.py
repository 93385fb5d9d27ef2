"""The access app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Sign-in, choice of centre and the gate in front of every page."""

    name = "jalon.web.access"
    label = "access"

    def ready(self) -> None:
        """Doors of the shell, checks of the installation, and what follows a factor taken away."""
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from jalon.web.access import checks, second_factor  # noqa: F401
        from jalon.web.ui import navigation

        navigation.places["sign_in"] = "account_login"
        navigation.places["sign_out"] = "account_logout"
        navigation.add(navigation.Entry(_("Mon compte"), "account_home", order=90, where="user"))
        navigation.add(
            navigation.Entry(_("Travailler ailleurs"), "access:choose", order=80, where="user", visible=_has_several)
        )
        authenticator_added.connect(second_factor.just_proven, dispatch_uid="access.just_proven")
        authenticator_removed.connect(second_factor.look_again, dispatch_uid="access.look_again")


def _has_several(request: HttpRequest) -> bool:
    """Whether there is another place to go to; known from the choice, without a query."""
    from jalon.web.access.places import SESSION_PLACES

    session = getattr(request, "session", None)
    return bool(session) and session.get(SESSION_PLACES, 1) > 1
