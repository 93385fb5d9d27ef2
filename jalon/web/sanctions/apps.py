"""The sanctions room."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jalon.web.ui import navigation


class SanctionsPagesConfig(AppConfig):
    """Shows a panel on the file only where there is something to show."""

    name = "jalon.web.sanctions"
    label = "sanctions_pages"

    def ready(self) -> None:
        """Register the panel and the council's entry."""
        from jalon.web.people import panels
        from jalon.web.sanctions.panel import panel_context

        panels.register(panels.Panel(40, "sanctions/panel.html", panel_context))
        navigation.add(
            navigation.Entry(
                _("Conseil"), "sanctions:list", order=60, visible=_speaks_for_council, prefix="/sanctions/"
            )
        )


def _speaks_for_council(request: HttpRequest) -> bool:
    from jalon.domain.accounts.permissions import speaks_for_council

    member: Any = getattr(request, "member", None)
    return navigation.in_centre(request) and speaks_for_council(member)
