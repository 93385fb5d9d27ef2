"""Who may take part: at least n of m criteria on data of a day, with the reason for each, in or out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jalon.law.subsidies.series import Known, Name, Unit, name_of, series

Values = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A series and what it must reach; `at_least` is None for a yes or a no."""

    series: str
    at_least: Fraction | None = None

    def met(self, values: Values) -> bool | None:
        """Whether it is met; None when nobody knows."""
        value = values.get(self.series)
        if value is None:
            return None
        return value >= (1 if self.at_least is None else self.at_least)


@dataclass(frozen=True, slots=True)
class SelectionRule:
    """At least `need` of the criteria, on data of `data_on`."""

    need: int
    criteria: tuple[Criterion, ...]
    data_on: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """One identity under a rule: `inside` is None while a missing value could still decide. `met` by series."""

    identity: str
    inside: bool | None
    met: Mapping[str, bool | None]
    values: Values

    @property
    def count(self) -> int:
        """How many criteria are met for sure."""
        return sum(one is True for one in self.met.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """The series nobody knows, where they could decide."""
        return tuple(code for code, one in self.met.items() if one is None) if self.inside is None else ()


def select(rule: SelectionRule, data: Mapping[str, Values]) -> tuple[Verdict, ...]:
    """A verdict for each identity, in their order. A missing value is neither a yes nor a no."""
    return tuple(_verdict(rule, identity, data[identity]) for identity in sorted(data))


def _verdict(rule: SelectionRule, identity: str, values: Values) -> Verdict:
    met = {one.series: one.met(values) for one in rule.criteria}
    sure = sum(one is True for one in met.values())
    hoped = sure + sum(one is None for one in met.values())
    inside = True if sure >= rule.need else False if hoped < rule.need else None
    return Verdict(identity, inside, met, {code: values[code] for code in met if code in values})


def selected(verdicts: Iterable[Verdict]) -> frozenset[str]:
    """Those that are in for sure."""
    return frozenset(one.identity for one in verdicts if one.inside)


Reason = tuple[str, dict[str, Name | int]]


def reasons(rule: SelectionRule, verdict: Verdict, known: Known | None = None) -> list[Reason]:
    """The sentences of a verdict as codes and parameters of `texts.yaml`: each criterion, then the count.

    `known`: where the series stand, those that ship unless others are given.
    """
    lines = [_criterion(one, verdict, series() if known is None else known) for one in rule.criteria]
    last = {True: "selected_in", False: "selected_out", None: "selected_unknown"}[verdict.inside]
    return [*lines, (last, {"count": verdict.count, "need": rule.need, "all": len(rule.criteria)})]


def _criterion(one: Criterion, verdict: Verdict, known: Known) -> Reason:
    met, value, name = verdict.met[one.series], verdict.values.get(one.series), name_of(one.series, known)
    if met is None or value is None:
        return "criterion_unknown", {"series": name}
    if known[one.series].unit is Unit.YES_NO or one.at_least is None:
        return ("criterion_yes" if met else "criterion_no"), {"series": name}
    if known[one.series].unit is Unit.EUROS:
        told: dict[str, Name | int] = {"series": name, "value_cents": int(value), "least_cents": int(one.at_least)}
        return ("criterion_reached_euros" if met else "criterion_below_euros"), told
    facts: dict[str, Name | int] = {"series": name, "value_number": str(value), "least_number": str(one.at_least)}
    return ("criterion_reached" if met else "criterion_below"), facts
