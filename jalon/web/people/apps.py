"""The people room."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Pages of the person and the file. Its label differs from the domain's own `people`."""

    name = "jalon.web.people"
    label = "web_people"

    def ready(self) -> None:
        """Files and search in the header, this room's own panels, filter and checks."""
        from jalon.domain.people.queries import exemption_to_review
        from jalon.web.people import filters
        from jalon.web.people.own_panels import register_panels
        from jalon.web.ui import navigation

        register_panels()
        filters.register(filters.ListFilter("exemption", _("dispense à revoir"), exemption_to_review, order=20))
        _register_checks()
        navigation.places["search"] = "people:search"

        navigation.add(
            navigation.Entry(
                label=_("Dossiers"), url_name="people:list", order=20, keys="d", prefix="/files/", visible=_has_files
            )
        )


def _register_checks() -> None:
    """What a person's own facts may miss."""
    from jalon.domain.people.queries import without_birth_year, without_status
    from jalon.web.people.data_checks import DataCheck, register

    register(
        DataCheck(
            key="no_status",
            label=_("sans statut"),
            why=_("La personne n’est dans aucun chiffre, et rien ne dit si la loi lui demande un PIIS."),
            act=_("Noter le statut"),
            url_name="people:status_new",
            narrowing=without_status,
            order=30,
        )
    )
    register(
        DataCheck(
            key="no_birth",
            label=_("sans année de naissance"),
            why=_("Ce que la loi demande à cause de l’âge n’est jamais rappelé, et les chiffres par âge l’ignorent."),
            act=_("Noter la naissance"),
            url_name="people:edit",
            narrowing=without_birth_year,
            order=40,
        )
    )


def _has_files(request: HttpRequest) -> bool:
    """Social staff in their centre."""
    from jalon.domain.accounts.permissions import is_social_staff

    return bool(getattr(request, "centre", None)) and is_social_staff(request.member)
