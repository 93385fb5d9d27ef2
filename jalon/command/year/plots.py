"""What each of the twenty lives through. Days are counted from the opening of the file.

Levels are those of the person and of the social service, from 1 to 5 whatever the instrument; 0: this side does not
rate. In the third centre less is better. `live` in `living` reads a plot from top to bottom.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from jalon.domain.activation.enums import Activity, Presence, Result
from jalon.domain.people.enums import StatusKind
from jalon.domain.piis.enums import EndReason, Outcome

if TYPE_CHECKING:
    from jalon.command.year.living import Lived

Levels = tuple[int, int]  # of the person, of the social service


class Ends(StrEnum):
    """How the trajectory ends within the year."""

    RUNNING = "running"  # it does not
    NONE = ""  # concluded with none of the four results


@dataclass(frozen=True, kw_only=True)
class Plot:
    """One life. `begins`: days after the first of January. `twist`: what happens after everything else.

    `project_ends`: None leaves the PIIS running; `project`: False for who has none. `arrives`: from the centre that
    somebody just left. `answers_little`: at the end, half of the questions.
    """

    centre: int
    told: str
    begins: int
    receives: StatusKind = StatusKind.INTEGRATION
    project: bool = True
    arrives: bool = False
    answers_little: bool = False
    start: Levels
    middle: Levels | None = None
    end: Levels | None = None
    end_after: int = 250
    module: Activity | None = None
    presence: Presence = Presence.FOLLOWED
    action: Activity | None = None
    result: Result | Ends = Ends.RUNNING
    project_ends: tuple[EndReason, Outcome] | None = None
    twist: "Callable[[Lived], None] | None" = None


def _moves_away(life: "Lived") -> None:
    life.close("Déménagement dans une autre commune.", after=210)
    life.world.moved = life.identity


def _closes(life: "Lived") -> None:
    life.close("Plus de demande d’aide.", after=270)


def _corrects(life: "Lived") -> None:
    """The last rating of the social service was read wrongly: all as at the start."""
    life.correct_last(level=2, after=256)


def _moves_the_day(life: "Lived") -> None:
    """The end was measured in January, not in December."""
    life.restate_last(after=375)


def _begins_again(life: "Lived") -> None:
    """The instrument has changed since; somebody measures twice with the new version, for no trajectory."""
    life.measure("start", (4, 4), after=200, for_it=False)
    life.measure("end", (1, 1), after=255, for_it=False)


def _decides(life: "Lived") -> None:
    """The list leaves a week of discovery open; somebody decides, and says why."""
    life.decide_module(after=260)


def _looks_in(life: "Lived") -> None:
    """A look in one minute, which says no direction."""
    life.check_in(after=120)


_JOB = (EndReason.EMPLOYMENT, Outcome.JOB)
_WELL = (EndReason.NORMAL, Outcome.AUTONOMY)
_PATH = (EndReason.NORMAL, Outcome.PATH)

PLOTS = (
    # The first centre measures with the bilan, three times.
    Plot(centre=0, told="goes forward and finds a job", begins=6, start=(2, 2), middle=(3, 2), end=(4, 4),
         module=Activity.LANGUAGE, result=Result.JOB, project_ends=_JOB),
    Plot(centre=0, told="grows stronger at home", begins=20, start=(2, 1), middle=(2, 2), end=(3, 3),
         module=Activity.SELF_ESTEEM, result=Result.AUTONOMY, project_ends=_WELL, twist=_looks_in),
    Plot(centre=0, told="stays where they were", begins=13, start=(3, 3), middle=(3, 3), end=(3, 3),
         module=Activity.LANGUAGE, presence=Presence.PARTLY, result=Ends.NONE),
    Plot(centre=0, told="steps back", begins=34, start=(4, 4), end=(2, 3), end_after=230,
         module=Activity.PUNCTUALITY, presence=Presence.NOT_FOLLOWED),
    Plot(centre=0, told="is not measured a second time", begins=41, project=False, start=(2, 3), action=Activity.OTHER),
    Plot(centre=0, told="has no income support, and helps in the garden", begins=27, receives=StatusKind.BROAD,
         project=False, start=(2, 2), end=(3, 4), action=Activity.VOLUNTEERING, result=Result.VOLUNTEERING),
    Plot(centre=0, told="moves away half-way", begins=8, start=(2, 2), middle=(3, 3), end_after=0,
         module=Activity.SELF_ESTEEM, result=Ends.NONE, project_ends=(EndReason.MOVED, Outcome.NONE_YET),
         twist=_moves_away),
    # The second measures with the scale that comes with Jalon.
    Plot(centre=1, told="arrives from the first centre; their end is measured after the year", begins=228,
         arrives=True, start=(3, 3), end=(4, 4), end_after=145),
    Plot(centre=1, told="goes forward to a training", begins=15, start=(2, 2), middle=(3, 3), end=(4, 4),
         module=Activity.TRADE_PREPARATION, result=Result.PATH, project_ends=_PATH),
    Plot(centre=1, told="feels stronger, which the service does not see", begins=29, start=(2, 4), end=(4, 3),
         module=Activity.COMMUNICATION, result=Result.AUTONOMY, project_ends=_WELL),
    Plot(centre=1, told="rates alone: the service does not", begins=36, project=False, start=(2, 0), end=(4, 0),
         action=Activity.COMMUNITY_SERVICE),
    Plot(centre=1, told="a rating of theirs is corrected", begins=22, project=False, start=(2, 2), end=(4, 4),
         twist=_corrects),
    Plot(centre=1, told="the day of their last rating is corrected", begins=2, project=False, start=(2, 2),
         middle=(2, 2), end=(5, 5), end_after=340, twist=_moves_the_day),
    Plot(centre=1, told="has equivalent aid, and steps back", begins=43, receives=StatusKind.EQUIVALENT,
         project=False, start=(4, 4), end=(3, 2), module=Activity.TRANSPORT, result=Ends.NONE),
    # The third measures with an instrument of its own, changed on the first of July.
    Plot(centre=2, told="begins with the first version and ends with it", begins=9, start=(5, 4), middle=(4, 4),
         end=(2, 2), module=Activity.BASIC_SKILLS, result=Result.AUTONOMY, project_ends=_WELL),
    Plot(centre=2, told="begins with the second version", begins=184, start=(4, 4), end=(3, 2), end_after=120),
    Plot(centre=2, told="has both versions on their way", begins=16, start=(4, 5), end=(3, 4), end_after=140,
         twist=_begins_again),
    Plot(centre=2, told="leaves, and their file is closed", begins=5, receives=StatusKind.BROAD, project=False,
         start=(3, 3), end=(3, 3), result=Ends.NONE, twist=_closes),
    Plot(centre=2, told="answers little, and steps back", begins=23, project=False, answers_little=True,
         start=(2, 2), end=(4, 4), module=Activity.ATTITUDES),
    Plot(centre=2, told="follows a week of discovery that somebody has to judge", begins=30, start=(4, 4),
         middle=(3, 3), end=(2, 3), module=Activity.DISCOVERY, result=Result.PATH, project_ends=_PATH,
         twist=_decides),
)  # fmt: skip
