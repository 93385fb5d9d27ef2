"""What may be done with a bilan: start, write, finish, correct, discard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments import apart, catalogue, from_bilan, installing, measuring, papers
from jalon.domain.instruments.enums import BilanState, Moment, Rated, Rater
from jalon.domain.instruments.merging import Change, Outcome, Writer, merge
from jalon.domain.instruments.models import Bilan, BilanEntry, Measurement
from jalon.domain.instruments.order import keep_order
from jalon.domain.instruments.permissions import may_discard_bilan, may_hold_bilan, may_write_bilan
from jalon.domain.instruments.transitions import bilan_machine
from jalon.domain.people.models import Person
from jalon.domain.people.services import held_open

FIRST_CENTRES = date(1976, 7, 8)  # the organic law of the public centres for social welfare


@dataclass(frozen=True)
class Saved:
    """The bilan and its entries as they now stand, and what could not be stored."""

    bilan: Bilan
    entries: Mapping[str, BilanEntry]
    outcome: Outcome


@transaction.atomic
def start(
    *, actor: Membership, person: Person, moment: Moment, held_on: date, on: date, language: str | None = None,
    rated: str = Rated.TOGETHER,
) -> Bilan:  # fmt: skip
    """Begin a bilan, empty. While one is in progress, that one is returned: a double click begins nothing twice.

    `rated` apart: each side gives its levels alone, and `held_on` may become the later day of the talk (`describe`).

    Raises `FileClosed`, `InvalidInput` for a day or a moment that cannot be.
    """
    if not may_hold_bilan(actor, person):
        raise NotAllowed
    held_open(person.pk)  # and bilans of one person are numbered one after the other
    if draft := Bilan.objects.filter(person=person, state=BilanState.DRAFT).first():
        return draft
    held_on = _plausible(held_on, person, on)
    keep_order(person_id=person.pk, moment=Moment(moment), held_on=held_on)
    instrument = catalogue.instrument()
    bilan = Bilan.objects.create(
        person=person,
        number=_next_number(person),
        moment=Moment(moment),
        held_on=held_on,
        author=actor,
        instrument=instrument.code,
        instrument_version=instrument.version,
        language=language or person.language,
        rated=Rated(rated),
        started_on=on,
    )
    BilanEntry.objects.bulk_create([BilanEntry(bilan=bilan, domain=code) for code in instrument.codes])
    if bilan.rated == Rated.APART:
        apart.begin(actor=actor, bilan=bilan, on=on)
    _tell(actor, "bilan.started", bilan, on, moment=bilan.moment)
    return bilan


@transaction.atomic
def correct(*, actor: Membership, bilan: Bilan, reason: str, on: date) -> Bilan:
    """Begin the correction of a finished bilan: a new one with the same content, that says why."""
    if not may_write_bilan(actor, bilan):
        raise NotAllowed
    _lock(bilan.person)
    reason = clean(reason, limit=500)
    if not reason:
        raise InvalidInput(_("Dites en quelques mots ce qui doit être corrigé."), field="reason")
    _refuse_correction(bilan)
    entries = list(bilan.entries.all())
    correction = Bilan.objects.create(
        person=bilan.person,
        number=_next_number(bilan.person),
        moment=bilan.moment,
        held_on=bilan.held_on,
        author=actor,
        instrument=bilan.instrument,
        instrument_version=bilan.instrument_version,
        language=bilan.language,
        rated=bilan.rated,
        together=bilan.together,
        started_on=on,
        corrects=bilan,
        correction_reason=reason,
    )
    copied = (*BilanEntry.FIELDS, "domain")
    BilanEntry.objects.bulk_create(
        [BilanEntry(bilan=correction, **{name: getattr(entry, name) for name in copied}) for entry in entries]
    )
    _tell(actor, "bilan.corrected", correction, on, corrects=bilan.number)
    return correction


@transaction.atomic
def describe(*, actor: Membership, bilan: Bilan, moment: Moment, held_on: date, language: str, on: date) -> Bilan:
    """Change when the talk was held, at which moment, or the language of the document, while it is in progress."""
    bilan = _draft(actor, bilan)
    bilan.moment, bilan.language = Moment(moment), language
    latest = on if bilan.rated == Rated.APART else bilan.started_on
    bilan.held_on = _plausible(held_on, bilan.person, latest)
    apart.redescribe(bilan)
    keep_order(person_id=bilan.person_id, moment=bilan.moment, held_on=bilan.held_on, besides=bilan)
    bilan.revision += 1
    bilan.save(update_fields=["moment", "language", "held_on", "revision"])
    _tell(actor, "bilan.described", bilan, on, moment=bilan.moment, held_on=bilan.held_on.isoformat())
    return bilan


@transaction.atomic
def save(
    *,
    actor: Membership,
    bilan: Bilan,
    changes: Mapping[str, Change],
    at: datetime,
    together: Change | None = None,
    writer: Writer = Writer(),  # noqa: B008  frozen
) -> Saved:
    """Store what was written in some domains; of a bilan rated apart, the worker's levels in their measurement.

    What clashes with somebody else's text, or cannot be stored, is returned
    with both texts while the rest is stored. Sending the same thing again changes nothing.
    """
    draft = apart.held_draft(bilan)
    bilan = _draft(actor, bilan)
    entries = {entry.domain: entry for entry in bilan.entries.all()}
    apart.lend(draft, entries.values())
    outcome, accept = Outcome(), apart.acceptable(bilan, choosing=draft is not None)
    touched = [
        entry
        for domain, change in changes.items()
        if (entry := entries.get(domain)) and _write(entry, change, writer, outcome, accept, actor=actor, at=at)
    ]
    if draft:
        draft = _rate(actor, draft, apart.take_back(entries.values()), at)
    if touched:
        BilanEntry.objects.bulk_update(
            touched, [*BilanEntry.FIELDS, "revision", "field_revisions", "saved_by", "saved_at"]
        )
    if (together is not None and merge(bilan, together, writer, outcome)) or touched:
        bilan.revision += 1
        bilan.save(update_fields=["together", "revision", "field_revisions"])
        _tell_once_a_day(actor, bilan, day_of(at))
    apart.lend(draft, entries.values())
    return Saved(bilan, entries, outcome)


def _write(
    entry: BilanEntry, change: Change, writer: Writer, outcome: Outcome, accept: Callable[[str, Any], Any], *,
    actor: Membership, at: datetime,
) -> bool:  # fmt: skip
    if not merge(entry, change, writer, outcome, domain=entry.domain, accept=accept):
        return False
    # What has words was talked about, whatever an older tick says.
    entry.is_skipped = entry.is_skipped and not entry.has_content
    entry.revision += 1
    entry.saved_by, entry.saved_at = actor, at
    return True


def _rate(actor: Membership, draft: Measurement, levels: Mapping[str, int | None], at: datetime) -> Measurement:
    if draft.answers == {domain: level for domain, level in levels.items() if level is not None}:
        return draft
    facts = {"comment": draft.comment, "revision": draft.revision, "at": at}
    return measuring.rate(actor=actor, measurement=draft, answers=levels, **facts)


@transaction.atomic
def finish(*, actor: Membership, bilan: Bilan, revision: int, at: datetime) -> Bilan:
    """Freeze the bilan and its document. `revision` is the one that was read before saying yes."""
    bilan = _locked(actor, bilan)
    bilan_machine.apply(bilan, "finish", actor=actor)
    apart.keep_whole(bilan)
    if bilan.revision != revision:
        raise Conflict(
            _("Le bilan a changé depuis que vous l’avez relu."),
            what_to_do=_("Relisez-le, puis terminez-le."),
        )
    bilan.finished_at, bilan.finished_by = at, actor
    bilan.save(update_fields=["state", "finished_at", "finished_by"])
    papers.freeze_filled(bilan, at=at)
    _measure(actor, bilan, day_of(at))
    _tell(actor, "bilan.finished", bilan, day_of(at))
    return bilan


@transaction.atomic
def discard(*, actor: Membership, bilan: Bilan, on: date) -> None:
    """Delete a draft begun by mistake, words and all. A finished bilan stays: it is corrected, never deleted.

    For its author or a coordinator. The journal keeps that it was there and who took it away.
    """
    if not may_discard_bilan(actor, bilan):
        raise NotAllowed
    bilan = _draft(actor, bilan)
    written = sum(entry.has_content for entry in bilan.entries.all())
    apart.drop(bilan)
    _tell(actor, "bilan.discarded", bilan, on, held_on=bilan.held_on.isoformat(), domains=written)
    bilan.entries.all().delete()
    bilan.delete()


@transaction.atomic
def join(*, actor: Membership, bilan: Bilan, on: date) -> Bilan:
    """Rate together after all, while neither side has given its levels. What the person had begun goes: it is said."""
    bilan = _draft(actor, bilan)
    if bilan.rated == Rated.APART and not bilan.corrects_id:
        begun = apart.drop(bilan)
        bilan.rated = Rated.TOGETHER
        bilan.revision += 1
        bilan.save(update_fields=["rated", "revision"])
        _tell(actor, "bilan.joined", bilan, on, begun=begun)
    return bilan


def _measure(actor: Membership, bilan: Bilan, on: date) -> None:
    """What was rated counts among the measurements, beside those of other instruments. Rated apart, it is there."""
    raters = list(Rater)
    if bilan.rated == Rated.APART:
        if not bilan.corrects:
            return
        raters = [Rater.WORKER]
    instrument = installing.bilan_version(actor=actor, version=bilan.instrument_version, on=on)
    corrected = from_bilan.standing_of(bilan.corrects) if bilan.corrects else {}
    Measurement.objects.bulk_create(from_bilan.measured(bilan, bilan.entries.all(), instrument, corrected, raters))


def _locked(actor: Membership, bilan: Bilan) -> Bilan:
    if not may_write_bilan(actor, bilan):
        raise NotAllowed
    return Bilan.objects.select_for_update(of=("self",)).select_related("person", "centre", "author").get(pk=bilan.pk)


def _draft(actor: Membership, bilan: Bilan) -> Bilan:
    """The bilan, locked, if this actor may write in it and it is still in progress."""
    bilan = _locked(actor, bilan)
    if bilan.is_finished:
        raise TransitionRefused(
            _("Ce bilan est terminé : il ne change plus."),
            what_to_do=_("Pour le corriger, ouvrez-le et choisissez « Corriger »."),
        )
    return bilan


def _refuse_correction(bilan: Bilan) -> None:
    if not bilan.is_finished:
        raise DomainError(
            _("Ce bilan est encore en cours."), what_to_do=_("Modifiez-le directement : il n’est pas terminé.")
        )
    if Bilan.objects.filter(person=bilan.person_id, state=BilanState.DRAFT).exists():
        raise DomainError(
            _("Un bilan est déjà en cours pour cette personne."),
            what_to_do=_("Terminez-le d’abord, puis corrigez celui-ci."),
        )
    if Bilan.objects.filter(corrects=bilan).exists():
        raise DomainError(
            _("Ce bilan a déjà une correction."), what_to_do=_("Corrigez plutôt le bilan qui le remplace.")
        )


def _plausible(held_on: date, person: Person, on: date) -> date:
    """The day of the talk, or `InvalidInput`."""
    if held_on > on:
        raise InvalidInput(
            _("La date de l’entretien est dans le futur."),
            what_to_do=_("Indiquez le jour où vous avez parlé ensemble."),
            field="held_on",
        )
    if held_on < FIRST_CENTRES or (person.birth_year and held_on.year < person.birth_year):
        raise InvalidInput(
            _("La date de l’entretien est trop ancienne."),
            what_to_do=_("Vérifiez l’année."),
            field="held_on",
        )
    return held_on


def _lock(person: Person) -> None:
    """Bilans of one person are numbered one after the other."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)


def _next_number(person: Person) -> int:
    last = Bilan.objects.filter(person=person).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _tell(actor: Membership, verb: str, bilan: Bilan, on: date, **detail: Any) -> None:
    record(
        actor=actor, verb=verb, subject=bilan, person_id=bilan.person_id, on=on,
        detail={"number": bilan.number, **detail},
    )  # fmt: skip


def _tell_once_a_day(actor: Membership, bilan: Bilan, on: date) -> None:
    """A page that saves itself leaves one row per writer and day, not one per pause."""
    if not JournalEntry.objects.filter(subject_id=bilan.pk, verb="bilan.written", actor=actor, on=on).exists():
        _tell(actor, "bilan.written", bilan, on)
