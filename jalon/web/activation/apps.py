"""The room of social activation."""

from django.apps import AppConfig
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
        navigation.add(
            navigation.Entry(
                _("Activation"),
                "activation:list",
                order=50,
                keys="t",
                prefix="/activation/",
                visible=navigation.in_centre,
            )
        )
