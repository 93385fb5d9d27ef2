"""The bilan room."""

from django.apps import AppConfig


class BilanConfig(AppConfig):
    """Pages of the bilan social, and its panel on the file."""

    name = "jalon.web.bilan"
    label = "web_bilan"

    def ready(self) -> None:
        """The bilans of a person stand on their file."""
        from jalon.web.bilan.panel import panel
        from jalon.web.people import panels

        panels.register(panel)
