"""A bilan whose levels each side gives alone: two measurements of one sitting, which join the bilan once both are in.

The person answers in their own space, or on the desk's screen handed over to them, and may write of each domain there
(`own_words`). The worker chooses theirs on the page of the talk, where they write: for that page alone, and unsaved,
their entries hold what their measurement does. Nobody's level stands in the bilan before nobody is still rating (ADR
33): the triggers of the migration say the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.instruments import installing
from jalon.domain.instruments.enums import MeasurementState, Moment, Rated, Rater, Way
from jalon.domain.instruments.from_bilan import FIELDS
from jalon.domain.instruments.merging import accepted
from jalon.domain.instruments.models import Bilan, BilanEntry, Measurement, MeasurementQuerySet
from jalon.domain.instruments.own_words import Words
from jalon.domain.instruments.refusals import in_words
from jalon.domain.people.models import Person


def begin(*, actor: Membership, bilan: Bilan, on: date) -> None:
    """An empty rating for each side."""
    instrument = installing.bilan_version(actor=actor, version=bilan.instrument_version, on=on)
    for rater in Rater:
        row = Measurement(
            person=bilan.person, instrument=instrument, sitting=bilan.pk, bilan=bilan, moment=bilan.moment,
            rater=rater, way=Way.ALONE if rater == Rater.WORKER else Way.DESK, held_on=bilan.held_on,
            started_on=on, author=actor,
        )  # fmt: skip
        with in_words():
            row.save(force_insert=True)


def sides(bilan: Bilan) -> dict[str, Measurement]:
    """What each side has, finished or not; a side that does not rate is absent. Nothing for a bilan rated together."""
    if bilan.rated != Rated.APART:
        return {}
    rows = _of(bilan).select_related("instrument").order_by("rater")
    return {row.rater: row for row in rows}


def is_open(rows: Iterable[Measurement]) -> bool:
    """Whether somebody is still rating: then neither sees the other's levels."""
    return any(row.state == MeasurementState.DRAFT for row in rows)


@dataclass(frozen=True)
class Said:
    """What each side wrote alone: the person's words by domain, then the remark of each side that left one."""

    words: Words
    remarks: Mapping[str, str]


def said(bilan: Bilan) -> Said:
    """What was written beside the levels, once nobody is still rating. A correction keeps it."""
    rows = sides(bilan.original)
    if is_open(rows.values()):
        return Said({}, {})
    person = rows.get(Rater.PERSON)
    return Said(person.words if person else {}, {rater: row.comment for rater, row in rows.items() if row.comment})


def reveal(bilan_id: Any) -> None:
    """Once nobody is still rating, the levels of both stand in the bilan."""
    bilan = Bilan.objects.select_for_update(of=("self",)).get(pk=bilan_id)
    rows = list(_of(bilan))
    if bilan.rated != Rated.APART or is_open(rows):
        return
    entries = list(bilan.entries.all())
    for entry in entries:
        for row in rows:
            setattr(entry, FIELDS[Rater(row.rater)], row.answers.get(entry.domain))
        entry.is_skipped = entry.is_skipped and not entry.has_content
        entry.revision += 1
    BilanEntry.objects.bulk_update(entries, [*FIELDS.values(), "is_skipped", "revision"])
    bilan.revision += 1
    bilan.save(update_fields=["revision"])


def redescribe(bilan: Bilan) -> None:
    """Another moment for the bilan is another for what each side still rates. Raises `InvalidInput` once one is in."""
    if bilan.rated != Rated.APART or bilan.corrects_id:
        return
    if _of(bilan).exclude(moment=bilan.moment).finished().exists():
        raise InvalidInput(
            _("Des niveaux sont déjà donnés pour ce moment-là."),
            what_to_do=_("Gardez ce moment. S’il est faux, terminez ce bilan, puis corrigez-le."),
            field="moment",
        )
    _of(bilan).filter(state=MeasurementState.DRAFT).update(moment=Moment(bilan.moment))


def keep_whole(bilan: Bilan) -> None:
    """Raise `DomainError` while somebody is still rating: the bilan is finished with both looks, or with a stated one.

    Without any side left it would say that nobody rated, which is allowed.
    """
    if bilan.rated == Rated.APART and not bilan.corrects_id and is_open(_of(bilan)):
        raise DomainError(
            _("Les niveaux ne sont pas encore donnés des deux côtés."),
            _("Chacun donne les siens de son côté, puis on les regarde ensemble."),
            _("Donnez les vôtres et attendez ceux de la personne, ou continuez sans attendre depuis la page du bilan."),
        )


def keep_given(bilan: Bilan) -> None:
    """Raise `DomainError` when a side has given its levels: they are not thrown away with a draft."""
    if _of(bilan).finished().exists():
        raise DomainError(
            _("Des niveaux sont déjà donnés : ce bilan ne se supprime plus."),
            what_to_do=_("Terminez-le ; une erreur se corrige ensuite, en disant pourquoi."),
        )


@transaction.atomic
def drop(bilan: Bilan) -> bool:
    """Take the empty or half-filled ratings away; whether the person had begun."""
    keep_given(bilan)
    begun = _of(bilan).by(Rater.PERSON).filter(saved_at__isnull=False).exists()
    _of(bilan).delete()
    return begun


def held_draft(bilan: Bilan) -> Measurement | None:
    """What the worker's side is still rating; locked after the file and before the bilan, as by who finishes it."""
    if bilan.rated != Rated.APART or bilan.corrects_id:
        return None
    Person.objects.select_for_update(of=("self",)).get(pk=bilan.person_id)
    rows = _of(bilan).by(Rater.WORKER).filter(state=MeasurementState.DRAFT)
    return rows.select_for_update(of=("self",)).first()


def lend(draft: Measurement | None, entries: Iterable[BilanEntry]) -> None:
    """Show the levels of the worker's draft in the entries, for their own page; `take_back` before these are saved."""
    if draft:
        for entry in entries:
            entry.rating_worker = draft.answers.get(entry.domain)


def take_back(entries: Iterable[BilanEntry]) -> dict[str, int | None]:
    """The worker's levels as they now stand in lent entries, which hold none any more."""
    levels = {entry.domain: entry.rating_worker for entry in entries}
    for entry in entries:
        entry.rating_worker = None
    return levels


def acceptable(bilan: Bilan, *, choosing: bool) -> Any:
    """What a page of the talk may write in a domain of a bilan rated apart: no level of the person's.

    The worker's while they are `choosing`; afterwards, only a correction changes it.
    """
    locked = ("rating_person",) if choosing or bilan.corrects_id else BilanEntry.RATINGS

    def accept(name: str, value: Any) -> Any:
        if bilan.rated == Rated.APART and name in locked:
            raise InvalidInput(
                _("Ce niveau se donne à part."), what_to_do=_("Rechargez la page : elle dit comment."), field=name
            )
        return accepted(name, value)

    return accept


def _of(bilan: Bilan) -> MeasurementQuerySet:
    return Measurement.objects.filter(bilan=bilan, corrects=None)
