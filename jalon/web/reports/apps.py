"""The pages of reports."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ReportsPagesConfig(AppConfig):
    """Pages of reports."""

    name = "jalon.web.reports"
    label = "reports_pages"

    def ready(self) -> None:
        """« Rapports » on both sides, and what waits for a member on the first page of their day."""
        from jalon.web.reports.waiting import reminders
        from jalon.web.ui import navigation
        from jalon.web.ui import reminders as day

        day.register(reminders)
        navigation.add(
            navigation.Entry(
                label=_("Rapports"),
                url_name="federal_reports:board",
                order=26,
                visible=_reads,
                prefix="/federal/reports/",
            )
        )
        navigation.add(
            navigation.Entry(
                label=_("Rapports"), url_name="reports:mine", order=68, prefix="/reports/", visible=_writes,
                under="subsidies",
            )
        )  # fmt: skip


def _reads(request: HttpRequest) -> bool:
    from jalon.domain.reports.permissions import reads_reports

    return getattr(request, "centre", None) is None and reads_reports(getattr(request, "member", None))


def _writes(request: HttpRequest) -> bool:
    from jalon.domain.reports.permissions import may_write
    from jalon.web.ui.navigation import in_centre

    return in_centre(request) and may_write(getattr(request, "member", None))
