"""A finished bilan is measured too: its levels become a measurement of each side that rated, in the same words."""

from collections.abc import Iterable, Mapping

from jalon.domain.instruments.definition import score
from jalon.domain.instruments.enums import MeasurementState, Rated, Rater, Way
from jalon.domain.instruments.models import Bilan, BilanEntry, InstrumentVersion, Measurement

FIELDS = {Rater.PERSON: "rating_person", Rater.WORKER: "rating_worker"}


def measured(
    bilan: Bilan, entries: Iterable[BilanEntry], instrument: InstrumentVersion,
    corrected: Mapping[str, Measurement] | None = None, raters: Iterable[Rater] = tuple(Rater),
) -> list[Measurement]:  # fmt: skip
    """The measurements of a finished bilan, unsaved. `corrected`: those it replaces, by rater; `raters`: whose.

    A side that rated nothing has none, unless it takes a rating back that the corrected bilan had.
    """
    entries, corrected = list(entries), corrected or {}
    rows = []
    for rater in raters:
        field = FIELDS[rater]
        answers = {entry.domain: level for entry in entries if (level := getattr(entry, field)) is not None}
        old = corrected.get(rater)
        if answers or old:
            rows.append(_row(bilan, instrument, rater, answers, old))
    return rows


def standing_of(bilan: Bilan) -> dict[str, Measurement]:
    """What an earlier bilan, the one being corrected, has left standing, by rater."""
    return {one.rater: one for one in Measurement.objects.standing().filter(bilan=bilan)}


def _row(
    bilan: Bilan, instrument: InstrumentVersion, rater: Rater, answers: dict[str, int], old: Measurement | None
) -> Measurement:
    scores = score(instrument.read, answers)
    return Measurement(
        person_id=bilan.person_id,
        instrument=instrument,
        sitting=old.sitting if old else bilan.pk,
        moment=bilan.moment,
        rater=rater,
        way=Way.BILAN,
        # Given apart, it was given before the talk: both sides of a sitting keep that day.
        held_on=old.held_on if old and bilan.rated == Rated.APART else bilan.held_on,
        answers=answers,
        scores=dict(scores.axes),
        overall=scores.overall,
        state=MeasurementState.FINISHED,
        author_id=bilan.author_id,
        started_on=bilan.started_on,
        finished_at=bilan.finished_at,
        finished_by_id=bilan.finished_by_id,
        corrects=old,
        correction_reason=bilan.correction_reason if old else "",
        bilan=bilan,
    )
