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
LIVED_IN_OTHERS = 6  # files told through the services in each centre but the first, which tells every story


def lived(plan: Plan) -> list[Story]:
    """The stories a centre lives through the services: the first centre all, the others some in turn.

    The rest of its files are plain ones (see `plain`).
    """
    from jalon.command.demo import histories, projects, troubles, without_project

    known = {
        one.name: one for one in (*troubles.STORIES, *histories.STORIES, *projects.STORIES, *without_project.STORIES)
    }
    first = read("order")
    told = [known[name] for name in first] + [one for one in known.values() if one.name not in first]
    if plan.whole < WORTH_ALL:
        return [told[(plan.first + index) % len(told)] for index in range(plan.files)]
    count = min(plan.files, len(told) if plan.number == 0 else LIVED_IN_OTHERS)
    return [told[(plan.number * LIVED_IN_OTHERS + index) % len(told)] for index in range(count)]
