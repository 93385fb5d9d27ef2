"""Costs of a filled workbook: those that stand are corrected, new ones come in by `spending`'s own import.

A row that cannot be taken is named with its number; the caller then stores nothing.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core import reader
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError
from jalon.domain.grants.models import Grant
from jalon.domain.reports.costs_sheet import PLACE, REVISION, said, same, standing, texts
from jalon.domain.reports.sheet import COSTS, Row, RowError
from jalon.domain.spending import services as spending
from jalon.domain.spending.models import Cost
from jalon.domain.spending.rows import read_rows
from jalon.domain.spending.services.importing import begin_rows
from jalon.domain.spending.sheet import Lists


def costs_back(
    actor: Membership, grant: Grant, content: bytes, rows: list[Row], errors: list[RowError], at: datetime
) -> int:
    """How many costs were corrected or added. `content`: the file, which is taken once."""
    lists, known = Lists.of(grant), {one.place: one for one in standing(grant)}
    new, seen, taken = [], set[int](), 0
    for row in rows:
        if not any(texts(row.cells).values()):
            continue
        place = row.number_of(PLACE)
        if place is None and not row.text(PLACE):
            new.append(row)
        elif place not in known or place in seen:
            errors.append(RowError(COSTS, row.number, _("Cette dépense n’est pas, ou plus, dans ce rapport.")))
        else:
            seen.add(place)
            taken += _corrected(actor, lists, row, known[place], errors, at)
    return taken + _added(actor, grant, content, new, errors, at)


def _corrected(actor: Membership, lists: Lists, row: Row, one: Cost, errors: list[RowError], at: datetime) -> bool:
    try:
        facts = said(lists, row.cells, one, on=day_of(at))
        if same(facts, one):
            return False
        told = {"revision": row.number_of(REVISION) or 0, "answers": one.answers, "document": None, "at": at}
        spending.change(actor=actor, cost=one, facts=facts, draft=not one.counts, **told)  # type: ignore[arg-type]
    except Conflict:
        words = _("Cette dépense a changé dans Jalon depuis que la feuille est faite.")
        errors.append(RowError(COSTS, row.number, words))
    except DomainError as refusal:
        errors.append(RowError(COSTS, row.number, _why(refusal)))
    else:
        return True
    return False


def _why(refusal: DomainError) -> str:
    found = getattr(refusal, "findings", ())
    return " ".join(one.say(reader.law_language()) for one in found) or str(refusal)


def _added(
    actor: Membership, grant: Grant, content: bytes, rows: list[Row], errors: list[RowError], at: datetime
) -> int:
    if not rows:
        return 0
    told = [(row.number, texts(row.cells)) for row in rows]
    try:
        batch = begin_rows(actor=actor, grant=grant, content=content, rows=told, at=at)
        wrong = [one for one in read_rows(batch, on=day_of(at)) if one.is_wrong]
        for one in wrong:
            words = [*one.errors.values(), *(each.say(reader.law_language()) for each in one.refusals)]
            errors.append(RowError(COSTS, one.line, " ".join(words)))
        if wrong:
            return 0
        return len(spending.take(actor=actor, batch=batch, revision=batch.revision, at=at))
    except DomainError as refusal:
        errors.append(RowError(COSTS, rows[0].number, str(refusal)))
        return 0
