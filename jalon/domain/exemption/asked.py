"""What is asked of one month: facts of the person, the calendar, another job, and the readings chosen."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from jalon.law.income import NO_END, Category, Earning, NoEnd, Person, Work, Worked, earnings_of

_ONCE_NO_END = 99  # months that stood for no end in questions kept before it had a word
MOST_CONTRACT = _ONCE_NO_END - 1  # months


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One month of one person, amounts in cents. `month` is its first day.

    `used`: days (or months) of exemption taken before, since `first_used_on`. `instead`: a job to set beside the
    calendar. `divisor`, `order` and `count_in` choose a reading where sources are silent; None leaves the usual one.
    """

    month: date
    category: Category
    calendar: tuple[Worked, ...] = ()
    other: int = 0
    began_on_support: bool = True
    has_grant: bool = False
    has_piis: bool = True
    used: int = 0
    first_used_on: date | None = None
    used_this_year: int = 0
    shortage_since: date | None = None
    contract_months: int | NoEnd | None = None
    has_certificate: bool | None = None
    instead: Earning | None = None
    divisor: str | None = None
    order: str | None = None
    count_in: str | None = None

    def person(self) -> Person:
        """The facts as the law looks at them."""
        names = {one.name for one in fields(Person)} & {one.name for one in fields(self)}
        facts = {name: getattr(self, name) for name in names}
        return Person(earnings=earnings_of(self.calendar, month=self.month), **facts)

    def taking(self, job: Earning) -> Person:
        """The same person with this job instead of the calendar."""
        return replace(self.person(), earnings=[job])

    @property
    def readings(self) -> dict[str, str | None]:
        """The readings chosen, as the rules take them."""
        return {"divisor": self.divisor, "order": self.order, "count_in": self.count_in}

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, from which the same question can be asked again."""
        return dict(_plain(asdict(self)))


def from_json(kept: dict[str, Any]) -> Asked:
    """The question that `as_json` kept."""
    told = dict(kept)
    for name in ("month", "first_used_on", "shortage_since"):
        told[name] = date.fromisoformat(told[name]) if told[name] else None
    told["contract_months"] = NO_END if told["contract_months"] == _ONCE_NO_END else told["contract_months"]
    told["category"] = Category(told["category"])
    told["calendar"] = tuple(
        Worked(**{**one, "work": Work(one["work"]), "days": tuple(map(date.fromisoformat, one["days"]))})
        for one in told["calendar"]
    )
    if told["instead"]:
        told["instead"] = Earning(**{**told["instead"], "work": Work(told["instead"]["work"])})
    return Asked(**told)


def _plain(facts: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in facts.items():
        yield name, _as_plain(value)


def _as_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return dict(_plain(value))
    if isinstance(value, list | tuple):
        return [_as_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class Problem:
    """What cannot be worked out, in a sentence: at a field, and a row of the calendar (from 0) where it is one."""

    what: str
    field: str
    row: int | None = None
