"""The measures room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from jalon.web.ui import navigation


class MeasuresConfig(AppConfig):
    """The instruments for everybody who works here; the measurements of a person on their file."""

    name = "jalon.web.measures"
    label = "web_measures"

    def ready(self) -> None:
        """Add the entry and the panel."""
        from jalon.web.measures.panel import panel
        from jalon.web.people import panels

        panels.register(panel)
        entry = navigation.Entry(
            _("Instruments de mesure"), "measures:instruments", order=74, where="user", visible=navigation.in_centre,
            prefix="/instruments/",
        )  # fmt: skip
        navigation.add(entry)
