"""A month kept in the file: on purpose, frozen, journalled, and what it spares at the next one."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from jalon.domain.accounts.enums import Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.exemption.asked import Asked, from_json
from jalon.domain.exemption.models import MonthResult
from jalon.domain.exemption.queries import known
from jalon.domain.exemption.services import keep
from jalon.domain.people.enums import Category as Kept
from jalon.domain.people.queries import read_file
from jalon.law.income import Category, Work, Worked
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 10, tzinfo=UTC)
MARCH, APRIL = date(2025, 3, 1), date(2025, 4, 1)
DAYS = (date(2025, 3, 3), date(2025, 3, 4))
ASKED = Asked(month=MARCH, category=Category.SINGLE, calendar=(Worked(work=Work.JOB, net=8_000, days=DAYS),))


def refused(statement: str) -> None:
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_month_is_kept_once_read_again_as_it_was_and_spares_the_next() -> None:
    with centre_context(a_centre().pk):
        worker, person, key = a_member(), a_person(), uuid4()
        a_status(person, category=Kept.FAMILY, since=date(2024, 1, 1), is_student=True)
        result = keep(actor=worker, person=person, asked=ASKED, at=AT, key=key)
        assert keep(actor=worker, person=person, asked=ASKED, at=AT, key=key) == result
        assert JournalEntry.objects.get(verb="earnings.kept").detail == {"month": "2025-03-01"}
        again = MonthResult.objects.get()
        assert from_json(again.inputs) == ASKED and len(again.parameters) == 64
        assert again.answer["lines"][0]["said"]["nl"].startswith("Het leefloon")
        for statement in ("UPDATE exemption_monthresult SET support = 0", "DELETE FROM exemption_monthresult"):
            refused(statement)

        told = known(person, APRIL)
        assert (told.used, told.first_used_on, told.result) == (2, MARCH, result)
        assert (told.category, told.since, told.piis) == (Category.FAMILY, date(2024, 1, 1), None)
        assert known(person, MARCH).used == 0 and known(person, date(2023, 1, 1)).status is None


def test_a_correction_is_a_new_result_that_says_why_and_the_first_stays() -> None:
    with centre_context(a_centre().pk):
        worker, person = a_member(), a_person()
        first = keep(actor=worker, person=person, asked=ASKED, at=AT)
        more = Asked(month=MARCH, category=Category.SINGLE, calendar=(Worked(work=Work.ART, net=9_000),))
        with pytest.raises(InvalidInput):
            keep(actor=worker, person=person, asked=more, at=AT, corrects=first)
        second = keep(actor=worker, person=person, asked=more, at=AT, corrects=first, reason="La fiche de paie est là.")
        with pytest.raises(Conflict):
            keep(actor=worker, person=person, asked=ASKED, at=AT, corrects=first, reason="Encore.")
        assert {row["id"] for row in read_file(person.pk, APRIL).told["months"]} == {str(first.pk), str(second.pk)}
        assert list(MonthResult.objects.standing()) == [second]
        told = known(person, APRIL)
        assert (told.used, told.used_this_year) == (0, 9_000)


def test_the_council_another_centre_and_a_closed_file_keep_nothing() -> None:
    ours, theirs = a_centre(), a_centre("Montagne")
    with centre_context(theirs.pk):
        stranger = a_member()
    with centre_context(ours.pk):
        person, closed = a_person(), a_person(closed_on=date(2026, 1, 1))
        president, worker = a_member(Role.PRESIDENT), a_member()
        for actor, whose in ((stranger, person), (president, person), (worker, closed)):
            with pytest.raises(NotAllowed):
                keep(actor=actor, person=whose, asked=ASKED, at=AT)
        assert not MonthResult.objects.exists()
