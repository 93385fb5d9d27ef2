"""What happens in the files of the demonstration: every state and every lateness, then chance by weight.

A story begins long enough before the demonstration's today for its last act to fall before it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from jalon.command.demo.centre import Plan
from jalon.command.demo.data import read
from jalon.command.demo.life import Life


@dataclass(frozen=True)
class Story:
    """A name, how often it is drawn, and what happens."""

    name: str
    weight: int
    tell: Callable[[Life], None]


WORTH_ALL = 120  # files in all; a smaller demonstration lives every one of them
LIVED_IN_OTHERS = 8  # files told through the services in each centre but the first, which tells every story


def deck(plan: Plan) -> Iterator[Story]:
    """The stories of a centre: the first centre tells all, the others some in turn, then by weight."""
    from jalon.command.demo import histories, projects, troubles, without_project

    known = {
        one.name: one for one in (*troubles.STORIES, *histories.STORIES, *projects.STORIES, *without_project.STORIES)
    }
    first = read("order")
    told = [known[name] for name in first] + [one for one in known.values() if one.name not in first]
    small = plan.whole < WORTH_ALL
    lived = plan.files if small else len(told) if plan.number == 0 else LIVED_IN_OTHERS
    begun = plan.first if small else plan.number * LIVED_IN_OTHERS
    others, draw = without_project.STORIES, Random(f"deck {plan.number}")
    for index in range(plan.files):
        if index < lived:
            yield told[(begun + index) % len(told)]
        else:
            yield draw.choices(others, weights=[one.weight for one in others])[0]
