"""A programme as data: one decree for one period, with its lines, costs, calendar, payments and forms.

`content_of` gives it as plain JSON, which pages write and decisions keep; `programme_of` reads that again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from jalon.law.errors import ParameterError
from jalon.law.sayings import Saying
from jalon.law.sources import Source
from jalon.law.subsidies.articles import Article, article_of_json, articles_as_json
from jalon.law.subsidies.clusters import ClusterRule
from jalon.law.subsidies.forms import Form, FormField
from jalon.law.subsidies.keys import Key, Vocabulary, key_as_json, key_of_json
from jalon.law.subsidies.selection import Criterion, SelectionRule
from jalon.law.subsidies.series import Series, series_as_json, series_of_json
from jalon.law.subsidies.source_json import saying_as_json, saying_of_json, source_as_json, source_from_json

Content = dict[str, Any]


class MomentCode(StrEnum):
    """What a date of the calendar is for."""

    PUBLISHED = "published"
    INSTRUCTIONS = "instructions"
    ENTRY = "entry"
    ANALYSIS = "analysis"
    SIGNING = "signing"
    PAYMENT = "payment"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A part of the budget with its key. `amount` in cents, None while nobody knows it.

    `may_leave`: the caps may leave a rest; otherwise the whole amount is shared.
    """

    code: str
    title: Saying
    amount: int | None
    key: str
    source: Source
    floor: int = 0
    cap: int | None = None
    may_leave: bool = False
    rule: SelectionRule | ClusterRule | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """A kind of cost, accepted or refused."""

    title: Saying
    accepted: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Moment:
    """A date of the calendar, or a span when `last` is another day."""

    code: MomentCode
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Payment:
    """A share of the amount, in percent, and what it waits for."""

    title: Saying
    percent: Fraction


@dataclass(frozen=True, slots=True)
class Programme:
    """One decree for one period. `total` in cents, None while nobody knows it.

    `advance_on_raise`: an amendment that raises the amount makes the first payment's share of the rise due at once. No
    text was found that says it, for or against: it is not so unless the administration decides it.
    `keys`, `series`: those of its own, beside the ones that ship; `articles` of its convention, instead of them.
    """

    family: str
    year: int
    title: Saying
    first: date
    last: date
    source: Source
    total: int | None
    lines: tuple[BudgetLine, ...]
    costs: tuple[Cost, ...] = ()
    calendar: tuple[Moment, ...] = ()
    payments: tuple[Payment, ...] = ()
    forms: tuple[Form, ...] = ()
    advance_on_raise: bool = False
    keys: tuple[Key, ...] = ()
    series: tuple[Series, ...] = ()
    articles: tuple[Article, ...] = ()

    @property
    def words(self) -> Vocabulary:
        """The keys and series it can name: those that ship, and its own."""
        return Vocabulary.with_own(self.keys, self.series)

    @property
    def code(self) -> str:
        """« participation-2015 »."""
        return f"{self.family}-{self.year}"

    def line(self, code: str) -> BudgetLine | None:
        """A line by its code."""
        return next((one for one in self.lines if one.code == code), None)

    def form(self, role: str) -> Form | None:
        """The form of a role."""
        return next((one for one in self.forms if one.role == role), None)


def content_of(one: Programme) -> Content:
    """The programme as plain JSON. What it has none of is not written: an older one reads the same."""
    own = {
        "keys": [key_as_json(each) for each in one.keys],
        "series": [series_as_json(each) for each in one.series],
        "articles": articles_as_json(one.articles),
    }
    return {name: told for name, told in own.items() if told} | {
        "family": one.family,
        "year": one.year,
        "title": saying_as_json(one.title),
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "source": source_as_json(one.source),
        "total": one.total,
        "lines": [_line_json(each) for each in one.lines],
        "costs": [
            {"title": saying_as_json(each.title), "accepted": each.accepted, "source": source_as_json(each.source)}
            for each in one.costs
        ],
        "calendar": [
            {"code": str(each.code), "first": each.first.isoformat(), "last": each.last.isoformat()}
            for each in one.calendar
        ],
        "payments": [{"title": saying_as_json(each.title), "percent": str(each.percent)} for each in one.payments],
        "forms": [_form_json(each) for each in one.forms],
        "advance_on_raise": one.advance_on_raise,
    }


