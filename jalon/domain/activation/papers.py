"""The way somebody went, on paper, in their own language."""

from collections.abc import Mapping
from datetime import datetime

from jalon.domain.accounts.models import Membership
from jalon.domain.activation.enums import ActionState, Presence
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.progress import Seen, seen
from jalon.domain.core.clock import day_of
from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.instruments.definition import Axis
from jalon.domain.instruments.enums import Rater
from jalon.domain.people.letterhead import head
from jalon.law.activation import Direction, OnAxis


def my_way(trajectory: Trajectory, *, worker: Membership, at: datetime) -> Rendered:
    """The person's page as a PDF. Nothing of it is kept: it can be made again."""
    person, on = trajectory.person, day_of(at)
    language = person.language
    sides = seen(trajectory, min(on, trajectory.last))
    context = contexts.Way(
        **head(person, worker, language=language, at=at),
        first=trajectory.starts_on,
        last=trajectory.last,
        aims=trajectory.aims,
        steps=steps_of(trajectory),
        sides=_sides(sides, language),
    )
    return render(context, language=language)


def steps_of(trajectory: Trajectory) -> tuple[contexts.WayStep, ...]:
    """Modules followed and actions done, by day; what was left aside is not told. Two queries."""
    modules = trajectory.participations.select_related("module").exclude(presence=Presence.NOT_FOLLOWED)
    actions = trajectory.actions.exclude(state=ActionState.DROPPED)
    steps = [
        contexts.WayStep(on=one.joined_on, text=one.module.name, done=one.presence == Presence.FOLLOWED)
        for one in modules
    ]
    steps += [
        contexts.WayStep(on=one.settled_on or one.noted_on, text=one.text, done=one.state == ActionState.DONE)
        for one in actions
    ]
    return tuple(sorted(steps, key=lambda step: step.on))


def _sides(sides: Mapping[str, Seen], language: str) -> tuple[contexts.WaySide, ...]:
    return tuple(
        contexts.WaySide(
            by_person=one.rater == Rater.PERSON,
            better=_axes(one, Direction.PROGRESS, language),
            same=_axes(one, Direction.NONE, language),
            harder=_axes(one, Direction.STEP_BACK, language),
        )
        for one in sides.values()
        if one.is_measured
    )


def _axes(one: Seen, direction: Direction, language: str) -> tuple[contexts.WayAxis, ...]:
    assert one.definition is not None
    said = language if language in one.definition.languages else one.definition.languages[0]
    axes = {axis.code: axis for axis in one.definition.axes}
    return tuple(
        contexts.WayAxis(
            name=axes[moved.axis].name.say(said),
            first=level_on_paper(axes[moved.axis], moved.first, said),
            last=level_on_paper(axes[moved.axis], moved.last, said),
        )
        for moved in _of(one, direction)
    )


def _of(one: Seen, direction: Direction) -> list[OnAxis]:
    return [moved for moved in one.progress.axes if moved.direction is direction]


def level_on_paper(axis: Axis, level: int, language: str) -> str:
    """A level in the words of the axis's only item, else as a number."""
    number = f"{level / 100:.1f}".removesuffix(".0").replace(".", "." if language == "en" else ",")
    if len(axis.items) != 1 or level % 100:
        return number
    levels = axis.items[0].levels.say(language)
    place = level // 100
    return str(levels[place - 1]) if 0 < place <= len(levels) else number
