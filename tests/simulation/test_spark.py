"""Spark gives what this machine gives, to the cent."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jalon.law.income import shipped_schemes
from jalon.simulation import PopulationError, Question, count_files, files_of

from .test_population import some_months

pyspark = pytest.importorskip("pyspark", reason="SPARK IS NOT TESTED: pip install pyspark")
pytestmark = [
    pytest.mark.skipif(not shutil.which("java"), reason="SPARK IS NOT TESTED: Java is not installed"),
    pytest.mark.enable_socket,
    pytest.mark.filterwarnings("ignore"),
]


def test_a_folder_of_files_is_counted_by_spark_as_it_is_here(tmp_path: Path) -> None:
    from jalon.simulation.spark import count_on_spark

    for number in (1, 2):
        columns = some_months(900, seed=number) | {"month": [202503] * 900, "region": ["a", "b", "c"] * 300}
        columns |= {"weight": [0.5, 12.25, 3.0] * 300, "person": list(range(450)) * 2}
        pq.write_table(pa.table(columns), tmp_path / f"part-{number}.parquet")
    files = files_of(tmp_path)
    asked = Question([shipped_schemes()[name] for name in ("today", "liege")], ["region", "decile"])
    here, seen = count_files(files, asked), []
    there = count_on_spark(files, asked, master="local[2]", advance=lambda done, whole: seen.append((done, whole)))
    assert there.groups == here.groups and here.sums
    assert all((there.sums[key] == sums).all() for key, sums in here.sums.items())  # and so the margins
    assert there.changes["liege"].deciles() == here.changes["liege"].deciles()
    assert seen[-1] == (2, 2)
    pq.write_table(pa.table(columns | {"other": [0] * 899 + [-4]}), files[1])
    with pytest.raises(PopulationError, match="part-2.parquet: Row 900: other is -4"):
        count_on_spark(files, asked, master="local[2]")


def test_windows_that_began_some_months_ago_end_on_spark_as_they_do_here(tmp_path: Path) -> None:
    from jalon.simulation.spark import count_on_spark

    for number in (1, 2):
        columns = some_months(900, seed=number) | {"month": [202503] * 900, "begun": [0, 40, 71, 72, 73, 500] * 150}
        pq.write_table(pa.table(columns), tmp_path / f"part-{number}.parquet")
    files = files_of(tmp_path)
    asked = Question([shipped_schemes()[name] for name in ("today", "liege")], ["work", "begun"])
    here = count_files(files, asked)
    there = count_on_spark(files, asked, master="local[2]")
    assert there.groups == here.groups
    jobs = {begun: there.groups["today", ("1", begun)].exempt_cents for begun in ("71", "72", "500")}
    assert jobs["71"] > 0 and jobs["72"] == jobs["500"] == 0, "six years after the first day nothing is exempt"
