"""Results: told to a report, corrected beside the count, frozen with the report's text.

What the `reports` room needs, inside its own transaction:

    told = services.as_told(grant=grant, line="activation", on=today)     # plain JSON, no person; goes into the text
    …                                                                      # the report's version is made: its SHA-256
    services.freeze(actor=member, grant=grant, line="activation", told=told, version_sha256=version.sha256, at=now)
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.conventions.content import MOST, digest
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import Held
from jalon.domain.people.niss import mentioned
from jalon.domain.results import queries
from jalon.domain.results.cells import Cell, Table, as_json
from jalon.domain.results.models import Frozen, Written
from jalon.domain.results.permissions import may_write

REASON = 5  # letters at least


def table(*, grant: Grant, line: str, on: date) -> Table:
    """The numbers of one line, counted now (see `queries.table`). Raises `InvalidInput` for no line of the grant."""
    found = queries.table(grant, line, on=on)
    if found is None:
        raise InvalidInput(_("Ce subside n’a pas cette ligne."), field="line")
    return found


def as_told(*, grant: Grant, line: str, on: date) -> dict[str, Any]:
    """The results of one line as plain JSON for a report to keep: numbers, titles, definitions, reasons; no person.

    `cells`: in the order of the form, each with `code`, `titles` and `promised` (the convention's own words, when they
    differ; {fr, nl, en}), `parts`, `target` (from the convention in force, or None), `computed` (None: nothing counts
    it), `value` (what is told), `how` (« computed », « corrected », « typed », « missing »), `reason` and `definition`
    (`words`, `source` with its certainty and doubt). `sums`: numbers that are not the sum of their parts. `shares`:
    how many numbers are computed, corrected, typed, missing, and how many targets reused.

    Of a cluster `own`, `computed`, `how` and `reason` are the promoter's; `shares` and `hows` of a cell are each other
    centre's part and where it comes from, in the order of `centres`, that say which version each handed over and why it
    changed (read with `cluster.told_parts` and `told_again`).

    Counted at the programme's last day, or at `on` before it. A constant number of questions. Raises `InvalidInput`.
    """
    return as_json(table(grant=grant, line=line, on=on))


def tables(*, held: Held, on: date) -> dict[str, Table]:
    """The numbers of every line this centre reports itself, what the lines share of the files read once."""
    return queries.tables(held, held.own, on=on)


def all_told(*, held: Held, on: date) -> dict[str, dict[str, Any]]:
    """`as_told` of every line this centre reports itself, in the order of the lines."""
    return {code: as_json(one) for code, one in tables(held=held, on=on).items()}


def canonical(content: dict[str, Any]) -> str:
    """The one way to write what was told; its `digest` is what `Frozen.sha256` holds."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False)


@transaction.atomic
def freeze(
    *, actor: Membership, grant: Grant, line: str, told: dict[str, Any], version_sha256: str, at: datetime
) -> Frozen:
    """Keep what a report tells of one line, and the files behind each number, for ever.

    `told` is what `as_told` gave and the report keeps; `version_sha256` the fingerprint of the report's own text, once
    per text. It is counted again: `Conflict` when the files or a correction changed since. Raises `NotAllowed`,
    `DomainError` before the programme's last day is over or while a number is missing. Four statements.
    """
    if not may_write(actor, grant):
        raise NotAllowed
    now = table(grant=grant, line=line, on=day_of(at))
    return _freeze(actor, now, told, version_sha256, at)


@transaction.atomic
def freeze_all(
    *, actor: Membership, held: Held, told: Mapping[str, Any], version_sha256: str, at: datetime
) -> list[Frozen]:
    """The same for every line a report tells, counted again once. Raises as `freeze`."""
    if not may_write(actor, held.grant):
        raise NotAllowed
    now = tables(held=held, on=day_of(at))
    return [_freeze(actor, now[line], each, version_sha256, at) for line, each in told.items()]


def _freeze(actor: Membership, now: Table, told: dict[str, Any], version_sha256: str, at: datetime) -> Frozen:
    grant, line = now.grant, now.line.code
    may_be_told(now, day_of(at))
    if canonical(told) != canonical(as_json(now)):
        raise Conflict(
            _("Les nombres ont changé depuis que cette page les a montrés."),
            _("Quelqu’un a enregistré quelque chose entre-temps."),
            _("Relisez-les, puis envoyez."),
        )
    if Frozen.objects.filter(grant=grant, line=line, version_sha256=version_sha256).exists():
        raise Conflict(_("Ces résultats sont déjà figés avec ce texte."), "", _("Rechargez la page."))
    content = canonical(told)
    kept = Frozen.objects.create(
        grant=grant, line=line, reference=now.reference, content=content, sha256=digest(content),
        version_sha256=version_sha256, at=at, by=actor,
    )  # fmt: skip
    _keep_files(kept, now)
    detail = {"line": line, "sha256": kept.sha256, "version": version_sha256}
    record(actor=actor, verb="results.frozen", subject=grant, on=day_of(at), detail=detail)
    return kept