def programme_of(content: Mapping[str, Any]) -> Programme:
    """The programme that JSON holds. Raises `ParameterError` naming what it lacks."""
    try:
        own_series = tuple(series_of_json(each) for each in content.get("series", ()))
        known = Vocabulary.with_own((), own_series).series
        own_keys = tuple(key_of_json(each, known) for each in content.get("keys", ()))
        words = Vocabulary.with_own(own_keys, own_series)
        return Programme(
            family=content["family"],
            year=content["year"],
            title=saying_of_json(content["title"]),
            first=date.fromisoformat(content["first"]),
            last=date.fromisoformat(content["last"]),
            source=source_from_json(content["source"]),
            total=content["total"],
            lines=tuple(_line(each, words) for each in content["lines"]),
            keys=own_keys,
            series=own_series,
            articles=tuple(article_of_json(each) for each in content.get("articles", ())),
            costs=tuple(
                Cost(saying_of_json(each["title"]), each["accepted"], source_from_json(each["source"]))
                for each in content["costs"]
            ),
            calendar=tuple(
                Moment(MomentCode(each["code"]), date.fromisoformat(each["first"]), date.fromisoformat(each["last"]))
                for each in content["calendar"]
            ),
            payments=tuple(
                Payment(saying_of_json(each["title"]), Fraction(each["percent"])) for each in content["payments"]
            ),
            forms=tuple(_form(each) for each in content["forms"]),
            advance_on_raise=content.get("advance_on_raise", False),  # what was kept before does not say it
        )
    except (KeyError, ValueError, TypeError) as error:
        raise ParameterError(f"A programme cannot be read again: {error!r}. Write it as content_of does.") from error


def _line_json(one: BudgetLine) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": saying_as_json(one.title),
        "amount": one.amount,
        "key": one.key,
        "floor": one.floor,
        "cap": one.cap,
        "may_leave": one.may_leave,
        "rule": rule_as_json(one.rule),
        "source": source_as_json(one.source),
    }


def _line(raw: Mapping[str, Any], words: Vocabulary) -> BudgetLine:
    words.key(raw["key"])
    facts = {
        "title": saying_of_json(raw["title"]),
        "source": source_from_json(raw["source"]),
        "rule": rule_of(raw["rule"]),
    }
    return BudgetLine(**{**raw, **facts})


def rule_as_json(rule: SelectionRule | ClusterRule | None) -> dict[str, Any] | None:
    """A rule of selection as plain JSON."""
    if isinstance(rule, SelectionRule):
        criteria = [
            {"series": one.series, "at_least": None if one.at_least is None else str(one.at_least)}
            for one in rule.criteria
        ]
        return {"kind": "criteria", "need": rule.need, "criteria": criteria, "data_on": rule.data_on.isoformat()}
    if isinstance(rule, ClusterRule):
        return {
            "kind": "clusters",
            "members": rule.members,
            "most": rule.most,
            "completed_below": rule.completed_below,
            "data_on": rule.data_on.isoformat(),
            "small_below": rule.small_below,
        }
    return None


def rule_of(raw: Mapping[str, Any] | None) -> SelectionRule | ClusterRule | None:
    """The rule again."""
    if raw is None:
        return None
    facts = {**raw, "data_on": date.fromisoformat(raw["data_on"])}
    kind = facts.pop("kind")
    if kind == "clusters":
        return ClusterRule(**facts)
    criteria = tuple(
        Criterion(one["series"], None if one["at_least"] is None else Fraction(one["at_least"]))
        for one in facts.pop("criteria")
    )
    return SelectionRule(criteria=criteria, **facts)


def _form_json(one: Form) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": saying_as_json(one.title),
        "source": source_as_json(one.source),
        "fields": [
            {
                "code": each.code,
                "title": saying_as_json(each.title),
                "kind": each.kind,
                "limit": each.limit,
                "parts": [*each.parts],
                "measure": each.measure,
                "at_most": each.at_most,
                "strict": each.strict,
                "need": str(each.need),
            }
            for each in one.fields
        ],
    }


def _form(raw: Mapping[str, Any]) -> Form:
    from jalon.law.subsidies.form_file import completed  # it reads forms, which stand above this

    told = (completed(raw, each) for each in raw["fields"])
    fields = tuple(
        FormField(**{**each, "title": saying_of_json(each["title"]), "parts": tuple(each["parts"])}) for each in told
    )
    return Form(raw["code"], saying_of_json(raw["title"]), fields, source_from_json(raw["source"]))
