"""The pages of the lab."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class LabPagesConfig(AppConfig):
    """Reforms over a population, workload of a regime, scenarios kept."""

    name = "jalon.web.lab"
    label = "web_lab"

    def ready(self) -> None:
        """In the menu of whoever is at work in a centre."""
        from jalon.web.ui import navigation

        navigation.add(
            navigation.Entry(
                _("Laboratoire de réforme"), "federal_lab:home", order=76, prefix="/federal/lab/", visible=_is_federal
            )
        )
        navigation.add(
            navigation.Entry(
                _("Laboratoire de réforme"), "lab:home", order=76, where="user", visible=navigation.in_centre
            )
        )


def _is_federal(request: HttpRequest) -> bool:
    return bool(getattr(request, "member", None)) and getattr(request, "centre", None) is None
