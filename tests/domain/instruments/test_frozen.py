"""A finished bilan is frozen in the database, whoever asks."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from jalon.domain.core.context import centre_context
from jalon.domain.instruments.enums import BilanState
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.instruments.queries import has_finished_bilan, latest_bilan
from tests.conftest import TODAY
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 13, 32, tzinfo=UTC)


def bilan_row(person, author, *, number=1, held_on=TODAY, **facts):
    """A bilan written straight into the table."""
    return Bilan.objects.create(
        person=person, author=author, number=number, held_on=held_on, started_on=TODAY, instrument_version=1, **facts
    )


def finish(bilan, by):
    """Straight in the table too."""
    Bilan.objects.filter(pk=bilan.pk).update(state=BilanState.FINISHED, finished_at=NOW, finished_by=by)


def test_once_finished_neither_the_bilan_nor_its_entries_change():
    with centre_context(a_centre().pk):
        author = a_member()
        bilan = bilan_row(a_person(), author)
        entry = BilanEntry.objects.create(bilan=bilan, domain="housing", words="Une chambre")
        finish(bilan, author)
        for change in (
            lambda: Bilan.objects.filter(pk=bilan.pk).update(held_on=date(2026, 1, 1)),
            lambda: Bilan.objects.filter(pk=bilan.pk).update(
                state=BilanState.DRAFT, finished_at=None, finished_by=None
            ),
            lambda: BilanEntry.objects.filter(pk=entry.pk).update(words="Autre chose"),
            lambda: BilanEntry.objects.create(bilan=bilan, domain="health", words="Ajouté après"),
            lambda: BilanEntry.objects.filter(pk=entry.pk).delete(),
        ):
            with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
                change()
        entry.refresh_from_db()
        assert entry.words == "Une chambre"


def test_an_entry_never_moves_from_one_bilan_to_another():
    with centre_context(a_centre().pk):
        author, person = a_member(), a_person()
        first = bilan_row(person, author)
        entry = BilanEntry.objects.create(bilan=first, domain="housing", words="Une chambre")
        finish(first, author)
        second = bilan_row(person, author, number=2)
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            BilanEntry.objects.filter(pk=entry.pk).update(bilan=second)


def test_a_person_has_one_bilan_in_progress_at_a_time():
    with centre_context(a_centre().pk):
        author, person = a_member(), a_person()
        bilan_row(person, author)
        with pytest.raises(IntegrityError, match="one_draft"), transaction.atomic():
            bilan_row(person, author, number=2)


@pytest.mark.parametrize("rating", [0, 6])
def test_a_level_goes_from_one_to_five(rating):
    with centre_context(a_centre().pk):
        bilan = bilan_row(a_person(), a_member())
        with pytest.raises(IntegrityError, match="rating_person"), transaction.atomic():
            BilanEntry.objects.create(bilan=bilan, domain="housing", rating_person=rating)


def test_only_a_finished_bilan_held_in_time_counts_before_a_contract():
    with centre_context(a_centre().pk):
        author, person = a_member(), a_person()
        bilan = bilan_row(person, author, held_on=date(2026, 11, 20))
        assert not has_finished_bilan(person.pk, date(2026, 11, 20))
        finish(bilan, author)
        assert has_finished_bilan(person.pk, date(2026, 11, 20))
        assert not has_finished_bilan(person.pk, date(2026, 11, 19))
        assert not has_finished_bilan(a_person().pk, date(2026, 11, 20))


def test_a_finished_correction_takes_the_place_of_what_it_corrects():
    with centre_context(a_centre().pk):
        author, person = a_member(), a_person()
        first = bilan_row(person, author)
        finish(first, author)
        second = bilan_row(person, author, number=2, corrects=first, correction_reason="Deux enfants oubliés")
        assert latest_bilan(person.pk, TODAY) == first
        finish(second, author)
        assert latest_bilan(person.pk, TODAY) == second
        assert list(Bilan.objects.standing().of(person.pk)) == [second]
