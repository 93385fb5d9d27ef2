"""The room of social activation."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from jalon.web.ui import navigation


class ActivationPagesConfig(AppConfig):
    """A panel on the file, and an entry in the header."""

    name = "jalon.web.activation"
    label = "activation_pages"

    def ready(self) -> None:
        """Register both."""
        from jalon.web.activation.panel import panel
        from jalon.web.people import panels

        panels.register(panel)
        for route, visible in (("activation:list", _accompanies), ("activation:convention", _reports)):
            entry = navigation.Entry(_("Activation"), route, order=50, keys="t", prefix="/activation/", visible=visible)
            navigation.add(entry)


def _accompanies(request: HttpRequest) -> bool:
    from jalon.domain.activation.permissions import may_accompany

    member: Any = getattr(request, "member", None)
    return navigation.in_centre(request) and may_accompany(member)


def _reports(request: HttpRequest) -> bool:
    """The council reports on the convention; it has no list of people."""
    return navigation.in_centre(request) and not _accompanies(request)
