"""One centre, filled file by file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from jalon.command.demo.life import World
    from jalon.command.demo.stories import Story

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


AT_ONCE = 40  # plain files written in one transaction


def fill(plan: Plan, told: Callable[[int], None]) -> list[str]:
    """Open the centre, its members, then its files. `told` hears how many are there. Returns its users' addresses."""
    from django.utils import translation

    from jalon.command.demo.life import World
    from jalon.command.demo.places import open_centre
    from jalon.command.demo.stories import lived

    centre, members, language = open_centre(plan)
    world = World(centre=centre, members=members, language=language, on=plan.on)
    with translation.override(language):
        stories = lived(plan)
        for index, story in enumerate(stories):
            _live(world, plan, index, story)
            told(index + 1)
        for first in range(len(stories), plan.files, AT_ONCE):
            last = min(first + AT_ONCE, plan.files)
            _write(world, plan, range(first, last))
            told(last)
    return [member.email for member in members]


def _key(plan: Plan, index: int) -> UUID:
    return uuid5(SEED, f"file {plan.number} {index}")


def _live(world: "World", plan: Plan, index: int, story: "Story") -> None:
    """One file, lived through the services in one transaction, unless it is there already."""
    from jalon.domain.core.context import centre_context
    from jalon.domain.people.models import Person

    key = _key(plan, index)
    with centre_context(world.centre.pk):
        if not Person.objects.filter(pk=key).exists():
            story.tell(world.begin(index, key, Random(f"{plan.number} {index} {story.name}")))


def _write(world: "World", plan: Plan, indexes: range) -> None:
    """Some plain files, written together in one transaction, unless they are there already."""
    from jalon.command.demo.batch import Batch
    from jalon.command.demo.plain import tell
    from jalon.command.demo.sheet import Sheet
    from jalon.domain.core.context import centre_context
    from jalon.domain.people.models import Person

    with centre_context(world.centre.pk):
        if Person.objects.filter(pk=_key(plan, indexes[0])).exists():
            return
        batch = Batch(world)
        for index in indexes:
            tell(Sheet(batch, index, _key(plan, index), Random(f"{plan.number} {index}")))
        batch.write()
