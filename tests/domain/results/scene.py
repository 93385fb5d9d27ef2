"""A convention in force over 2015, and a year of drawn lives: bilans, PIIS, trajectories, modules, measurements."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from jalon.domain.activation.enums import ActionState, Activity, Counts, Presence, Result
from jalon.domain.activation.models import Action, Module, Participation, Trajectory
from jalon.domain.core.context import centre_context
from jalon.domain.grants.models import Grant
from jalon.domain.grants.services import grants
from jalon.domain.instruments.models import Bilan, InstrumentVersion, Measurement
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person
from jalon.domain.piis.models import Piis
from tests.domain.activation.builders import measured, the_bilan
from tests.domain.conventions.scene import AT, Office, World, a_world, in_force
from tests.factories import a_person, a_status

FIRST, LAST = date(2015, 1, 1), date(2015, 12, 31)
NOW = AT + timedelta(days=30)
LINE = "activation"


@dataclass
class Scene:
    """The world, the grant of our centre, and its instrument."""

    world: World
    grant: Grant
    bilan: InstrumentVersion

    @property
    def office(self) -> Office:
        """Ours."""
        return self.world.ours


def a_scene() -> Scene:
    """Our convention in force, its grant open, and the lives of forty-five people."""
    world = a_world()
    in_force(world)
    with centre_context(world.ours.centre.pk):
        (held,) = grants(actor=world.ours.coordinator, at=AT)
        scene = Scene(world, held.grant, the_bilan(world.ours.worker))
        lives(scene, random.Random(5), 45)
    return scene


def lives(scene: Scene, draw: random.Random, number: int) -> None:
    """People whose year lies before, in, around and after 2015. In the centre's context."""
    modules = [a_module(draw) for _one in range(12)]
    for place in range(number):
        person = a_person(f"Personne{place}")
        if draw.random() < 0.8:
            since = FIRST + timedelta(days=draw.randrange(-200, 500))
            a_status(person, draw.choice(list(StatusKind)), since=since, until=since + timedelta(days=300))
        if draw.random() < 0.6:
            a_bilan(
                scene, person, FIRST + timedelta(days=draw.randrange(-60, 420)), draw.choice(("", " ", "Un stage."))
            )
        if draw.random() < 0.8:
            a_life(scene, person, draw, modules)


def a_module(draw: random.Random) -> Module:
    """Anything, classified in any way."""
    starts = FIRST + timedelta(days=draw.randrange(-100, 300))
    return Module.objects.create(
        name="Module", starts_on=starts, ends_on=draw.choice((None, starts + timedelta(days=60))),
        activity=draw.choice(list(Activity)), counts=draw.choice(list(Counts)),
    )  # fmt: skip


def a_bilan(scene: Scene, person: Person, held_on: date, together: str = "Un stage.", **facts: object) -> Bilan:
    """A finished bilan."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Bilan.objects.create(
        person=person, number=Bilan.objects.filter(person=person).count() + 1, held_on=held_on, started_on=held_on,
        author=scene.office.worker, instrument_version=1, together=together, state="finished", finished_at=at,
        finished_by=scene.office.worker, **facts,
    )  # fmt: skip


def a_way(scene: Scene, person: Person, starts_on: date, *, days: int = 200, **facts: object) -> Trajectory:
    """A trajectory; `piis=True` gives it a frame."""
    if facts.get("piis") is True:
        facts["piis"] = a_project(person, starts_on)
    return Trajectory.objects.create(
        person=person, number=Trajectory.objects.filter(person=person).count() + 1, starts_on=starts_on,
        until=starts_on + timedelta(days=days), measured_from=facts.pop("measured_from", starts_on),
        opened_by=scene.office.worker, **facts,
    )  # fmt: skip


def a_project(person: Person, drafted_on: date, **facts: object) -> Piis:
    """A PIIS being written: what frames a trajectory need not run yet."""
    number = Piis.objects.filter(person=person).count() + 1
    return Piis.objects.create(person=person, number=number, drafted_on=drafted_on, **facts)


def a_life(scene: Scene, person: Person, draw: random.Random, modules: list[Module]) -> None:
    """One or two trajectories in a row, with what is done along them and how it was measured."""
    begins = FIRST + timedelta(days=draw.randrange(-250, 380))
    for _one in range(draw.choice((1, 1, 2))):
        days = draw.choice((40, 120, 190))
        facts = {
            "kind": draw.choice(("general", "general", "employment")),
            "has_community_service": draw.random() < 0.1,
        }
        project = a_project(person, begins, **facts) if draw.random() < 0.75 else None
        ended = {"ended_on": begins + timedelta(days=days - 3), "decided_by": scene.office.worker}
        ended["result"] = draw.choice(("", *Result, *Result))
        way = a_way(scene, person, begins, days=days, piis=project, **(ended if draw.random() < 0.6 else {}))
        _along(way, draw, modules)
        for rater in draw.sample(("worker", "person"), draw.choice((0, 1, 2, 2))):
            second = begins + timedelta(days=draw.choice((30, 100, 250)))
            for day, levels in ((begins, (None, 200, 300, 400)), (second, (None, 200, 300, 400, 500))):
                scores = {axis: draw.choice(levels) for axis in ("housing", "work", "training", "mobility", "network")}
                measured(person, scene.bilan, day, scores, rater=rater, trajectory=way.pk).save()
        begins += timedelta(days=days + 1)


def _along(way: Trajectory, draw: random.Random, modules: list[Module]) -> None:
    for module in draw.sample(modules, draw.randrange(3)):
        joined = way.starts_on + timedelta(days=draw.randrange(40))
        left = draw.choice((None, joined + timedelta(days=10)))
        presence = draw.choice(list(Presence))
        Participation.objects.create(trajectory=way, module=module, joined_on=joined, left_on=left, presence=presence)
    if draw.random() < 0.5:
        state = draw.choice(list(ActionState))
        noted = way.starts_on + timedelta(days=draw.randrange(40))
        settled = None if state == ActionState.TO_DO else noted + timedelta(days=20)
        Action.objects.create(
            trajectory=way, text="Une action", state=state, noted_on=noted, settled_on=settled,
            activity=draw.choice(list(Activity)), counts=draw.choice(list(Counts)),
        )  # fmt: skip


def gone(scene: Scene, person: Person, way: Trajectory, axis: str = "work") -> list[Measurement]:
    """Measured twice, one level up."""
    rows = [
        measured(person, scene.bilan, day, {axis: level}, trajectory=way.pk, sitting=uuid4())
        for day, level in ((way.starts_on, 200), (way.starts_on + timedelta(days=60), 300))
    ]
    for row in rows:
        row.save()
    return rows
