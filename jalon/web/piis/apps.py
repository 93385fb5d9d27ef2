"""The PIIS room."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PiisPagesConfig(AppConfig):
    """Pages of the project. Its label differs from the domain's own `piis`."""

    name = "jalon.web.piis"
    label = "web_piis"

    def ready(self) -> None:
        """A panel on the file, and its own places in the navigation."""
        from jalon.web.people import panels
        from jalon.web.piis import panel
        from jalon.web.ui import navigation

        panels.register(panels.Panel(order=30, template="piis/panel.html", context=panel.context))
        for entry in _entries(navigation):
            navigation.add(entry)


def _entries(navigation: Any) -> list[Any]:
    """Projects, decisions, signed papers to file; beside the settings, who signs and the library."""
    return [
        navigation.Entry(_("PIIS"), "piis:list", order=30, keys="i", prefix="/piis/", visible=navigation.in_centre),
        navigation.Entry(
            _("Décisions"), "piis:decisions", order=40, keys="e", prefix="/piis/decisions/", visible=_decides
        ),
        navigation.Entry(
            _("Classer un papier signé"),
            "piis:papers",
            order=45,
            keys="p",
            prefix="/piis/papers/",
            visible=_files_papers,
        ),
        navigation.Entry(_("Qui signe pour le centre"), "piis:signers", order=30, where="user", visible=_decides),
        navigation.Entry(
            _("Bibliothèque de buts et d’engagements"), "piis:library", order=71, where="user", visible=_files_papers
        ),
    ]


def _decides(request: HttpRequest) -> bool:
    from jalon.domain.accounts.permissions import speaks_for_council

    return bool(getattr(request, "centre", None)) and speaks_for_council(request.member)  # type: ignore[attr-defined]


def _files_papers(request: HttpRequest) -> bool:
    from jalon.domain.accounts.permissions import is_social_staff, speaks_for_council

    member = getattr(request, "member", None)
    at_work = bool(getattr(request, "centre", None)) and member is not None
    return at_work and (is_social_staff(member) or speaks_for_council(member))
