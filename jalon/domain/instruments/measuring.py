"""What may be done with a measurement: begin, rate, finish, decline, discard, correct.

Each side rates on its own. `actor` is a member of the centre, or `ThePerson`: in their own space, or on a device
the worker handed over. A worker who writes the person's answers down (together at the desk, or from paper) has rated
first, so that neither rating leans on the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments import apart, installing, own_words
from jalon.domain.instruments.definition import score
from jalon.domain.instruments.enums import MeasurementMoment, MeasurementState, Rater, Way
from jalon.domain.instruments.models import InstrumentVersion, Measurement
from jalon.domain.instruments.permissions import may_discard_measurement, may_measure
from jalon.domain.instruments.refusals import BegunAlone, in_words
from jalon.domain.people.models import Person
from jalon.domain.people.services import held_open

LONGEST = 2000  # characters of a remark
WRITTEN_DOWN = (Way.DESK, Way.PAPER)
BY_THEMSELVES = (Way.SPACE, Way.HANDED)


@dataclass(frozen=True)
class ThePerson:
    """The person themselves. `lent_by`: the worker who handed their device over; None in the person's own space."""

    person: Person
    lent_by: Membership | None = None


By = Membership | ThePerson


@transaction.atomic
def begin(
    *, actor: Membership, person: Person, code: str, moment: str, held_on: date, on: date,
    trajectory: UUID | None = None,
) -> list[Measurement]:  # fmt: skip
    """Begin a sitting: an empty rating for each side the instrument expects.

    A trajectory goes on with the version it began with. While a sitting with this instrument is in progress, that one
    is returned: a double click begins nothing twice. Raises what `refusals` and `installing.ready` say.
    """
    if not may_measure(actor, person):
        raise NotAllowed
    held_open(person.pk)
    drafts = Measurement.objects.of(person.pk).with_instrument(code).filter(state=MeasurementState.DRAFT)
    if known := list(drafts.select_related("instrument")):
        return known
    used = _begun_with(person, code, trajectory, MeasurementMoment(moment), held_on)
    instrument = used or installing.ready(actor=actor, code=code, on=on)
    sitting, held_on = uuid4(), plausible(held_on, person, on)
    rows = [
        Measurement(
            person=person, instrument=instrument, sitting=sitting, trajectory=trajectory,
            moment=MeasurementMoment(moment), rater=rater, way=Way.ALONE if rater == Rater.WORKER else Way.DESK,
            held_on=held_on, started_on=on, author=actor,
        )
        for rater in Rater
        if instrument.read.expects(rater)
    ]  # fmt: skip
    with in_words():
        for row in rows:
            row.save(force_insert=True)
    tell(actor, "measurement.begun", rows[0], on)
    return rows


@transaction.atomic
def rate(
    *, actor: By, measurement: Measurement, answers: Mapping[str, int | None], comment: str, revision: int,
    at: datetime, way: Way | None = None, words: own_words.Words | None = None,
) -> Measurement:  # fmt: skip
    """Keep the answers as they are now on the page (None: not answered). `revision`: of what the page showed.

    `words`: what the person wrote of some domains; None: not asked on this page. Sending the same again changes
    nothing. Raises `Conflict` when somebody else wrote in between, `FileClosed`.
    """
    held_open(measurement.person_id)
    row = _draft(actor, measurement, way)
    kept = {item: level for item, level in answers.items() if level is not None}
    comment = clean(comment, limit=LONGEST)
    told = own_words.kept(row, words) if words else row.words
    if (kept, comment, told) == (row.answers, row.comment, row.words):
        return row
    if row.revision != revision:
        raise Conflict(theirs=row)
    row.answers, row.comment, row.words, row.saved_at = kept, comment, told, at
    row.revision += 1
    with in_words():
        row.save(update_fields=["answers", "comment", "words", "saved_at", "revision", "way"])
    _tell_once_a_day(actor, row, day_of(at))
    return row


