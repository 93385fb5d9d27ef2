"""The figures pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresPagesConfig(AppConfig):
    """Pages of figures."""

    name = "jalon.web.figures"
    label = "figures_pages"

    def ready(self) -> None:
        """Figures in the header, on the key `g c`; what is open to everybody in the foot of every page."""
        from jalon.web.ui import navigation

        navigation.add(
            navigation.Entry(
                label=_("Chiffres"),
                url_name="figures:overview",
                order=60,
                keys="c",
                prefix="/figures/",
                visible=navigation.in_centre,
            )
        )
        navigation.add(
            navigation.Entry(
                label=_("Données ouvertes"), url_name="open:index", where="foot", visible=navigation.everyone
            )
        )
