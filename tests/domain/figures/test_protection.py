"""An attacker who adds and subtracts everything that is published finds no hidden number back."""

import numpy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from jalon.domain.figures.definitions import national_figures
from jalon.domain.figures.national import both
from jalon.domain.figures.protection import ROOT, THRESHOLD, Name, Places, Table, equations, protect
from jalon.domain.figures.published import OPEN_BASE, rounded

PLACES = Places(
    above={
        "R1": ROOT, "R2": ROOT, "R3": ROOT, "P11": "R1", "P12": "R1", "P21": "R2", "P22": "R2", "P31": "R3",
        "S1": ROOT, "S2": ROOT,
    },
    partition={**dict.fromkeys(["R1", "R2", "R3", "P11", "P12", "P21", "P22", "P31"], "place"), "S1": "size",
               "S2": "size"},
)  # fmt: skip
AXES = {"sex": ["f", "m", "x"], "kind": ["general", "study"]}
LEAVES = [("P11", "S1"), ("P11", "S2"), ("P12", "S1"), ("P21", "S2"), ("P22", "S1"), ("P31", "S1"), ("P31", "S2")]


def a_country(sexes: list[tuple[int, ...]], studying: list[int]) -> dict[Name, int]:
    """Centres in their province and size class, added up as the national page does."""
    values: dict[Name, int] = {}
    for (province, size), by_sex, share in zip(LEAVES, sexes, studying, strict=True):
        total = sum(by_sex)
        study = min(share, total)
        told = {("sex", "f"): by_sex[0], ("sex", "m"): by_sex[1], ("sex", "x"): by_sex[2], ("", ""): total}
        told |= {("kind", "study"): study, ("kind", "general"): total - study}
        for place in (ROOT, PLACES.above[province], province, size):
            for (axis, key), number in told.items():
                values[(place, axis, key)] = values.get((place, axis, key), 0) + number
    return values


