"""An instrument as a spreadsheet: an XLSForm workbook (sheets survey, choices, settings), written and read.

XLSForm is the common way of the field to describe a questionnaire in a spreadsheet; what it has no word for (axes,
scoring, the meaning of a difference) stands in columns of our own beside its columns.
"""

from jalon.domain.instruments.definition.workbook.reading import read_workbook
from jalon.domain.instruments.definition.workbook.writing import write_workbook

__all__ = ["read_workbook", "write_workbook"]
