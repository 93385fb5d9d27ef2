"""Who must have a PIIS."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from jalon.law import parameters
from jalon.law.answers import Explained, Line
from jalon.law.errors import MissingFact
from jalon.law.piis.facts import Regime, Situation, Status
from jalon.law.piis.regimes import regime_on
from jalon.law.rules import rule
from jalon.law.terms import add_months, age_on

_RULE = "piis.obligation."


class Obligation(StrEnum):
    """Whether a PIIS must be concluded."""

    OBLIGATORY = "obligatory"
    EXEMPT = "exempt"  # would be obligatory but for health or equity
    FACULTATIVE = "facultative"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationAnswer(Explained):
    """The obligation, and why. True in a condition when a PIIS must be concluded."""

    obligation: Obligation

    def __bool__(self) -> bool:
        return self.obligation is Obligation.OBLIGATORY


@rule(
    "piis.regime",
    also=(
        f"{_RULE}under_age",
        f"{_RULE}without_dis_months",
        f"{_RULE}student",
        f"{_RULE}homeless",
        f"{_RULE}exemptions",
        f"{_RULE}work_combined",
        f"{_RULE}outside_dis",
        f"{_RULE}on_request",
        f"{_RULE}transition_months",
        f"{_RULE}transition",
    ),
    dated_by="on",
)
def must_have_piis(situation: Situation, on: date, *, transition: str | None = None) -> ObligationAnswer:
    """Obligatory before the reform under 25, since then for who had no right in the last three months; and others.

    Act of 26 May 2002, art. 6, 11 and 13, as amended on 21 July 2016 (in force 1 November 2016).

    Students on grounds of equity and homeless people of category 2 are obliged under both regimes; health and
    equity exempt. Never obligatory outside the right to social integration. `transition` chooses the reading for
    a right that already ran on 1 November 2016. Raises `MissingFact` when a date the rule needs is not given.
    """
    if situation.status is not Status.DIS:
        return _answer(Obligation.FACULTATIVE, _entry("outside_dis", on).line("outside_dis", status=situation.status))
    ground = _standing_ground(situation, on) or _ground_of_regime(situation, on, transition)
    if ground is None:
        return _answer(Obligation.FACULTATIVE, _entry("on_request", on).line("on_request"))
    if situation.exemption is not None:
        exempt = _entry("exemptions", on).line(f"exempt_{situation.exemption}")
        return _answer(Obligation.EXEMPT, exempt, ground)
    if ground.code == "facultative_work":
        return _answer(Obligation.FACULTATIVE, ground)
    return _answer(Obligation.OBLIGATORY, ground)


@rule("piis.obligation.each_partner", dated_by="on")
def must_have_piis_each(
    partners: Iterable[Situation], on: date, *, transition: str | None = None
) -> tuple[ObligationAnswer, ...]:
    """In category 3 each partner has an obligation of their own: one answer for each, in the order given.

    Act of 26 May 2002, art. 11, as explained by the federal service for couples.
    """
    entry = _entry("each_partner", on)
    answers = []
    for one in partners:
        answer = must_have_piis(one, on, transition=transition)
        of_a_couple = one.category == entry.whole
        answers.append(replace(answer, lines=(*answer.lines, entry.line("each_partner"))) if of_a_couple else answer)
    return tuple(answers)


def _answer(obligation: Obligation, *lines: Line) -> ObligationAnswer:
    return ObligationAnswer(obligation=obligation, lines=lines)


def _entry(name: str, on: date) -> parameters.Entry:
    return parameters.on(_RULE + name, on)


def _standing_ground(situation: Situation, on: date) -> Line | None:
    """What obliges under both regimes: studies accepted for equity, homelessness at the rate of category 2."""
    student = _entry("student", on)
    if situation.full_time_student and _age(situation, on) < student.whole:
        return student.line("student", age=student.whole)
    homeless = _entry("homeless", on)
    if situation.homeless and situation.category == homeless.whole:
        return homeless.line("homeless")
    return None


def _ground_of_regime(situation: Situation, on: date, transition: str | None) -> Line | None:
    if regime_on(on) is Regime.BEFORE_2016:
        limit = _entry("under_age", on)
        return limit.line("under_age", age=limit.whole) if _age(situation, on) < limit.whole else None
    since = _given(situation.right_since, "the first day of the right to social integration")
    ground = _newcomer(situation, since, on)
    if regime_on(since) is Regime.BEFORE_2016:
        ground = (ground and _granted_late(situation, since, on)) or _kept_ground(situation, since, on, transition)
    if ground is not None and situation.combines_work:
        return _entry("work_combined", on).line("facultative_work")
    return ground


def _newcomer(situation: Situation, since: date, on: date) -> Line | None:
    """No right during the last three months before the present one began."""
    entry = _entry("without_dis_months", on)
    earlier = situation.previous_right_ended_on
    if earlier is None or earlier < add_months(since, -entry.whole):
        return entry.line("newcomer", months=entry.whole, since=since)
    return None


def _granted_late(situation: Situation, since: date, on: date) -> Line | None:
    """A newcomer granted the right in the six months before the reform: its transitional article."""
    entry = _entry("transition_months", on)
    granted = situation.decided_on or since
    if granted >= add_months(entry.valid_from, -entry.whole):
        return entry.line("granted_late", months=entry.whole, granted=granted)
    return None


def _kept_ground(situation: Situation, since: date, on: date, transition: str | None) -> Line | None:
    """An older right that still ran when the regime changed: two readings, neither of them established."""
    reading = _entry("transition", on).reading(transition)
    if reading.name == "keeps_obligation" and _age(situation, since) < _entry("under_age", since).whole:
        return reading.line("kept_obligation", since=since)
    return None


def _age(situation: Situation, day: date) -> int:
    return age_on(_given(situation.born_on, "the date of birth"), day)


def _given(day: date | None, what: str) -> date:
    if day is None:
        raise MissingFact(f"Whether a PIIS is obligatory depends on {what}, which is not recorded. Record it first.")
    return day
