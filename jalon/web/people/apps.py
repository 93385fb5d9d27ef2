"""The people room."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Pages of the person and the file. Its label differs from the domain's own `people`."""

    name = "jalon.web.people"
    label = "web_people"

    def ready(self) -> None:
        """Files and search in the header, this room's own panels and filter."""
        from jalon.domain.people.queries import exemption_to_review
        from jalon.web.people import filters
        from jalon.web.people.own_panels import register_panels
        from jalon.web.ui import navigation

        register_panels()
        filters.register(filters.ListFilter("exemption", _("dispense à revoir"), exemption_to_review, order=20))
        navigation.places["search"] = "people:search"

        navigation.add(
            navigation.Entry(
                label=_("Dossiers"), url_name="people:list", order=20, keys="d", prefix="/files/", visible=_has_files
            )
        )


def _has_files(request: HttpRequest) -> bool:
    """Social staff in their centre."""
    from jalon.domain.accounts.permissions import is_social_staff

    return bool(getattr(request, "centre", None)) and is_social_staff(request.member)
