"""One file, lived day by day through the services, as its worker and its council would have done."""

import io
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from jalon.command.demo.people import invent
from jalon.command.demo.texts import a_text, one_of, said
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.clock import BRUSSELS
from jalon.domain.instruments import catalogue
from jalon.domain.instruments import services as bilans
from jalon.domain.instruments.enums import LifeDomain, Moment
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan
from jalon.domain.people import services as files
from jalon.domain.people.enums import Category, StatusKind
from jalon.domain.people.facts import StatusFacts
from jalon.domain.people.models import Person
from jalon.domain.piis import services as projects
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.enums import Cause, CommitmentState, DecisionOutcome, EndReason, Method, Opinion, Outcome, Side
from jalon.domain.piis.models import Piis, PiisVersion
from jalon.law.calendar import next_working_day


@dataclass
class World:
    """The centre in which lives are told."""

    centre: Centre
    members: list[Membership]
    language: str
    on: date
    workers: list[Membership] = field(init=False)
    council: Membership = field(init=False)
    coordinator: Membership = field(init=False)

    def __post_init__(self) -> None:
        at_work = [one for one in self.members if one.state == MembershipState.ACTIVE]
        self.workers = [one for one in at_work if one.role == Role.WORKER]
        self.coordinator = next(one for one in at_work if one.role == Role.COORDINATOR)
        self.council = next(one for one in at_work if one.role == Role.SECRETARY)

    def begin(self, index: int, key: UUID, draw: Random) -> "Life":
        """The life of the file number `index`."""
        return Life(self, index, key, draw, self.workers[index % len(self.workers)])


