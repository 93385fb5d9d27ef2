"""Reads the month a person writes for `jalon exemption explain`: a YAML file, or `WORK=NET[@DAYS]` on the line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from jalon.law.category import Category
from jalon.law.errors import WrongMonth
from jalon.law.income import NO_END, Person, Work, Worked, earnings_of

CATEGORIES = {one.name.lower(): one for one in Category}
_EXAMPLE = """

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
_KINDS = {
    bool: {"en": "true or false", "fr": "true ou false", "nl": "true of false"},
    int: {"en": "a whole number", "fr": "un nombre entier", "nl": "een geheel getal"},
    date: {"en": "a day as 2025-03-01", "fr": "un jour comme 2025-03-01", "nl": "een dag als 2025-03-01"},
}
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?")
_NET = re.compile(r"\d{1,7}(?:[.,]\d{1,2})?")


@dataclass(frozen=True)
class Question:
    """Whose month, and which."""

    person: Person
    month: date


def read_calendar(file: Path) -> Question:
    """The month of a file; `WrongMonth` names what is wrong in it."""
    try:
        raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongMonth("not_yaml", name=file.name, example=_EXAMPLE) from error
    if not isinstance(raw, dict) or "month" not in raw or "category" not in raw:
        raise WrongMonth("no_month", name=file.name, example=_EXAMPLE)
    _only(file.name, raw, _KEYS)
    month = read_month(str(raw["month"]))
    listed, earlier = (raw.get(key) or [] for key in ("work", "earlier"))
    for key, one in (("work", listed), ("earlier", earlier)):
        if not isinstance(one, list):
            raise WrongMonth("not_listed", name=file.name, key=key, example=_EXAMPLE)
    calendar = [_worked(f"{file.name}, work {number}", one, month) for number, one in enumerate(listed, start=1)]
    return Question(
        Person(
            category=category_of(str(raw["category"])),
            earnings=earnings_of(calendar, month=month),
            other=cents_of(str(raw.get("other", 0))),
            used_this_year=cents_of(str(raw.get("used_this_year", 0))),
            earlier=[cents_of(str(one)) for one in earlier],
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
        raise WrongMonth("not_work_net", name=text, works=", ".join(Work))
    parts: list[Any] = [part if "-" in part else int(part) for part in days.split(",")] if _listed(at, days) else []
    if at and not parts:
        raise WrongMonth("not_days", name=text)
    return _worked(text, {"work": name, "net": net, "days": parts}, month)


def _listed(at: str, days: str) -> bool:
    return bool(at) and all(re.fullmatch(r"\d{1,2}(-\d{1,2})?", part) for part in days.split(","))


def _worked(where: str, raw: object, month: date) -> Worked:
    if not isinstance(raw, dict):
        raise WrongMonth("no_keys", name=where)
    _only(where, raw, _WORK_KEYS)
    if raw.get("work") not in list(Work):
        raise WrongMonth("unknown_work", name=where, value=repr(raw.get("work")), works=", ".join(Work))
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
        raise WrongMonth("not_hours", name=where, value=repr(hours))
    return round(hours * 60)


def _days(where: str, part: object, month: date) -> list[date]:
    first, _, last = str(part).partition("-")
    try:
        return [month.replace(day=day) for day in range(int(first), int(last or first) + 1)]
    except ValueError:
        raise WrongMonth("not_in_month", name=where, day=str(part), month=f"{month:%Y-%m}") from None


def read_month(text: str) -> date:
    """`2025-03` as its first day."""
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise WrongMonth("not_a_month", value=text)
    return date(int(found[1]), int(found[2]), 1)


def category_of(text: str) -> Category:
    """A category by its name."""
    if text not in CATEGORIES:
        raise WrongMonth("not_a_category", value=text, known=", ".join(CATEGORIES))
    return CATEGORIES[text]


def cents_of(text: str) -> int:
    """`240`, `240.5` or `240,50` euros in cents; a fraction of a cent is refused."""
    if not _NET.fullmatch(text):
        raise WrongMonth("not_an_amount", value=text)
    return int(Decimal(text.replace(",", ".")) * 100)


def _fact(where: str, key: str, value: Any, kind: type) -> Any:
    if key == "contract_months" and value == NO_END:
        return value
    if type(value) is not kind:
        raise WrongMonth("not_this_kind", name=where, key=key, value=repr(value), kind=_KINDS[kind])
    return value


def _only(where: str, raw: Mapping[str, Any], known: set[str]) -> None:
    unknown = sorted(str(key) for key in raw if key not in known)
    if unknown:
        raise WrongMonth("unknown_keys", name=where, keys=", ".join(unknown), known=", ".join(sorted(known)))
