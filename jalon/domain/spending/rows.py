"""The rows of a spreadsheet as they stand now: understood, checked against the rules, the centre and one another."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid5

from jalon.domain.core.errors import InvalidInput
from jalon.domain.spending.checking import Counted, findings, others
from jalon.domain.spending.facts import Facts, cleaned, no_niss
from jalon.domain.spending.models import Batch
from jalon.domain.spending.sheet import Lists, Values, facts_in
from jalon.law.subsidies.costs import Finding, justified


@dataclass
class Row:
    """One row: its texts, and either the cost it is or why it is none yet. `errors`: by column."""

    line: int
    values: Values
    dropped: bool
    facts: Facts | None = None
    errors: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def refusals(self) -> list[Finding]:
        """What the rules refuse."""
        return [one for one in self.findings if one.refuses]

    @property
    def is_wrong(self) -> bool:
        """Whether it must be mended or left out."""
        return bool(self.errors or self.refusals)

    @property
    def justified(self) -> int:
        """Cents it would justify."""
        return justified(self.facts.total, self.facts.share) if self.facts else 0

    @property
    def answers(self) -> dict[str, str]:
        """The column of answers answers every warning of the row."""
        words = self.values.get("answer", "").strip()
        return {one.code: words for one in self.findings if not one.refuses} if words else {}


def read_rows(batch: Batch, *, on: date) -> list[Row]:
    """Every row, in the order of the file. A row that repeats one above it is found to."""
    rows = [Row(row["line"], row["values"], row["dropped"]) for row in batch.rows]
    lists = Lists.of(batch.grant)
    for one in rows:
        _understand(lists, one, on)
    good = [one for one in rows if one.facts and not one.dropped]
    known = others((one.facts.identity for one in good if one.facts), ())
    for one in rows:
        if one.facts:
            one.findings = findings(batch.grant, one.facts, document_hash="", known=known)
            if not one.dropped and not one.refusals:
                known.add(_counted(batch, one))
    return rows


def _understand(lists: Lists, one: Row, on: date) -> None:
    try:
        one.facts = cleaned(facts_in(lists, one.values), on=on)
        no_niss(one.values.get("answer", ""), on=on, field="answer")
    except InvalidInput as error:
        one.facts = None
        one.errors[error.field or "line"] = str(error)


def _counted(batch: Batch, one: Row) -> Counted:
    """The row as those below it must see it."""
    facts = one.facts
    assert facts is not None, "only a row that was understood counts"
    told: dict[str, Any] = {name: getattr(facts, name) for name in _SEEN}
    pk = uuid5(batch.pk, str(one.line))
    return Counted(pk=pk, grant_id=batch.grant_id, place=one.line, title="", document_hash="", in_file=True, **told)


_SEEN = ("identity", "is_staff", "total", "share", "first", "last")
