"""The journal of federal accesses: who gave, took or reset what. Rows are only added (the rights of the table)."""

from datetime import datetime

from jalon.domain.accounts.models import FederalAct, FederalMembership


def record(*, actor: FederalMembership | None, verb: str, subject: FederalMembership, at: datetime) -> None:
    """Write one row, in the act's own transaction and in the federal context."""
    name = actor.name if actor else ""
    FederalAct.objects.bulk_create([FederalAct(at=at, verb=verb, actor=actor, actor_name=name, subject=subject)])
