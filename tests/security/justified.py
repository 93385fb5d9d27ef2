"""What each centre justifies: its grant under the programme of towns, and results frozen with a report."""

from datetime import UTC, datetime
from typing import Any

from jalon.domain.accounts.models import Membership
from jalon.domain.core.context import centre_context
from jalon.domain.grants.services import grants
from jalon.domain.results import services as results

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
    lines = {f"results:{name}.line": LINE for name in OF_RESULTS}
    return {"grant_id": grant.pk, "frozen_id": kept.pk, "field": "2", **lines}
