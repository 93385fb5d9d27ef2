"""One plain file, kept in a batch: a person, a status, perhaps a bilan, a contract, evaluations and an end."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

from jalon.command.demo.batch import Batch
from jalon.command.demo.life import BRUSSELS
from jalon.command.demo.people import invent
from jalon.command.demo.texts import a_text, one_of, said
from jalon.domain.accounts.models import Membership
from jalon.domain.core.crypto import encrypt
from jalon.domain.instruments import catalogue
from jalon.domain.instruments.from_bilan import measured
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.people.enums import Category, StatusKind
from jalon.domain.people.models import Assignment, Person, Status
from jalon.domain.people.names import derive_names, tokens_of
from jalon.domain.people.niss import parse
from jalon.domain.people.services.identity import index_of
from jalon.domain.piis import content, deadlines
from jalon.domain.piis.documents import parties
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.enums import (
    Act,
    Cause,
    CommitmentState,
    DecisionOutcome,
    EvaluationState,
    Fate,
    Opinion,
    Side,
    State,
    VersionReason,
)
from jalon.domain.piis.models import (
    Commitment,
    CommitmentReview,
    Decision,
    Ending,
    Evaluation,
    Piis,
    PiisEvent,
    PiisVersion,
    Signature,
    ThirdParty,
    VersionEvent,
)
from jalon.domain.piis.texts import cleaned, frozen, write_fields
from jalon.law.calendar import next_working_day
from jalon.law.piis import Held, may_sign_from


class Sheet:
    """A file whose rows wait in `batch`. Every method is what one service writes on one day."""

    def __init__(self, batch: Batch, index: int, key: UUID, draw: Random):
        self.batch, self.index, self.draw, self.on = batch, index, draw, batch.world.on
        workers = batch.world.workers
        self.worker: Membership = workers[index % len(workers)]
        self.person, self.grant = Person(pk=key), None
        self.piis, self.version, self.lines, self.held, self.acts = Piis(), PiisVersion(), [], [], 0

    def ago(self, days: int) -> date:
        """The working day that many days before today, or just after it."""
        return min(next_working_day(self.on - timedelta(days=days)), self.on)

    def at(self, day: date) -> datetime:
        """A moment of that day; what happens later that day comes after."""
        return datetime.combine(day, time(9 + min(self.acts, 8), self.draw.randrange(0, 60, 5)), tzinfo=BRUSSELS)

    def tell(self, verb: str, subject: Any, on: date, actor: Membership | None = None, **detail: Any) -> None:
        """A row of the journal."""
        self.batch.tell(actor or self.worker, verb, subject, self.person, on, detail)

    def open(self, day: date, kind: str, *, young: bool = False, **facts: Any) -> None:
        """The file with its worker and its status."""
        world = self.batch.world
        known = invent(
            self.draw, language=world.language, postal=world.centre.postal_code, place=world.centre.name,
            number=self.index, on=day, young=young,
        )  # fmt: skip
        person = self.person = Person(
            pk=self.person.pk,
            centre=world.centre,
            file_number=self.batch.number(day),
            opened_on=day,
            responsible=self.worker,
            **known.facts.cleaned(on=day).as_fields(),
        )
        derive_names(person)
        self._seal(known.niss)
        self.batch.add(person, *tokens_of(person), Assignment(person=person, member=self.worker, since=day))
        if kind != StatusKind.BROAD:
            category = self.draw.choices(list(Category), weights=[30, 45, 25])[0]
            dates = {"demanded_on": day - timedelta(days=21), "decided_on": day}
            facts = {**dates, "notified_on": min(day + timedelta(days=4), self.on), "category": category, **facts}
        self.grant = Status(person=person, kind=kind, since=day, **facts)
        self.batch.add(self.grant)
        self.tell("file.created", person, day, number=person.file_number)
        self.tell("file.assigned", person, day, to=str(self.worker.pk), to_name=self.worker.name, reason="")
        category = facts.get("category")
        self.tell("status.started", self.grant, day, kind=str(kind), category=category, since=day.isoformat())

    def _seal(self, number: str) -> None:
        if not number:
            return
        niss = parse(number, on=self.on)
        index = index_of(niss, self.batch.world.centre.pk)
        if index not in self.batch.taken:
            self.batch.taken.add(index)
            self.person.niss_index, self.person.niss_cipher = index, encrypt(niss.digits)

    def close(self, day: date) -> None:
        """The file, closed."""
        self.person.closed_on = day
        for row in (*self.batch.rows[Status], *self.batch.rows[Assignment]):
            if row.person_id == self.person.pk and row.until is None:
                row.until = day
        reason = said("ending", self.batch.world.language)
        self.tell("file.closed", self.person, day, closed_on=day.isoformat(), reason=reason)

    def bilan(self, day: date) -> None:
        """A finished bilan."""
        instrument = catalogue.instrument()
        bilan = Bilan(
            person=self.person, centre=self.batch.world.centre, number=1, held_on=day, started_on=day,
            author=self.worker, instrument_version=instrument.version, language=self.person.language,
            together=said("together", self.person.language), finished_at=self.at(day), finished_by=self.worker,
        )  # fmt: skip
        self.batch.add(bilan)
        entries = []
        spoken = self.person.language if self.person.language in {"fr", "nl"} else self.batch.world.language
        for code in instrument.codes:
            entry, level = BilanEntry(bilan=bilan, domain=code, saved_by=self.worker), self.draw.randint(0, 2)
            if self.draw.random() < 0.15:
                entry.is_skipped = True
            else:
                entry.words = said(f"bilan.{code}", spoken)[level] if self.draw.random() < 0.4 else ""
                entry.rating_person = 1 + level * 2
                entry.rating_worker = max(1, min(5, entry.rating_person + self.draw.choice([0, 0, -1, 1])))
            entries.append(entry)
        self.batch.add(*entries, *measured(bilan, entries, self.batch.instrument))
        for verb in ("bilan.started", "bilan.written", "bilan.finished"):
            self.tell(verb, bilan, day, number=1)

    def _event(self, act: str, source: str, on: date, actor: Membership | None = None, **detail: Any) -> None:
        self.acts += 1
        self.batch.add(
            PiisEvent(
                piis=self.piis, number=self.acts, act=act, source=source, target=self.piis.state, on=on,
                at=self.at(on), actor=actor or self.worker, until=self.piis.until, detail=detail,
            )
        )  # fmt: skip
        self.tell(f"piis.{act}", self.piis, on, actor, **{"from": source, "to": str(self.piis.state), **detail})

    def prepare(self, day: date, *, months: int = 12, study: bool = False) -> Draft:
        """A draft."""
        since = next_working_day(day + timedelta(days=14))
        text = a_text(self.draw, language=self.person.language, since=since, months=months, study=study)
        draft, term = cleaned(text), deadlines.term_of(self.grant)
        self.piis = Piis(
            person=self.person, centre=self.batch.world.centre, number=1, drafted_on=day, responsible=self.worker,
            is_voluntary=self.grant.kind != StatusKind.INTEGRATION,
            conclude_by=term.date if term and self.grant.kind == StatusKind.INTEGRATION else None,
        )  # fmt: skip
        write_fields(self.piis, draft)
        self.lines = [
            Commitment(
                id=one.id, piis=self.piis, position=position, side=one.side, third_party_id=one.third_party,
                domain=one.domain, text=one.text, due_on=one.due_on, recurring=one.recurring,
            )
            for position, one in enumerate(draft.commitments)
        ]  # fmt: skip
        thirds = [ThirdParty(piis=self.piis, **vars(one)) for one in draft.third_parties]
        self.batch.add(self.piis, *thirds, *self.lines)
        self._event(Act.PREPARE, "", day)
        return draft

    def hand_over(self, draft: Draft, day: date) -> date:
        """The exact text in the person's hands; returns the first day it may be signed."""
        reflection = may_sign_from(day)
        self.piis.state, self.piis.handed_over_on, self.piis.may_sign_from = State.HANDED_OVER, day, reflection.date
        facts = {"number": 1, "reason": VersionReason.FIRST, "handed_over_on": day, "may_sign_from": reflection.date}
        text = content.canonical(frozen(self.piis, draft, centre=self.batch.world.centre, **facts))
        self.version = PiisVersion(
            id=uuid4(), piis=self.piis, centre=self.batch.world.centre, language=draft.language, content=text,
            sha256=content.digest(text), made_at=self.at(day), made_by=self.worker, **facts,
        )  # fmt: skip
        self.batch.add(self.version)
        lines = [line.as_json() for line in reflection.lines]
        self._event(
            Act.HAND_OVER, State.DRAFT, day, version=str(self.version.pk), sha256=self.version.sha256, law=lines
        )
        return reflection.date

    def sign(self, day: date) -> None:
        """Every party's signature, by typed name."""
        asked = parties(self.version.data, self.version.language)
        for party in asked:
            mine, last = party["side"] == Side.PERSON, party is asked[-1]
            if last:
                self.piis.state, self.piis.concluded_on = State.SIGNED, day
            signature = Signature(
                version=self.version, side=party["side"], third_party_id=party["third_party"], method="typed",
                name=self.person.full_name if mine else self.worker.name, signed_on=day, signed_at=self.at(day),
                recorded_by=self.worker, hash=self.version.sha256,
            )  # fmt: skip
            self.batch.add(signature)
            facts = {"signature": str(signature.pk), "version": str(self.version.pk), "sha256": self.version.sha256}
            facts |= {"side": str(party["side"]), "method": "typed", "amendment": None}
            facts["conclude_by"] = self.piis.conclude_by.isoformat() if self.piis.conclude_by else None
            self._event(Act.SIGN_LAST if last else Act.SIGN, State.HANDED_OVER, day, **facts)

    def approve(self, day: date) -> None:
        """The council approves."""
        council = self.batch.world.council
        self.piis.state, self.piis.decided_on = State.RUNNING, day
        decision = Decision(
            piis=self.piis, version=self.version, outcome=DecisionOutcome.APPROVED, decided_on=day,
            recorded_by=council, at=self.at(day),
        )  # fmt: skip
        self.batch.add(decision, VersionEvent(version=self.version, fate=Fate.IN_FORCE, on=day, at=self.at(day)))
        self.piis.next_evaluation_on = deadlines.next_evaluation_on(self.piis, self.held)
        facts = {"decision": str(decision.pk), "version": str(self.version.pk), "sha256": self.version.sha256}
        self._event(Act.APPROVE, State.SIGNED, day, council, **facts)

    def evaluate(self, day: date) -> None:
        """An evaluation that took place."""
        spoken = self.person.language if self.person.language in {"fr", "nl"} else self.batch.world.language
        in_person, due = self.draw.random() < 0.8, self.piis.next_evaluation_on
        self.held.append(Held(on=day, in_person=in_person))
        self.piis.next_evaluation_on = deadlines.next_evaluation_on(self.piis, self.held)
        proposed = self.piis.next_evaluation_on
        evaluation = Evaluation(
            piis=self.piis, number=len(self.held), state=EvaluationState.HELD, due_on=due or day, held_on=day,
            in_person=in_person, went_well=one_of("well", spoken, self.draw), recorded_by=self.worker,
            is_hard=one_of("hard", spoken, self.draw), next_steps=one_of("steps", spoken, self.draw),
            opinion=self.draw.choices([Opinion.AGREES, Opinion.DISAGREES], weights=[9, 1])[0],
            person_comment=one_of("comment", spoken, self.draw),
            next_on=next_working_day(proposed) if proposed else None,
            recorded_at=self.at(day), signature_method="typed" if in_person else "",
            signature_name=self.person.full_name if in_person else "",
        )  # fmt: skip
        self.batch.add(evaluation)
        for line in self.lines:
            self._review(line, evaluation, day)
        self._event(
            Act.EVALUATE, State.RUNNING, day, evaluation=str(evaluation.pk), number=evaluation.number,
            state=str(evaluation.state), cause="",
        )  # fmt: skip

    def _review(self, line: Commitment, evaluation: Evaluation, day: date) -> None:
        weights = [20, 30, 35, 6, 6, 3]
        line.state, line.state_on = self.draw.choices(list(CommitmentState), weights=weights)[0], day
        causes = [Cause.CENTRE, Cause.FORCE_MAJEURE] if line.side == Side.CENTRE else list(Cause)
        line.cause = self.draw.choice(causes) if line.state == CommitmentState.NOT_KEPT else ""
        facts = {"state": line.state, "cause": line.cause, "on": day, "at": self.at(day), "actor": self.worker}
        self.batch.add(CommitmentReview(commitment=line, evaluation=evaluation, **facts))

    def end(self, day: date, reason: str, outcome: str) -> None:
        """The project's last day."""
        self.piis.state, self.piis.ended_on, self.piis.next_evaluation_on = State.ENDED, day, None
        ending = Ending(
            piis=self.piis, reason=reason, outcome=outcome, effective_on=day, recorded_by=self.worker, at=self.at(day)
        )
        self.batch.add(ending)
        facts = {"ending": str(ending.pk), "reason": str(reason), "outcome": str(outcome)}
        self._event(Act.END, State.RUNNING, day, **facts)
