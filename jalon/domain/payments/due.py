"""What is due today: advances the minister's signature made due, balances and supplements that a closing settled.

Nothing here is written: an amount is due until an order that holds it lives.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from jalon.domain.centres.models import Centre
from jalon.domain.conventions.models import Advance
from jalon.domain.core import reader
from jalon.domain.core.both_sides import rows
from jalon.domain.payments.enums import DEAD, PAID_OUT, Kind, State
from jalon.domain.payments.models import Account, Order, Settlement
from jalon.domain.payments.queries import Line, accounts_of, line_of, settlements
from jalon.domain.reports.queries import accepted_of
from jalon.domain.subsidies.models import Award


@dataclass(frozen=True)
class Due:
    """An amount to pay, and what it rests on. `account` is None while the centre confirmed none: it is not paid.

    `rejected`: orders for it that the bank rejected on this account; after two, another account is needed.
    `carried`: whether the report, approved now, carries what was settled; reopened or lower since, nothing is paid.
    """

    kind: Kind
    cents: int
    award: Award
    centre: Centre
    account: Account | None
    advance: Advance | None = None
    settlement: Settlement | None = None
    rejected: int = 0
    carried: bool = True

    @property
    def key(self) -> str:
        """What a form says to name it."""
        base = self.settlement or self.advance or self.award
        return f"{base.pk}:{self.kind}"

    @property
    def line(self) -> Line:
        """Whose and what."""
        return Line(self.centre.pk, UUID(self.award.facts["programme_id"]), self.award.facts["line_code"])

    @property
    def is_payable(self) -> bool:
        """Whether an order may be prepared."""
        return self.account is not None and self.rejected < 2 and self.carried


def due() -> list[Due]:
    """Everything that is due and not ordered, by programme, line and centre; a centre reads its own."""
    amounts = _amounts_in_force()
    settled = settlements()
    found = [*_advances(amounts, settled), *_settled(amounts, settled)]
    alive, rejected = _ordered()
    left = [one for one in found if (one["line"], one["kind"], _base(one)) not in alive]
    for one, stands in zip(left, carried(one.get("settlement") for one in left), strict=True):
        one["carried"] = stands
    known = _Known(
        rows(Award).in_bulk([one["award"] for one in left]),
        Centre.objects.in_bulk({one["line"].centre_id for one in left}),
        accounts_of({one["line"].centre_id for one in left}),
        rejected,
    )
    made = [_due(one, known) for one in left]
    return sorted(made, key=lambda one: (-one.award.facts["year"], str(one.line.programme_id), one.line.code,
                                         one.centre.name, one.kind))  # fmt: skip


@dataclass(frozen=True)
class _Amount:
    """What of an award says what is due: its facts hold many sentences, which are read for what is left alone."""

    pk: UUID
    cents: int
    payments: Sequence[Mapping[str, Any]]
    asks_convention: bool

    @property
    def first_payment(self) -> int:
        """What a programme without convention pays first, cut to the cent below; nothing when it says nothing of it."""
        if self.asks_convention or not self.payments:
            return 0
        return int(self.cents * Fraction(self.payments[0]["percent"]) / 100)


def _amounts_in_force() -> dict[Line, _Amount]:
    names = ("pk", "centre_id", "cents", "facts__programme_id", "facts__line_code", "facts__frame__payments",
             "facts__frame__forms")  # fmt: skip
    found = {}
    for pk, centre, cents, programme, line, payments, forms in (
        rows(Award).order_by("decided_at", "facts__number").values_list(*names)  # the last of each line stays
    ):
        asks = any(one["code"].startswith("convention") for one in forms or ())
        found[Line(centre, UUID(programme), line)] = _Amount(pk, cents, payments or (), asks)
    return found


def _advances(amounts: Mapping[Line, _Amount], settled: Mapping[Line, Settlement]) -> list[dict[str, Any]]:
    """Of lines that are not settled: by the convention where one is asked, else the programme's first payment."""
    signed: dict[Line, list[Advance]] = {}
    for one in rows(Advance).select_related("convention").defer("convention__facts").order_by("convention__number"):
        signed.setdefault(Line(one.centre_id, one.convention.programme_id, one.convention.line), []).append(one)
    found = []
    for line, amount in amounts.items():
        if line in settled:
            continue
        told = [(one.cents, one) for one in signed.get(line, ())] or [(amount.first_payment, None)]
        left = amount.cents  # an amount lowered since holds the advances down
        for due, advance in told:
            cents, left = min(due, left), left - min(due, left)
            if cents:
                facts = {"cents": cents, "award": amount.pk, "advance": advance}
                found.append({"line": line, "kind": Kind.ADVANCE, **facts})
    return found


