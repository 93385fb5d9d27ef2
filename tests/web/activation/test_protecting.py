"""No number of a team's page is small enough to be a person, nor found again by subtraction."""

from collections import Counter
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.domain.activation.cohorts import Gone, Group
from jalon.domain.figures.protection import THRESHOLD
from jalon.domain.instruments.shipped import shipped
from jalon.law.activation import Direction
from jalon.web.activation.protecting import protected, shared, sizes, spread

WAYS = {
    Direction.PROGRESS: Gone(shipped()["bilan"], 1, 100),
    Direction.NONE: Gone(shipped()["bilan"], 1, 0),
    Direction.STEP_BACK: Gone(shipped()["bilan"], 1, -100),
    Direction.NOT_MEASURED: None,
}


def a_cohort(groups: dict[object, list[int]]):
    """Groups of people, so many for each direction."""
    return sizes(
        [
            Group((key,), "", WAYS[direction], number)
            for key, numbers in groups.items()
            for direction, number in zip(Direction, numbers, strict=True)
            if number
        ],
        0,
    )


def places(groups: list[list[int]]):
    return a_cohort({str(place): numbers for place, numbers in enumerate(groups)})


numbers = st.lists(st.integers(0, 12), min_size=4, max_size=4)


@settings(max_examples=40)
@given(groups=st.lists(numbers, min_size=1, max_size=3).filter(lambda groups: any(map(any, groups))))
def test_what_is_shown_is_nobody_and_what_is_hidden_stays_hidden(groups):
    found = protected({"kind": places(groups)})
    everybody = a_cohort({("all",): [sum(column) for column in zip(*groups, strict=True)]})
    rows = [found.whole, *found.groups["kind"], *shared(everybody)]
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
    found = protected({"kind": places([[8, 0, 4, 0], [9, 0, 3, 0]])})
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


@settings(max_examples=40)
@given(inside=numbers, outside=numbers)
def test_who_is_not_in_a_module_is_not_found_by_taking_it_from_the_whole(inside, outside):
    cohort = a_cohort({("module",): inside, None: outside})
    if not cohort:
        return
    whole = protected({"all": a_cohort({"": [one + two for one, two in zip(inside, outside, strict=True)]})}).whole
    for row in shared(cohort):
        for shown, everybody in (
            (row.total, whole.total),
            *((row.counts[one], whole.counts[one]) for one in Direction),
        ):
            if shown and everybody is not None:
                assert shown >= THRESHOLD and not 0 < everybody - shown < THRESHOLD


def test_two_modules_that_differ_by_two_people_do_not_tell_of_these_two():
    both, one_more, neither = ("cooking", "dutch"), ("cooking",), None
    rows = shared(a_cohort({both: [9, 6, 6, 7], one_more: [1, 0, 1, 0], neither: [8, 8, 8, 8]}))
    told = [row.key for row in rows if row.total is not None]
    assert told == ["cooking"], "the larger one; of both, the difference would be two people"
    apart = shared(a_cohort({both: [9, 6, 6, 7], one_more: [5, 0, 6, 5], neither: [8, 8, 8, 8]}))
    assert all(row.is_whole for row in apart)
    by_total = shared(a_cohort({both: [9, 6, 6, 7], one_more: [4, 0, 3, 1], neither: [8, 8, 8, 8]}))
    assert [(row.total, row.is_whole) for row in by_total] == [(36, True), (28, False)], "eight more, in small parts"


def found_by(rows, whole, atoms):
    """What an attacker who knows who was in which module gets: every sum and difference of what is told that speaks of
    some people and of no others, and how many these are."""
    told = [(row.key, row) for row in rows] + [("", whole)]
    for column in (None, *Direction):
        known = [
            (key, number)
            for key, row in told
            if (number := row.total if column is None else row.counts[column]) is not None
        ]
        for signs in product((-1, 0, 1), repeat=len(known)):
            weights = {
                modules: sum(
                    sign for sign, (key, _n) in zip(signs, known, strict=True) if not key or key in (modules or ())
                )
                for modules in {modules for modules, _direction in atoms}
            }
            if set(weights.values()) == {0, 1}:
                yield sum(sign * number for sign, (_key, number) in zip(signs, known, strict=True))


@settings(max_examples=60)
@given(
    groups=st.dictionaries(
        st.sampled_from([None, ("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c"), ("a", "b", "c")]),
        st.lists(st.sampled_from([0, 0, 1, 2, 4, 5, 7, 9, 14]), min_size=4, max_size=4), min_size=2, max_size=6,
    )
)  # fmt: skip
def test_no_sum_or_difference_of_modules_is_small_enough_to_be_a_person(groups):
    atoms = a_cohort(groups)
    if not atoms:
        return
    whole: Counter = Counter()
    for (_modules, direction), number in atoms.items():
        whole["", direction] += number
    for number in found_by(shared(atoms), protected({"all": whole}).whole, atoms):
        assert number == 0 or number >= THRESHOLD
