"""The acts on costs: one verb, one transaction, one row in the journal."""

from jalon.domain.spending.pieces import file_piece, read_piece
from jalon.domain.spending.services.costs import Refused, add, change, remove, restore
from jalon.domain.spending.services.importing import begin, discard, drop_row, mend_row, take

__all__ = [
    "Refused",
    "add",
    "begin",
    "change",
    "discard",
    "drop_row",
    "file_piece",
    "mend_row",
    "read_piece",
    "remove",
    "restore",
    "take",
]
