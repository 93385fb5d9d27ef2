"""The shape of progress: what holds whatever the measurements."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jalon.law.activation import (
    Direction,
    Measured,
    Progress,
    Scale,
    direction,
    margin_of_progress,
    progress,
    reliable_change,
    way,
)

BEGINS, REFERENCE = date(2026, 1, 1), date(2026, 12, 31)
AXES = ("housing", "health", "work", "network")
SCALE = Scale(worst=100, best=500)
levels = st.lists(st.one_of(st.none(), st.integers(100, 500)), min_size=len(AXES), max_size=len(AXES))


def measured(rated: list[int | None], days: int, instrument: str = "bilan") -> Measured:
    there = {axis: level for axis, level in zip(AXES, rated, strict=True) if level is not None}
    day = BEGINS + timedelta(days=days)
    return Measured(on=day, instrument=instrument, version=1, axes=tuple(there), levels=tuple(there.values()))


def found(*measurements: Measured, scale: Scale = SCALE) -> Progress:
    return progress(measurements=measurements, scale=scale, begins=BEGINS, reference=REFERENCE)


@given(first=levels, last=levels, smallest=st.integers(0, 200))
def test_a_step_back_is_a_step_forward_seen_from_the_other_end(first, last, smallest):
    opposite = {Direction.PROGRESS: Direction.STEP_BACK, Direction.STEP_BACK: Direction.PROGRESS}
    scale = replace(SCALE, smallest=smallest)
    there = found(measured(first, 0), measured(last, 90), scale=scale)
    back = found(measured(last, 0), measured(first, 90), scale=scale)
    assert back.direction == opposite.get(there.direction, there.direction)
    mirrored = found(measured(first, 0), measured(last, 90), scale=Scale(worst=500, best=100, smallest=smallest))
    assert mirrored.direction == back.direction


@given(first=levels, other=levels)
def test_who_was_measured_once_is_not_measured_and_never_without_progress(first, other):
    assert found(measured(first, 0)).direction is Direction.NOT_MEASURED
    assert found(measured(first, 0), measured(other, 0)).direction is Direction.NOT_MEASURED
    assert found(measured(first, 0), measured(other, 30, "meter")).direction is Direction.NOT_MEASURED
    assert found().direction is Direction.NOT_MEASURED


@given(first=levels, last=levels, between=levels, other=levels)
def test_what_lies_between_and_other_instruments_change_nothing(first, last, between, other):
    plain = found(measured(first, 0), measured(last, 90))
    more = found(measured(last, 90), measured(between, 30), measured(first, 0), measured(other, 95, "meter"))
    assert more == plain


@given(first=levels, last=levels)
def test_the_margin_goes_from_none_of_the_way_to_all_of_it(first, last):
    one = found(measured(first, 0), measured(last, 90))
    share = margin_of_progress(difference=one.difference, possible=one.possible, on=REFERENCE).share
    if share is None:
        assert one.possible == 0
    else:
        assert share <= 10_000
        assert (share == 10_000) >= all(axis.last == 500 for axis in one.axes)
        assert share * one.difference >= 0


@given(
    difference=st.integers(-2000, 2000),
    axes=st.integers(1, 13),
    reliability=st.integers(0, 10_000),
    deviation=st.integers(1, 300),
)
def test_a_larger_difference_is_never_less_reliable(difference, axes, reliability, deviation):
    scale = Scale(worst=100, best=500, reliability=reliability, deviation=deviation)
    larger = difference + (1 if difference >= 0 else -1)

    def reliable(of: int) -> bool | None:
        return reliable_change(difference=of, axes=axes, scale=scale, on=REFERENCE).yes

    assert reliable(difference) == reliable(-difference)
    assert bool(reliable(larger)) >= bool(reliable(difference))
    error = 1.96 * (2 * deviation**2 * (1 - reliability / 10_000)) ** 0.5
    if abs(abs(difference) / axes - error) > 1e-6:
        assert reliable(difference) == (abs(difference) / axes > error)


@given(differences=st.lists(st.integers(-400, 400), max_size=13), smallest=st.integers(0, 200))
def test_the_heart_agrees_with_the_mean(differences, smallest):
    total, axes = sum(differences), len(differences)
    if not axes:
        assert direction(total, axes, smallest) is Direction.NOT_MEASURED
        return
    forward = total > 0 and total / axes >= smallest
    back = total < 0 and -total / axes >= smallest
    assert way(total, axes, smallest) == forward - back
