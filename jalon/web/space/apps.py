"""The space room."""

from django.apps import AppConfig


class SpacePagesConfig(AppConfig):
    """Pages of the person. Its label differs from the domain's own `space`."""

    name = "jalon.web.space"
    label = "web_space"

    def ready(self) -> None:
        """A panel on the file: the access, what the person asks, what they say."""
        from jalon.web.people import panels
        from jalon.web.space.panel import panel

        panels.register(panel)