@transaction.atomic
def finish(*, actor: By, measurement: Measurement, revision: int, at: datetime, way: Way | None = None) -> Measurement:
    """Freeze the measurement with its scores. `revision`: the one that was read before saying yes."""
    held_open(measurement.person_id)
    row = _draft(actor, measurement, way)
    if row.revision != revision:
        raise Conflict(_("Les réponses ont changé depuis que vous les avez relues."), theirs=row)
    if not row.has_answers:
        raise InvalidInput(
            _("Aucune réponse n’est encore notée."), what_to_do=_("Répondez au moins à une question, puis terminez.")
        )
    _count(row)
    row.state, row.finished_at, row.finished_by = MeasurementState.FINISHED, at, _member(actor)
    with in_words():
        row.save(update_fields=["state", "finished_at", "finished_by", "scores", "overall", "way"])
    tell(_member(actor), "measurement.finished", row, day_of(at), **own_words.detail(row))
    _reveal(row)
    return row


@transaction.atomic
def decline(*, actor: Membership, measurement: Measurement, on: date) -> None:
    """One side does not rate after all: its empty place goes, and the other side's rating is no longer kept back.

    What the person began alone and never gave is theirs to drop, at their word: the journal keeps that it was begun.
    """
    row = _draft(actor, measurement, None, ask_order=False)
    others = Measurement.objects.filter(sitting=row.sitting, person_id=row.person_id).exclude(pk=row.pk)
    if row.corrects_id is None and not others.exists():
        raise DomainError(
            _("Il ne resterait rien de cette mesure."),
            what_to_do=_("Supprimez-la plutôt, si elle n’a pas lieu d’être."),
        )
    if row.has_answers and row.corrects_id is None and not began_alone(row):
        raise DomainError(
            _("Des réponses sont déjà notées."), what_to_do=_("Terminez cette mesure, ou effacez-en les réponses.")
        )
    tell(actor, "measurement.declined", row, on, begun=began_alone(row))
    row.delete()
    _reveal(row)


@transaction.atomic
def discard(*, actor: Membership, measurement: Measurement, on: date) -> None:
    """Delete a sitting begun by mistake, of which nothing is finished yet. For who began it or a coordinator."""
    row = _draft(actor, measurement, None, ask_order=False)
    if not may_discard_measurement(actor, row):
        raise NotAllowed
    if row.bilan_id:
        raise DomainError(_("Cette mesure vient d’un bilan."), what_to_do=_("Supprimez le bilan lui-même."))
    sitting = Measurement.objects.filter(sitting=row.sitting, person_id=row.person_id)
    if sitting.finished().exists():
        raise DomainError(
            _("Une des deux notes est déjà terminée : elle ne se supprime pas."),
            what_to_do=_("Corrigez-la, ou indiquez que l’autre côté ne note pas."),
        )
    tell(actor, "measurement.discarded", row, on)
    sitting.delete()


@transaction.atomic
def hand_over(*, actor: Membership, measurement: Measurement, on: date) -> Measurement:
    """The worker's device goes into the person's hands, for this rating alone."""
    row = _draft(actor, measurement, None, ask_order=False)
    if row.rater != Rater.PERSON:
        raise NotAllowed
    tell(actor, "measurement.handed", row, on)
    return row


# Parts ---------------------------------------------------------------------------------------------------------------


