"""The members room."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jalon.web.ui import navigation


class MembersConfig(AppConfig):
    """Entries of the shell: colleagues and the readings of the law for everybody, settings for who changes them."""

    name = "jalon.web.members"
    label = "members"

    def ready(self) -> None:
        """Add them."""
        navigation.add(
            navigation.Entry(_("Équipe"), "members:list", order=80, visible=navigation.in_centre, prefix="/members/")
        )
        navigation.add(
            navigation.Entry(_("Réglages du centre"), "members:settings", order=70, where="user", visible=_manages)
        )
        navigation.add(
            navigation.Entry(
                _("Lectures de la loi"), "members:law", order=72, where="user", visible=navigation.in_centre
            )
        )


def _manages(request: HttpRequest) -> bool:
    from jalon.domain.accounts.permissions import manages_settings

    member: Any = getattr(request, "member", None)
    return navigation.in_centre(request) and manages_settings(member)
