"""The pages of spending."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SpendingPagesConfig(AppConfig):
    """Pages of spending."""

    name = "jalon.web.spending"
    label = "spending_pages"

    def ready(self) -> None:
        """« Dépenses » for those who answer for the centre's money."""
        from jalon.web.ui import navigation

        navigation.add(
            navigation.Entry(
                label=_("Dépenses"), url_name="spending:grants", order=67, room="spending", visible=_writes,
                under="subsidies",
            )
        )  # fmt: skip


def _writes(request: HttpRequest) -> bool:
    from jalon.domain.spending.permissions import may_write
    from jalon.web.ui.navigation import in_centre

    return in_centre(request) and may_write(getattr(request, "member", None))