def _draft(actor: By, measurement: Measurement, way: Way | None, *, ask_order: bool = True) -> Measurement:
    """The measurement, locked, if `actor` may write in it and it is still in progress."""
    rows = Measurement.objects.select_for_update(of=("self",)).select_related("person", "instrument")
    row = rows.get(pk=measurement.pk)
    if isinstance(actor, ThePerson):
        if row.rater != Rater.PERSON or row.person_id != actor.person.pk:
            raise NotAllowed
        row.way = Way.HANDED if actor.lent_by else Way.SPACE
    elif not may_measure(actor, row):
        raise NotAllowed
    elif row.rater == Rater.PERSON and not began_alone(row):
        row.way = way if way in WRITTEN_DOWN else Way.DESK
    if row.is_finished:
        raise TransitionRefused(
            _("Cette mesure est terminée : elle ne change plus."),
            what_to_do=_("Pour la corriger, ouvrez-la et choisissez « Corriger »."),
        )
    if ask_order and isinstance(actor, Membership) and began_alone(row):
        raise BegunAlone
    if ask_order and isinstance(actor, Membership) and must_rate_first(row):
        raise DomainError(
            _("Notez d’abord de votre côté."),
            _("Ainsi votre regard ne dépend pas des réponses de la personne, ni les siennes des vôtres."),
            _("Terminez votre propre note, ou passez l’appareil à la personne."),
        )
    return row


def began_alone(row: Measurement) -> bool:
    """Whether the person began these by themselves, or left a remark, and has not given them: theirs to go on with."""
    own = row.rater == Rater.PERSON and row.way in BY_THEMSELVES and (row.has_answers or bool(row.comment))
    return own and not row.is_finished and row.corrects_id is None


def _reveal(row: Measurement) -> None:
    """Whoever ends the rating of a bilan's sitting brings the levels of both sides into the bilan."""
    if row.bilan_id and row.corrects_id is None:
        apart.reveal(row.bilan_id)


def must_rate_first(measurement: Measurement) -> bool:
    """Whether a worker who would write these answers down still has their own rating to finish."""
    if measurement.rater != Rater.PERSON or measurement.corrects_id:
        return False
    own = Measurement.objects.filter(sitting=measurement.sitting, person_id=measurement.person_id, rater=Rater.WORKER)
    return own.filter(state=MeasurementState.DRAFT, corrects=None).exists()


def _begun_with(
    person: Person, code: str, trajectory: UUID | None, moment: MeasurementMoment, held_on: date
) -> InstrumentVersion | None:
    """The version that the way in which that day falls has used so far: the trajectory's, or that of no trajectory."""
    rows = Measurement.objects.standing().of(person.pk).with_instrument(code).filter(bilan=None).until(held_on)
    rows = rows.select_related("instrument")
    if trajectory and (last := rows.filter(trajectory=trajectory).last()):
        return last.instrument
    if trajectory and moment == MeasurementMoment.START:
        return None
    last = rows.filter(trajectory=None).last()
    return None if last is None or last.moment == MeasurementMoment.END else last.instrument


def plausible(held_on: date, person: Person, on: date) -> date:
    """The day of a measurement, or `InvalidInput`."""
    if held_on > on:
        raise InvalidInput(
            _("La date de la mesure est dans le futur."), what_to_do=_("Indiquez le jour où elle a eu lieu."),
            field="held_on",
        )  # fmt: skip
    if held_on.year < 1976 or (person.birth_year and held_on.year < person.birth_year):
        raise InvalidInput(
            _("La date de la mesure est trop ancienne."), what_to_do=_("Vérifiez l’année."), field="held_on"
        )
    return held_on


def _count(row: Measurement) -> None:
    scores = score(row.instrument.read, row.answers)
    row.scores, row.overall = dict(scores.axes), scores.overall


def _member(actor: By) -> Membership | None:
    return actor.lent_by if isinstance(actor, ThePerson) else actor


def tell(actor: Membership | None, verb: str, row: Measurement, on: date, **detail: Any) -> None:
    """The journal of one measurement's act."""
    told = {"instrument": row.instrument.code, "moment": str(row.moment), "rater": str(row.rater), "way": str(row.way)}
    record(actor=actor, verb=verb, subject=row, person_id=row.person_id, on=on, detail=told | detail)


def _tell_once_a_day(actor: By, row: Measurement, on: date) -> None:
    """A page that saves itself leaves one row per writer and day, not one per pause."""
    who, verb = _member(actor), "measurement.written"
    if not JournalEntry.objects.filter(subject_id=row.pk, verb=verb, actor=who, on=on).exists():
        tell(who, verb, row, on)
