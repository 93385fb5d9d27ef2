"""What each side rated by itself in the demonstration: the shipped scale, the look in one minute, a bilan apart."""

from collections.abc import Mapping
from datetime import date

from jalon.command.demo.life import Life
from jalon.command.demo.texts import one_of, said
from jalon.domain.accounts.models import Membership
from jalon.domain.instruments import apart, measuring
from jalon.domain.instruments import services as bilans
from jalon.domain.instruments.enums import LifeDomain, MeasurementMoment, Moment, Rated, Rater
from jalon.domain.instruments.from_bilan import FIELDS
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, Measurement
from jalon.domain.people.models import Person


def both_rate(life: Life, day: date, moment: MeasurementMoment, *, low: int) -> None:
    """The person and the worker, each on their own. `low`: 1 at the start, more later on."""
    for row in _begun(life, day, moment, "empowerment"):
        _rated(life, row, day, low)


def one_side_waits(life: Life, day: date, moment: MeasurementMoment, *, low: int) -> None:
    """The worker has rated, the person not yet: nothing is shown of either to the other."""
    for row in _begun(life, day, moment, "empowerment"):
        if row.rater == Rater.WORKER:
            _rated(life, row, day, low)


def a_minute(life: Life, day: date, *, low: int) -> None:
    """How the person is today, on the worker's device."""
    for row in _begun(life, day, MeasurementMoment.CHECK_IN, "check_in"):
        _rated(life, row, day, low)


def bilan_apart(life: Life, day: date, moment: Moment, *, low: int) -> Bilan:
    """A bilan whose levels each side gave alone, the person with some words, then talked about and finished."""
    bilan = begin_apart(life.worker, life.person, moment, day)
    told = {str(domain): life.words_of(str(domain), low, bilan.language) for domain in LifeDomain}
    for rater, row in apart.sides(bilan).items():
        actor = ThePerson(life.person, lent_by=life.worker) if rater == Rater.PERSON else life.worker
        facts = {"actor": actor, "at": life.at(day)}
        answers = {domain: one.get(FIELDS[Rater(rater)]) for domain, one in told.items()}
        words = {domain: {"words": one["words"]} for domain, one in told.items() if one.get("words")}
        own = words if rater == Rater.PERSON else None
        row = measuring.rate(measurement=row, answers=answers, comment="", revision=row.revision, words=own, **facts)
        measuring.finish(measurement=row, revision=row.revision, **facts)
    together = Change(1, {"together": said("together", bilan.language)})
    saved = bilans.save(actor=life.worker, bilan=bilan, changes={}, together=together, at=life.at(day))
    return life.finish_bilan(saved.bilan, day)


def begin_apart(worker: Membership, person: Person, moment: Moment, day: date) -> Bilan:
    """A bilan in which both sides are still to rate."""
    return bilans.start(actor=worker, person=person, moment=moment, held_on=day, on=day, rated=Rated.APART)


def _begun(life: Life, day: date, moment: MeasurementMoment, code: str) -> list[Measurement]:
    return measuring.begin(
        actor=life.worker, person=life.person, code=code, moment=moment, held_on=day, on=day
    )  # fmt: skip


def _rated(life: Life, row: Measurement, day: date, low: int) -> None:
    person = ThePerson(life.person, lent_by=life.worker)
    actor = person if row.rater == Rater.PERSON else life.worker
    spoken = life.person.language if life.person.language in {"fr", "nl"} else life.world.language
    comment = one_of("comment", spoken, life.draw) if row.rater == Rater.PERSON else ""
    facts = {"actor": actor, "at": life.at(day)}
    row = measuring.rate(
        measurement=row, answers=_answers(life, row, low), comment=comment, revision=row.revision, **facts
    )
    measuring.finish(measurement=row, revision=row.revision, **facts)


def _answers(life: Life, row: Measurement, low: int) -> Mapping[str, int | None]:
    def level(count: int, turned: bool) -> int | None:
        if life.draw.random() < 0.05:
            return None
        drawn = max(1, min(count, low + life.draw.choice([-1, 0, 0, 1])))
        return count + 1 - drawn if turned else drawn

    return {item.code: level(item.count, item.is_reversed) for item in row.instrument.read.items}
