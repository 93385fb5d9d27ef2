"""A population in a Parquet file: read in batches, counted by group, and refused in sentences."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from jalon.command.main import cli
from jalon.law.income import shipped_schemes
from jalon.simulation import (
    CODES,
    PopulationError,
    compare,
    count,
    each_row,
    open_table,
    population,
    simulate,
    tables,
    write,
)
from jalon.simulation.invented import save_invented

from .test_population import some_months

MARCH = date(2025, 3, 1)
WRITTEN = {f"{name}.{kind}" for name in ("result", "deciles") for kind in ("csv", "parquet")}
SCHEMES = [shipped_schemes()[name] for name in ("today", "liege", "percentage")]


def save(folder: Path, columns: dict[str, object], **options: object) -> Path:
    file = folder / "months.parquet"
    pq.write_table(pa.table(columns), file, **options)
    return file


def one(**more: object) -> dict[str, object]:
    return {"category": ["single"], "work": ["job"], "earned": [80_000], "month": [202503]} | more


def test_a_file_is_counted_as_its_rows_are_whatever_the_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH", 700)
    columns = some_months(5_000)
    region = np.array(["Bruxelles", "Vlaanderen", "Wallonie"])[np.arange(5_000) % 3]
    table = open_table(save(tmp_path, columns | {"region": region}), by=["region"], on=MARCH)
    seen: list[tuple[int, int]] = []
    counts = count(table, SCHEMES, advance=lambda done, whole: seen.append((done, whole)))
    assert seen[-1] == (5_000, 5_000)
    today, liege = (simulate(population(columns), scheme, on=MARCH) for scheme in SCHEMES[:2])
    change = liege.disposable - today.disposable
    assert counts["liege", ()].change_cents == change.sum()
    assert counts["liege", ()].support_cents == liege.support.sum()
    here = region == "Wallonie"
    assert counts["liege", ("Wallonie",)].losers == (change[here] < 0).sum()
    for scheme in ("today", "liege", "percentage"):
        parts = [counts[scheme, (name,)] for name in set(region)]
        for name in ("months", "support_cents", "winners", "losers", "unchanged"):
            assert sum(getattr(part, name) for part in parts) == getattr(counts[scheme, ()], name)


def test_each_row_has_the_law_of_its_month(tmp_path: Path) -> None:
    months = [202412, 202501, 202502]
    columns = {"category": [2, 2, 2], "month": months}
    counts = count(open_table(save(tmp_path, columns)), SCHEMES[:1])
    assert counts["today", ()].support_cents == 128_846 + 128_846 + 131_420
    dates = pa.array([date(2025, 2, 14)])
    counts = count(
        open_table(save(tmp_path, {"category": pa.array(["single"]).dictionary_encode(), "month": dates})), SCHEMES[:1]
    )
    assert counts["today", ()].support_cents == 131_420


def test_a_csv_file_and_a_data_frame_count_as_the_parquet_file_does(tmp_path: Path) -> None:
    columns = some_months(400) | {"region": np.array(["Liège", "Gent"])[np.arange(400) % 2], "month": [202503] * 400}
    words = np.array(["none", *CODES])[columns["work"]]
    frame, comma = pa.table(columns | {"work": words}), tmp_path / "months.csv"
    pa.csv.write_csv(frame, comma)
    from_parquet = count(open_table(save(tmp_path, columns), by=["region"]), SCHEMES)
    assert count(open_table(comma, by=["region"]), SCHEMES).groups == from_parquet.groups
    shown = compare(frame, ["liege", SCHEMES[2]], by=["region"])
    assert shown.filter(pc.field("region") == "Gent")["losers"].to_pylist() == [
        from_parquet[scheme.id, ("Gent",)].losers for scheme in sorted(SCHEMES, key=lambda one: one.id)
    ]
    rows = each_row(frame, ["liege"], on=MARCH)
    change = np.asarray(rows["liege_disposable"]) - np.asarray(rows["today_disposable"])
    assert from_parquet["liege", ()].change_cents == change.sum()
    assert from_parquet.changes["liege"].deciles() == [
        int(one) for one in np.percentile(change, range(0, 101, 10), method="inverted_cdf")
    ]
    comma.write_text("category,earned,work,month\n2,500,job,2025-03\n2,12.5,job,2025-03\n", encoding="utf-8")
    with pytest.raises(PopulationError, match="line 3: .* '12.5'. Amounts are whole cents"):
        count(open_table(comma), SCHEMES)


def test_an_invented_population_says_so_and_can_be_simulated(tmp_path: Path) -> None:
    file = tmp_path / "invented.parquet"
    made = CliRunner().invoke(cli, ["population", "make", str(file), "--rows", "2000", "--seed", "7"])
    assert "no figure of it says anything" in made.output
    assert b"not calibrated" in pq.read_schema(file).metadata[b"jalon"]
    first = file.read_bytes()
    save_invented(file, 2000, seed=7, on=MARCH)
    assert file.read_bytes() == first
    table = open_table(file, by=["region", "sex"])
    assert count(table, SCHEMES)["liege", ()].losers > 0


def test_two_groups_cross_and_a_missing_value_is_a_group(tmp_path: Path) -> None:
    columns = {"category": [1, 2, 2], "sex": ["f", "m", None], "work": [0, 0, 0]}
    counts = count(open_table(save(tmp_path, columns), by=["category", "sex"], on=MARCH), SCHEMES[:1])
    assert {key[1]: found.months for key, found in counts.groups.items()} == {
        (): 3,
        ("1", "f"): 1,
        ("2", "m"): 1,
        ("2", "?"): 1,
    }


def test_a_file_of_no_row_is_no_error(tmp_path: Path) -> None:
    empty = save(tmp_path, {"category": pa.array([], pa.int8()), "earned": pa.array([], pa.int64())})
    assert not count(open_table(empty, on=MARCH), SCHEMES).groups


WRONG = {
    "no category": ({"earned": [1]}, "has no column category"),
    "no month": ({"category": [1]}, "has no column month"),
    "an impossible month": (one(month=[202513]), "Row 1: month is 202513"),
    "a month in words": (one(month=["March"]), "Row 1: month is March"),
    "a missing month": (one(month=pa.array([None], pa.int64())), "Row 1: month is missing"),
    "a missing amount": (one(earned=pa.array([None], pa.int64())), "Row 1: earned is missing"),
    "an unknown word": (one(work=["holiday"]), "Row 1: work is holiday. Choose none, job"),
    "a negative amount": (one(earned=[-1]), "Row 1: earned is -1"),
    "a type that is none": (one(earned=["much"]), "not whole numbers"),
    "a month not covered": (one(month=[202603]), "it is known from 2013-09-01 to 2025-12-31"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_file_is_refused_by_the_command_and_leaves_nothing(wrong: str, tmp_path: Path) -> None:
    columns, says = WRONG[wrong]
    out = tmp_path / "out"
    arguments = ["simulate", str(save(tmp_path, columns)), "--scheme", "liege", "--out", str(out)]
    shown = CliRunner().invoke(cli, arguments)
    assert shown.exit_code == 1
    assert says in shown.output
    assert not out.exists()


def test_a_row_late_in_the_file_is_named_by_its_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH", 10)
    other = [0] * 40
    other[34] = -7
    file = save(tmp_path, {"category": [1] * 40, "other": other, "month": [202501, 202502] * 20})
    with pytest.raises(PopulationError, match="Row 35: other is -7"):
        count(open_table(file), SCHEMES)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    file = save(tmp_path, one())
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(PopulationError, match="can't be read as Parquet"):
        open_table(file)
    file.write_bytes(b"")
    with pytest.raises(PopulationError, match="copy it again"):
        open_table(file)


def test_the_command_writes_a_table_that_reads_back(tmp_path: Path) -> None:
    file, out = save(tmp_path, one(region=["Liège"])), tmp_path / "out"
    arguments = [
        "simulate",
        str(file),
        "--scheme",
        "liege",
        "--scheme",
        "percentage",
        "--by",
        "region",
        "--out",
        str(out),
    ]
    shown = CliRunner().invoke(cli, arguments)
    assert shown.exit_code == 0, shown.output
    with (out / "result.csv").open(encoding="utf-8") as written:
        rows = {(row["scheme"], row["region"]): row for row in csv.DictReader(written)}
    assert set(rows) == {(scheme, group) for scheme in ("today", "liege", "percentage") for group in ("*", "Liège")}
    assert rows["today", "Liège"]["support_cents"] == "84451"
    assert {path.name for path in out.iterdir()} == WRITTEN | {"losers.csv", "losers.parquet"}


def test_a_result_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = open_table(save(tmp_path, one()))
    counts = count(table, SCHEMES)
    kept = write(counts, [], tmp_path / "out")
    before = kept.read_bytes()
    counts.plain["broken", ()] = None
    with pytest.raises(TypeError):
        write(counts, [], tmp_path / "out")
    assert kept.read_bytes() == before
    assert {path.name for path in (tmp_path / "out").iterdir()} == WRITTEN
