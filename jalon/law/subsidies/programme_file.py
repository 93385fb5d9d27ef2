"""Reads programmes from YAML, a family a file, and refuses what is wrong: which file, which entry, how to mend it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.loading import SOURCE_KEYS, day_of, keys_of, read_file, refuse, saying_of, source_of
from jalon.law.sources import Text
from jalon.law.subsidies.clusters import ClusterRule
from jalon.law.subsidies.form_file import FORMS_FILE, forms_of
from jalon.law.subsidies.form_rules import refuse_faults
from jalon.law.subsidies.forms import Form
from jalon.law.subsidies.keys import keys
from jalon.law.subsidies.programme import BudgetLine, Cost, Moment, MomentCode, Payment, Programme
from jalon.law.subsidies.programme_texts import FOLDER, texts_of
from jalon.law.subsidies.selection import Criterion, SelectionRule
from jalon.law.subsidies.series import Unit, series

_HEAD = {"title", "last_checked", "programmes"}
_PROGRAMME = SOURCE_KEYS | {"year", "first", "last", "total", "lines", "costs", "calendar", "payments", "forms",
                             "advance_on_raise"}  # fmt: skip
_LINE = SOURCE_KEYS | {"code", "title", "amount", "key", "floor", "cap", "may_leave", "rule"}
_RULES = {
    "criteria": {"kind", "need", "criteria", "data_on"},
    "clusters": {"kind", "members", "most", "completed_below", "small_below", "data_on"},
}


@cache
def shipped_programmes() -> Mapping[str, Programme]:
    """The programmes that come with the project by their code, in the order of families and years."""
    return {one.code: one for one in load(FOLDER)}


def load(folder: Path) -> Sequence[Programme]:
    """Every programme of a folder. Raises `ParameterError`."""
    texts = texts_of(folder)
    forms = forms_of(folder / FORMS_FILE, texts)
    files = sorted(file for file in folder.glob("*.yaml") if not file.name.startswith("_"))
    return [one for file in files for one in _Family(file, texts, forms).read()]


@dataclass(frozen=True)
class _Family:
    """One file: the programmes of a family, year after year."""

    file: Path
    texts: Mapping[str, Text]
    forms: Mapping[str, Form]

    def read(self) -> Iterator[Programme]:
        raw = read_file(self.file)
        keys_of(self.file, "the head of the file", raw, _HEAD)
        checked = day_of(self.file, "the head of the file", raw.get("last_checked"), "last_checked")
        title = saying_of(self.file, "the head of the file", raw.get("title"), "title")
        found = [self._programme(each, title, checked) for each in raw.get("programmes") or ()]
        if not found:
            refuse(self.file, "programmes", "no programme", "give at least one with year, first, last, text and lines")
        for before, after in zip(found, found[1:], strict=False):
            self._follow(before, after)
        yield from found

    def _follow(self, before: Programme, after: Programme) -> None:
        day = before.last + timedelta(days=1)
        if after.first < day:
            refuse(self.file, str(after.year), f"overlaps {before.year}", f"begin it on {day}")
        if after.first > day:
            mend = f"begin it on {day}, or add the programme that held between, even without its amount"
            refuse(self.file, str(after.year), f"leaves a gap after {before.last}", mend)

    def _programme(self, raw: Any, title: Any, checked: date) -> Programme:
        where = str(raw.get("year", "a programme")) if isinstance(raw, dict) else "a programme"
        body = keys_of(self.file, where, raw, _PROGRAMME)
        if type(body.get("year")) is not int:
            refuse(self.file, where, "no year", "write `year: 2015`")
        first, last = (day_of(self.file, where, body.get(name), name) for name in ("first", "last"))
        if last < first:
            refuse(self.file, where, f"ends on {last}, before it begins", "put the two days in order")
        lines = tuple(self._line(where, each, checked) for each in body.get("lines") or ())
        if len({one.code for one in lines}) != len(lines) or not lines:
            refuse(self.file, where, "has no line, or two lines of one code", "give each line a code of its own")
        total = self._cents(where, body.get("total"), "total")
        forms = tuple(self._form(where, each) for each in body.get("forms") or ())
        refuse_faults(self.file, forms, last)
        self._sum(where, total, lines)
        costs = tuple(self._cost(f"{where}, costs", each, checked) for each in body.get("costs") or ())
        return Programme(
            family=self.file.stem,
            year=body["year"],
            title=title,
            first=first,
            last=last,
            source=source_of(self.file, where, body, self.texts, checked),
            total=total,
            lines=lines,
            costs=costs,
            calendar=tuple(self._moment(f"{where}, calendar", each) for each in body.get("calendar") or ()),
            payments=self._payments(where, body.get("payments") or ()),
            forms=forms,
            advance_on_raise=bool(body.get("advance_on_raise", False)),
        )

    def _sum(self, where: str, total: int | None, lines: Sequence[BudgetLine]) -> None:
        amounts = [one.amount for one in lines]
        if total is None or any(one is None for one in amounts):
            return
        found = sum(one for one in amounts if one is not None)
        if found != total:
            refuse(self.file, where, f"its lines make {found} cents, its total is {total}", "correct one or the other")

    def _line(self, where: str, raw: Any, checked: date) -> BudgetLine:
        body = keys_of(self.file, f"{where}, a line", raw, _LINE)
        code = str(body.get("code", ""))
        here = f"{where}, line {code or '?'}"
        if not code.replace("-", "").replace("_", "").isalnum():
            refuse(self.file, here, "has no code", "write `code:` in small letters, without blanks")
        if body.get("key") not in keys():
            refuse(self.file, here, f"key '{body.get('key')}' is unknown", f"choose one of {', '.join(keys())}")
        cap = self._cents(here, body.get("cap"), "cap")
        return BudgetLine(
            code=code,
            title=saying_of(self.file, here, body.get("title"), "title"),
            amount=self._cents(here, body.get("amount"), "amount"),
            key=body["key"],
            source=source_of(self.file, here, body, self.texts, checked),
            floor=self._cents(here, body.get("floor"), "floor") or 0,
            cap=cap,
            may_leave=bool(body.get("may_leave", False)),
            rule=self._rule(here, body.get("rule")),
        )

    def _rule(self, where: str, raw: Any) -> SelectionRule | ClusterRule | None:
        if raw is None:
            return None
        kind = raw.get("kind") if isinstance(raw, dict) else None
        if kind not in _RULES:
            refuse(self.file, where, f"rule of unknown kind {kind!r}", f"choose one of {', '.join(_RULES)}")
        body = keys_of(self.file, where, raw, _RULES[kind])
        day = day_of(self.file, where, body.get("data_on"), "data_on")
        if kind == "clusters":
            return ClusterRule(body["members"], body["most"], body["completed_below"], day, body.get("small_below"))
        criteria = tuple(self._criterion(where, each) for each in body["criteria"])
        if not 1 <= body["need"] <= len(criteria):
            refuse(self.file, where, f"asks {body['need']} of {len(criteria)} criteria", "ask for as many as there are")
        return SelectionRule(body["need"], criteria, day)

    def _criterion(self, where: str, raw: Any) -> Criterion:
        body = keys_of(self.file, where, raw, {"series", "at_least"})
        known = series().get(body.get("series", ""))
        if known is None:
            refuse(self.file, where, f"no series is called '{body.get('series')}'", "add it to series.yaml")
        if known.unit is Unit.YES_NO:
            return Criterion(known.code)
        if "at_least" not in body:
            refuse(self.file, where, f"'{known.code}' says no threshold", "give `at_least`")
        return Criterion(known.code, Fraction(str(body["at_least"])))

    def _cost(self, where: str, raw: Any, checked: date) -> Cost:
        body = keys_of(self.file, where, raw, SOURCE_KEYS | {"title", "accepted"})
        title = saying_of(self.file, where, body.get("title"), "title")
        return Cost(title, bool(body.get("accepted", True)), source_of(self.file, where, body, self.texts, checked))

    def _moment(self, where: str, raw: Any) -> Moment:
        body = keys_of(self.file, where, raw, {"code", "first", "last"})
        if body.get("code") not in set(MomentCode):
            refuse(self.file, where, f"'{body.get('code')}' is no date it knows", f"choose {', '.join(MomentCode)}")
        first = day_of(self.file, where, body.get("first"), "first")
        last = day_of(self.file, where, body.get("last", first), "last")
        return Moment(MomentCode(body["code"]), first, last)

    def _payments(self, where: str, raw: Sequence[Any]) -> tuple[Payment, ...]:
        bodies = [keys_of(self.file, f"{where}, payments", each, {"title", "percent"}) for each in raw]
        found = tuple(
            Payment(
                saying_of(self.file, f"{where}, payments", each.get("title"), "title"), Fraction(str(each["percent"]))
            )
            for each in bodies
        )
        if found and sum(one.percent for one in found) != 100:
            refuse(self.file, where, "its payments do not make 100 %", "correct the percentages")
        return found

    def _form(self, where: str, code: str) -> Form:
        if code not in self.forms:
            refuse(self.file, where, f"no form is called '{code}'", f"write it in {FORMS_FILE}")
        return self.forms[code]

    def _cents(self, where: str, raw: Any, what: str) -> int | None:
        """Euros written as « "6534763.86" »; a bare number would lose its cents to a float."""
        if raw is None:
            return None
        try:
            cents = Decimal(raw if isinstance(raw, str) else "no") * 100
        except InvalidOperation:
            refuse(self.file, where, f"{what} is {raw!r}", 'write euros between quotes, as "6534763.86"')
        if cents != int(cents) or cents < 0:
            refuse(self.file, where, f"{what} is {raw!r}", "write no more than two decimals, and no sign")
        return int(cents)
