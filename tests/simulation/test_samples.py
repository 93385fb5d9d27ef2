"""Samples, deciles, who loses most, and scenarios run again."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from click.testing import CliRunner

from jalon import __version__
from jalon.command import simulation as command
from jalon.command.main import cli
from jalon.law import parameters
from jalon.law.errors import SchemeError
from jalon.law.income import parse_scheme, shipped_schemes, write_scheme
from jalon.simulation import (
    PopulationError,
    Question,
    compare,
    count,
    count_files,
    losers,
    open_table,
    results,
    table_of,
)
from jalon.simulation.apart import answer
from jalon.simulation.model import model
from jalon.simulation.report import LEAST_ROWS, TOGETHER, report
from jalon.simulation.scenario import Scenario, ScenarioError, differences, read, written
from jalon.simulation.synthetic import save_synthetic, synthetic
from jalon.simulation.weighing import margins

from .test_population import some_months

JUNE = date(2025, 6, 1)
SCHEMES = [shipped_schemes()[name] for name in ("today", "liege")]


def some(rows: int, **more: Any) -> dict[str, Any]:
    """Months of June; March has more days than some of them."""
    columns = some_months(rows)
    return columns | {"days": np.minimum(columns["days"], 30), "month": [202506] * rows} | more


def test_a_row_that_weighs_two_counts_as_twice_the_row() -> None:
    columns = some(600)
    twice = {name: np.concatenate([values, values]) for name, values in columns.items()}
    weighed = count(table_of(pa.table(columns | {"weight": np.full(600, 2.0)})), SCHEMES)
    plain = count(table_of(pa.table(twice)), SCHEMES)
    assert weighed["liege", ()] == plain["liege", ()]
    assert weighed.changes["liege"].deciles() == plain.changes["liege"].deciles()


def test_the_interval_of_a_sample_holds_the_truth_nineteen_times_in_twenty() -> None:
    columns, draw = some(20_000), np.random.default_rng(5)
    columns |= {name: draw.permutation(columns[name]) for name in ("earned",)}
    columns["earned"] = np.where(columns["work"] > 0, columns["earned"], 0)
    columns["averaged"] = columns["earned"]
    truth, held = count(table_of(pa.table(columns)), SCHEMES)["liege", ()], 0
    for _ in range(40):
        rows = draw.choice(20_000, 1_000, replace=False)
        sample = {name: np.asarray(values)[rows] for name, values in columns.items()} | {"weight": np.full(1_000, 20.0)}
        sums = count(table_of(pa.table(sample)), SCHEMES).sums["liege", ()]
        margin, found = margins(sums, sums), int(sums[:, 4].sum()) // 10_000
        held += abs(found - truth.change_cents) <= margin["change_cents"]
    assert held >= 33


def test_a_sample_is_not_parted_more_finely_than_margins_can_be_given() -> None:
    many = {"category": [1] * 200, "month": [202506] * 200, "weight": [1.5] * 200}
    many |= {name: [str(one) for one in range(200)] for name in ("here", "there")}
    with pytest.raises(PopulationError, match="40000 groups, too many for margins"):
        count(table_of(pa.table(many), by=["here", "there"]), SCHEMES)


def test_a_file_as_belgian_spreadsheets_write_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "months.csv"
    file.write_text("category;month;weight\r\nsingle;202506;12,5\r\nsingle;202506;7,5\r\n", encoding="utf-8-sig")
    assert count(open_table(file), SCHEMES)["today", ()].months == 20


def test_everyone_has_no_margin_and_months_of_one_person_are_one_draw() -> None:
    columns = some(400)
    whole = count(table_of(pa.table(columns | {"weight": np.ones(400)})), SCHEMES).sums["liege", ()]
    assert set(margins(whole, whole).values()) == {0}
    alone = pa.table(columns | {"weight": np.full(400, 9.0), "person": ["one"] * 400})
    sums = count(table_of(alone), SCHEMES).sums["liege", ()]
    assert (sums[:, 0] > 0).sum() == 1


@pytest.mark.parametrize(
    ("weight", "said"),
    [(0, "Row 1: weight is 0"), (None, "Row 1: weight is missing"), ("two", "not numbers"), (-1.5, "weight is -1.5")],
)
def test_a_weight_that_cannot_be_is_refused_with_its_row(weight: Any, said: str) -> None:
    values = pa.array([weight], pa.float64() if weight is None else None)
    frame = pa.table({"category": [1], "month": [202506], "weight": values})
    with pytest.raises(PopulationError, match=said):
        count(table_of(frame), SCHEMES)


def test_deciles_part_the_months_with_work_over_all_files(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.parquet" for name in "ab"]
    for place, file in enumerate(files):
        pq.write_table(pa.table(some(500, earned=some_months(500)["earned"] // (1 + place))), file)
    counts = count_files(files, Question(SCHEMES, ["decile"]))
    months = {group[0]: one.months for (name, group), one in counts.groups.items() if name == "today" and group}
    working = 1_000 - months.pop("0")
    assert sum(months.values()) == working
    assert all(abs(one - working / 10) < working * 0.04 for one in months.values())


def test_who_loses_most_is_told_as_traits_and_never_on_few_rows() -> None:
    work = ["job"] * 40 + ["training"] * 40 + ["interim"] * 5 + ["none"] * 100
    earned = [40_000] * 40 + [5_000] * 40 + [40_000] * 5 + [0] * 100
    frame = {"category": ["single"] * 185, "work": work, "earned": earned, "month": [202506] * 185}
    bare = shipped_schemes()["percentage"]
    told = losers(pa.table(frame), bare, by=["category", "work"]).to_pylist()
    assert told and told[0]["work"] == "job" and told[0]["category"] == "*" and told[0]["months"] == 40
    assert "interim" not in {one["work"] for one in told}
    assert compare(pa.table(frame), [bare]).column_names[-1] == "unchanged"


def test_groups_of_few_rows_are_put_together_before_anything_is_told(tmp_path: Path) -> None:
    regions = ["Bruxelles"] * 60 + ["Vlaanderen"] * 30 + ["Wallonie"] * 3 + ["Ailleurs"] * 2
    file = tmp_path / "months.parquet"
    pq.write_table(pa.table({"category": [2] * 95, "month": [202506] * 95, "region": regions}), file)
    told = report(file, SCHEMES)
    lines = {one["value"]: one["schemes"]["today"]["months"] for one in told["groups"]["region"]}
    assert lines == {"Bruxelles": 60, TOGETHER: 35}
    assert min(lines.values()) >= LEAST_ROWS
    assert told["groups"]["category"][0]["value"] == "single"
    assert told["all"]["today"]["support_cents"] == 95 * 131_420 * 12


def test_the_built_in_population_has_the_public_margins_to_the_person() -> None:
    table = pa.Table.from_batches(list(synthetic(10_000, seed=3, on=JUNE)))
    for name, counts in model().margins.items():
        found = count(table_of(table, by=[name]), SCHEMES[:1])
        for value, share in counts.items():
            wanted = model().total * share / sum(counts.values())
            assert abs(found["today", (value,)].months - wanted) <= model().total / 10_000
    assert found["today", ()].months == model().total
    again = pa.Table.from_batches(list(synthetic(10_000, seed=3, on=JUNE)))
    assert again.equals(table) and not again.equals(pa.Table.from_batches(list(synthetic(10_000, seed=4, on=JUNE))))


def a_scenario(result: dict[str, Any], **population: Any) -> Scenario:
    mine = parse_scheme(write_scheme(shipped_schemes()["liege"]), name="mine.yaml")
    facts = {"kind": "synthetic", "rows": 2_000, "seed": 7, "model": model().version, "month": "2025-06"} | population
    return Scenario(
        title="Liège : essai", author="A. B.", made_on="2026-11-22", notes="", jalon=__version__,
        law=parameters.fingerprint(), population=facts, schemes=[mine], result=result,
    )  # fmt: skip


def test_a_scenario_is_run_again_by_someone_else_to_the_same_cent(tmp_path: Path) -> None:
    asked = {"synthetic": {"rows": 2_000, "seed": 7, "month": "2025-06-01"}, "folder": str(tmp_path)}
    asked |= {"schemes": {"mine": write_scheme(shipped_schemes()["liege"])}, "most_rows": 5_000}
    told = answer(asked)["report"]
    assert answer(asked | {"most_rows": 100}) == {"too_large": 2_000}
    file = tmp_path / "scenario.yaml"
    file.write_text(written(a_scenario(told)), encoding="utf-8")
    assert read(file.read_text("utf-8")) == a_scenario(told)
    shown = CliRunner().invoke(cli, ["scenario", str(file)])
    assert shown.exit_code == 0 and "the same to the cent" in shown.output, shown.output
    told["all"]["mine"]["change_cents"] += 1
    assert differences(a_scenario({}).result, told)
    file.write_text(written(a_scenario(told)), encoding="utf-8")
    shown = CliRunner().invoke(cli, ["scenario", str(file)])
    assert shown.exit_code == 1 and "all.mine.change_cents" in shown.output
    file.write_text(written(a_scenario(told, kind="file", fingerprint="0" * 64)), encoding="utf-8")
    assert "Give that file after the scenario." in CliRunner().invoke(cli, ["scenario", str(file)]).output
    refused = CliRunner().invoke(cli, ["scenario", str(file), str(tmp_path / "synthetic.parquet")])
    assert "is not the file of this scenario" in refused.output


BOMB = "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    "broken",
    [
        "title: x",
        "[",
        BOMB,
        "[" * 3_000,
        "a: 2024-99-99",
        yaml.safe_dump({"kind": "jalon population scenario"}),
        "kind: 7",
    ],
)
def test_what_is_no_scenario_is_refused_in_a_sentence(broken: str) -> None:
    with pytest.raises(ScenarioError):
        read(broken)
    with pytest.raises(SchemeError):
        parse_scheme(broken, name="mine.yaml")


def test_a_stop_in_the_middle_leaves_nothing_that_looks_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, out = tmp_path / "months.parquet", tmp_path / "out"
    save_synthetic(file, 500, seed=1, on=JUNE)
    arguments = ["simulate", str(file), "--scheme", "liege", "--by", "region", "--out", str(out)]

    def stopped(*_more: Any, **_told: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "_counted", stopped)
        assert CliRunner().invoke(cli, arguments).exit_code == 1
        assert not out.exists()
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    assert {one.stem for one in out.iterdir()} == {"result", "deciles", "losers"}
    with monkeypatch.context() as patch:
        patch.setattr(results, "_write_csv", stopped)
        assert CliRunner().invoke(cli, arguments).exit_code == 1
    assert {one.stem for one in out.iterdir()} == {"result", "deciles", "losers"}  # those of before, whole
    moved: list[Path] = []
    replace = Path.replace

    def twice(self: Path, target: Path) -> Path:
        moved.append(target)
        return stopped() if len(moved) == 3 else replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", twice)
        assert CliRunner().invoke(cli, arguments).exit_code == 1
    assert not [one for one in out.iterdir() if one.stem == "result" or one.name.startswith(".")]
    bad = tmp_path / "cut.parquet"
    bad.write_bytes(file.read_bytes()[:-200])
    with pytest.raises(PopulationError, match="It may be cut short"):
        open_table(bad)
