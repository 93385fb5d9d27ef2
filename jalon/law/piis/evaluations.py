"""How many evaluations a PIIS owes, by when, and whether those held are enough.

The law gives a number per quarter or per year. The even spacing is a proposal of this project (the doubt of
`piis.evaluation.number` says so); a due day that is no working day moves back, so that it never comes too late.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from jalon.law import parameters
from jalon.law.answers import Deadline, Explained, Line, Span
from jalon.law.calendar import next_working_day, previous_working_day
from jalon.law.errors import WrongFact
from jalon.law.rules import rule
from jalon.law.terms import add_months, last_day_of_span

_WINDOW = "piis.evaluation.window_months"
_NUMBER = "piis.evaluation.number"
_IN_PERSON = "piis.evaluation.in_person"
_SHORT = "piis.evaluation.short_period"


@dataclass(frozen=True, slots=True)
class Held:
    """An evaluation that took place. Two on one day count once."""

    on: date
    in_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Span):
    """A quarter or a year of a PIIS and what it owes. `whole` is False for the piece at the end."""

    number: int
    in_person: int
    spacing: int  # months between two evaluations
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Deadline):
    """The last day for the `number`-th evaluation of its window."""

    number: int
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowStatus:
    """What a window owes and what was held in it."""

    window: Window
    held: int
    in_person: int

    @property
    def enough(self) -> bool:
        return self.held >= self.window.number

    @property
    def enough_in_person(self) -> bool:
        return self.in_person >= self.window.in_person


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationsStatus(Explained):
    """Where a PIIS stands on a day. `enough` and `enough_in_person` judge only the windows that are over.

    `next_due` is None once nothing more is owed; `next_in_person` says that the next one has to be.
    """

    windows: tuple[WindowStatus, ...]
    enough: bool
    enough_in_person: bool
    next_due: Due | None
    next_in_person: bool
    late: bool


@rule(_WINDOW, _NUMBER, _IN_PERSON, also=(_SHORT,), dated_by="start")
def evaluation_windows(*, start: date, until: date, short_period: str | None = None) -> tuple[Window, ...]:
    """The quarters (before the reform) or years (since) of a PIIS, and how many evaluations each one owes.

    Royal decree of 11 July 2002, art. 15, as amended on 3 October 2016 (in force 1 November 2016).

    A quarter begun before the reform ends under the old rule. `short_period` chooses what a piece owes.
    """
    if until < start:
        raise WrongFact(f"The PIIS would end on {until.isoformat()}, before it begins on {start.isoformat()}.")
    return tuple(_windows(start, until, short_period))


@rule(_WINDOW, _NUMBER, _IN_PERSON, also=(_SHORT,), dated_by="start")
def evaluations_due(
    *, start: date, until: date, short_period: str | None = None, week: str | None = None
) -> tuple[Due, ...]:
    """Each quarter before the reform; since then at least three a year, at least two of them in person.

    Royal decree of 11 July 2002, art. 15, as amended on 3 October 2016 (in force 1 November 2016).

    One due day for each evaluation owed, in order, all working days, each the last day to hold it. `week`: see
    `is_working_day`.
    """
    windows = evaluation_windows(start=start, until=until, short_period=short_period)
    return tuple(due for window in windows for due in _dues(window, week))


@rule(_WINDOW, _NUMBER, _IN_PERSON, also=(_SHORT,), dated_by="start")
def evaluations_status(
    *,
    held: Iterable[Held],
    start: date,
    until: date,
    on: date,
    short_period: str | None = None,
    week: str | None = None,
) -> EvaluationsStatus:
    """Whether the evaluations held are enough, enough of them in person, and when the next one is due.

    Royal decree of 11 July 2002, art. 15, as amended on 3 October 2016 (in force 1 November 2016).
    """
    windows = evaluation_windows(start=start, until=until, short_period=short_period)
    days = {one.on: False for one in held}
    days.update({one.on: True for one in held if one.in_person})
    states = tuple(_state(window, days) for window in windows)
    over = [one for one in states if one.window.last < on]
    due, in_person = _next(states, on, week)
    return EvaluationsStatus(
        windows=states,
        enough=all(one.enough for one in over),
        enough_in_person=all(one.enough_in_person for one in over),
        next_due=due,
        next_in_person=in_person,
        late=due is not None and due.date < on,
        lines=due.lines if due else windows[-1].lines,
    )


def _windows(start: date, until: date, short_period: str | None) -> Iterator[Window]:
    origin, count, months = start, 0, parameters.on(_WINDOW, start).whole
    first = start
    while first <= until:
        if parameters.on(_WINDOW, first).whole != months:
            origin, count, months = first, 0, parameters.on(_WINDOW, first).whole
        count += 1
        last = add_months(origin, count * months) - timedelta(days=1)
        yield _window(first, last, until, months, first == start, short_period)
        first = last + timedelta(days=1)


def _window(first: date, last: date, until: date, months: int, opening: bool, short_period: str | None) -> Window:
    number, in_person = parameters.on(_NUMBER, first), parameters.on(_IN_PERSON, first)
    code = "evaluations_quarter" if in_person.whole == 0 else "evaluations_year"
    lines = [number.line(code, number=number.whole, in_person=in_person.whole)]
    owed, spacing = number.whole, months // number.whole
    if last > until:
        chosen = parameters.on(_SHORT, first).reading(short_period)
        if chosen.name == "proportional":
            owed = max(_whole_months(first, until) * number.whole // months, 1 if opening else 0)
        lines.append(chosen.line("short_period", number=owed))
    return Window(
        first=first,
        last=min(last, until),
        number=owed,
        in_person=-(-owed * in_person.whole // number.whole),
        spacing=spacing,
        whole=last <= until,
        lines=tuple(lines),
    )


def _whole_months(first: date, last: date) -> int:
    months = 0
    while last_day_of_span(first, months + 1) <= last:
        months += 1
    return months


def _dues(window: Window, week: str | None) -> Iterator[Due]:
    """Evenly spaced where the spacing fits; otherwise spread over the days of the piece."""
    for number in range(1, window.number + 1):
        target = last_day_of_span(window.first, number * window.spacing)
        if not window.whole and last_day_of_span(window.first, window.number * window.spacing) > window.last:
            days = (window.last - window.first).days
            target = window.first + timedelta(days=days * number // window.number)
        yield _due(window, number, target, window.lines, week)


def _due(window: Window, number: int, target: date, lines: tuple[Line, ...], week: str | None) -> Due:
    day = previous_working_day(target, reading=week)
    if day < window.first:
        day = next_working_day(window.first, reading=week)
    return Due(date=day, number=number, window=window, lines=lines)


def _state(window: Window, days: dict[date, bool]) -> WindowStatus:
    inside = [in_person for day, in_person in days.items() if day in window]
    return WindowStatus(window=window, held=len(inside), in_person=sum(inside))


def _next(states: tuple[WindowStatus, ...], on: date, week: str | None) -> tuple[Due | None, bool]:
    """The next evaluation owed from the window of `on` onwards, and whether it has to be in person."""
    for state in states:
        if state.window.last < on:
            continue
        lacking_in_person = max(state.window.in_person - state.in_person, 0)
        lacking = max(state.window.number - state.held, 0)
        if lacking:
            return list(_dues(state.window, week))[state.held], lacking_in_person >= lacking
        if lacking_in_person:
            line = parameters.on(_IN_PERSON, state.window.first).line("in_person_lacking", number=lacking_in_person)
            extra = _due(state.window, state.held + 1, state.window.last, (*state.window.lines, line), week)
            return extra, True
    return None, False
