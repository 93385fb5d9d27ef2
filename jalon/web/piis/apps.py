"""The PIIS room."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PiisPagesConfig(AppConfig):
    """Pages of the project. Its label differs from the domain's own `piis`."""

    name = "jalon.web.piis"
    label = "web_piis"

    def ready(self) -> None:
        """A panel on the file; in the navigation, projects, decisions, signed papers to file; beside settings, the
        library.
        """
        from jalon.web.people import panels
        from jalon.web.piis import panel
        from jalon.web.ui import navigation

        panels.register(panels.Panel(order=30, template="piis/panel.html", context=panel.context))
        navigation.add(
            navigation.Entry(_("PIIS"), "piis:list", order=30, prefix="/piis/", keys="i", visible=navigation.in_centre)
        )
        navigation.add(
            navigation.Entry(
                label=_("Décisions"),
                url_name="piis:decisions",
                order=40,
                keys="c",
                prefix="/piis/decisions/",
                visible=_decides,
            )
        )
        navigation.add(
            navigation.Entry(
                label=_("Qui signe pour le centre"), url_name="piis:signers", order=30, where="user", visible=_decides
            )
        )
        navigation.add(
            navigation.Entry(
                label=_("Classer un papier signé"),
                url_name="piis:papers",
                order=45,
                keys="p",
                prefix="/piis/papers/",
                visible=_files_papers,
            )
        )
        navigation.add(
            navigation.Entry(
                _("Bibliothèque de buts et d’engagements"),
                "piis:library",
                order=71,
                where="user",
                visible=_files_papers,
            )
        )


def _decides(request: HttpRequest) -> bool:
    from jalon.domain.accounts.permissions import speaks_for_council

    return bool(getattr(request, "centre", None)) and speaks_for_council(request.member)  # type: ignore[attr-defined]


def _files_papers(request: HttpRequest) -> bool:
    from jalon.domain.accounts.permissions import is_social_staff, speaks_for_council

    member = getattr(request, "member", None)
    at_work = bool(getattr(request, "centre", None)) and member is not None
    return at_work and (is_social_staff(member) or speaks_for_council(member))
