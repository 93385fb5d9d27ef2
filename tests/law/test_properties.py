"""What stays true of the law whatever the dates."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.law import parameters
from jalon.law.calendar import add_working_days, holidays, is_working_day, next_working_day, previous_working_day
from jalon.law.piis import (
    Exemption,
    Held,
    Obligation,
    Situation,
    Status,
    appeal_until,
    conclude_by,
    evaluation_windows,
    evaluations_due,
    evaluations_status,
    interview_due,
    may_be_sanctioned,
    may_sign_from,
    must_have_piis,
    regime_on,
    sanction_max_months,
    sanction_period,
    sanction_starts,
    subsidy_cents,
    subsidy_rate_by_share,
)
from jalon.law.terms import add_months, age_on, last_day_of_span, last_day_of_term

ONE = timedelta(days=1)
BEGAN, REFORM = date(2002, 10, 1), date(2016, 11, 1)
DAYS = st.dates(BEGAN, date(2099, 12, 31))
SINCE = st.dates(REFORM, date(2099, 12, 31))
MONTHS = st.integers(1, 48)


@given(st.integers(1975, 2150))  # in 2160 Ascension falls on 1 May again, and no decree moves it yet
def test_every_year_has_ten_holidays_and_easter_monday_is_a_monday(year: int) -> None:
    days = holidays(year)
    assert len(days) == 10
    assert next(day for day, name in days.items() if name == "easter_monday").weekday() == 0


@given(DAYS, st.integers(1, 30))
def test_adding_working_days_counts_exactly_so_many_of_them(day: date, number: int) -> None:
    end = add_working_days(day, number)
    passed = [day + ONE * step for step in range(1, (end - day).days + 1)]
    assert is_working_day(end)
    assert sum(map(is_working_day, passed)) == number


@given(DAYS)
def test_the_nearest_working_days_are_within_a_week_on_either_side(day: date) -> None:
    before, after = previous_working_day(day), next_working_day(day)
    assert is_working_day(before)
    assert is_working_day(after)
    assert day - 6 * ONE <= before <= day <= after <= day + 6 * ONE


@given(DAYS, MONTHS)
def test_the_two_countings_of_months_part_only_after_the_last_of_a_month(day: date, months: int) -> None:
    same, eve = (last_day_of_term(day, months, counting=one) for one in ("same_day", "eve"))
    assert same <= eve <= same + 3 * ONE
    if (day + ONE).day != 1:
        assert same == eve


@given(DAYS, MONTHS)
def test_spans_of_months_follow_each_other_without_gap(day: date, months: int) -> None:
    assert add_months(day, months) == last_day_of_span(day, months) + ONE


@given(st.dates(date(1930, 1, 1), date(2010, 1, 1)), DAYS)
def test_age_grows_by_one_on_the_birthday_only(born: date, day: date) -> None:
    grew = age_on(born, day) - age_on(born, day - ONE)
    birthday = (day.month, day.day) == (born.month, born.day)
    leapling = (born.month, born.day) == (2, 29) and (day.month, day.day) == (3, 1) and not _leap(day.year)
    assert grew == int(birthday or leapling)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@given(DAYS)
def test_every_day_has_one_regime_and_it_changes_once(day: date) -> None:
    assert (regime_on(day) == "since_2016") == (day >= REFORM)


@given(SINCE, SINCE, st.sampled_from(["same_day", "eve"]))
def test_a_later_decision_never_has_an_earlier_deadline(one: date, other: date, month_count: str) -> None:
    first, second = sorted((one, other))
    deadlines = [conclude_by(decided_on=day, month_count=month_count).date for day in (first, second)]
    assert deadlines[0] <= deadlines[1]
    assert first + 88 * ONE <= deadlines[0] <= first + 95 * ONE


@given(SINCE, st.integers(0, 60))
def test_counting_from_the_notification_never_shortens_the_term(decided: date, later: int) -> None:
    notified = decided + ONE * later
    strict = conclude_by(decided_on=decided, notified_on=notified)
    assert strict.date <= conclude_by(decided_on=decided, notified_on=notified, reading="notification").date
    assert strict.missed(strict.date + ONE)
    assert not strict.missed(strict.date)


@given(DAYS, st.sampled_from(["fifth_working_day", "five_full_working_days"]))
def test_signing_begins_on_a_working_day_at_least_five_working_days_later(handed: date, reading: str) -> None:
    first = may_sign_from(handed, reading=reading).date
    between = [handed + ONE * step for step in range(1, (first - handed).days + 1)]
    assert is_working_day(first)
    assert sum(map(is_working_day, between)) >= 5
    assert may_sign_from(handed + ONE, reading=reading).date >= first


@given(DAYS)
def test_no_reading_gives_less_time_to_think_than_five_days(handed: date) -> None:
    for reading in parameters.on("piis.sign.counting", handed).readings:
        for week in ("monday_friday", "monday_saturday"):
            assert may_sign_from(handed, reading=reading, week=week).date >= handed + 5 * ONE


@given(SINCE)
def test_an_interview_and_an_appeal_are_never_due_before_they_are_asked(day: date) -> None:
    assert interview_due(day).date >= day + 5 * ONE
    assert appeal_until(day).date > day + 80 * ONE


@st.composite
def periods(draw: st.DrawFn) -> tuple[date, date]:
    start = draw(st.dates(BEGAN, date(2060, 1, 1)))
    return start, start + ONE * draw(st.integers(0, 2000))


@given(periods())
def test_evaluation_windows_cover_the_whole_piis_without_overlap(period: tuple[date, date]) -> None:
    start, until = period
    windows = evaluation_windows(start=start, until=until)
    assert windows[0].first == start
    assert windows[-1].last == until
    assert all(before.last + ONE == after.first for before, after in pairwise(windows))
    assert all(0 <= one.in_person <= one.number for one in windows)


@given(periods(), st.sampled_from(["proportional", "whole"]))
def test_evaluations_due_are_working_days_in_order_and_never_fewer_than_the_law_asks(
    period: tuple[date, date], short_period: str
) -> None:
    start, until = period
    windows = evaluation_windows(start=start, until=until, short_period=short_period)
    dues = evaluations_due(start=start, until=until, short_period=short_period)
    assert len(dues) == sum(one.number for one in windows) >= 1
    assert all(is_working_day(one.date) and one.date >= start for one in dues)
    assert all(before.date <= after.date for before, after in pairwise(dues))
    for window in windows:
        if window.whole:
            asked = 3 if window.first >= REFORM else 1
            assert sum(one.date in window for one in dues) >= asked


@given(periods())
def test_meeting_on_every_due_day_is_always_enough(period: tuple[date, date]) -> None:
    start, until = period
    dues = evaluations_due(start=start, until=until)
    held = [Held(one.date, in_person=True) for one in dues if one.date <= until]
    state = evaluations_status(held=held, start=start, until=until, on=until)
    if len({one.on for one in held}) == len(dues):
        assert state.next_due is None
        assert not state.late
        assert all(one.enough and one.enough_in_person for one in state.windows)


@given(periods(), st.lists(st.tuples(st.integers(0, 2000), st.booleans()), max_size=8), st.integers(0, 2100))
def test_one_more_meeting_never_makes_a_piis_later(
    period: tuple[date, date], held: list[tuple[int, bool]], asked: int
) -> None:
    start, until = period
    on = start + ONE * asked
    kept = [Held(start + ONE * days, in_person) for days, in_person in held]
    before = evaluations_status(held=kept, start=start, until=until, on=on)
    after = evaluations_status(held=[*kept, Held(min(on, until), True)], start=start, until=until, on=on)
    assert before.enough <= after.enough
    assert before.enough_in_person <= after.enough_in_person
    assert after.late <= before.late


@given(st.builds(Situation, status=st.sampled_from([Status.EQUIVALENT_AID, Status.BROAD_USER])), DAYS)
def test_a_person_without_the_right_is_never_obliged_nor_sanctioned(situation: Situation, day: date) -> None:
    assert must_have_piis(situation, day).obligation is Obligation.FACULTATIVE
    assert not may_be_sanctioned(status=situation.status, has_piis=True, on=day)


@given(
    st.builds(
        Situation,
        status=st.just(Status.DIS),
        born_on=st.dates(date(1940, 1, 1), date(2005, 1, 1)),
        right_since=DAYS,
        exemption=st.sampled_from(Exemption),
        full_time_student=st.booleans(),
        combines_work=st.booleans(),
    ),
    DAYS,
)
def test_an_exempt_person_is_never_obliged(situation: Situation, day: date) -> None:
    assert not must_have_piis(situation, day)


@given(SINCE, st.integers(0, 40))
def test_the_two_published_starts_of_a_sanction_agree_when_notified_in_time(decided: date, later: int) -> None:
    notified = decided + ONE * later
    second = sanction_starts(decided_on=decided, notified_on=decided, reading="second_month").first
    if notified < second:
        assert second in sanction_starts(decided_on=decided, notified_on=notified)


@given(DAYS, st.lists(st.integers(0, 800), max_size=4), st.integers(1, 3))
def test_no_sanction_is_longer_than_three_months_or_begins_before_it_is_known(
    decided: date, earlier: list[int], months: int
) -> None:
    before = [decided - ONE * days for days in earlier]
    limit = sanction_max_months(decided_on=decided, facts_on=decided, earlier_decisions=before)
    assert limit.months in (1, 3)
    span = sanction_period(starts_on=decided, months=months)
    assert 27 <= (span.last - span.first).days + 1 <= 92
    assert sanction_starts(decided_on=decided, notified_on=decided).first > decided


@given(st.integers(0, 500_000), st.sampled_from([500, 750, 1000, 1250, 1500]))
def test_a_subsidy_in_cents_is_within_half_a_cent(income: int, basis_points: int) -> None:
    cents = subsidy_cents(income, basis_points)
    assert abs(cents * 10_000 - income * basis_points) <= 5_000
    assert subsidy_cents(income + 1, basis_points) >= cents


@given(st.integers(1, 500), st.data(), st.sampled_from(["higher", "lower"]))
def test_more_piis_never_lower_the_rate(beneficiaries: int, data: st.DataObject, boundary: str) -> None:
    some = data.draw(st.integers(0, beneficiaries - 1))
    rates = [
        subsidy_rate_by_share(2030, with_piis=one, beneficiaries=beneficiaries, boundary=boundary).basis_points
        for one in (some, some + 1)
    ]
    assert rates[0] <= rates[1]


def test_a_sum_with_a_half_cent_goes_up() -> None:
    assert subsidy_cents(131_115, 1000) == 13_112  # 1,311.15 euros, ten percent is 131.115


@pytest.mark.parametrize("name", sorted(parameters.book().parameters))
def test_every_reading_can_be_chosen_by_its_name(name: str) -> None:
    one = parameters.parameter(name)
    for entry in one.entries:
        for reading in entry.readings:
            assert entry.reading(reading).name == reading
            assert set(one.readings()) >= {reading}
