"""Counting by definitions: which people or trajectories stand behind each measure. Few questions, whatever the centre.

What a trajectory is, which touch a period, which measurements count and which way somebody went are those of the
`activation` and `instruments` rooms; here is only which of them a definition takes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Trim

from jalon.domain.activation.cohorts import Cohort, Member, cohort
from jalon.domain.activation.enums import ActionState, Presence
from jalon.domain.activation.models import Action, Participation, Trajectory
from jalon.domain.activation.progress import AIMS
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Status
from jalon.domain.piis.models import Piis
from jalon.law.activation import Direction
from jalon.law.subsidies.results import Counts, Definition, Unit


@dataclass(frozen=True, slots=True, order=True)
class One:
    """One thing that is counted (a person, or a trajectory), and whose file it stands in."""

    unit: UUID
    file: UUID


Files = frozenset[One]


def count(definitions: Iterable[Definition], *, first: date, last: date) -> dict[str, Files]:
    """What each definition counts in a period, by measure. `last` is the reference day; before `first`, nothing."""
    read = _Read(first, last)
    if last < first:
        return {one.measure: frozenset() for one in definitions}
    return {one.measure: _WAYS[one.counts](read, one) for one in definitions}


@dataclass(frozen=True)
class _Read:
    """The period, and what was read of it, each once."""

    first: date
    last: date

    @cached_property
    def by_worker(self) -> Cohort:
        return self._cohort(Rater.WORKER)

    @cached_property
    def by_person(self) -> Cohort:
        return self._cohort(Rater.PERSON)

    def _cohort(self, rater: str) -> Cohort:
        days = {"first": self.first, "last": self.last, "reference": self.last}
        return cohort(**days, rater=rater, aims=[str(one) for one in AIMS])

    @property
    def ways(self) -> Sequence[Member]:
        """Every trajectory of the period."""
        return self.by_worker.trajectories

    @cached_property
    def framed(self) -> list[Member]:
        """Those a PIIS gives its frame."""
        return [one for one in self.ways if one.is_framed]

    def toward(self, way: Member, aim: str) -> Direction:
        """Where somebody went, as the centre notes it (see `activation.progress.told_by`)."""
        for found in (self.by_worker, self.by_person):
            if found.direction(way.pk) is not Direction.NOT_MEASURED:
                return found.direction(way.pk, aim)
        return Direction.NOT_MEASURED

    @cached_property
    def done(self) -> dict[UUID, set[tuple[str, str]]]:
        """What each trajectory holds in the period: the activity and what it counts as. Two questions."""
        touching = {"trajectory__in": Trajectory.objects.touching(self.first, self.last).values("pk")}
        left = Coalesce("left_on", "module__ends_on")
        parts = Participation.objects.filter(**touching).alias(left=left).exclude(presence=Presence.NOT_FOLLOWED)
        parts = parts.filter(Q(left=None) | Q(left__gte=self.first), joined_on__lte=self.last)
        acts = Action.objects.filter(**touching).exclude(state=ActionState.DROPPED)
        acts = acts.filter(Q(settled_on=None) | Q(settled_on__gte=self.first), noted_on__lte=self.last)
        found: dict[UUID, set[tuple[str, str]]] = {}
        for way, activity, counts in [
            *parts.values_list("trajectory_id", "module__activity", "module__counts"),
            *acts.values_list("trajectory_id", "activity", "counts"),
        ]:
            found.setdefault(way, set()).add((activity, counts))
        return found

    @cached_property
    def projects(self) -> dict[UUID, tuple[str, bool]]:
        """The kind of the PIIS of each trajectory, and whether it holds a community service. One question."""
        rows = Trajectory.objects.touching(self.first, self.last).exclude(piis=None)
        return {
            way: (kind, service)
            for way, kind, service in rows.values_list("pk", "piis__kind", "piis__has_community_service")
        }

    @cached_property
    def statuses(self) -> set[tuple[str, UUID]]:
        """In what capacity the centre accompanied whom in the period. One question."""
        rows = Status.objects.filter(Q(until=None) | Q(until__gte=self.first), since__lte=self.last)
        return set(rows.values_list("kind", "person_id"))

    @cached_property
    def assessed(self) -> set[UUID]:
        """Who had a bilan whose next steps were settled. One question."""
        rests = Q(bilan=OuterRef("pk")) | Q(bilan=OuterRef("corrects"))
        begun = Q(starts_on__gte=OuterRef("held_on"), starts_on__lte=self.last)
        ways = Trajectory.objects.filter(rests | begun, person=OuterRef("person"))
        projects = Piis.objects.filter(
            person=OuterRef("person"), drafted_on__gte=OuterRef("held_on"), drafted_on__lte=self.last
        )
        rows = Bilan.objects.standing().filter(held_on__range=(self.first, self.last))
        rows = rows.annotate(kept=Trim("together")).filter(~Q(kept=Value("")) | Exists(ways) | Exists(projects))
        return set(rows.values_list("person_id", flat=True))


def _people(found: Iterable[UUID]) -> Files:
    return frozenset(One(one, one) for one in found)


def _of(ways: Iterable[Member], definition: Definition) -> Files:
    """In the definition's unit."""
    if definition.unit == Unit.TRAJECTORIES:
        return frozenset(One(one.pk, one.person_id) for one in ways)
    return _people(one.person_id for one in ways)


def _assessed(read: _Read, _definition: Definition) -> Files:
    return _people(read.assessed)


def _accompanied(read: _Read, definition: Definition) -> Files:
    return _of(read.framed, definition)


def _towards(read: _Read, definition: Definition) -> Files:
    facts = definition.facts
    kinds, service = set(facts.get("kinds", ())), bool(facts.get("community_service"))
    activities, counts = set(facts.get("activities", ())), set(facts.get("counts", ()))
    left_out = set(facts.get("except", ()))

    def leads(way: Member) -> bool:
        kind, has_service = read.projects[way.pk]
        if kind in kinds or (service and has_service):
            return True
        done = read.done.get(way.pk, set())
        return any(what in activities or (how in counts and what not in left_out) for what, how in done)

    return _of((one for one in read.framed if leads(one)), definition)


def _led(read: _Read, definition: Definition) -> Files:
    ended = [one for one in read.framed if one.ended_on and read.first <= one.ended_on <= read.last]
    return _of((one for one in ended if one.result == definition.facts["result"]), definition)


def _progress(read: _Read, definition: Definition) -> Files:
    aim = definition.facts["aim"]
    return _of((one for one in read.framed if read.toward(one, aim) is Direction.PROGRESS), definition)


def _entitled(read: _Read, definition: Definition) -> Files:
    kinds = set(definition.facts["statuses"])
    return _people(person for kind, person in read.statuses if kind in kinds)


def _on_the_way(read: _Read, definition: Definition) -> Files:
    accompanied = {one.person_id for one in read.ways}
    return frozenset(one for one in _entitled(read, definition) if one.file in accompanied)


_WAYS: Mapping[Counts, Callable[[_Read, Definition], Files]] = {
    Counts.ASSESSED: _assessed,
    Counts.ACCOMPANIED: _accompanied,
    Counts.TOWARDS: _towards,
    Counts.LED: _led,
    Counts.PROGRESS: _progress,
    Counts.ENTITLED: _entitled,
    Counts.ON_THE_WAY: _on_the_way,
}
