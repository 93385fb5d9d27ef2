"""The federal pages."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class FederalConfig(AppConfig):
    """Pages of the federal administration."""

    name = "jalon.web.federal"
    label = "federal_pages"

    def ready(self) -> None:
        """National figures in the header of a federal member."""
        from jalon.web.ui import navigation

        navigation.add(
            navigation.Entry(
                label=_("Accès fédéraux"),
                url_name="federal:members",
                order=80,
                visible=_manages,
                prefix="/federal/members/",
            )
        )
        navigation.add(
            navigation.Entry(
                label=_("Chiffres nationaux"), url_name="federal:home", order=10, keys="n", visible=_is_federal
            )
        )


def _is_federal(request: HttpRequest) -> bool:
    return bool(getattr(request, "member", None)) and getattr(request, "centre", None) is None


def _manages(request: HttpRequest) -> bool:
    from jalon.domain.accounts.permissions import manages_federal

    return _is_federal(request) and manages_federal(request.member)  # type: ignore[attr-defined]
