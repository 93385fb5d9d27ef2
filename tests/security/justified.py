"""What each centre justifies: its grant under the programme of towns, and results frozen with a report."""

from datetime import UTC, datetime
from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.core.context import centre_context
from jalon.domain.grants.models import Grant
from jalon.domain.grants.services import grants
from jalon.domain.results import services as results
from jalon.domain.spending import services as spending
from tests.domain.spending.scene import INVOICE, ROW, a_workbook, ubl

AT = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
LINE = "activation"
OF_RESULTS = ("show", "number", "take_back", "files", "kept", "kept_files")


def justified_by(coordinator: Membership) -> dict[str, Any]:
    """The keys of this centre's grant and of what hangs on it."""
    with centre_context(coordinator.centre_id):
        grant = next(one.grant for one in grants(actor=coordinator, at=AT) if one.line(LINE))
        told = results.as_told(grant=grant, line=LINE, on=AT.date())
        facts = {"grant": grant, "line": LINE, "told": told, "version_sha256": "a" * 64, "at": AT}
        kept = results.freeze(actor=coordinator, **facts)
        told_costs = spent_by(coordinator, grant)
    lines = {f"results:{name}.line": LINE for name in OF_RESULTS}
    return {"grant_id": grant.pk, "frozen_id": kept.pk, "field": "2", **lines, **told_costs}


def spent_by(coordinator: Membership, grant: Grant) -> dict[str, Any]:
    """A cost with its document, and a spreadsheet that waits."""
    who = {"actor": coordinator, "grant": grant, "at": AT}
    piece = spending.file_piece(content=ubl(), cost_id=grant.pk, **who)
    cost = spending.add(facts=INVOICE, document=piece, **who)
    return {"cost_id": cost.pk, "batch_id": spending.begin(content=a_workbook(ROW), **who).pk}
