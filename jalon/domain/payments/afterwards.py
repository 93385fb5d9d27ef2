"""What a report's page says of the money: what was paid under its lines, against what their closing leaves."""

from collections.abc import Collection
from uuid import UUID

from jalon.domain.core.both_sides import rows
from jalon.domain.core.clock import day_of
from jalon.domain.payments.enums import Kind, State
from jalon.domain.payments.models import Order, Settlement
from jalon.domain.reports.afterwards import Paid


def paid_under(centre_id: UUID, programme_id: UUID, lines: Collection[str]) -> Paid:
    """Payments that were executed, less what was paid back; two statements."""
    same = {"centre_id": centre_id, "programme_id": programme_id, "line__in": list(lines)}
    done = rows(Order).filter(**same, state__in=(State.EXECUTED, State.RECEIVED)).order_by("state_since")
    received, last = 0, None
    for kind, cents, at in done.values_list("kind", "cents", "state_since"):
        received, last = received + (-cents if kind == Kind.RECOVERY else cents), day_of(at)
    final = {one.line: one.final for one in rows(Settlement).filter(**same).defer("facts").order_by("number")}
    return Paid(received, sum(final.values()) if set(final) == set(lines) else None, last)
