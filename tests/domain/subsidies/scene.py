"""A federal officer, four centres with their codes, and lists about them."""

import io
from datetime import UTC, date, datetime

import xlsxwriter
from django.db.backends.postgresql.psycopg_any import DateRange

from jalon.domain.centres.models import Centre, CentreCode
from jalon.domain.core.context import operator_context
from tests.factories import a_centre

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = date(2015, 1, 1)
FACTS = {"title": "Habitants", "data_on": DAY, "source": "Statbel", "certainty": "found"}
NAMES = [
    ("90001", "Val-Clair", "Helderdal"),
    ("90002", "Mont-Gris", "Grauwberg"),
    ("90003", "L’Île-aux-Bois", "Boseiland"),
]


def four_centres() -> list[Centre]:
    """Three with a code since always, one without."""
    found = [a_centre(french, name_nl=dutch) for _code, french, dutch in NAMES]
    with operator_context():
        for centre, (code, *_names) in zip(found, NAMES, strict=True):
            CentreCode.objects.create(centre=centre, nis_code=code, validity=DateRange(None, None))
    return [*found, a_centre("Haut-Pré")]


def a_list(*rows: str, head: str = "Code INS;Commune;Habitants") -> bytes:
    """A list as a spreadsheet saves it."""
    return "\r\n".join([head, *rows]).encode("utf-8-sig")


def a_workbook(*rows: list[object]) -> bytes:
    """The same as a workbook; « =… » is a formula there."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Liste")
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(line, place, cell)
    return out.getvalue()
