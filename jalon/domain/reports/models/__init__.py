"""Reports and what hangs on them. A centre reads its own; the administration reads what was sent to it.

The rights of each table say who writes what; migration 0002 adds what a right cannot say: which side makes which
move, that two different people signed the last text, that nothing is accepted before the minister approves.
No person's data: numbers and texts of the centre, never a list of names.
"""

from jalon.domain.reports.models.answers import Acceptance, Answer, Note, TimeRequest
from jalon.domain.reports.models.controls import Conclusion, Piece, Reply, Sample, Sampled
from jalon.domain.reports.models.texts import Signature, Version
from jalon.domain.reports.models.writing import Draft, Remark, Report

__all__ = [
    "Acceptance",
    "Answer",
    "Conclusion",
    "Draft",
    "Note",
    "Piece",
    "Remark",
    "Reply",
    "Report",
    "Sample",
    "Sampled",
    "Signature",
    "TimeRequest",
    "Version",
]
