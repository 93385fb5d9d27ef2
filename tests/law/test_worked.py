"""A calendar of several employers becomes earnings; a day counts once."""

from datetime import date

import pytest

from jalon.law.errors import WrongFact
from jalon.law.income import Earning, Work, Worked, earnings_of

MARCH = date(2025, 3, 1)


def worked(*days: int, employer: str = "Interim", month: int = 3) -> Worked:
    return Worked(work=Work.JOB, net=10_000, days=[date(2025, month, day) for day in days], employer=employer)


def test_each_employer_keeps_its_days_and_none_is_the_whole_month() -> None:
    made = earnings_of([worked(3, 4), Worked(work=Work.TRAINING, net=500)], month=MARCH)
    assert made == [Earning(work=Work.JOB, net=10_000, days=2), Earning(work=Work.TRAINING, net=500)]


def test_two_employers_on_one_day_are_named() -> None:
    with pytest.raises(WrongFact, match="Interim, Bakery: 2025-03-04 is counted twice"):
        earnings_of([worked(3, 4), worked(4, employer="Bakery")], month=MARCH)
    with pytest.raises(WrongFact, match="Interim: 2025-03-04 is counted twice"):
        earnings_of([worked(4, 4)], month=MARCH)


def test_a_day_of_another_month_is_refused() -> None:
    with pytest.raises(WrongFact, match="2025-04-03 is not in 2025-03"):
        earnings_of([worked(3, month=4)], month=MARCH)
    with pytest.raises(WrongFact, match="job: 2025-04-03 is not in 2025-03"):
        earnings_of([worked(3, employer="", month=4)], month=MARCH)
