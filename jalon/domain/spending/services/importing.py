"""A spreadsheet of costs: read whole, repaired row by row, then taken all at once. Until then it is no cost."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.grants.models import Grant
from jalon.domain.spending.closing import open_for
from jalon.domain.spending.enums import BatchState
from jalon.domain.spending.models import Batch, Cost
from jalon.domain.spending.permissions import may_write
from jalon.domain.spending.rows import read_rows
from jalon.domain.spending.services.costs import add_checked
from jalon.domain.spending.sheet import COLUMNS, Values, read_sheet


class SameFile(DomainError):
    """The same bytes were imported before; `batch` is that time."""

    def __init__(self, batch: Batch):
        self.batch = batch
        super().__init__(
            _("Ce fichier a déjà été importé le %(day)s.") % {"day": day_of(batch.imported_at).strftime("%d/%m/%Y")},
            "",
            _("Reprenez-le là où il en est ; s’il a changé, enregistrez-le d’abord."),
            field="file",
        )


@transaction.atomic
def begin(*, actor: Membership, grant: Grant, content: bytes, at: datetime) -> Batch:
    """Read a spreadsheet and keep its rows aside. Raises `NotAllowed`, `Closed`, `ListRefused`, `SameFile`."""
    digest = _new_here(actor, grant, content)
    sheet = read_sheet(content)
    return _begun(actor, grant, digest, sheet.rows, sheet.ignored, at)


@transaction.atomic
def begin_rows(
    *, actor: Membership, grant: Grant, content: bytes, rows: Sequence[tuple[int, Values]], at: datetime
) -> Batch:
    """The same for rows that another room read from its own workbook (`content`), by column. Raises as `begin`."""
    return _begun(actor, grant, _new_here(actor, grant, content), rows, (), at)


def _new_here(actor: Membership, grant: Grant, content: bytes) -> str:
    if not may_write(actor, grant):
        raise NotAllowed
    open_for(grant)
    digest = hashlib.sha256(content).hexdigest()
    before = Batch.objects.filter(sha256=digest).exclude(state=BatchState.DROPPED).first()
    if before:
        raise SameFile(before)
    return digest


def _begun(
    actor: Membership,
    grant: Grant,
    digest: str,
    told: Iterable[tuple[int, Values]],
    ignored: Iterable[str],
    at: datetime,
) -> Batch:
    rows = [{"line": line, "values": values, "dropped": False} for line, values in told]
    one = Batch.objects.create(
        grant=grant, sha256=digest, rows=rows, ignored=list(ignored), imported_at=at, imported_by=actor
    )
    _told(actor, "spending.file_begun", one, at, rows=len(rows))
    return one


@transaction.atomic
def mend_row(
    *, actor: Membership, batch: Batch, line: int, values: Mapping[str, str], revision: int, at: datetime
) -> Batch:
    """Replace the texts of one row; what is still wrong is said when the rows are read again. Raises `Conflict`."""
    one = _mine(actor, batch, revision)
    row = _row(one, line)
    row["values"] = {**row["values"], **{name: values[name][:2_000] for name in COLUMNS if name in values}}
    row["dropped"] = False
    _told(actor, "spending.row_mended", one, at, line=line)
    return _kept(one)


@transaction.atomic
def drop_row(*, actor: Membership, batch: Batch, line: int, dropped: bool, revision: int, at: datetime) -> Batch:
    """Leave a row out, or take it in again. Raises `Conflict`."""
    one = _mine(actor, batch, revision)
    _row(one, line)["dropped"] = dropped
    _told(actor, "spending.row_dropped" if dropped else "spending.row_taken_in", one, at, line=line)
    return _kept(one)


@transaction.atomic
def take(*, actor: Membership, batch: Batch, revision: int, at: datetime) -> list[Cost]:
    """Every row that is not left out becomes a cost that counts: all of them, or none.

    Raises `InvalidInput` while one is wrong, `Conflict`, `Closed`.
    """
    one = _mine(actor, batch, revision)
    read = [row for row in read_rows(one, on=day_of(at)) if not row.dropped]
    wrong = [row.line for row in read if row.is_wrong]
    if wrong or not read:
        lines = ", ".join(map(str, wrong[:20]))
        raise InvalidInput(
            _("Rien n’est repris : des lignes sont à corriger (%(lines)s).") % {"lines": lines}
            if wrong
            else _("Rien n’est repris : toutes les lignes sont écartées.")
        )
    rows = [(row.facts, row.answers) for row in read if row.facts]
    entered = add_checked(actor=actor, batch=one, rows=rows, at=at)
    one.state = BatchState.TAKEN
    _kept(one)
    places = [entered[0].place, entered[-1].place]
    _told(actor, "spending.file_taken", one, at, rows=len(entered), places=places)
    return entered


@transaction.atomic
def discard(*, actor: Membership, batch: Batch, revision: int, at: datetime) -> Batch:
    """Leave the whole file aside: the same file may then be imported again."""
    one = _mine(actor, batch, revision)
    one.state, one.rows = BatchState.DROPPED, []
    _told(actor, "spending.file_dropped", one, at)
    return _kept(one)


def _mine(actor: Membership, batch: Batch, revision: int) -> Batch:
    if not may_write(actor, batch):
        raise NotAllowed
    open_for(batch.grant)
    one = Batch.objects.select_for_update(of=("self",)).select_related("grant__award").get(pk=batch.pk)
    if one.state != BatchState.OPEN or one.revision != revision:
        raise Conflict(theirs=one)
    return one


def _row(batch: Batch, line: int) -> dict[str, Any]:
    found = next((row for row in batch.rows if row["line"] == line), None)
    if found is None:
        raise InvalidInput(_("Cette ligne n’est pas dans le fichier."))
    return found


def _kept(batch: Batch) -> Batch:
    batch.revision += 1
    batch.save()
    return batch


def _told(actor: Membership, verb: str, batch: Batch, at: datetime, **detail: Any) -> None:
    on: date = day_of(at)
    record(actor=actor, verb=verb, subject=batch, on=on, detail={"sha256": batch.sha256, **detail})
