"""The people room."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Pages of the person and the file. Its label differs from the domain's own `people`."""

    name = "jalon.web.people"
    label = "web_people"

    def ready(self) -> None:
        """Files in the header, on the key `g d`."""
        from jalon.web.ui import navigation

        navigation.add(
            navigation.Entry(
                label=_("Dossiers"), url_name="people:list", order=20, keys="d", prefix="/files/", visible=_has_files
            )
        )


def _has_files(request: HttpRequest) -> bool:
    """Social staff in their centre."""
    from jalon.domain.accounts.permissions import is_social_staff

    return bool(getattr(request, "centre", None)) and is_social_staff(request.member)  # type: ignore[attr-defined]
