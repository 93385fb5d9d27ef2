"""What each centre reports: the report of its grant, open; a cost is controlled only in one that was sent."""

from typing import Any
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.core.context import centre_context
from jalon.domain.reports.services import open_reports
from tests.security.justified import AT

NONE = UUID(int=0)  # of no report: pages of a control answer that there is none (`tests/web/reports` carries one)


def reported_by(coordinator: Membership, grant_id: UUID) -> dict[str, Any]:
    """The keys of this centre's report and of what hangs on it."""
    with centre_context(coordinator.centre_id):
        report = next(one for one, held in open_reports(actor=coordinator, at=AT) if held.grant.pk == grant_id)
    return {"report_id": report.pk, "sampled_id": NONE, "piece_id": NONE}
