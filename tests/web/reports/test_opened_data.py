"""What anybody may have of approved reports: no small number is found back, whatever is added or taken away."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.domain.figures.protection import ROOT, THRESHOLD
from jalon.web.reports.opened_data import protected

LINE, PARTS = "activation", ("2.1", "2.2", "2.3")
FAMILY = {(LINE, "2"): PARTS, **{(LINE, code): () for code in PARTS}}
PLACES = ["Flandre", "Wallonie"]


def given_of(parts, values, places=PLACES):
    return {row[:3]: row[3] for row in protected(parts, values, places)}


def told(reports):
    """`reports`: (place, numbers of 2.1, 2.2 and 2.3)."""
    values = {key: {} for key in FAMILY}
    for place, numbers in reports:
        for key, number in zip(FAMILY, (sum(numbers), *numbers), strict=True):
            values[key].setdefault(place, []).append(number)
    return values


def test_a_small_part_is_not_found_by_taking_the_other_parts_from_the_whole():
    found = given_of(FAMILY, told([(place, (20, 30, 1)) for place in PLACES for _centre in range(6)]))
    assert found[ROOT, LINE, "2"] == 612, "what is large enough is given"
    few = told([("Flandre", (20, 30, 9))] * 6 + [("Wallonie", (20, 30, 0))] * 5 + [("Wallonie", (20, 30, 2))])
    found = given_of(FAMILY, few)
    assert found["Wallonie", LINE, "2.3"] is None
    row = [found["Wallonie", LINE, code] for code in ("2", *PARTS)]
    assert row.count(None) >= 2, "the whole less the other parts would tell that two people are concerned"


reports = st.lists(st.tuples(st.sampled_from(PLACES), st.tuples(*[st.integers(0, 12)] * 3)), min_size=1, max_size=14)


@settings(max_examples=60)
@given(reports)
def test_no_hidden_number_stands_alone_in_a_sum(every):
    values = told(every)
    found = given_of(FAMILY, values)
    sums = [[(place, LINE, code) for code in ("2", *PARTS)] for place in (ROOT, *PLACES)]
    sums += [[(place, LINE, code) for place in (ROOT, *PLACES)] for code in ("2", *PARTS)]
    used = {code for code in ("2", *PARTS) if any(map(any, values[LINE, code].values()))}
    for one in sums:
        hidden = [name for name in one if found[name] is None and name[2] in used]
        assert len(hidden) != 1, hidden
    for (place, line, code), number in found.items():
        parts = values[line, code]
        numbers = [each for where, some in parts.items() if place in (ROOT, where) for each in some]
        if number is not None:
            assert number == sum(numbers) and number - max(numbers) >= THRESHOLD


def test_wholes_that_share_a_number_give_none_of_theirs():
    tangled = {(LINE, "1"): ("a", "b"), (LINE, "2"): ("b", "c"), **{(LINE, code): () for code in "abcd"}}
    values = {key: {"Flandre": [20, 20], "Wallonie": [20, 20]} for key in tangled}
    found = given_of(tangled, values)
    assert found[ROOT, LINE, "d"] == 80 and {found[ROOT, LINE, code] for code in "12b"} == {None}
    assert {row[2] for row in found} == {"1", "2", *"abcd"}
