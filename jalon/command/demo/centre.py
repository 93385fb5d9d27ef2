"""One centre, filled file by file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID, uuid5

SEED = UUID("5a1e0c70-3d1f-4d0e-9a51-6a616c6f6e21")


@dataclass(frozen=True)
class Plan:
    """What one centre receives. `first`: how many files of `whole` come before; `copy`: 0 for the place itself."""

    number: int
    copy: int
    files: int
    first: int
    whole: int
    on: date


def fill(plan: Plan, told: Callable[[int], None]) -> list[str]:
    """Open the centre, its members, then its files, each in a transaction. Returns the addresses of its users."""
    from django.utils import translation

    from jalon.command.demo.life import World
    from jalon.command.demo.places import open_centre
    from jalon.command.demo.stories import deck
    from jalon.domain.core.context import centre_context
    from jalon.domain.people.models import Person

    centre, members, language = open_centre(plan)
    world = World(centre=centre, members=members, language=language, on=plan.on)
    with translation.override(language):
        for index, story in enumerate(deck(plan)):
            key = uuid5(SEED, f"file {plan.number} {index}")
            with centre_context(centre.pk):
                if not Person.objects.filter(pk=key).exists():
                    story.tell(world.begin(index, key, Random(f"{plan.number} {index} {story.name}")))
            told(index + 1)
    return [member.email for member in members]