# One statement for every file of a big centre: a row each through the models would take ten times as long.
_KEEP = """INSERT INTO results_frozenfile (id, centre_id, frozen_id, field, unit, file)
SELECT gen_random_uuid(), %s, %s, told.field, told.unit, told.file
FROM unnest(%s::varchar[], %s::uuid[], %s::uuid[]) AS told(field, unit, file)"""


def _keep_files(kept: Frozen, now: Table) -> None:
    """The files behind each number."""
    rows = [(cell.code, one.unit, one.file) for cell in now.cells for one in sorted(cell.files or ())]
    fields, units, files = ([row[place] for row in rows] for place in range(3))
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [kept.centre_id, kept.pk, fields, units, files])


def may_be_told(now: Table, on: date) -> None:
    """Raises `DomainError` before the programme's last day is over or while a number is missing."""
    if on <= now.grant.last:
        raise DomainError(
            _("La période de ce programme n’est pas finie."),
            _("Les nombres se comptent à son dernier jour."),
            _("Envoyez-les dès le lendemain."),
        )
    if now.missing:
        codes = ", ".join(one.code for one in now.missing)
        raise DomainError(_("Des nombres manquent encore : %(codes)s.") % {"codes": codes}, "", _("Écrivez-les."))


@transaction.atomic
def correct(
    *, actor: Membership, grant: Grant, line: str, field: str, value: int, reason: str, seen: int, at: datetime
) -> Written:
    """Write a number by hand: beside the count, with the reason; or where nothing counts it.

    `seen`: the `number` of what stood there when the page was shown, 0 for nothing. Raises `NotAllowed`,
    `InvalidInput`, `Conflict` (`theirs`: what stands now).
    """
    cell = _cell(actor, grant, line, field, day_of(at))
    reason = clean(reason, limit=500)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST:
        raise InvalidInput(_("Écrivez un nombre entier."), field="value")
    if cell.computed is not None and len(reason) < REASON:
        raise InvalidInput(_("Dites en quelques mots pourquoi ce nombre diffère."), field="reason")
    if mentioned(reason, on=day_of(at)):
        raise InvalidInput(_("Un numéro national est dans ce texte."), "", _("Retirez-le."), field="reason")
    if cell.computed == value:
        raise InvalidInput(
            _("C’est déjà le nombre compté dans les dossiers."),
            what_to_do=_("Il n’y a rien à corriger."),
            field="value",
        )
    told = {"value": value, "counted": cell.computed, "reason": reason}
    return _kept(actor, grant, line, field, told, seen, at, verb="results.corrected")


@transaction.atomic
def take_back(*, actor: Membership, grant: Grant, line: str, field: str, seen: int, at: datetime) -> Written | None:
    """Undo what was written by hand: the count holds again, or the number is missing. None: there was nothing.

    Raises as `correct`.
    """
    cell = _cell(actor, grant, line, field, day_of(at))
    if cell.written is None:
        return None
    told = {"value": None, "counted": cell.computed, "reason": ""}
    return _kept(actor, grant, line, field, told, seen, at, verb="results.taken_back")


def _cell(actor: Membership, grant: Grant, line: str, field: str, on: date) -> Cell:
    if not may_write(actor, grant):
        raise NotAllowed
    cell = table(grant=grant, line=line, on=on).cell(field)
    if cell is None:
        raise InvalidInput(_("Ce rapport ne demande pas ce nombre."), field="field")
    return cell


def _kept(
    actor: Membership, grant: Grant, line: str, field: str, told: dict[str, Any], seen: int, at: datetime, *, verb: str
) -> Written:
    before = queries.history(grant, line, field)
    last = before[0].number if before else 0
    if last != seen:
        raise Conflict(theirs=before[0] if before else None)
    row = Written(grant=grant, line=line, field=field, number=last + 1, at=at, by=actor, **told)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:  # somebody wrote the same number at the same moment
        raise Conflict(theirs=queries.history(grant, line, field)[0]) from error
    detail = {"line": line, "field": field, "counted": told["counted"], "value": told["value"]}
    record(actor=actor, verb=verb, subject=grant, on=day_of(at), detail=detail)
    return row
