"""Questions about bilans, and about the instruments of a centre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from jalon.domain.audit.models import JournalEntry
from jalon.domain.instruments import catalogue
from jalon.domain.instruments.definition import Definition
from jalon.domain.instruments.enums import Source
from jalon.domain.instruments.models import Bilan, BilanEntry, BilanQuerySet, InstrumentVersion, Measurement
from jalon.domain.instruments.shipped import shipped


def was_discarded(bilan_id: UUID) -> bool:
    """Whether a draft with this id was here and was deleted."""
    return JournalEntry.objects.filter(subject_id=bilan_id, verb="bilan.discarded").exists()


def has_finished_bilan(person_id: UUID, before: date) -> bool:
    """Whether a finished bilan was held on that day or earlier. The day of the talk counts, not of its typing."""
    return Bilan.objects.finished().filter(person_id=person_id, held_on__lte=before).exists()


def latest_bilan(person_id: UUID, on: date) -> Bilan | None:
    """The last standing bilan (finished, not replaced by a correction) held on that day or earlier."""
    return Bilan.objects.standing().of(person_id).filter(held_on__lte=on).last()


def _earlier(bilan: Bilan) -> BilanQuerySet:
    """Standing bilans held before this one, the last first; not the one it corrects."""
    earlier = Bilan.objects.standing().of(bilan.person_id).filter(held_on__lte=bilan.held_on)
    return earlier.exclude(pk__in=[bilan.pk, bilan.corrects_id or bilan.pk]).reverse()


def previous_bilan(bilan: Bilan) -> Bilan | None:
    """The standing bilan held last before this one."""
    return _earlier(bilan).first()


def last_time(bilan: Bilan) -> dict[str, BilanEntry]:
    """What was said the last time, by domain; empty the first time. One query."""
    entries = BilanEntry.objects.filter(bilan__in=_earlier(bilan).values("pk")[:1])
    return {entry.domain: entry for entry in entries}


def entries_in_order(bilan: Bilan) -> list[BilanEntry]:
    """The entries of a bilan in the order of the talk."""
    places = {code: place for place, code in enumerate(instrument_of(bilan).codes)}
    return sorted(bilan.entries.all(), key=lambda entry: places.get(entry.domain, len(places)))


def instrument_of(bilan: Bilan) -> catalogue.Instrument:
    """The instrument as it was when the bilan was held."""
    return catalogue.instrument(bilan.instrument, bilan.instrument_version)


@dataclass(frozen=True)
class Missing:
    """What a bilan does not say; a reminder, never a refusal. Codes of domains."""

    untouched: tuple[str, ...]
    unrated_by_person: tuple[str, ...]
    unrated_by_worker: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.untouched or self.unrated_by_person or self.unrated_by_worker)


def missing(entries: Sequence[BilanEntry]) -> Missing:
    """Domains never touched, and those talked about without a rating of one side."""
    talked = [entry for entry in entries if entry.has_content]
    return Missing(
        untouched=tuple(entry.domain for entry in entries if not entry.is_seen),
        unrated_by_person=tuple(entry.domain for entry in talked if entry.rating_person is None),
        unrated_by_worker=tuple(entry.domain for entry in talked if entry.rating_worker is None),
    )


@dataclass(frozen=True)
class Known:
    """An instrument a centre has or may begin to use. `row`: its newest version here, None before the first use."""

    definition: Definition
    source: str
    row: InstrumentVersion | None
    measured: int

    @property
    def is_usable(self) -> bool:
        """Whether a trajectory may begin with it."""
        return self.row is None or self.row.retired_on is None


def instruments() -> list[Known]:
    """What comes with Jalon and what the centre installed, each once, with how many ratings were made with it."""
    counted = Measurement.objects.counted().values_list("instrument__code").annotate(Count("pk")).order_by()
    return _known(dict(counted))


def known_instrument(code: str) -> Known | None:
    """The one of this code."""
    return next((one for one in _known({}) if one.definition.code == code), None)


def _known(counts: Mapping[str, int]) -> list[Known]:
    newest: dict[str, InstrumentVersion] = {}
    for row in InstrumentVersion.objects.own():
        newest.setdefault(row.code, row)
    given = [Known(one, Source.SHIPPED, newest.get(code), counts.get(code, 0)) for code, one in shipped().items()]
    others = {code: row for code, row in newest.items() if code not in shipped()}
    own = [Known(row.read, Source.CENTRE, row, counts.get(code, 0)) for code, row in others.items()]
    return given + sorted(own, key=lambda one: str(one.definition.name))


def usable_instruments() -> list[Definition]:
    """Those a trajectory may begin with, Jalon's own first."""
    return [one.definition for one in _known({}) if one.is_usable]


def was_declined(measurement_id: UUID) -> bool:
    """Whether a draft with this id was here, and was left aside or deleted."""
    verbs = ["measurement.declined", "measurement.discarded"]
    return JournalEntry.objects.filter(subject_id=measurement_id, verb__in=verbs).exists()
