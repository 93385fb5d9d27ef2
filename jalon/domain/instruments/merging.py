"""Two people, one page: what a writer sends is merged field by field, and nobody's text is overwritten unseen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.translation import gettext as _

from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean
from jalon.domain.instruments.catalogue import LEVELS
from jalon.domain.instruments.models import BilanEntry

LONGEST = 10_000  # characters in one field


@dataclass(frozen=True)
class Change:
    """What somebody wrote in one entry (or in the bilan itself): only the fields they touched.

    `base` is the revision of the entry that was on their screen; `seen` gives a later one for the fields whose other
    text they have read since.
    """

    base: int
    values: Mapping[str, Any]
    seen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Writer:
    """The page that writes: an id drawn for each page shown, and a number that grows with each attempt to save."""

    page: str = ""
    attempt: int = 0


@dataclass(frozen=True)
class Clash:
    """The same field written by two people. Nothing was stored: `mine` is what was sent, `theirs` what stands.

    `revision`: of the entry that holds `theirs`; whoever read it may write over it.
    """

    domain: str
    field: str
    mine: Any
    theirs: Any
    revision: int


@dataclass(frozen=True)
class Refusal:
    """A value that cannot be stored, and why."""

    domain: str
    field: str
    reason: InvalidInput


@dataclass
class Outcome:
    """What could not be stored as it was sent."""

    clashes: list[Clash] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Everything sent is stored."""
        return not (self.clashes or self.refusals)


def accepted(name: str, value: Any) -> Any:
    """The value as it is stored. Raises `InvalidInput`."""
    if name in BilanEntry.RATINGS:
        if value is not None and value not in LEVELS:
            raise InvalidInput(_("Un niveau va de 1 à 5."), field=name)
        return value
    if name == "is_skipped":
        return bool(value)
    return clean(value, limit=LONGEST)


class Written(Protocol):
    """What several people write: its fields by name, and at which revision each last changed, by which page."""

    FIELDS: Sequence[str]
    revision: int
    field_revisions: dict[str, Any]


def merge(
    record: Written,
    change: Change,
    writer: Writer,
    outcome: Outcome,
    *,
    domain: str = "",
    accept: Callable[[str, Any], Any] = accepted,
) -> bool:
    """Write into `record` (unsaved) what may be written; tell the rest to `outcome`. Returns whether it changed.

    `accept(name, value)`: the value as it is stored, or `InvalidInput`.
    """
    changed = False
    for name, sent in change.values.items():
        if name not in record.FIELDS:
            continue
        try:
            mine = accept(name, sent)
        except InvalidInput as reason:
            outcome.refusals.append(Refusal(domain, name, reason))
            continue
        theirs = getattr(record, name)
        if mine == theirs:
            continue
        last, page, attempt = record.field_revisions.get(name, (1, "", 0))
        if writer.page and page == writer.page:
            if writer.attempt < attempt:
                continue  # an older attempt of the same page, overtaken on the way
        elif last > change.seen.get(name, change.base):
            outcome.clashes.append(Clash(domain, name, mine, theirs, record.revision))
            continue
        setattr(record, name, mine)
        record.field_revisions[name] = [record.revision + 1, writer.page, writer.attempt]
        changed = True
    return changed
