"""The pages of conventions."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ConventionsPagesConfig(AppConfig):
    """Pages of conventions."""

    name = "jalon.web.conventions"
    label = "conventions_pages"

    def ready(self) -> None:
        """« Conventions » on both sides, and what waits for a signatory on the first page of their day."""
        from jalon.web.conventions.waiting import reminders
        from jalon.web.ui import navigation
        from jalon.web.ui import reminders as day

        day.register(reminders)
        navigation.add(
            navigation.Entry(
                label=_("Conventions"), url_name="federal_conventions:board", order=25, visible=_examines,
                prefix="/federal/conventions/",
            )
        )  # fmt: skip
        navigation.add(
            navigation.Entry(
                label=_("Conventions"), url_name="conventions:mine", order=66, prefix="/conventions/", visible=_writes,
                under="subsidies",
            )
        )  # fmt: skip


def _examines(request: HttpRequest) -> bool:
    from jalon.domain.conventions.permissions import reads_conventions

    return getattr(request, "centre", None) is None and reads_conventions(getattr(request, "member", None))


def _writes(request: HttpRequest) -> bool:
    from jalon.domain.conventions.permissions import may_write
    from jalon.web.ui.navigation import in_centre

    return in_centre(request) and may_write(getattr(request, "member", None))
