"""A report as a workbook: A words, B numbers, C totals and costs."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.figures.sheets import Cell, Sheet, as_xlsx
from jalon.domain.reports import costs_sheet, queries, services
from jalon.domain.reports.content import asked, read
from jalon.domain.reports.costs import cost_lines
from jalon.domain.reports.models import Report
from jalon.domain.reports.sheet import COSTS, NUMBER_KEYS, NUMBERS, WORD_KEYS, WORDS, heads
from jalon.domain.results.cluster import told_again, told_parts
from jalon.domain.results.enums import How
from jalon.domain.results.queries import written
from jalon.domain.spending.enums import Category
from jalon.domain.subsidies.words import said

Plain = Mapping[str, Any]


def of_now(report: Report, *, on: date) -> bytes:
    """What the report says now, to be filled and brought back: words, numbers, costs and new costs below them."""
    now, draft = services.text_now(report, on=on), queries.draft_of(report)
    revision = draft.revision if draft else 1
    words: list[list[Cell]] = [
        [one.code, one.title, now.values.get(one.code, ""), revision] for one in asked(now.held.grant)
    ]
    seen = {line.code: written(now.held.grant, line.code) for line in now.held.lines}
    notes = [_("Remplissez la colonne du texte, gardez les autres, puis reprenez la feuille sur la page du rapport.")]
    numbers = {key: one.number for line in seen for key, one in _of(line, seen)}
    named = costs_sheet.heads()
    costs = Sheet(COSTS, [named[key] for key in costs_sheet.KEYS], list(costs_sheet.rows_out(now.held.grant)))
    return _book(read(now.content), words, numbers, notes, costs)


def _of(line: str, seen: Mapping[str, Mapping[str, Any]]) -> list[tuple[tuple[str, str], Any]]:
    return [((line, code), one) for code, one in seen[line].items()]


def of_text(content: str) -> bytes:
    """A text as it was sent."""
    told = read(content)
    fields = [one for one in told["form"]["fields"] if one["kind"] == "text"]
    words: list[list[Cell]] = [
        [one["code"], said(one["title"]), told["fields"].get(one["code"], ""), told["version"]] for one in fields
    ]
    return _book(told, words, {}, [], _costs(told["spending"]))


def _book(
    told: Plain, words: list[list[Cell]], seen: Mapping[tuple[str, str], int], notes: list[str], costs: Sheet
) -> bytes:
    named = heads()
    numbers: list[list[Cell]] = [
        [
            line,
            one["code"],
            said(one["titles"]),
            one["target"],
            one.get("own", one["value"]),
            one["reason"],
            seen.get((line, one["code"]), 0),
        ]
        for line, table in told["results"].items()
        for one in table["cells"]
    ]
    return as_xlsx(
        [
            Sheet(WORDS, [named[key] for key in WORD_KEYS], words, notes),
            Sheet(NUMBERS, [named[key] for key in NUMBER_KEYS], numbers),
            *_shares(told),
            _totals(told["spending"]),
            costs,
        ]
    )


def _shares(told: Plain) -> list[Sheet]:
    """The part of each centre of a cluster; no sheet outside one."""
    columns = [_("Ligne du programme"), _("Point"), _("Centre"), _("Nombre"), _("Comment")]
    rows: list[list[Cell]] = []
    for line, table in told["results"].items():
        for one in table["cells"]:
            for part in told_parts(one, table):
                how = str(part.how.label) if part.how == How.COMPUTED else part.by_hand
                rows.append([line, one["code"], part.name, part.value, how])
    notes = [one.words for table in told["results"].values() for one in told_again(table)]
    return [Sheet(_("B cluster"), columns, rows, notes)] if rows else []


def _totals(spending: Plain) -> Sheet:
    columns = [_("Ligne"), _("Attribué"), _("Justifié"), _("Non justifié"), _("Au-delà")]
    rows: list[list[Cell]] = [
        [said(one["title"]), *(one[key] / 100 for key in ("granted", "justified", "rest", "above"))]
        for one in spending.get("lines", ())
    ]
    return Sheet(_("C totaux"), columns, rows)


def _costs(spending: Plain) -> Sheet:
    columns = [_("Ligne"), _("Dépense"), _("Date"), _("Catégorie"), _("Justifié")]
    rows: list[list[Cell]] = [
        [one.line, one.words, one.day, str(Category(one.category).label), one.cents / 100]
        for one in cost_lines(spending)
    ]
    return Sheet(_("C dépenses"), columns, rows)
