"""What is said at once: a fresh count where that is short, the last one kept where it is long; never twice at once."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jalon.domain.core.context import centre_context
from jalon.domain.figures import memory
from jalon.domain.figures.memory import LONG, at_once, remembered
from jalon.domain.figures.models import Counted
from jalon.domain.figures.periods import Period
from tests.domain.piis.world import a_beneficiary, ended, running
from tests.factories import a_centre

pytestmark = pytest.mark.django_db
SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))
SUMMER = Period(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def centre() -> Any:
    centre = a_centre()
    with centre_context(centre.pk):
        yield centre


def a_large_centre() -> None:
    """What was counted so far took long."""
    Counted.objects.update(milliseconds=LONG + 1)


def test_a_small_centre_is_counted_afresh_each_time_something_happened(centre):
    piis, now = running(a_beneficiary()), timezone.now()
    assert at_once(SPRING, at=now).count.total("in_force") == 1
    ended(piis, date(2026, 5, 20))
    told = at_once(SPRING, at=now + timedelta(minutes=1))
    assert (told.count.total("in_force"), told.is_awaited) == (0, False)


def test_a_large_centre_says_its_last_count_with_its_moment_and_awaits_a_fresh_one(centre):
    piis, now = running(a_beneficiary()), timezone.now()
    remembered(SPRING, at=now)
    a_large_centre()
    ended(piis, date(2026, 5, 20))
    told = at_once(SPRING, at=now + timedelta(hours=1))
    assert (told.count.total("in_force"), told.counted_at, told.is_awaited) == (1, now, True)
    fresh, when = remembered(SPRING, at=now + timedelta(hours=1), again=True)
    assert (fresh.total("in_force"), when) == (0, now + timedelta(hours=1))


def test_a_large_centre_is_not_counted_again_while_nothing_happens_or_within_the_minute(centre):
    piis, now = running(a_beneficiary()), timezone.now()
    remembered(SPRING, at=now)
    a_large_centre()
    assert at_once(SPRING, at=now + timedelta(days=3)).is_awaited is False
    ended(piis, date(2026, 5, 20))
    assert at_once(SPRING, at=now + timedelta(seconds=30)).is_awaited is False


def test_a_period_a_large_centre_never_asked_is_awaited_without_a_number(centre):
    running(a_beneficiary())
    remembered(SPRING, at=timezone.now())
    a_large_centre()
    told = at_once(SUMMER, at=timezone.now())
    assert (told.count, told.counted_at, told.is_awaited) == (None, None, True)


def test_the_first_count_of_all_is_expected_long_by_the_length_of_the_journal(centre, monkeypatch):
    running(a_beneficiary())
    monkeypatch.setattr(memory, "LARGE", 0)
    assert at_once(SPRING, at=timezone.now()).count is None


def test_what_is_said_at_once_is_what_is_counted(centre):
    running(a_beneficiary())
    now = timezone.now()
    fresh, _when = remembered(SPRING, at=now)
    assert at_once(SPRING, at=now).count == fresh


@pytest.mark.django_db(transaction=True)
def test_two_readers_who_ask_the_same_count_run_it_once(monkeypatch):
    centre, counting, counted = a_centre(), threading.Event(), []
    measure = memory.measure

    def slowly(period: Period) -> Any:
        counting.set()
        counted.append(period)
        waited.wait(5)
        return measure(period)

    monkeypatch.setattr(memory, "measure", slowly)
    waited, told = threading.Event(), []

    def read() -> None:
        try:
            with transaction.atomic(), centre_context(centre.pk):
                told.append(remembered(SPRING, at=timezone.now(), again=True))
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _ in range(2)]
    readers[0].start()
    assert counting.wait(5)
    readers[1].start()
    readers[1].join(0.5)  # waits for its turn
    assert readers[1].is_alive()
    waited.set()
    for reader in readers:
        reader.join(10)
    assert len(counted) == 1
    assert told[0] == told[1]
