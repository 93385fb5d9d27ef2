"""The year, day by day: each plot is one file, lived in one transaction, unless it was lived already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid5

from django.utils import translation

from jalon.command.console import Advance
from jalon.command.demo.activating import led_to
from jalon.command.demo.centre import SEED, Plan
from jalon.command.demo.life import Life, World
from jalon.command.demo.people import Identity, invent
from jalon.command.demo.places import open_centre, open_doors
from jalon.command.year.instrument import CODE, described
from jalon.command.year.plots import PLOTS, Ends, Levels, Plot
from jalon.domain.activation import services as activation
from jalon.domain.activation.enums import ActionState, Activity, Counts, Result
from jalon.domain.activation.models import Module, Trajectory
from jalon.domain.activation.services.classifying import Said
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from jalon.domain.instruments import correcting, installing, measuring
from jalon.domain.instruments import services as bilans
from jalon.domain.instruments.definition import Item, read
from jalon.domain.instruments.enums import LifeDomain, Moment, Rater
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, Measurement
from jalon.domain.people import services as files
from jalon.domain.people.models import Person
from jalon.law.activation import trajectory_until
from jalon.law.calendar import next_working_day

FIRST_NUMBER = 910  # of the centres, far from those of the demonstration: Liège, Gand and Saint-Gilles once more
INSTRUMENTS = ("bilan", "empowerment", CODE)
TALKED_ABOUT = tuple(LifeDomain.values)[::2]
_WAVE = (0, 1, 0, -1, 0, 0, 1, -1)  # what is rated alike everywhere says little
_WORDS = {
    "plan": {"fr": "Deux matinées par semaine, puis une activité.", "nl": "Twee voormiddagen, daarna een activiteit."},
    "action": {"fr": "Une matinée par semaine dans le quartier", "nl": "Een voormiddag per week in de buurt"},
    "correction": {"fr": "Les réponses avaient été mal relues.", "nl": "De antwoorden waren verkeerd gelezen."},
    "decision": {
        "fr": "Le groupe est fait de personnes loin de l’emploi.",
        "nl": "De groep bestaat uit mensen ver van een job.",
    },
}


@dataclass
class YearWorld(World):
    """A centre in that year. `moved`: who left another centre for this one."""

    year: int = 0
    moved: Identity | None = field(default=None)


class Lived(Life):
    """A life whose days are counted from the opening of its file."""

    plot: Plot
    world: YearWorld
    identity: Identity
    trajectory: Trajectory

    def day(self, after: int) -> date:
        """The working day so many days after the file was opened."""
        return next_working_day(date(self.world.year, 1, 1) + timedelta(days=self.plot.begins + after))

    def say(self, name: str) -> str:
        """A sentence in the centre's language."""
        return _WORDS[name].get(self.world.language) or _WORDS[name]["fr"]

    @property
    def code(self) -> str:
        """The instrument of this centre."""
        return INSTRUMENTS[self.plot.centre]

    # The acts of a year

    def begin_file(self) -> None:
        """The file and the status; who comes from elsewhere keeps their name and number."""
        day, known = self.day(0), self.world.moved
        if known is None:
            place = {"postal": self.world.centre.postal_code, "place": self.world.centre.name}
            known = invent(self.draw, language=self.world.language, number=self.index, on=day, young=False, **place)
        self.identity, self.world.moved = known, None
        self.person = files.create_person(
            actor=self.worker, facts=known.facts, niss=known.niss, on=day, responsible=self.worker, key=self.key
        )
        self.status(day, self.plot.receives)

    def talk(self, moment: Moment, levels: Levels, after: int) -> Bilan:
        """A bilan about some domains, finished the same day."""
        day = self.day(after)
        bilan = bilans.start(actor=self.worker, person=self.person, moment=moment, held_on=day, on=day)
        rated = {
            entry.domain: Change(1, {
                f"rating_{side}": _level(base, place + self._turned(side, base), 5)
                for side, base in zip(Rater.values, levels, strict=True) if base
            })
            for place, entry in enumerate(bilan.entries.filter(domain__in=TALKED_ABOUT).order_by("domain"))
        }  # fmt: skip
        bilan = bilans.save(actor=self.worker, bilan=bilan, changes=rated, at=self.at(day)).bilan
        return bilans.finish(actor=self.worker, bilan=bilan, revision=bilan.revision, at=self.at(day))

    def has_project(self) -> None:
        """Prepared, handed over, signed by all, approved."""
        self.prepare(self.day(8), self.text(self.day(20)))
        self.decide(next_working_day(self.sign_all(self.hand_over(self.day(9))) + timedelta(days=2)))

    def goes_along(self) -> None:
        """The trajectory, what it rests on, and its first measurement."""
        day, plot = self.day(30), self.plot
        facts = {
            "bilan": Bilan.objects.standing().of(self.person.pk).last(),
            "piis": self.piis if plot.project else None,
        }
        plan = activation.Plan(
            starts_on=day, until=trajectory_until(starts_on=day).date, plan=self.say("plan"), measured_by=self.code,
            **facts,
        )  # fmt: skip
        self.trajectory = activation.open_trajectory(actor=self.worker, person=self.person, plan=plan, on=day)
        if self.code != "bilan":
            self.measure("start", plot.start, 31)

    def measure(self, moment: str, levels: Levels, after: int, *, for_it: bool = True) -> None:
        """Each side rates on its own, for this trajectory or for none; a side of level 0 says it does not rate."""
        if self.code == "bilan":
            self.talk(Moment(moment), levels, after)
            return
        day = self.day(after)
        facts = {"actor": self.worker, "code": self.code, "moment": moment, "held_on": day, "on": day}
        if for_it:
            rows = activation.begin_measure(trajectory=self.trajectory, **facts)
        else:
            rows = measuring.begin(person=self.person, **facts)
        of = dict(zip((Rater.PERSON, Rater.WORKER), levels, strict=True))
        for row in rows:
            if not of[Rater(row.rater)]:
                measuring.decline(actor=self.worker, measurement=row, on=day)
        for row in rows:
            if base := of[Rater(row.rater)]:
                self._rate(row, base, day)

    def _rate(self, row: Measurement, base: int, day: date) -> Measurement:
        person = ThePerson(self.person, lent_by=self.worker)
        facts = {"actor": person if row.rater == Rater.PERSON else self.worker, "at": self.at(day)}
        row = measuring.rate(
            measurement=row, answers=self._answers(row, base), comment="", revision=row.revision, **facts
        )  # fmt: skip
        return measuring.finish(measurement=row, revision=row.revision, **facts)

    def _answers(self, row: Measurement, base: int) -> Mapping[str, int | None]:
        """Every item but the last; at the end, somebody who answers little leaves out the second half."""
        items: tuple[Item, ...] = row.instrument.read.items
        few = row.moment == "end" and self.plot.answers_little
        kept = items[: len(items) * 3 // 5 if few else len(items) - 1]
        turned = self._turned(row.rater, base)
        levels = {item.code: _level(base, place + turned, item.count) for place, item in enumerate(kept)}
        return {
            item.code: item.count + 1 - levels[item.code] if item.is_reversed else levels[item.code] for item in kept
        }

    def _turned(self, side: str, base: int) -> int:
        """Who moved has moved more on one axis than on another, and now and then back on a third."""
        return 0 if base == self.plot.start[Rater.values.index(side)] else 3

    def takes_part(self) -> None:
        """A module joined, an action noted; how both went."""
        plot, person = self.plot, {"actor": self.worker, "trajectory": self.trajectory}
        if plot.module:
            part = activation.join(**person, module=self.module(plot.module), joined_on=self.day(35), on=self.day(35))
            activation.attend(
                actor=self.worker, participation=part, presence=plot.presence, note="", left_on=self.day(150),
                on=self.day(152),
            )  # fmt: skip
        if plot.action:
            noted = {"text": self.say("action"), "said": Said(activity=plot.action), "due_on": None}
            action = activation.add_action(**person, **noted, at=self.at(self.day(45)))
            activation.settle(actor=self.worker, action=action, state=ActionState.DONE, on=self.day(160))

    def module(self, activity: Activity) -> Module:
        """The centre's module of this kind, made when the first person joins it."""
        name, day = str(activity.label).capitalize(), date(self.world.year, 1, 1)
        if found := Module.objects.filter(name=name).first():
            return found
        facts = activation.ModuleFacts(name=name, starts_on=day, ends_on=None, said=Said(activity=activity))
        return activation.save_module(actor=self.worker, facts=facts, at=self.at(next_working_day(day)))

    def concludes(self, result: Result | Ends, after: int) -> None:
        """The end of the project if it ends, then where the trajectory led."""
        if self.plot.project_ends:
            self.end(self.day(after), *self.plot.project_ends)
        if result != Ends.RUNNING:
            led_to(self, self.trajectory, self.day(after + 2), Result(result) if result else None)

    # The twists

    def close(self, reason: str, *, after: int) -> None:
        """The file is closed."""
        day = self.day(after)
        files.close_file(actor=self.worker, person=self.person, closed_on=day, reason=reason, on=day)

    def _last(self, rater: Rater) -> Measurement:
        return Measurement.objects.standing().of(self.person.pk).by(rater).filter(bilan=None).select_related(
            "instrument", "person"
        ).last()  # fmt: skip

    def correct_last(self, *, level: int, after: int) -> None:
        """The service's last rating was wrong: another in its place, that says why."""
        day, last = self.day(after), self._last(Rater.WORKER)
        row = correcting.correct(actor=self.worker, measurement=last, reason=self.say("correction"), on=day)
        self._rate(row, level, day)

    def restate_last(self, *, after: int) -> None:
        """Both ratings of the last moment were made that day."""
        day = self.day(after)
        correcting.restate(
            actor=self.worker, measurement=self._last(Rater.WORKER), moment="end", held_on=day,
            reason=self.say("correction"), at=self.at(day),
        )  # fmt: skip

    def decide_module(self, *, after: int) -> None:
        """Somebody says what the list leaves open."""
        activation.decide(
            actor=self.world.coordinator, subject=self.module(self.plot.module), counts=Counts.SOCIAL,
            reason=self.say("decision"), at=self.at(self.day(after)),
        )  # fmt: skip

    def check_in(self, *, after: int) -> None:
        """A look in one minute, for no trajectory."""
        day = self.day(after)
        facts = {"moment": "check_in", "held_on": day, "on": day}
        for row in measuring.begin(actor=self.worker, person=self.person, code="check_in", **facts):
            self._rate(row, 3, day)


def _level(base: int, place: int, most: int) -> int:
    return max(1, min(most, base + _WAVE[place % len(_WAVE)]))


def live(*, year: int, progress: Advance) -> list[Centre]:
    """Live that year as the operator; the centres, in order. Who was lived already is left as they are."""
    worlds = [_world(number, year) for number in range(len(INSTRUMENTS))]
    for place, plot in enumerate(PLOTS):
        world = worlds[plot.centre]
        if plot.arrives:
            world.moved = worlds[0].moved
        with centre_context(world.centre.pk), translation.override(world.language):
            key = uuid5(SEED, f"year {year} {place}")
            if not Person.objects.filter(pk=key).exists():
                _lived(world, plot, place, key)
        progress(place + 1, len(PLOTS))
    open_doors([one.email for world in worlds for one in world.members], worlds[0].on)
    return [world.centre for world in worlds]


def _world(number: int, year: int) -> YearWorld:
    """The centre, with its own instrument when it has one; its today is a month and a half after the year."""
    on = date(year + 1, 2, 16)
    centre, members, language = open_centre(Plan(FIRST_NUMBER + number, copy=1, files=0, first=0, whole=0, on=on))
    world = YearWorld(centre=centre, members=members, language=language, on=on, year=year)
    if INSTRUMENTS[number] == CODE:
        with centre_context(centre.pk):
            for version, day in ((1, date(year, 1, 2)), (2, date(year, 7, 1))):
                installing.install(actor=world.council, definition=read(described(version)), on=day)
    return world


def _lived(world: YearWorld, plot: Plot, place: int, key: UUID) -> None:
    """One file from its opening to wherever the year left it."""
    life = Lived(world, place, key, Random(f"year {place}"), world.workers[place % len(world.workers)])
    life.plot = plot
    life.begin_file()
    life.talk(Moment.START, plot.start if life.code == "bilan" else (2, 2), 4)
    if plot.project:
        life.has_project()
    life.goes_along()
    life.takes_part()
    if plot.middle:
        life.measure("middle", plot.middle, 130)
    if plot.project and (plot.end_after == 0 or plot.end_after > 140):
        life.evaluate(life.day(135))
    if plot.end:
        life.measure("end", plot.end, plot.end_after)
    life.concludes(plot.result, max(plot.end_after, 200) + 5)
    if plot.twist:
        plot.twist(life)
