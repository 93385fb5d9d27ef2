"""Reads programmes from YAML, a family a file, and refuses what is wrong: which file, which entry, how to mend it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from jalon.law.subsidies.keys import Vocabulary, shipped
from jalon.law.subsidies.programme import BudgetLine, Cost, Moment, MomentCode, Payment, Programme
from jalon.law.subsidies.programme_texts import FOLDER, texts_of
from jalon.law.subsidies.selection import Criterion, SelectionRule
from jalon.law.subsidies.series import Unit

_HEAD = {"title", "last_checked", "programmes"}
PROGRAMME = SOURCE_KEYS | {"year", "first", "last", "total", "lines", "costs", "calendar", "payments", "forms",
                             "advance_on_raise"}  # fmt: skip
_LINE = SOURCE_KEYS | {"code", "title", "amount", "key", "floor", "cap", "may_leave", "rule"}
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
MOST_CENTS = 10**14  # more is a slip
_NUMBER = re.compile(r"-?\d{1,30}([./]\d{1,30})?", re.ASCII)
_RULES = {
    "criteria": {"kind", "need", "criteria", "data_on"},
    "clusters": {"kind", "members", "most", "completed_below", "small_below", "data_on"},
}


def exact(raw: Any) -> Fraction:
    """A number as a file says it: whole, with decimals or « 1/3 ». Raises `ValueError`.

    Not « 1e999999999 », which would be worked out to its last digit, nor one too long for a page to write.
    """
    text = str(raw)
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text[:40]} is no number")
    return Fraction(text)


@cache
def shipped_programmes() -> Mapping[str, Programme]:
    """The programmes that come with the project by their code, in the order of families and years."""
    return {one.code: one for one in load(FOLDER)}


def load(folder: Path) -> Sequence[Programme]:
    """Every programme of a folder. Raises `ParameterError`."""
    texts = texts_of(folder)
    forms = forms_of(folder / FORMS_FILE, texts)
    files = sorted(file for file in folder.glob("*.yaml") if not file.name.startswith("_"))
    return [one for file in files for one in Family(file, texts, forms).read()]


@dataclass(frozen=True)
class Family:
    """One file: the programmes of a family, year after year."""

    file: Path
    texts: Mapping[str, Text]
    forms: Mapping[str, Form]
    words: Vocabulary = field(default_factory=shipped)  # the keys and series its lines may name

    def read(self) -> Iterator[Programme]:
        raw = read_file(self.file)
        keys_of(self.file, "the head of the file", raw, _HEAD)
        checked = day_of(self.file, "the head of the file", raw.get("last_checked"), "last_checked")
        title = saying_of(self.file, "the head of the file", raw.get("title"), "title")
        found = [self.programme(each, title, checked) for each in raw.get("programmes") or ()]
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

    def programme(self, raw: Any, title: Any, checked: date, own: tuple[Form, ...] = ()) -> Programme:
        """One programme; `own`: forms written in full, beside those it names."""
        where = str(raw.get("year", "a programme")) if isinstance(raw, dict) else "a programme"
        body = keys_of(self.file, where, raw, PROGRAMME)
        if type(body.get("year")) is not int or not 2000 <= body["year"] <= 2100:
            refuse(self.file, where, "no year", "write `year: 2015`", code="no_year", about="year")
        first, last = (day_of(self.file, where, body.get(name), name) for name in ("first", "last"))
        if last < first:
            mend = "put the two days in order"
            refuse(self.file, where, f"ends on {last}, before it begins", mend, code="ends_before", about="last")
        lines = tuple(self.line(where, each, checked) for each in body.get("lines") or ())
        if len({one.code for one in lines}) != len(lines) or not lines:
            mend = "give each line a code of its own"
            refuse(self.file, where, "has no line, or two lines of one code", mend, code="lines_codes", about="lines")
        total = self._cents(where, body.get("total"), "total")
        forms = own or tuple(self._form(where, each) for each in body.get("forms") or ())
        if not own:
            refuse_faults(self.file, forms, last)
        self._sum(where, total, lines)
        costs = tuple(self.cost(f"{where}, costs", each, checked) for each in body.get("costs") or ())
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
            calendar=tuple(self.moment(f"{where}, calendar", each) for each in body.get("calendar") or ()),
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
            wrong = f"its lines make {found} cents, its total is {total}"
            facts: dict[str, Any] = {"code": "lines_sum", "found_cents": found, "total_cents": total}
            refuse(self.file, where, wrong, "correct one or the other", about="total", **facts)

    def line(self, where: str, raw: Any, checked: date) -> BudgetLine:
        """A part of the budget."""
        body = keys_of(self.file, f"{where}, a line", raw, _LINE)
        code = str(body.get("code", ""))
        here = f"{where}, line {code or '?'}"
        if not CODE.fullmatch(code):
            refuse(self.file, here, "has no code", "write `code:` in small letters, without blanks",
                   code="line_code", about="code")  # fmt: skip
        if body.get("key") not in self.words.keys:
            known = ", ".join(self.words.keys)
            refuse(self.file, here, f"key '{body.get('key')}' is unknown", f"choose one of {known}",
                   code="no_key", about="key", known=known)  # fmt: skip
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
            refuse(self.file, where, f"rule of unknown kind {kind!r}", f"choose one of {', '.join(_RULES)}",
                   code="no_rule", about="rule", known=", ".join(_RULES))  # fmt: skip
        body = keys_of(self.file, where, raw, _RULES[kind])
        day = day_of(self.file, where, body.get("data_on"), "data_on")
        if kind == "clusters":
            wanted = [body.get(name) for name in ("members", "most", "completed_below")]
            wanted += [body["small_below"]] if body.get("small_below") is not None else []
            if not all(type(one) is int and 0 <= one <= 10_000_000 for one in wanted):
                mend = "write members, most and completed_below as whole numbers"
                refuse(self.file, where, "a rule of clusters without numbers", mend, code="cluster_rule", about="rule")
            return ClusterRule(body["members"], body["most"], body["completed_below"], day, body.get("small_below"))
        criteria = tuple(self._criterion(where, each) for each in body["criteria"])
        if not 1 <= body["need"] <= len(criteria):
            refuse(self.file, where, f"asks {body['need']} of {len(criteria)} criteria", "ask for as many as there are",
                   code="criteria_need", about="rule", most=len(criteria))  # fmt: skip
        return SelectionRule(body["need"], criteria, day)

    def _criterion(self, where: str, raw: Any) -> Criterion:
        body = keys_of(self.file, where, raw, {"series", "at_least"})
        known = self.words.series.get(body.get("series", ""))
        if known is None:
            facts = {"code": "no_series", "about": "rule", "known": ", ".join(self.words.series)}
            refuse(self.file, where, f"no series is called '{body.get('series')}'", "add it to series.yaml", **facts)
        if known.unit is Unit.YES_NO:
            return Criterion(known.code)
        if "at_least" not in body:
            wrong = f"'{known.code}' says no threshold"
            refuse(self.file, where, wrong, "give `at_least`", code="no_threshold", about="rule", name=known.code)
        return Criterion(known.code, exact(body["at_least"]))

    def cost(self, where: str, raw: Any, checked: date) -> Cost:
        """A kind of cost."""
        body = keys_of(self.file, where, raw, SOURCE_KEYS | {"title", "accepted"})
        title = saying_of(self.file, where, body.get("title"), "title")
        return Cost(title, bool(body.get("accepted", True)), source_of(self.file, where, body, self.texts, checked))

    def moment(self, where: str, raw: Any) -> Moment:
        """A date of the calendar."""
        body = keys_of(self.file, where, raw, {"code", "first", "last"})
        if body.get("code") not in set(MomentCode):
            refuse(self.file, where, f"'{body.get('code')}' is no date it knows", f"choose {', '.join(MomentCode)}",
                   code="no_moment", about="code", known=", ".join(MomentCode))  # fmt: skip
        first = day_of(self.file, where, body.get("first"), "first")
        last = day_of(self.file, where, body.get("last", first), "last")
        return Moment(MomentCode(body["code"]), first, last)

    def _payments(self, where: str, raw: Sequence[Any]) -> tuple[Payment, ...]:
        bodies = [keys_of(self.file, f"{where}, payments", each, {"title", "percent"}) for each in raw]
        found = tuple(
            Payment(saying_of(self.file, f"{where}, payments", each.get("title"), "title"), exact(each["percent"]))
            for each in bodies
        )
        if found and (sum(one.percent for one in found) != 100 or min(one.percent for one in found) < 0):
            mend = "correct the percentages"
            refuse(self.file, where, "its payments do not make 100 %", mend, code="payments", about="payments")
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
            mend = 'write euros between quotes, as "6534763.86"'
            refuse(self.file, where, f"{what} is {raw!r}", mend, code="no_euros", about=what, what=what)
        if not cents.is_finite() or cents != int(cents) or not 0 <= cents <= MOST_CENTS:
            mend = "write no more than two decimals, and no sign"
            refuse(self.file, where, f"{what} is {raw!r}", mend, code="no_cents", about=what, what=what)
        return int(cents)