class Life:
    """A person's file and what happens in it. Every method is one act on one day."""

    def __init__(self, world: World, index: int, key: UUID, draw: Random, worker: Membership):
        self.world, self.index, self.key, self.draw, self.worker = world, index, key, draw, worker
        self.on, self.person, self.piis, self.bilan_id = world.on, Person(), Piis(), None

    def ago(self, days: int) -> date:
        """The working day that many days before the demonstration's today, or just after it."""
        return min(next_working_day(self.on - timedelta(days=days)), self.on)

    def at(self, day: date) -> datetime:
        """A moment of that working day."""
        clock = time(self.draw.randint(9, 15), self.draw.randrange(0, 60, 5))
        return datetime.combine(day, clock, tzinfo=BRUSSELS)

    # The file

    def open(self, day: date, *, young: bool = False, responsible: bool = True) -> Person:
        """The file, opened on a day."""
        known = invent(
            self.draw,
            language=self.world.language,
            postal=self.world.centre.postal_code,
            place=self.world.centre.name,
            number=self.index,
            on=day,
            young=young,
        )
        self.person = files.create_person(
            actor=self.worker,
            facts=known.facts,
            niss=known.niss,
            on=day,
            responsible=self.worker if responsible else None,
            key=self.key,
        )
        return self.person

    def status(self, day: date, kind: str = StatusKind.INTEGRATION, **facts: Any) -> None:
        """A status with the dates the law counts from: asked three weeks before, decided, notified a few days after."""
        if kind != StatusKind.BROAD:
            category = self.draw.choices(list(Category), weights=[30, 45, 25])[0]
            facts = {
                "category": category,
                "demanded_on": day - timedelta(days=21),
                "decided_on": day,
                "notified_on": min(day + timedelta(days=4), self.on),
            } | facts
        told = StatusFacts(kind=kind, since=day, **facts)
        files.start_status(actor=self.worker, person=self.person, facts=told, on=day)

    def bilan(self, day: date, moment: Moment = Moment.START, *, low: int = 0) -> Bilan:
        """A talk about all domains of life, finished the same day. `low`: 0 at the start, more later on."""
        bilan = bilans.start(actor=self.worker, person=self.person, moment=moment, held_on=day, on=day)
        changes = {str(domain): Change(1, self.words_of(str(domain), low, bilan.language)) for domain in LifeDomain}
        saved = bilans.save(
            actor=self.worker,
            bilan=bilan,
            changes=changes,
            together=Change(1, {"together": said("together", bilan.language)}),
            at=self.at(day),
        )
        return self.finish_bilan(saved.bilan, day)

    def finish_bilan(self, bilan: Bilan, day: date) -> Bilan:
        """Nothing is added any more."""
        bilan = bilans.finish(actor=self.worker, bilan=bilan, revision=bilan.revision, at=self.at(day))
        self.bilan_id = bilan.pk
        return bilan

    def words_of(self, domain: str, low: int, language: str) -> dict[str, Any]:
        """What was said of a domain, with both levels, or that it was left aside."""
        if self.draw.random() < 0.15:
            return {"is_skipped": True}
        level = min(self.draw.randint(0, 1) + low, 2)
        rating = min(1 + level * 2 + self.draw.randint(0, 1), len(catalogue.LEVELS))
        worker = max(1, min(5, rating + self.draw.choice([0, 0, 0, -1, 1])))
        spoken = language if language in {"fr", "nl"} else self.world.language
        words = said(f"bilan.{domain}", spoken)[level] if self.draw.random() < 0.5 else ""
        return {"words": words, "rating_person": rating, "rating_worker": worker}

    # The project

    def text(self, since: date, **changes: Any) -> Draft:
        """A project's words in the person's language."""
        months, study = changes.pop("months", 12), changes.get("kind") == "study"
        draft = a_text(self.draw, language=self.person.language, since=since, months=months, study=study)
        return Draft(**{**vars(draft), **changes})

    def prepare(self, day: date, draft: Draft | None = None) -> Piis:
        """A draft, begun on a day."""
        self.piis = projects.prepare(
            actor=self.worker, person=self.person, at=self.at(day), draft=draft or self.text(day)
        )
        return self.piis

    def hand_over(self, day: date) -> PiisVersion:
        """The text in the person's hands."""
        return projects.hand_over(actor=self.worker, piis=self.piis, at=self.at(day))

    def sign(self, version: PiisVersion, side: str, day: date, **facts: Any) -> None:
        """One signature, drawn or typed."""
        mine = side == Side.PERSON
        how: dict[str, Any] = {"method": Method.TYPED, "confirmed": True}
        if mine and self.draw.random() < 0.4:
            how = {"method": Method.DRAWN, "picture": drawing(self.draw.randrange(6))}
        projects.sign(
            actor=self.worker,
            version=version,
            shown_hash=version.sha256,
            side=side,
            name=self.person.full_name if mine else self.worker.name,
            at=self.at(day),
            **how,
            **facts,
        )

    def sign_all(self, version: PiisVersion, *, after: int = 0) -> date:
        """Every party signs, so many days after it may; returns the day."""
        day = min(next_working_day(version.may_sign_from + timedelta(days=after)), self.on)
        self.sign(version, Side.PERSON, day)
        for party in self.piis.third_parties.filter(signs=True, left_on__isnull=True):
            self.sign(version, Side.THIRD, day, third_party=party)
        self.sign(version, Side.CENTRE, day)
        return day

    def decide(self, day: date, outcome: str = DecisionOutcome.APPROVED, explanation: str = "") -> None:
        """What the council decided."""
        facts = {"outcome": outcome, "decided_on": day, "at": self.at(day), "explanation": explanation}
        projects.decide(actor=self.world.council, piis=self.piis, **facts)
        self.refresh()

    def refresh(self) -> Piis:
        """The project as it now stands."""
        self.piis = Piis.objects.get(pk=self.piis.pk)
        return self.piis

    def evaluate(self, day: date, *, in_person: bool = True, broken: bool = False, **facts: Any) -> None:
        """An evaluation that took place. `broken`: the person's first promise was not kept, by their own cause."""
        language = self.person.language if self.person.language in {"fr", "nl"} else self.world.language
        happy = self.draw.random() < 0.85
        projects.record_evaluation(
            actor=self.worker,
            piis=self.piis,
            held_on=day,
            in_person=in_person,
            findings=tuple(self._findings(broken)),
            at=self.at(day),
            went_well=one_of("well", language, self.draw),
            is_hard=one_of("hard", language, self.draw),
            next_steps=one_of("steps", language, self.draw),
            opinion=Opinion.AGREES if happy else Opinion.DISAGREES,
            person_comment=one_of("comment", language, self.draw),
            signature_name=self.person.full_name if in_person else "",
            **facts,
        )
        self.refresh()

    def _findings(self, broken: bool) -> list[projects.CommitmentFinding]:
        found = []
        for line in self.piis.commitments.filter(left_on__isnull=True).order_by("position"):
            state = self.draw.choice(list(CommitmentState))
            causes = [Cause.CENTRE, Cause.FORCE_MAJEURE] if line.side == Side.CENTRE else list(Cause)
            if broken and line.side == Side.PERSON:
                state, causes, broken = CommitmentState.NOT_KEPT, [Cause.PERSON], False
            cause = self.draw.choice(causes) if state == CommitmentState.NOT_KEPT else ""
            found.append(projects.CommitmentFinding(commitment=line.pk, state=state, cause=cause))
        return found

    def miss(self, day: date, cause: str) -> None:
        """An evaluation that did not take place."""
        note = said(f"absence.{cause}", self.world.language)
        projects.record_missed_evaluation(
            actor=self.worker, piis=self.piis, missed_on=day, cause=cause, note=note, at=self.at(day)
        )
        self.refresh()

    def plan(self, day: date, *, recorded: date, cancelled: bool = False) -> None:
        """An appointment for the next evaluation, kept or called off."""
        planned = projects.plan_evaluation(
            actor=self.worker, piis=self.piis, planned_for=self.at(next_working_day(day)), at=self.at(recorded)
        )
        if cancelled:
            reason = said("absence.organiser", self.world.language)
            projects.cancel_appointment(actor=self.worker, evaluation=planned, at=self.at(recorded), reason=reason)

    def end(self, day: date, reason: str = EndReason.NORMAL, outcome: str = Outcome.AUTONOMY) -> None:
        """The project's last day."""
        projects.end(
            actor=self.worker,
            piis=self.piis,
            reason=reason,
            outcome=outcome,
            effective_on=day,
            at=self.at(day),
            explanation=said("ending", self.world.language) if reason == EndReason.OTHER else "",
        )
        self.refresh()


@cache
def drawing(number: int) -> bytes:
    """A signature as somebody might draw it, of a few kinds."""
    draw, image = Random(number), Image.new("RGBA", (320, 110), (255, 255, 255, 0))
    points = [(12 + step * 21, 55 + draw.randint(-38, 38)) for step in range(14)]
    ImageDraw.Draw(image).line(points, fill=(16, 24, 64, 255), width=3, joint="curve")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
