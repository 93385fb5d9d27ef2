"""A filled workbook comes back: every row can be taken, or none is and each row that cannot is named."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.instruments.merging import Change
from jalon.domain.reports import parts
from jalon.domain.reports.content import REPLY, asked
from jalon.domain.reports.models import Report
from jalon.domain.reports.permissions import may_write
from jalon.domain.reports.queries import held_of
from jalon.domain.reports.services.costs_back import costs_back
from jalon.domain.reports.services.writing import save
from jalon.domain.reports.sheet import COSTS, NUMBERS, WORDS, Refused, Row, RowError, read_workbook
from jalon.domain.results import services as results


@dataclass(frozen=True)
class Taken:
    """How many texts, numbers and costs were other than what stood there."""

    texts: int
    numbers: int
    costs: int


@transaction.atomic
def bring_back(*, actor: Membership, report: Report, content: bytes, at: datetime) -> Taken:
    """Take the texts, numbers and costs of a workbook made by `sheet`. What is as it stood is left alone.

    Raises `NotAllowed`, `InvalidInput` (the file), `TransitionRefused`, `Refused` (rows; nothing is stored).
    """
    if not may_write(actor, report):
        raise NotAllowed
    read, errors = read_workbook(content), []
    texts = _texts(actor, report, read.get(WORDS, []), errors, at)
    numbers = _numbers(actor, report, read.get(NUMBERS, []), errors, at)
    parts.hold()
    grant = held_of([report])[report.pk].grant
    costs = costs_back(actor, grant, content, read.get(COSTS, []), errors, at) if read.get(COSTS) else 0
    if errors:
        raise Refused(sorted(errors, key=lambda one: (one.sheet, one.row)))
    return Taken(texts, numbers, costs)


def _texts(actor: Membership, report: Report, rows: list[Row], errors: list[RowError], at: datetime) -> int:
    known = {one.code for one in asked(held_of([report])[report.pk].grant)} | {REPLY}
    seen: dict[str, int] = {}
    taken = 0
    for row in rows:
        code = row.text("code")
        if code not in known:
            errors.append(
                RowError(WORDS, row.number, _("« %(code)s » n’est pas un point de ce rapport.") % {"code": code})
            )
        elif code in seen:
            told = {"code": code, "row": seen[code]}
            errors.append(RowError(WORDS, row.number, _("« %(code)s » est déjà à la ligne %(row)s.") % told))
        else:
            seen[code] = row.number
            taken += _text(actor, report, row, errors, at)
    return taken


def _text(actor: Membership, report: Report, row: Row, errors: list[RowError], at: datetime) -> bool:
    base = row.number_of("revision")
    if base is None:
        errors.append(RowError(WORDS, row.number, _("La colonne « Révision » ne se change pas.")))
        return False
    saved = save(actor=actor, report=report, change=Change(base, {row.text("code"): row.text("text")}), at=at)
    if saved.outcome.clashes:
        words = _("Ce texte a changé dans Jalon depuis que la feuille est faite.")
        errors.append(RowError(WORDS, row.number, words))
    errors.extend(RowError(WORDS, row.number, str(one.reason)) for one in saved.outcome.refusals)
    return saved.changed


def _numbers(actor: Membership, report: Report, rows: list[Row], errors: list[RowError], at: datetime) -> int:
    held = held_of([report])[report.pk]
    tables = results.tables(held=held, on=day_of(at))
    taken = 0
    for row in rows:
        table = tables.get(row.text("line"))
        cell = table.cell(row.text("code")) if table else None
        value = row.number_of("value")
        if cell is None:
            words = _("Cette ligne du programme n’a pas ce point.")
            errors.append(RowError(NUMBERS, row.number, words))
        elif value is None and row.text("value"):
            errors.append(RowError(NUMBERS, row.number, _("Écrivez un nombre entier.")))
        elif value is not None and value != cell.own:
            taken += _number(actor, held.grant, row, value, errors, at)
    return taken


def _number(actor: Membership, grant: object, row: Row, value: int, errors: list[RowError], at: datetime) -> int:
    facts = {"line": row.text("line"), "field": row.text("code"), "value": value, "reason": row.text("reason")}
    try:
        with transaction.atomic():
            results.correct(actor=actor, grant=grant, seen=row.number_of("revision") or 0, at=at, **facts)  # type: ignore[arg-type]
    except Conflict:
        words = _("Ce nombre a changé dans Jalon depuis que la feuille est faite.")
        errors.append(RowError(NUMBERS, row.number, words))
    except DomainError as refusal:
        errors.append(RowError(NUMBERS, row.number, str(refusal)))
    else:
        return 1
    return 0
