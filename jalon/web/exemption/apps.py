"""The exemption room."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ExemptionPagesConfig(AppConfig):
    """The calendar of a month, its result, and the panel of what was kept."""

    name = "jalon.web.exemption"
    label = "web_exemption"

    def ready(self) -> None:
        """The tool in the header, the kept results on the file."""
        from jalon.web.exemption.panel import panel
        from jalon.web.people import panels
        from jalon.web.ui import navigation

        panels.register(panel)
        navigation.add(
            navigation.Entry(
                label=_("Si vous travaillez"),
                url_name="exemption:tool",
                order=45,
                keys="w",
                prefix="/if-you-work/",
                visible=_accompanies,
            )
        )


def _accompanies(request: HttpRequest) -> bool:
    """Social staff in their centre."""
    from jalon.domain.accounts.permissions import is_social_staff

    return bool(getattr(request, "centre", None)) and is_social_staff(request.member)  # type: ignore[attr-defined]
