"""Reading accounts, settlements, orders and batches: a centre its own, the administration those of all."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from jalon.domain.core.both_sides import rows
from jalon.domain.payments.enums import AccountState, Kind, State
from jalon.domain.payments.models import Account, Batch, Closing, Order, Settlement

__all__ = ["rows"]


@dataclass(frozen=True)
class Line:
    """What is owed to a centre has one identity: the centre, the programme, the line."""

    centre_id: UUID
    programme_id: UUID
    code: str


def line_of(one: Order | Settlement) -> Line:
    """Whose and what."""
    return Line(one.centre_id, one.programme_id, one.line)


def account() -> Account | None:
    """The account this centre is paid on."""
    return Account.objects.filter(state=AccountState.CONFIRMED).first()


def account_given() -> Account | None:
    """The account that waits for a second person."""
    return Account.objects.filter(state=AccountState.GIVEN).first()


def accounts_standing() -> tuple[Account | None, Account | None]:
    """Both: the account that waits for a second person, and the one this centre is paid on."""
    asked = (AccountState.GIVEN, AccountState.CONFIRMED)
    found = {
        one.state: one for one in Account.objects.filter(state__in=asked).select_related("given_by", "confirmed_by")
    }
    return found.get(AccountState.GIVEN), found.get(AccountState.CONFIRMED)


def accounts_of(centres: Iterable[UUID]) -> dict[UUID, Account]:
    """The account each of these centres is paid on; nothing for one that confirmed none."""
    found = rows(Account).filter(state=AccountState.CONFIRMED, centre_id__in=list(centres))
    return {one.centre_id: one for one in found}


def settlements(*, told: bool = False) -> dict[Line, Settlement]:
    """The last settlement of each line of each centre; `told`: with its facts, which are heavy."""
    found = rows(Settlement).order_by("number")
    return {line_of(one): one for one in (found if told else found.defer("facts"))}


def orders(**only: object) -> QuerySet[Order]:
    """Orders, the last first."""
    return rows(Order).filter(**only).select_related("award").order_by("-state_since", "reference")


def paid(programme_id: UUID, line: str) -> dict[UUID, int]:
    """What was paid to each centre under a line, less what it paid back. Cents."""
    same = rows(Order).filter(programme_id=programme_id, line=line).order_by()
    found: dict[UUID, int] = {}
    for sign, only in (
        (1, {"state": State.EXECUTED}),
        (-1, {"state": State.RECEIVED, "kind": Kind.RECOVERY}),
    ):
        for centre_id, cents in same.filter(**only).values_list("centre_id").annotate(Sum("cents")):
            found[centre_id] = found.get(centre_id, 0) + sign * cents
    return found


def latest_closing(programme_id: UUID, line: str) -> Closing | None:
    """The closing in force for a line."""
    return Closing.objects.filter(programme_id=programme_id, line=line).order_by("-number").first()


def batches() -> QuerySet[Batch]:
    """Batches, the last first."""
    return Batch.objects.defer("content", "file").order_by("-number")
