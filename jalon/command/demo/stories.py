"""What happens in the files of the demonstration: every state and every lateness, told once or more.

A story begins long enough before the demonstration's today for its last act to fall before it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from jalon.command.demo.centre import Plan
from jalon.command.demo.data import read
from jalon.command.demo.life import Life


@dataclass(frozen=True)
class Story:
    """A name, and what happens."""

    name: str
    tell: Callable[[Life], None]


WORTH_ALL = 120  # files in all; a smaller demonstration lives every one of them
LIVED_IN_OTHERS = 4  # files told through the services in each centre but the first, which tells every story
# Among them in every centre, whichever a visitor opens: trajectories, measures, months of work.
EVERYWHERE = ("with_new_bilan", "equivalent", "ended_job")


def lived(plan: Plan) -> list[Story]:
    """The stories a centre lives through the services: the first centre all, the others some in turn.

    `EVERYWHERE` comes first in those. The rest of its files are plain ones (see `plain`).
    """
    from jalon.command.demo import histories, projects, troubles, without_project

    known = {
        one.name: one for one in (*troubles.STORIES, *histories.STORIES, *projects.STORIES, *without_project.STORIES)
    }
    first = read("order")
    told = [known[name] for name in first] + [one for one in known.values() if one.name not in first]
    if plan.whole < WORTH_ALL:
        return [told[(plan.first + index) % len(told)] for index in range(plan.files)]
    if plan.number == 0:
        return told[: plan.files]
    others = [one for one in told if one.name not in EVERYWHERE]
    count = LIVED_IN_OTHERS - len(EVERYWHERE)
    in_turn = [others[(plan.number * count + index) % len(others)] for index in range(count)]
    return [*(known[name] for name in EVERYWHERE), *in_turn][: plan.files]
