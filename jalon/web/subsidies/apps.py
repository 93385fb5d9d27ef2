"""The subsidies pages."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SubsidiesPagesConfig(AppConfig):
    """Pages of subsidies."""

    name = "jalon.web.subsidies"
    label = "subsidies_pages"

    def ready(self) -> None:
        """« Programmes » for the administration; « Subsides », where all that is about a centre's money stands."""
        from jalon.web.ui import navigation

        navigation.add(
            navigation.Entry(label=_("Programmes"), url_name="programmes:list", order=20, keys="p", visible=_is_federal)
        )
        navigation.gather("subsidies", navigation.Gathering(label=_("Subsides"), keys="s"))
        navigation.add(
            navigation.Entry(
                label=_("Montants"),
                url_name="subsidies:mine",
                order=65,
                prefix="/subsidies/",
                visible=_answers_for_money,
                under="subsidies",
            )
        )


def _is_federal(request: HttpRequest) -> bool:
    return bool(getattr(request, "member", None)) and getattr(request, "centre", None) is None


def _answers_for_money(request: HttpRequest) -> bool:
    from jalon.domain.accounts.permissions import is_coordinator, speaks_for_council
    from jalon.web.ui.navigation import in_centre

    member = getattr(request, "member", None)
    return in_centre(request) and (is_coordinator(member) or speaks_for_council(member))
