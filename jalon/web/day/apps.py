"""The day app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DayConfig(AppConfig):
    """The first page after sign-in."""

    name = "jalon.web.day"
    label = "day"

    def ready(self) -> None:
        """Take the place of home in the shell."""
        from jalon.web.ui import navigation

        navigation.places["home"] = "day:home"
        navigation.add(navigation.Entry(_("Ma journée"), "day:home", order=10, keys="h", visible=navigation.in_centre))
