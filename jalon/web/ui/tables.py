"""Plain tables: columns and rows in, an accessible table out (cards on a narrow screen)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: its head, whether it holds figures, whether it names the row."""

    label: str
    numeric: bool = False
    heading: bool = False


@dataclass(frozen=True)
class Table:
    """A table with its caption. ``rows`` hold cells already formatted (text or safe HTML), in the order of the columns.

    ``foot`` is a row of totals or nothing. The caption may be hidden from the eye, never left out.
    """

    caption: str
    columns: Sequence[Column]
    rows: Iterable[Sequence]
    foot: Sequence | None = None
    hide_caption: bool = False

    def body(self) -> list[list[tuple[Column, object]]]:
        """Each row as pairs of column and cell."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]

    def footer(self) -> list[tuple[Column, object]]:
        """The row of totals as pairs of column and cell."""
        return list(zip(self.columns, self.foot, strict=True)) if self.foot else []
