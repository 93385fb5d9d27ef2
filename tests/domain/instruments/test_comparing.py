"""Moments side by side: better, the same, worse."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.instruments.comparing import Move, compare, moved, tally
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.models import Bilan
from tests.conftest import TODAY


@pytest.fixture
def three(talk):
    """At the beginning, on the way and at the end."""
    talk.write("housing", rating_person=1, rating_worker=2)
    talk.write("health", rating_person=3)
    talk.write("work", rating_person=2)
    first = talk.finish()
    second = talk.another(TODAY, Moment.MIDDLE, housing=2, health=3)
    third = talk.another(TODAY, Moment.END, housing=4, health=2, work=2)
    return [first, second, third]


def test_each_side_moves_from_its_own_last_rating(three):
    rows = {row.domain.code: row for row in compare(three)}
    assert [side.person.move for side in rows["housing"].cells] == [Move.NONE, Move.BETTER, Move.BETTER]
    assert [side.person.move for side in rows["health"].cells] == [Move.NONE, Move.SAME, Move.WORSE]
    assert [side.worker.level for side in rows["housing"].cells] == [2, None, None]
    assert rows["housing"].worker_overall == Move.NONE


def test_a_moment_without_rating_is_stepped_over(three):
    work = next(row for row in compare(three) if row.domain.code == "work")
    assert [side.person.move for side in work.cells] == [Move.NONE, Move.NONE, Move.SAME]


def test_the_sum_counts_domains_between_the_first_and_the_last_rating(three):
    assert tally(compare(three))["person"] == {Move.BETTER: 1, Move.SAME: 1, Move.WORSE: 1}
    assert sum(tally(compare(three))["worker"].values()) == 0


def test_one_bilan_moves_nowhere_and_none_compares_nothing(three):
    assert all(cell.person.move == Move.NONE for row in compare(three[:1]) for cell in row.cells)
    assert compare([]) == []


def test_three_moments_cost_one_query(three, django_assert_num_queries):
    with django_assert_num_queries(1):
        compare(three)


def test_two_instruments_have_no_common_scale(three):
    stranger = Bilan(instrument="autre", instrument_version=1, held_on=TODAY - timedelta(1))
    with pytest.raises(ValueError, match="no common scale"):
        compare([three[0], stranger])


@given(before=st.integers(1, 5), after=st.integers(1, 5))
def test_a_move_and_its_return_are_opposite_whatever_the_direction_of_the_scale(before, after):
    opposite = {Move.BETTER: Move.WORSE, Move.WORSE: Move.BETTER, Move.SAME: Move.SAME}
    there = moved(before, after, 1)
    assert moved(after, before, 1) == opposite[there]
    assert moved(before, after, -1) == opposite[there]
