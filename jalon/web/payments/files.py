"""Closings and entries as files for spreadsheets. A CSV writes the comma that Belgian spreadsheets read."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from jalon.domain.figures.sheets import Cell, Sheet, as_csv, as_xlsx
from jalon.domain.payments.ledger import Entry, Ledger

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = ("xlsx", "csv")


def amount(kind: str, cents: int) -> Cell:
    """A number in a workbook, a text with a comma in a CSV; the sign is kept whole."""
    if kind == "xlsx":
        return float(Decimal(cents) / 100)
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d}"


def closing_file(kind: str, name: str, title: str, told: Mapping[str, Any], notes: Sequence[str]) -> HttpResponse:
    """A row a centre, as it was frozen."""
    heads = [
        _("Code INS"), _("Centre"), _("Région"), _("Accordé"), _("Justifié"), _("Supplément"), _("Final"), _("Payé"),
        _("À payer"),
    ]  # fmt: skip
    rows = [
        [
            one["identity"], one["names"]["fr"], one["region"]["fr"],
            *(amount(kind, one[each]) for each in ("granted", "justified", "supplement", "final", "paid")),
            amount(kind, one["final"] - one["paid"]),
        ]
        for one in told["rows"]
    ]  # fmt: skip
    return _file(kind, name, Sheet(title, heads, rows, notes))


def ledger_file(kind: str, year: int, entries: Sequence[Entry], names: Mapping[Any, str]) -> HttpResponse:
    """Double entries of a year: each piece stands on two lines whose sums are equal."""
    heads = [
        _("Date"), _("Pièce"), _("Numéro de compte"), _("Compte"), _("Débit"), _("Crédit"), _("Centre"),
        _("Programme"), _("Ligne du budget"), _("Base légale"), _("Libellé"),
    ]  # fmt: skip
    rows = [
        [
            one.on.isoformat(), one.piece, one.number, str(Ledger(one.account).label), amount(kind, one.debit),
            amount(kind, one.credit), names.get(one.centre_id, ""), one.programme, one.line, one.basis, one.words,
        ]
        for one in entries
    ]  # fmt: skip
    title = _("Écritures de %(year)s") % {"year": year}
    notes = [_("Les numéros de compte sont ceux que l’exploitant a donnés ; le plan comptable n’est pas connu ici.")]
    return _file(kind, f"jalon-ledger-{year}", Sheet(title, heads, rows, notes))


def _file(kind: str, name: str, sheet: Sheet) -> HttpResponse:
    if kind == "xlsx":
        return download(as_xlsx([sheet]), XLSX, f"{name}.xlsx")
    return download(as_csv(sheet), "text/csv; charset=utf-8", f"{name}.csv")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """Bytes to be kept by whoever asks."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
