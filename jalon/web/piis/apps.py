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
        """A panel on the file, its own places in the navigation, its checks among those of files."""
        from jalon.web.people import panels
        from jalon.web.piis import panel
        from jalon.web.ui import navigation

        panels.register(panels.Panel(order=30, template="piis/panel.html", context=panel.context))
        for entry in _entries(navigation):
            navigation.add(entry)
        _register_checks()


def _register_checks() -> None:
    """What a file may miss for its project, or say otherwise."""
    from jalon.domain.piis import contradictions
    from jalon.web.people.data_checks import DataCheck, register

    register(
        DataCheck(
            key="no_decision",
            label=_("droit sans date de décision"),
            why=_("Le dernier jour pour conclure le PIIS ne peut pas être calculé : personne n’est averti."),
            act=_("Compléter le statut"),
            url_name="people:statuses",
            narrowing=contradictions.right_without_decision,
            order=35,
        )
    )
    register(
        DataCheck(
            key="no_right",
            label=_("PIIS en cours, droit terminé"),
            why=_("Le droit à l’intégration sociale ne court plus : prolongez le statut, ou dites la fin du PIIS."),
            act=_("Voir les statuts"),
            url_name="people:statuses",
            narrowing=contradictions.project_without_right,
            order=45,
        )
    )
    register(
        DataCheck(
            key="no_student",
            label=_("PIIS d’études, statut sans études"),
            why=_("L’un des deux se trompe, et les chiffres des étudiants avec lui."),
            act=_("Voir les statuts"),
            url_name="people:statuses",
            narrowing=contradictions.studies_without_student,
            order=46,
        )
    )


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
