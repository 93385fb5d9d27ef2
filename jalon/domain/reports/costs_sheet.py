"""Section C of a report's workbook: its costs in the columns of `spending`, out and back.

The name of a member of staff does not go out: a row without it keeps the one that is known.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from jalon.domain.grants.models import Grant
from jalon.domain.spending.enums import Category
from jalon.domain.spending.facts import Facts, cleaned, facts_of
from jalon.domain.spending.models import Cost
from jalon.domain.spending.queries import costs
from jalon.domain.spending.sheet import AMOUNTS, COLUMNS, Lists, activities, facts_in, kinds_of, lines_of

PLACE, REVISION = "place", "revision"
KEYS = (PLACE, *COLUMNS, REVISION)
NEVER_OUT = {"staff_name"}
KEPT = {"enterprise", "vat_parts"}  # what the sheet has no column for


def heads() -> dict[str, str]:
    """The head of each column, in the reader's language."""
    own = {PLACE: _("Dépense n°"), REVISION: _("Révision")}
    return {**own, **{name: str(title) for name, (title, _others) in COLUMNS.items()}}


def known(heads: Callable[[], Mapping[str, str]]) -> dict[str, str]:
    """The column of each head, in French and in Dutch."""
    found = {}
    for language in ("fr", "nl"):
        with translation.override(language):
            found.update({words: key for key, words in heads().items()})
    return found


def standing(grant: Grant) -> list[Cost]:
    """Costs of a grant that stand, drafts too, in their order."""
    return list(costs(grant).order_by("place"))


def rows_out(grant: Grant) -> Iterator[list[str | int | float | None]]:
    """A row for each cost that stands, in the order of `KEYS`."""
    words = {"line": lines_of(grant), "kind": kinds_of(grant), "activity": activities()}
    for one in standing(grant):
        yield [_cell(name, one, words) for name in KEYS]


def _cell(name: str, one: Cost, words: Mapping[str, Mapping[str, str]]) -> str | int | float | None:
    if name in NEVER_OUT:
        return ""
    if name == "answer":
        return " ".join(dict.fromkeys(one.answers.values()))
    value = getattr(one, name)
    if name == "category":
        return str(Category(value).label)
    if name in words:
        return "" if value is None else words[name].get(str(value), str(value))
    if name in AMOUNTS or name == "share":
        return value / 100
    return value.isoformat() if isinstance(value, date) else value


def texts(cells: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row as `spending` reads them: texts, a day as 2015-03-31, a number with a comma."""
    return {name: _text(cells.get(name)) for name in COLUMNS}


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{Decimal(str(value)):f}".replace(".", ",")
    return "" if value is None else (value.isoformat() if isinstance(value, date) else str(value).strip())[:2_000]


def said(lists: Lists, cells: Mapping[str, Any], one: Cost, *, on: date) -> Facts:
    """What a row says of a cost that stands; what has no column is kept. Raises `InvalidInput` naming the column."""
    values = texts(cells)
    values["staff_name"] = values["staff_name"] or one.staff_name
    facts, known = facts_in(lists, values), facts_of(one)
    kept = {name: getattr(known, name) for name in KEPT if facts.total == known.total and facts.vat == known.vat}
    return cleaned(replace(facts, **kept), on=on)


def same(facts: Facts, one: Cost) -> bool:
    """Whether a row says what stands already."""
    known = facts_of(one)
    return all(getattr(facts, each.name) == getattr(known, each.name) for each in fields(Facts))