def attack(
    table: Table, mine: dict[Name, int] | None = None, near: dict[Name, int] | None = None
) -> dict[Name, tuple[float, float]]:
    """By linear programming: the least and the most each hidden number can be, given everything published.

    `mine`: the part of each number that the attacker counted, and which it cannot be less than. `near`: numbers that
    the attacker reads elsewhere, rounded.
    """
    hidden = sorted(table.hidden)
    column = {name: place for place, name in enumerate(hidden)}
    rows, sides = [], []
    for whole, parts in equations(table):
        row, side = numpy.zeros(len(hidden)), 0.0
        for name, sign in [(whole, 1), *((part, -1) for part in parts)]:
            if name in column:
                row[column[name]] += sign
            else:
                side -= sign * table.value(name)
        if row.any():
            rows.append(row)
            sides.append(side)
        else:
            assert side == 0
    found, bounds = {}, [((mine or {}).get(name, 0), None) for name in hidden]
    for name, about in (near or {}).items():
        if name in column:
            bounds[column[name]] = (max(about - OPEN_BASE // 2, 0), about + OPEN_BASE // 2)
    for name in hidden:
        aim = numpy.zeros(len(hidden))
        aim[column[name]] = 1
        known = {"A_eq": numpy.array(rows), "b_eq": numpy.array(sides)} if rows else {}
        least, most = (linprog(sign * aim, bounds=bounds, method="highs", **known) for sign in (1, -1))
        assert least.status == 0
        found[name] = (least.fun, numpy.inf if most.status == 3 else -most.fun)
    return found


counts = st.one_of(st.integers(0, 4), st.integers(0, 12), st.integers(5, 400))


@settings(max_examples=60)
@given(
    sexes=st.lists(st.tuples(counts, counts, counts), min_size=len(LEAVES), max_size=len(LEAVES)),
    studying=st.lists(counts, min_size=len(LEAVES), max_size=len(LEAVES)),
    threshold=st.sampled_from([5, 10]),
)
def test_no_hidden_number_is_found_back_nor_narrowed(sexes, studying, threshold):
    values = a_country(sexes, studying)
    axes = {axis: [key for key in keys if values[(ROOT, axis, key)]] for axis, keys in AXES.items()}
    table = Table(PLACES, {axis: keys for axis, keys in axes.items() if len(keys) > 1}, values, threshold)
    protect(table)
    assert all(table.value(name) >= threshold for name in table.names() if name not in table.hidden)
    for name, (least, most) in attack(table).items():
        assert most - least >= threshold - 1e-6, (name, table.value(name), least, most)
        if table.value(name) < threshold:
            assert most >= threshold - 1e-6, (name, least, most)


@settings(max_examples=8)
@given(
    sexes=st.lists(st.tuples(counts, counts, counts), min_size=len(LEAVES), max_size=len(LEAVES)),
    studying=st.lists(counts, min_size=len(LEAVES), max_size=len(LEAVES)),
    who=st.integers(0, len(LEAVES) - 1),
)
def test_no_centre_finds_the_others_by_taking_its_own_part_away(sexes, studying, who):
    nobody = [(0, 0, 0)] * len(LEAVES)
    parts = [a_country([*nobody[:n], sexes[n], *nobody[n + 1 :]], studying) for n in range(len(LEAVES))]
    values = a_country(sexes, studying)
    own = {name: max(part.get(name, 0) for part in parts) for name in values}
    axes = {axis: [key for key in keys if values[(ROOT, axis, key)]] for axis, keys in AXES.items()}
    table = Table(PLACES, {axis: keys for axis, keys in axes.items() if len(keys) > 1}, values, 10, own=own)
    protect(table)
    assert all(table.value(name) - parts[who].get(name, 0) >= 10 for name in table.names() if name not in table.hidden)
    for name, (least, most) in attack(table, parts[who]).items():
        assert most - least >= 10 - 1e-6, (name, table.value(name), least, most)


@settings(max_examples=40)
@given(
    sexes=st.lists(st.tuples(counts, counts, counts), min_size=len(LEAVES), max_size=len(LEAVES)),
    studying=st.lists(counts, min_size=len(LEAVES), max_size=len(LEAVES)),
)
@example(
    sexes=[(12, 0, 1), (3, 24, 2), (2, 2, 0), (38, 333, 9), (0, 2, 21), (393, 12, 1), (2, 357, 1)],
    studying=[12, 52, 34, 53, 10, 23, 40],
)
@example(
    sexes=[(37, 4, 49), (0, 165, 3), (0, 2, 0), (3, 37, 0), (361, 172, 3), (51, 10, 48), (80, 82, 38)],
    studying=[2, 42, 40, 29, 29, 24, 5],
)
def test_who_reads_the_open_table_beside_the_federal_one_knows_no_more(sexes, studying):
    values = a_country(sexes, studying)
    nobody = [(0, 0, 0)] * len(LEAVES)
    parts = [a_country([*nobody[:n], sexes[n], *nobody[n + 1 :]], studying) for n in range(len(LEAVES))]
    own = {name: max(part.get(name, 0) for part in parts) for name in values}
    axes = {axis: [key for key in keys if values[(ROOT, axis, key)]] for axis, keys in AXES.items()}
    federal, opened = both(PLACES, {axis: keys for axis, keys in axes.items() if len(keys) > 1}, values, own)
    near = {name: rounded(values[name]) for name in opened.names() if name not in opened.hidden}
    for name, (least, most) in attack(federal, near=near).items():
        assert most - least >= THRESHOLD - 1e-6, (name, federal.value(name), least, most)


def test_without_the_second_hiding_the_attacker_wins():
    values = a_country([(60, 50, 40), (60, 50, 40), (3, 50, 40), *[(60, 50, 40)] * 4], [30] * 7)
    table = Table(PLACES, AXES, values)
    table.hidden = {("P12", "sex", "f")}
    assert attack(table)[("P12", "sex", "f")] == (3, 3)
    protect(table)
    least, most = attack(table)[("P12", "sex", "f")]
    assert (least, most) != (3, 3)
    assert most >= 8


def test_a_large_country_shows_all():
    table = Table(PLACES, AXES, a_country([(60, 50, 40)] * 7, [30] * 7))
    assert protect(table) == set()


def test_a_country_under_the_threshold_shows_nothing():
    table = Table(PLACES, AXES, a_country([(0, 0, 0)] * 6 + [(1, 1, 1)], [0] * 7))
    assert protect(table) == set(table.names())


def test_no_two_submitted_tables_share_a_cell():
    told = {figure.code: {axis.code for axis in figure.national_axes} for figure in national_figures()}
    assert "without" not in told, "it repeats a part of the obliged"
    assert "on_the_way" not in told, "its ended projects are counted with their outcome"
    assert "cause" not in told["commitments_person"], "causes add up to parts of the states"
    assert not {"age"} & told["obliged"], "its cover already tells the young from the others"
