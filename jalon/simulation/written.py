"""A population written to a Parquet file, which appears only once it is whole."""

from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq


def write_whole(
    file: Path, batches: Iterable[pa.RecordBatch], schema: pa.Schema, rows: int, advance: Callable[[int, int], None]
) -> None:
    """Beside its place first; `advance(rows written, rows)` after each batch. Nothing stays of what is interrupted."""
    aside, done = file.with_name(f".{file.name}-{uuid4().hex[:8]}"), 0
    try:
        with pq.ParquetWriter(aside, schema) as writer:
            for batch in batches:
                writer.write_batch(batch.cast(schema))
                done += batch.num_rows
                advance(done, rows)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
