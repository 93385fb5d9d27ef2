"""No number of a team's page is small enough to be a person, nor found again by subtraction."""

from datetime import date
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.domain.activation.cohorts import Cohort, Member
from jalon.domain.figures.protection import THRESHOLD
from jalon.domain.instruments.shipped import shipped
from jalon.law.activation import Direction
from jalon.web.activation.protecting import protected, shared, spread

DAY = date(2026, 1, 1)
WAYS = {
    Direction.PROGRESS: (0, (1, 100)),
    Direction.NONE: (0, (1, 0)),
    Direction.STEP_BACK: (0, (1, -100)),
    Direction.NOT_MEASURED: (None, (None, None)),
}


def a_cohort(groups: list[list[int]]) -> Cohort:
    """Groups of people, so many for each direction."""
    members = [
        Member(uuid4(), uuid4(), DAY, str(place), True, None, "", *WAYS[direction])
        for place, numbers in enumerate(groups)
        for direction, number in zip(Direction, numbers, strict=True)
        for _one in range(number)
    ]
    known = {one.pk: one for one in members}
    instruments = [shipped()["bilan"]]
    return Cohort(DAY, DAY, DAY, "worker", ("",), members, instruments, known)


numbers = st.lists(st.integers(0, 12), min_size=4, max_size=4)


@settings(max_examples=40, deadline=None)
@given(groups=st.lists(numbers, min_size=1, max_size=3))
def test_what_is_shown_is_nobody_and_what_is_hidden_stays_hidden(groups):
    cohort = a_cohort(groups)
    found = protected(cohort, {"kind": lambda one: one.receives})
    rows = [found.whole, *found.groups["kind"], *shared(cohort, {"all": cohort.known})]
    for row in rows:
        assert all(number in (None, 0) or number >= THRESHOLD for number in (row.total, *row.counts.values()))
    true = [dict(zip(Direction, one, strict=True)) for one in groups if sum(one)]
    for row, told in zip(found.groups["kind"], true, strict=True):
        assert all(row.counts[one] in (None, told[one]) for one in Direction)
        hidden = [one for one in Direction if row.counts[one] is None]
        assert row.total is None or len(hidden) != 1 or not 0 < told[hidden[0]] < THRESHOLD, "it is what is left"
    for one in Direction:
        hidden = [place for place, row in enumerate(found.groups["kind"]) if row.counts[one] is None]
        known = found.whole.counts[one] is not None
        assert not known or len(hidden) != 1 or not 0 < true[hidden[0]][one] < THRESHOLD, "it is what is left"


def test_a_large_cohort_is_told_whole_even_when_its_groups_are_not():
    found = protected(a_cohort([[8, 0, 4, 0], [9, 0, 3, 0]]), {"kind": lambda one: one.receives})
    assert list(found.whole.counts.values()) == [17, 0, 7, 0]
    assert [row.total for row in found.groups["kind"]] == [12, 12]
    assert all(row.counts[Direction.PROGRESS] is None for row in found.groups["kind"])


def test_the_parts_of_a_direction_are_told_together_or_not_at_all():
    assert spread([[12, 3]]) == [[None, None]]
    assert spread([[12, 0]]) == [[12, 0]]
    assert spread([[12, 3], [6, 5]]) == [[None, None], [6, 5]], "fifteen are hidden together"


def test_what_one_instrument_hides_is_not_what_the_others_leave_of_the_whole():
    assert spread([[1, 1], [6, 5]]) == [[None, None], [None, None]], "thirteen progressed: eleven told would leave two"
    assert spread([[1, 1], [0, 0], [3, 2]]) == [[None, None], [0, 0], [None, None]]


@settings(max_examples=40, deadline=None)
@given(inside=numbers, outside=numbers)
def test_who_is_not_in_a_module_is_not_found_by_taking_it_from_the_whole(inside, outside):
    cohort = a_cohort([inside, outside])
    whole = protected(cohort, {}).whole
    (row,) = shared(cohort, {"module": [one.pk for one in cohort.trajectories if one.receives == "0"]})
    for shown, everybody in ((row.total, whole.total), *((row.counts[one], whole.counts[one]) for one in Direction)):
        if shown and everybody is not None:
            assert shown >= THRESHOLD and not 0 < everybody - shown < THRESHOLD
