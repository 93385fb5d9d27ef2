"""Bringing the centres in line with a municipality list. The operator's work: shared tables, no file is touched."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from jalon.domain.centres.comparison import Known, MappingNeeded, unanswered
from jalon.domain.centres.lists import BadRow, ListRefused, MunicipalityList, Row, read_list
from jalon.domain.centres.mapping import Mapping
from jalon.domain.centres.models import Centre, CentreCode
from jalon.domain.core.context import OWNER, current
from jalon.domain.core.errors import DomainError, NotAllowed

Progress = Callable[[int, int], None]
FACTS = tuple(entry.name for entry in fields(Row) if entry.name not in ("line", "nis_code"))
# Two imports at once take turns; the number is arbitrary and ours.
_LOCK = 726_510_003


class BadRows(DomainError):
    """Some rows cannot be used, so nothing was imported."""

    def __init__(self, rows: Sequence[BadRow], good: int):
        self.rows = rows
        super().__init__(
            f"{len(rows)} rows of the list cannot be used; nothing was imported.",
            f"{good} rows are good.",
            "Mend the file, or accept the good rows alone.",
        )


@dataclass(frozen=True)
class Change:
    """Something that changed for a centre, in words for a report."""

    code: str
    name: str
    what: str


@dataclass
class Report:
    """What an import found and did."""

    on: date
    rows: int
    bad: Sequence[BadRow] = ()
    ignored_columns: Sequence[str] = ()
    unused_mapping: Sequence[str] = ()
    unchanged: int = 0
    opened: list[Change] = field(default_factory=list)
    renamed: list[Change] = field(default_factory=list)
    updated: list[Change] = field(default_factory=list)
    code_changed: list[Change] = field(default_factory=list)
    merged: list[Change] = field(default_factory=list)
    closed: list[Change] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any((self.opened, self.renamed, self.updated, self.code_changed, self.merged, self.closed))


def import_list(
    *,
    content: bytes,
    on: date,
    mapping: Mapping | None = None,
    accept_good_rows: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Import a municipality list as the operator; `on` is the day the list describes.

    All or nothing. Raises `ListRefused` (the file), `BadRows` (unless the good ones are accepted) and `MappingNeeded`
    (codes vanished or appeared and nobody said which became which). The same list twice changes nothing.
    """
    if current().role != OWNER:
        raise NotAllowed
    given = read_list(content)
    if given.bad and not accept_good_rows:
        raise BadRows(given.bad, len(given.rows))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        return _Import(given, on, mapping or Mapping(), progress).run()


