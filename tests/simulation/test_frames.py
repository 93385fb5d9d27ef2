"""Data frames of whoever brings them: Polars and pandas give what Arrow gives. Neither is needed by Jalon.

`pip install polars pandas` to run them; what is not installed is skipped with a sentence, as Spark is.
"""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from jalon.law.income import shipped_schemes
from jalon.simulation import CODES, PopulationError, compare, each_row, losers

from .test_population import some_months

MARCH = date(2025, 3, 1)
WORDS = ["none", *map(str, CODES)]


def columns() -> dict[str, Any]:
    """Person-months, their work and region in words as a researcher has them."""
    made: dict[str, Any] = {name: values.tolist() for name, values in some_months(600).items()}
    return made | {"work": [WORDS[one] for one in made["work"]], "region": ["Liège", "Gent", "Bruxelles"] * 200}


def frame_of(kind: str) -> Any:
    library = pytest.importorskip(kind, reason=f"{kind.upper()} IS NOT TESTED: pip install {kind}")
    return library.DataFrame(columns())


def rows_of(frame: Any) -> list[dict[str, Any]]:
    if isinstance(frame, pa.Table):
        return frame.to_pylist()
    return frame.to_dicts() if hasattr(frame, "to_dicts") else frame.to_dict("records")


@pytest.mark.parametrize("kind", ["polars", "pandas"])
def test_a_frame_gives_a_frame_of_its_kind_with_the_numbers_of_arrow(kind: str) -> None:
    frame, table = frame_of(kind), pa.table(columns())
    asked: dict[str, Any] = {"by": ["region"], "on": MARCH}
    for ask in (lambda one: compare(one, ["liege", shipped_schemes()["percentage"]], **asked),
                lambda one: losers(one, "percentage", **asked),
                lambda one: each_row(one, ["liege"], on=MARCH)):  # fmt: skip
        found = ask(frame)
        assert type(found) is type(frame)
        assert rows_of(found) == rows_of(ask(table))


@pytest.mark.parametrize("kind", ["polars", "pandas"])
def test_a_frame_of_dates_and_categories_is_read_and_a_wrong_one_refused_with_its_row(kind: str) -> None:
    library = pytest.importorskip(kind, reason=f"{kind.upper()} IS NOT TESTED: pip install {kind}")
    told: dict[str, Any] = {"category": ["single", "family"], "month": [date(2025, 3, 4)] * 2, "work": ["job", "none"]}
    frame = library.DataFrame(told | {"earned": [80_000, 0]})
    if kind == "pandas":
        frame["month"] = library.to_datetime(frame["month"])
        frame["work"] = frame["work"].astype("category")
    else:
        frame = frame.with_columns(library.col("work").cast(library.Categorical))
    assert {row["months"] for row in rows_of(compare(frame, ["liege"]))} == {2}
    with pytest.raises(PopulationError, match="Row 2: earned is -1"):
        compare(library.DataFrame(told | {"earned": [80_000, -1]}), ["liege"])


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(PopulationError, match="A list is no data frame"):
        compare([1, 2], ["liege"])