def _settled(amounts: Mapping[Line, _Amount], settled: Mapping[Line, Settlement]) -> list[dict[str, Any]]:
    return [
        {"line": line, "kind": kind, "cents": cents, "award": amounts[line].pk, "settlement": one}
        for line, one in settled.items()
        for kind, cents in one.owed.items()
        if kind in PAID_OUT
    ]


def carried(every: Iterable[Settlement | None]) -> list[bool]:
    """Whether the report of each settlement, as it is approved now, carries what was settled; True without one."""
    asked = list(every)
    found = [one for one in asked if one]
    now = accepted_of({one.programme_id for one in found}) if found else {}
    return [one is None or one.final <= now.get((one.centre_id, one.programme_id, one.line), -1) for one in asked]


def advances_stand(orders: Iterable[Order]) -> bool:
    """Whether no advance among these is more than is due for it now: an amount lowered since holds it down."""
    asked = [one for one in orders if one.kind == Kind.ADVANCE]
    found = _advances(_amounts_in_force(), settlements()) if asked else []
    now = {(one["line"], _base(one)): one["cents"] for one in found}
    return all(one.cents <= now.get((line_of(one), one.advance_id), 0) for one in asked)


def _base(one: Mapping[str, Any]) -> UUID | None:
    """What tells two amounts of one kind under one line apart."""
    base = one.get("settlement") or one.get("advance")
    return base.pk if base else None


def _ordered() -> tuple[set[Any], dict[Any, int]]:
    """What an order holds already; how often each was rejected on each account."""
    alive, rejected = set(), {}
    for one in rows(Order).filter(kind__in=PAID_OUT):
        what = (line_of(one), Kind(one.kind), one.settlement_id or one.advance_id)
        if one.state not in DEAD:
            alive.add(what)
        elif one.state == State.REJECTED:
            rejected[(*what, one.account_id)] = rejected.get((*what, one.account_id), 0) + 1
    return alive, rejected


@dataclass(frozen=True)
class _Known:
    awards: Mapping[Any, Award]
    centres: Mapping[UUID, Centre]
    accounts: Mapping[UUID, Account]
    rejected: Mapping[Any, int]


def _due(one: dict[str, Any], known: _Known) -> Due:
    line, award = one.pop("line"), known.awards[one.pop("award")]
    account = known.accounts.get(line.centre_id)
    times = known.rejected.get((line, one["kind"], _base(one), account.pk if account else None), 0)
    return Due(award=award, centre=known.centres[line.centre_id], account=account, rejected=times, **one)


@dataclass(frozen=True)
class ToRecover:
    """A settlement that asks money back, and the claim if one was made."""

    settlement: Settlement
    centre: Centre
    cents: int
    claim: Order | None

    @property
    def name(self) -> str:
        """In the reader's language."""
        return reader.by_language(self.centre.name_fr, self.centre.name_nl)


def to_recover() -> list[ToRecover]:
    """Every last settlement that asks money back and did not get it, by centre."""
    asking = {line: one for line, one in settlements().items() if Kind.RECOVERY in one.owed}
    claims = {one.settlement_id: one for one in rows(Order).filter(kind=Kind.RECOVERY).exclude(state__in=DEAD)}
    centres = Centre.objects.in_bulk({line.centre_id for line in asking})
    found = [
        ToRecover(one, centres[line.centre_id], one.owed[Kind.RECOVERY], claims.get(one.pk))
        for line, one in asking.items()
    ]
    waiting = [one for one in found if one.claim is None or one.claim.state == State.CLAIMED]
    return sorted(waiting, key=lambda one: one.name)
