"""A population through the compiled law: the same to the cent as one person's lines; and what is refused."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import Any

import numba
import numpy as np
import pyarrow as pa
import pytest

from jalon.law.errors import NotCovered
from jalon.law.income import (
    Basis,
    Category,
    Earning,
    Person,
    Scheme,
    Work,
    income_of_month,
    income_under,
    parse_scheme,
    shipped_schemes,
    write_scheme,
)
from jalon.law.income import cents as arithmetic
from jalon.law.income.cents import UNLIMITED, Rule, Support, nearest, work_out
from jalon.law.terms import add_months
from jalon.simulation import CODES, PopulationError, kernel, population, prepare, simulate, warm
from jalon.simulation import compiled as machine
from jalon.simulation.compiled import compiled
from tests.schemes import any_scheme

MARCH = date(2025, 3, 1)
WORKS = {code: work for work, code in CODES.items()}
MANY = int(os.environ.get("JALON_CASES", "30000"))  # `JALON_CASES=5000000 pytest tests/simulation` for the long run
EDGES = [0, 1, 30_947, 30_948, 30_949, 61_896, 131_420, 131_421, 162_368, 162_369, 99_999_999]


def some_months(size: int, seed: int = 1) -> dict[str, np.ndarray]:
    """Person-months of every kind, with many at the edges of the rules."""
    draw = np.random.default_rng(seed)
    work = draw.integers(0, len(CODES) + 1, size)
    earned = np.where(draw.random(size) < 0.3, draw.choice(EDGES, size), draw.integers(0, 250_000, size))
    return {
        "category": draw.integers(1, 4, size),
        "work": work,
        "earned": np.where(work == 0, 0, earned),
        "days": draw.integers(1, 32, size) * (draw.random(size) < 0.5),
        "other": draw.integers(0, 180_000, size) * (draw.random(size) < 0.3),
        "used_this_year": draw.integers(0, 400_000, size),
        "days_used": draw.integers(0, 1_400, size),
        "has_grant": draw.integers(0, 2, size),
        "eligible": (draw.random(size) < 0.9).astype(np.int64),
    }


def as_person(row: dict[str, int]) -> Person:
    earnings = []
    if row["work"]:
        earnings = [Earning(work=WORKS[row["work"]], net=row["earned"], days=row["days"] or None)]
    return Person(
        category=Category(row["category"]),
        earnings=earnings,
        other=row["other"],
        began_on_support=bool(row["eligible"]),
        has_piis=bool(row["eligible"]),
        has_grant=bool(row["has_grant"]),
        used=row["days_used"],
        first_used_on=date(2020, 3, 1),
        used_this_year=row["used_this_year"],
    )


def rows_of(columns: dict[str, Any]) -> list[dict[str, int]]:
    lists = {name: np.asarray(values).tolist() for name, values in columns.items()}
    return [dict(zip(lists, values, strict=True)) for values in zip(*lists.values(), strict=True)]


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("name", sorted(shipped_schemes()))
def test_a_population_gives_each_person_what_their_own_lines_say(name: str, basis: Basis) -> None:
    scheme, columns = replace(shipped_schemes()[name], basis=basis), some_months(300)
    columns["eligible"][columns["work"] == CODES[Work.ART]] = 1  # art has no condition a person can miss
    made = simulate(population(columns), scheme, on=MARCH)
    for number, row in enumerate(rows_of(columns)):
        answer = income_under(scheme, as_person(row), on=MARCH)
        found = (made.exempt[number], made.support[number], made.disposable[number])
        assert found == (answer.exempt, answer.support, answer.disposable), row


@pytest.mark.parametrize("seed", range(max(6, MANY // 50_000)))
def test_a_scheme_by_category_gives_each_row_what_one_persons_lines_say(seed: int) -> None:
    scheme, columns = any_scheme(random.Random(seed)), some_months(250, seed=seed)
    columns["eligible"][:] = 1
    columns["averaged"] = [nearest(one, scheme.smoothing) for one in columns["earned"].tolist()]
    scheme = parse_scheme(write_scheme(scheme), name="x.yaml")
    made = simulate(population(columns), scheme, on=MARCH)
    for number, row in enumerate(rows_of(columns)):
        person = replace(as_person(row), earlier=[0] * 11, first_used_on=MARCH)  # within any window
        answer = income_under(scheme, person, on=MARCH)
        found = (made.exempt[number], made.support[number], made.disposable[number])
        assert found == (answer.exempt, answer.support, answer.disposable), row


@pytest.mark.parametrize("seed", range(4))
def test_who_began_too_long_ago_has_no_exemption_left_as_their_own_lines_say(seed: int) -> None:
    """`within` of a scheme, and the six years of the law, over a population that says since when."""
    months, columns = random.Random(seed), some_months(300, seed=seed)
    columns["eligible"][:] = 1
    columns["begun"] = np.array([months.choice([0, 11, 12, 13, 35, 36, 71, 72, 73, 140]) for _ in range(300)])
    columns["averaged"] = columns["earned"]
    text = (
        "title: {en: S, fr: S, nl: S}\nabout: {en: S, fr: S, nl: S}\nexempt:\n  - for: [job, student]\n    "
        "category: [single, family]\n    flat: 250\n    months: 12\n    within: 36\n  - {for: [art], as: job}\n"
    )
    ours = parse_scheme(text, name="within.yaml")
    people, over = population(columns), 0
    ready = prepare(people, shipped_schemes()["today"], on=MARCH)
    for scheme in (shipped_schemes()["today"], ours):
        made = simulate(people, scheme, on=MARCH)
        for number, row in enumerate(rows_of(columns)):
            first = add_months(MARCH, -row["begun"])
            answer = income_under(scheme, replace(as_person(row), first_used_on=first), on=MARCH)
            assert (made.exempt[number], made.support[number]) == (answer.exempt, answer.support), row
            over += any(line.code in ("window_over", "scheme_window_over") for line in answer.lines)
        assert ready.variant(scheme)[()].support_cents == made.support.sum()
    assert over > 20, "some are out of their window"


@pytest.mark.parametrize("on", [date(2014, 2, 1), date(2019, 7, 1), date(2021, 12, 1), date(2024, 6, 1)], ids=str)
@pytest.mark.parametrize("divisor", ["calendar", "30", "26"])
def test_it_is_the_law_at_each_date_and_by_each_divisor(on: date, divisor: str) -> None:
    columns = {name: values[columns_without_shortage(on)] for name, values in some_months(400, seed=on.year).items()}
    columns["days"] = np.minimum(columns["days"], 28)
    columns["days_used"][:] = 3
    columns["eligible"][:] = 1
    made = simulate(population(columns), shipped_schemes()["today"], on=on, divisor=divisor)
    for number, row in enumerate(rows_of(columns)):
        person = as_person(row | {"days_used": 0})
        begun = Person(**{name: getattr(person, name) for name in person.__slots__} | {"first_used_on": None})
        assert made.support[number] == income_of_month(begun, on=on, divisor=divisor).support, row


def columns_without_shortage(on: date) -> np.ndarray:
    return np.flatnonzero(some_months(400, seed=on.year)["work"] != CODES[Work.SHORTAGE])


def random_rule(draw: random.Random, plain: bool) -> Rule:
    limit = lambda most: draw.choice([draw.randrange(most), draw.randrange(most), UNLIMITED])  # noqa: E731
    starts = [limit(200_000)] + [UNLIMITED] * 3 if plain else sorted(limit(200_000) for _ in range(4))
    shares = [draw.randrange(10_001) for _ in range(4)]
    return Rule(
        flat=draw.randrange(60_000),
        by_year=int(draw.random() < 0.2),
        **{f"from_{n}": one for n, one in enumerate(starts, 1)},
        **{f"share_{n}": one for n, one in enumerate(shares, 1)},
        floor=draw.randrange(20_000),
        ceiling=limit(90_000),
        taper_from=limit(150_000),
        taper_share=0 if plain else draw.randrange(10_001),
        days=limit(1_500),
    )


def steps() -> Scheme:
    """A scheme with all that one can have."""
    text = (
        "title: {en: S, fr: S, nl: S}\nabout: {en: S, fr: S, nl: S}\nbasis: prorate\nexempt:\n  - for: all\n"
        "    flat: 50\n    shares: [{from: 0, percent: 40}, {from: 300, percent: 20.5}, {from: 900, percent: 5}]\n"
        "    floor: 60\n    ceiling: 420\n    taper: {from: 800, percent: 30}\n    months: 12\n"
    )
    return parse_scheme(text, name="steps.yaml")


def nobody_wrote(plain: bool, many: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Months, and a scheme's table: a rule for each cell that no file holds, categories in turn."""
    draw, supports = random.Random(7), [(9, 5), (1_577_041, 25_000), (2_131_339, 31_000)]
    rules = [random_rule(draw, plain) for _ in range(kernel.CELLS)]
    table = np.array([(*supports[cell % 3], *rule) for cell, rule in enumerate(rules)], np.int64).T.copy()
    assert kernel.is_plain(table) == plain
    return some_months(many, seed=7), table


