"""Reads the month a person writes for `jalon exemption explain`: a YAML file, or `WORK=NET[@DAYS]` on the line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from jalon.command.console import Refusal
from jalon.law.category import Category
from jalon.law.income import Person, Work, Worked, earnings_of

CATEGORIES = {one.name.lower(): one for one in Category}
_EXAMPLE = """\
month: 2025-03
category: single        # cohabitant, single or family
work:
  - {work: interim, employer: Agency, net: 240.00, days: [3, 4, 17]}
  - {work: training, net: 90.50, days: 20-24}   # or hours: 24.5
other: 0                # other resources of the month
"""
_KEYS = {"month", "category", "work", "other", "began_on_support", "has_grant", "has_piis", "used", "first_used_on"}
_KEYS |= {"used_this_year", "shortage_since", "contract_months", "has_certificate", "earlier"}
_WORK_KEYS = {"work", "employer", "net", "days", "hours"}
MOST_HOURS = 744  # of 31 days
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?")
_NET = re.compile(r"\d{1,7}(?:[.,]\d{1,2})?")


@dataclass(frozen=True)
class Question:
    """Whose month, and which."""

    person: Person
    month: date


def read_calendar(file: Path) -> Question:
    """The month of a file; a `Refusal` names what is wrong in it."""
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _wrong(file.name, "it is not readable as YAML", f"Write it as:\n\n{_EXAMPLE}") from error
    if not isinstance(raw, dict) or "month" not in raw or "category" not in raw:
        raise _wrong(file.name, "it does not give the month and the category", f"Write it as:\n\n{_EXAMPLE}")
    _only(file.name, raw, _KEYS)
    month = read_month(str(raw["month"]))
    listed = raw.get("work") or []
    if not isinstance(listed, list):
        raise _wrong(file.name, "work is not a list", f"Write it as:\n\n{_EXAMPLE}")
    calendar = [_worked(f"{file.name}, work {number}", one, month) for number, one in enumerate(listed, start=1)]
    return Question(
        Person(
            category=category_of(str(raw["category"])),
            earnings=earnings_of(calendar, month=month),
            other=cents_of(str(raw.get("other", 0))),
            used_this_year=cents_of(str(raw.get("used_this_year", 0))),
            earlier=[cents_of(str(one)) for one in raw.get("earlier", [])],
            **{key: _fact(file.name, key, raw[key], kind) for key, kind in _FACTS.items() if key in raw},
        ),
        month,
    )


_FACTS: dict[str, type] = {
    "began_on_support": bool,
    "has_grant": bool,
    "has_piis": bool,
    "used": int,
    "first_used_on": date,
    "shortage_since": date,
    "contract_months": int,
    "has_certificate": bool,
}


def read_work(text: str, month: date) -> Worked:
    """`job=240.00@3,4,17` or `student=300`: the work, the net pay, and the days when it is not the whole month."""
    name, equals, rest = text.partition("=")
    net, at, days = rest.partition("@")
    if not equals:
        raise _wrong(text, "it is not WORK=NET", f"Write for example job=240.00@3,4,17. {_works()}")
    parts: list[Any] = [part if "-" in part else int(part) for part in days.split(",")] if _listed(at, days) else []
    if at and not parts:
        raise _wrong(text, "its days are not numbers", "Write them as @3,4,17 or @20-24.")
    return _worked(text, {"work": name, "net": net, "days": parts}, month)


def _listed(at: str, days: str) -> bool:
    return bool(at) and all(re.fullmatch(r"\d{1,2}(-\d{1,2})?", part) for part in days.split(","))


def _worked(where: str, raw: object, month: date) -> Worked:
    if not isinstance(raw, dict):
        raise _wrong(where, "it has no keys", "Give work, net, and days when it is not the whole month.")
    _only(where, raw, _WORK_KEYS)
    if raw.get("work") not in list(Work):
        raise _wrong(where, f"work is {raw.get('work')!r}", _works())
    listed = raw.get("days", [])
    parts = listed if isinstance(listed, list) else [listed]
    days = [day for part in parts for day in _days(where, part, month)]
    return Worked(
        work=Work(raw["work"]),
        net=cents_of(str(raw.get("net"))),
        days=days,
        minutes=_minutes(where, raw["hours"]) if "hours" in raw else None,
        employer=str(raw.get("employer") or ""),
    )


def _minutes(where: str, hours: object) -> int:
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= MOST_HOURS:
        raise _wrong(where, f"hours is {hours!r}", "Write the hours worked in the month, as 24 or 24.5.")
    return round(hours * 60)


def _days(where: str, part: object, month: date) -> list[date]:
    first, _, last = str(part).partition("-")
    try:
        return [month.replace(day=day) for day in range(int(first), int(last or first) + 1)]
    except ValueError:
        raise _wrong(where, f"the day {part} is not in {month:%Y-%m}", "Give days as 3, or 20-24.") from None


def read_month(text: str) -> date:
    """`2025-03` as its first day."""
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise _wrong(text, "it is not a month", "Write it as 2025-03.")
    return date(int(found[1]), int(found[2]), 1)


def category_of(text: str) -> Category:
    """A category by its name."""
    if text not in CATEGORIES:
        raise _wrong(text, "it is not a category", f"Choose {', '.join(CATEGORIES)}.")
    return CATEGORIES[text]


def cents_of(text: str) -> int:
    """`240`, `240.5` or `240,50` euros in cents; a fraction of a cent is refused."""
    if not _NET.fullmatch(text):
        raise _wrong(text, "it is not an amount", "Write euros, with two decimals at most: 240.50.")
    return int(Decimal(text.replace(",", ".")) * 100)


def _fact(where: str, key: str, value: Any, kind: type) -> Any:
    if type(value) is not kind:
        shape = {bool: "true or false", int: "a whole number", date: "a day as 2025-03-01"}[kind]
        raise _wrong(where, f"{key} is {value!r}", f"Write {shape}.")
    return value


def _only(where: str, raw: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(str(key) for key in raw if key not in known)
    if unknown:
        raise _wrong(where, f"{', '.join(unknown)} is unknown", f"Use only {', '.join(sorted(known))}.")


def _works() -> str:
    return f"The work is one of {', '.join(Work)}."


def _wrong(what: str, why: str, mend: str) -> Refusal:
    return Refusal(f"{what} can't be used: {why}.", what_to_do=mend)