class _Import:
    """One import under way: the centres known on its day, and the report that grows."""

    def __init__(self, given: MunicipalityList, on: date, mapping: Mapping, progress: Progress):
        self.given, self.on, self.mapping, self.progress = given, on, mapping, progress
        codes = CentreCode.objects.filter(validity__contains=on).select_related("centre")
        self.known = {code.nis_code: code.centre for code in codes}
        self.rows = {row.nis_code: row for row in given.rows}
        self.latest = Centre.objects.aggregate(day=Max("known_on"))["day"]
        self.day = mapping.on or on
        self.founded: set[UUID] = set()
        self.report = Report(on=on, rows=len(self.rows), bad=given.bad, ignored_columns=given.ignored)

    def run(self) -> Report:
        unreadable = {row.nis_code for row in self.given.bad}
        gone = {
            code: _known(code, centre)
            for code, centre in sorted(self.known.items())
            if code not in {*self.rows, *unreadable}
        }
        came = {code: row for code, row in self.rows.items() if code not in self.known}
        if self.known and (gone or came):
            self._refuse_older_list()
        if gone:
            self._answer(gone, came)
        self._change_codes(gone)
        self._merge(gone)
        self._close(gone)
        self._open([row for code, row in came.items() if code not in self.known])
        self._update()
        return self.report

    def _refuse_older_list(self) -> None:
        if self.latest and self.on < self.latest:
            raise ListRefused(
                f"This list of {self.on} is older than the last one imported, of {self.latest}, and differs from what "
                "is known of its day.",
                "Importing it would rewrite history.",
                "Import lists in the order of their days.",
            )

    def _answer(self, gone: dict[str, Known], came: dict[str, Row]) -> None:
        questions = unanswered(gone, came, self.mapping.old_codes, self.mapping.new_codes)
        if questions:
            raise MappingNeeded(questions)
        if self.day > self.on:
            raise ListRefused(
                f"The mapping counts from {self.day}, after the day of the list, {self.on}.",
                "",
                "Give the list its own day with --date, or correct « effective » in the mapping.",
            )
        strangers = (self.mapping.old_codes - gone.keys()) | (self.mapping.new_codes - self.rows.keys())
        self.report.unused_mapping = sorted(strangers)

    def _change_codes(self, gone: dict[str, Known]) -> None:
        for change in self.mapping.code_changed:
            if change.old not in gone or change.new in self.known:
                continue
            self._needs_row(change.new)
            centre = self.known.pop(change.old)
            self._end_code(centre)
            self._give_code(centre, change.new, self.day)
            self.report.code_changed.append(Change(change.new, centre.name_fr, f"was {change.old}"))

    def _merge(self, gone: dict[str, Known]) -> None:
        for merger in self.mapping.merged:
            parts = [code for code in merger.of if code in gone]
            if not parts:
                continue
            row = self._needs_row(merger.new)
            successor = self.known.get(merger.new) or self._found(row, opened_on=self.day, since=self.day)
            for code in parts:
                self._end(self.known.pop(code), successor)
            self.report.merged.append(Change(merger.new, row.name, f"from {', '.join(parts)}"))

    def _close(self, gone: dict[str, Known]) -> None:
        for code in self.mapping.closed:
            if code in gone:
                centre = self.known.pop(code)
                self._end(centre, None)
                self.report.closed.append(Change(code, centre.name_fr, "closed without a successor"))

    def _open(self, rows: Sequence[Row]) -> None:
        # A code of the very first list may have been borne for ages; one that a later list brings begins there.
        first = not self.known or (
            self.on == self.latest and not CentreCode.objects.filter(validity__startswith__isnull=False).exists()
        )
        for number, row in enumerate(rows):
            began = self.day if row.nis_code in self.mapping.opened else None
            self._found(row, opened_on=began, since=began or (None if first else self.on))
            self.report.opened.append(Change(row.nis_code, row.name, "new"))
            self.progress(number + 1, len(rows))

    def _update(self) -> None:
        """Take the list's facts over, unless a later list already told them."""
        done = {code for code, centre in self.known.items() if centre.pk in self.founded}
        for code, row in self.rows.items():
            centre = self.known[code]
            told_later = centre.known_on is not None and centre.known_on > self.on
            differences = [] if code in done or told_later else self._differences(centre, row)
            if differences:
                self._take_over(centre, row, differences)
            elif code not in done:
                self.report.unchanged += 1
                if not told_later and centre.known_on != self.on:
                    Centre.objects.filter(pk=centre.pk).update(known_on=self.on)

    def _differences(self, centre: Centre, row: Row) -> list[str]:
        return [fact for fact in FACTS if fact in self.given.present and getattr(centre, fact) != getattr(row, fact)]

    def _take_over(self, centre: Centre, row: Row, differences: Sequence[str]) -> None:
        before = {fact: getattr(centre, fact) for fact in differences}
        for fact in differences:
            setattr(centre, fact, getattr(row, fact))
        centre.known_on = self.on
        centre.save(update_fields=[*differences, "known_on"])
        words = [f"{fact} {before[fact]} → {getattr(row, fact)}" for fact in differences]
        renamed = {"name_fr", "name_nl"} & set(differences)
        listed = self.report.renamed if renamed else self.report.updated
        listed.append(Change(row.nis_code, row.name, "; ".join(words)))

    def _found(self, row: Row, *, opened_on: date | None, since: date | None) -> Centre:
        facts = {fact: getattr(row, fact) for fact in FACTS}
        centre = Centre.objects.create(**facts, opened_on=opened_on, known_on=self.on)
        self.founded.add(centre.pk)
        self._give_code(centre, row.nis_code, since)
        return centre

    def _give_code(self, centre: Centre, code: str, since: date | None) -> None:
        CentreCode.objects.create(centre=centre, nis_code=code, validity=DateRange(since, None))
        self.known[code] = centre

    def _end(self, centre: Centre, successor: Centre | None) -> None:
        centre.closed_on, centre.successor = self.day, successor
        centre.save(update_fields=["closed_on", "successor"])
        self._end_code(centre)

    def _end_code(self, centre: Centre) -> None:
        code = CentreCode.objects.get(centre=centre, validity__contains=self.on)
        code.validity = DateRange(code.validity.lower, self.day)
        code.save(update_fields=["validity"])

    def _needs_row(self, code: str) -> Row:
        if code not in self.rows:
            raise ListRefused(
                f"The mapping names {code}, which is not in the list.",
                "",
                "Correct the mapping, or take the right list.",
            )
        return self.rows[code]


def _known(code: str, centre: Centre) -> Known:
    return Known(
        nis_code=code,
        name_fr=centre.name_fr,
        name_nl=centre.name_nl,
        arrondissement_fr=centre.arrondissement_fr,
        province_fr=centre.province_fr,
        inhabitants=centre.inhabitants,
        postal_code=centre.postal_code,
    )


def summary(report: Report) -> Iterable[tuple[str, Sequence[Change]]]:
    """The report's headings with what stands below each, in the order people read them."""
    return (
        ("new", report.opened),
        ("renamed", report.renamed),
        ("code changed, same centre", report.code_changed),
        ("merged", report.merged),
        ("closed", report.closed),
        ("other facts changed", report.updated),
    )
