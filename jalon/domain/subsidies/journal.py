"""The journal of the administration's acts on programmes. Rows are only added (the rights of the table)."""

from datetime import datetime
from typing import Any

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.subsidies.models import Programme, SubsidyAct


def record(
    *, actor: FederalMembership, verb: str, programme: Programme, at: datetime, detail: dict[str, Any] | None = None
) -> None:
    """Write one row, in the act's own transaction."""
    facts = {"actor": actor, "actor_name": actor.name, "programme": programme, "detail": detail or {}}
    SubsidyAct.objects.bulk_create([SubsidyAct(at=at, verb=verb, **facts)])