def by_columns(people: Any, table: np.ndarray, basis: Basis, plain: bool) -> list[np.ndarray]:
    """What the loops of a population give: exempt, support and disposable."""
    given = [people.cell, people.earned, people.averaged, people.worked, people.other, people.used_this_year]
    made = [np.empty(len(people), np.int32) for _ in range(3)]
    numbers = (31.0, float(basis is Basis.DAY), table.astype(float))
    compiled(kernel.rows(plain, basis is Basis.MONTH))(*given, people.days_used, *numbers, *made)
    return made


def on_whole_numbers() -> Any:
    """`work_out` row by row, compiled as the law is written: whole numbers of 64 bits, and its own division.

    None of what makes the population's loops quick (floats, a product for a division, other orders of sums) is in it.
    """
    exactly = dict(vars(arithmetic))  # where each finds the others as they are compiled here
    for name, one in vars(arithmetic).items():
        if isinstance(one, FunctionType):
            exactly[name] = numba.njit(FunctionType(one.__code__, exactly, name), error_model="numpy")
    month = exactly["work_out"]

    @numba.njit
    def rows(cell, earned, days, other, used, days_used, by, apart, table, made):
        for row in range(cell.size):
            at = cell[row]
            numbers = table[:, at]
            found = month(
                earned[row],
                earned[row],
                days[row],
                by,
                apart,
                other[row],
                used[row],
                days_used[row],
                Support(numbers[0], numbers[1]),
                Rule(
                    numbers[2], numbers[3], numbers[4], numbers[5], numbers[6], numbers[7], numbers[8], numbers[9],
                    numbers[10], numbers[11], numbers[12], numbers[13], numbers[14], numbers[15], numbers[16],
                ),
            )  # fmt: skip
            made[0, row], made[1, row], made[2, row] = found.exempt_here, found.support, found.disposable

    return rows


