"""Shares as files for spreadsheets."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _

from jalon.domain.figures.sheets import Cell, Sheet, as_csv, as_xlsx, harmless
from jalon.law.subsidies import Series

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("xlsx", "csv")


def shares_file(
    kind: str, name: str, title: str, rows: Iterable[tuple[str, str, int]], notes: Sequence[str]
) -> HttpResponse:
    """Code, centre and amount of each share. A CSV writes the comma that Belgian spreadsheets read."""
    columns = [_("Code INS"), _("Centre"), _("Montant")]
    told: list[list[Cell]] = [[code, centre, _amount(kind, cents)] for code, centre, cents in rows]
    return _file(kind, name, Sheet(title, columns, told, notes))


def _amount(kind: str, cents: int) -> Cell:
    return float(Decimal(cents) / 100) if kind == "xlsx" else f"{cents // 100},{cents % 100:02d}"


def template_file(centres: Iterable[tuple[str, str]], columns: Sequence[Series], language: str) -> HttpResponse:
    """An empty list as CSV: heads on the first line, every centre of the day, a column for each thing that is read."""
    titles = [harmless(one.title.say(language)) for one in columns]
    heads = [_("Code INS"), _("Commune"), *titles, "Cluster", _("Promoteur")]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([harmless(code), harmless(name), *[""] * (len(heads) - 2)] for code, name in centres)
    return _answer(b"\xef\xbb\xbf" + out.getvalue().encode(), "text/csv; charset=utf-8", "jalon-list.csv")


def _file(kind: str, name: str, sheet: Sheet) -> HttpResponse:
    if kind == "xlsx":
        return _answer(as_xlsx([sheet]), XLSX, f"{name}.xlsx")
    return _answer(as_csv(sheet), "text/csv; charset=utf-8", f"{name}.csv")


def _answer(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
