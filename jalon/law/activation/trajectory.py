"""How long a trajectory of social activation may last, and where it led."""

from dataclasses import dataclass
from datetime import date

from jalon.law import parameters
from jalon.law.activation.facts import Direction, Recorded, Result
from jalon.law.answers import Deadline, Explained
from jalon.law.rules import rule
from jalon.law.terms import last_day_of_span

MONTHS, RESULTS = "activation.trajectory.months", "activation.results"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Explained):
    """The result that what was recorded points to, the others it also points to, and why. None: nothing recorded."""

    result: Result | None
    also: tuple[Result, ...] = ()


@rule(MONTHS, dated_by="starts_on")
def trajectory_until(*, starts_on: date) -> Deadline:
    """A trajectory lasts one year at most.

    Instructions of 2015 for the conventions of social activation, as shown to the working group on 12 May 2015.
    """
    months = parameters.on(MONTHS, starts_on)
    line = months.line("trajectory_year", months=months.whole, first=starts_on)
    return Deadline(date=last_day_of_span(starts_on, months.whole), lines=(line,))


@rule(RESULTS, dated_by="on")
def proposed_result(*, recorded: Recorded, on: date) -> Proposed:
    """One of the four results, the nearest to a paid job of those that the file shows; a person decides.

    Instructions of 2015 for the conventions of social activation, as shown to the working group on 12 May 2015.
    """
    entry = parameters.on(RESULTS, on)
    shown = {
        Result.JOB: recorded.job,
        Result.PATH: recorded.path,
        Result.VOLUNTEERING: recorded.volunteering,
        Result.AUTONOMY: recorded.autonomy is Direction.PROGRESS,
    }
    found = [Result(one) for one in entry.words if shown[Result(one)]]
    if not found:
        measured = recorded.autonomy is not Direction.NOT_MEASURED
        code = "result_nothing_recorded" if measured else "result_nothing_measured"
        return Proposed(result=None, lines=(entry.line(code),))
    lines = tuple(entry.line(f"result_{one.value}") for one in found)
    return Proposed(result=found[0], also=tuple(found[1:]), lines=lines)