def days_of(people: Any, basis: Basis) -> np.ndarray:
    """The days of a month of 31 that count."""
    return np.where((people.worked == 0) | (basis is Basis.MONTH), 31, people.worked).astype(np.int64)


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("plain", [True, False])
def test_the_compiled_arithmetic_is_the_plain_one_over_many_cases(plain: bool, basis: Basis) -> None:
    """Schemes that nobody wrote, to the cent: the same functions, run by Python and compiled."""
    columns, table = nobody_wrote(plain, MANY // 6)
    people, apart = population(columns), int(basis is Basis.DAY)
    made, days = by_columns(people, table, basis, plain), days_of(people, basis).tolist()
    rules = [(Support(*one[:2]), Rule(*one[2:])) for one in table.T.tolist()]
    for number, row in enumerate(rows_of(columns)):
        used, amounts = (row["used_this_year"], row["days_used"]), rules[people.cell[number]]
        month = work_out(row["earned"], row["earned"], days[number], 31, apart, row["other"], *used, *amounts)
        assert (month.exempt_here, month.support, month.disposable) == tuple(one[number] for one in made), row


def test_millions_of_months_are_the_law_on_whole_numbers() -> None:
    """Three million cases, to the cent: against the law's own functions on whole numbers, its division included."""
    exact, cases = on_whole_numbers(), 0
    for plain in (True, False):
        columns, table = nobody_wrote(plain, 500_000)
        people = population(columns)
        given = [getattr(people, name).astype(np.int64) for name in ("other", "used_this_year", "days_used")]
        for basis in Basis:
            made, right = by_columns(people, table, basis, plain), np.empty((3, len(people)), np.int64)
            days, apart = days_of(people, basis), int(basis is Basis.DAY)
            exact(people.cell, people.earned.astype(np.int64), days, *given, 31, apart, table, right)
            assert (right == made).all(), rows_of(columns)[int((right != made).any(axis=0).argmax())]
            cases += len(people)
    assert cases == 3_000_000


def test_a_prepared_population_adds_up_to_its_rows() -> None:
    """One more variant on a population put in order once gives what its rows give, group by group."""
    columns = some_months(20_000)
    people, codes, today = population(columns), np.arange(20_000) % 3, shipped_schemes()["today"]
    ready = prepare(people, today, on=MARCH, codes=codes, names=[("a",), ("b",), ("c",)])
    before = simulate(people, today, on=MARCH).disposable.astype(np.int64)
    for scheme in (*shipped_schemes().values(), steps()):
        made, found = simulate(people, scheme, on=MARCH), ready.variant(scheme)
        change = made.disposable - before
        for name, here in {(): codes >= 0, ("b",): codes == 1}.items():
            one = found[name]
            assert one.support_cents == made.support[here].sum(), scheme.id
            assert one.exempt_cents == made.exempt[here].sum()
            assert one.change_cents == change[here].sum()
            assert (one.winners, one.losers) == ((change[here] > 0).sum(), (change[here] < 0).sum())
            assert one.months == here.sum() == one.winners + one.losers + one.unchanged


def test_compiling_leaves_the_law_as_it_was() -> None:
    compiled(kernel.rows(True, True))
    assert arithmetic.work_out.__globals__ is vars(arithmetic)
    assert type(arithmetic.exempt_part).__name__ == "function"
    with pytest.raises(TypeError, match="not a plain function"):
        compiled(len)


def test_what_was_compiled_is_loaded_by_the_next_process() -> None:
    warm()
    asked = (
        "from jalon.simulation import compiled as c, kernel as k, warm; warm(); "
        "print([dict(c.compiled(k.rows(p, w)).stats.cache_misses) for p in (0, 1) for w in (0, 1)])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[{}, {}, {}, {}]"


def test_a_changed_law_is_compiled_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = machine.folder()
    changed = tmp_path / "cents.py"
    changed.write_text("nearest = None", encoding="utf-8")
    monkeypatch.setattr(machine, "SOURCES", (changed, *machine.SOURCES[1:]))
    assert machine.folder() != before


def test_where_nothing_can_be_kept_each_process_compiles_its_own(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert not machine._writable(file / "folder")


def test_a_table_of_arrow_is_a_population_too() -> None:
    columns = some_months(200)
    frame = pa.table(columns)
    assert (population(frame).earned == population(columns).earned).all()


def test_many_rows_in_threads_are_those_of_one() -> None:
    columns = some_months(600_000)
    whole = simulate(population(columns), shipped_schemes()["liege"], on=MARCH)
    part = simulate(
        population({name: values[-1000:] for name, values in columns.items()}), shipped_schemes()["liege"], on=MARCH
    )
    assert (whole.disposable[-1000:] == part.disposable).all()


def test_nobody_is_a_population_too() -> None:
    made = simulate(population({"category": []}), shipped_schemes()["today"], on=MARCH)
    assert len(made.support) == 0


def smoothing(months: int) -> Scheme:
    today = shipped_schemes()["today"]
    return Scheme(id="x", title=today.title, about=today.about, basis=Basis.MONTH, smoothing=months)


WRONG = {
    "no category": ({"earned": [1]}, "The column category is missing"),
    "an unknown column": ({"category": [1], "wage": [1]}, "No column is called wage"),
    "an unknown category": ({"category": [1, 4]}, "Row 2: category is 4"),
    "a negative amount": ({"category": [1, 1], "other": [0, -5]}, "Row 2: other is -5"),
    "a missing amount": ({"category": [1, 1], "other": [0, float("nan")]}, "Row 2: other is nan"),
    "a fraction of a cent": ({"category": [1], "other": [0.5]}, "Row 1: other is 0.5"),
    "an absurd amount": ({"category": [1], "other": [10**12]}, "from 0 to 100000000"),
    "words": ({"category": ["single"]}, "not whole numbers"),
    "a shorter column": ({"category": [1, 1], "other": [1]}, "has 1 rows, category has 2"),
    "a number for a column": ({"category": [1, 1], "other": 5}, "has 1 rows, category has 2"),
    "earnings without work": ({"category": [1], "earned": [5]}, "earned without work"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_column_is_refused_with_its_row(wrong: str) -> None:
    columns, says = WRONG[wrong]
    with pytest.raises(PopulationError) as caught:
        population(columns)
    assert says in str(caught.value)
    assert str(caught.value).endswith(".")


def test_what_the_month_or_the_law_cannot_hold_is_refused_with_its_row() -> None:
    february = population({"category": [1, 1], "work": [1, 1], "earned": [9, 9], "days": [28, 30]})
    with pytest.raises(PopulationError, match="Row 2: 30 days worked in a month of 28"):
        simulate(february, shipped_schemes()["today"], on=date(2025, 2, 1))
    shortage = population({"category": [1], "work": [CODES[Work.SHORTAGE]], "earned": [9]})
    with pytest.raises(NotCovered, match="Row 1: shortage work"):
        simulate(shortage, shipped_schemes()["today"], on=date(2023, 12, 1))
    with pytest.raises(PopulationError, match="the column averaged"):
        simulate(population({"category": [1], "work": [1], "earned": [9]}), smoothing(3), on=MARCH)
