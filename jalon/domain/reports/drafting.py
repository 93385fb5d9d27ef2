"""The draft as a thing several people write: its fields seen one by one, merged as ADR 12 does."""

from collections.abc import Mapping, Sequence
from typing import Any

from jalon.domain.instruments.merging import Change, Outcome, Writer, merge
from jalon.domain.reports.content import REPLY, Asked, accepted_text
from jalon.domain.reports.models import Draft


class Sheet:
    """A draft whose texts are attributes, so that it merges like a bilan."""

    def __init__(self, draft: Draft, fields: Sequence[Asked]):
        self.FIELDS: Sequence[str] = [*(one.code for one in fields), REPLY]
        self.revision = draft.revision
        self.field_revisions: dict[str, Any] = dict(draft.field_revisions)
        for name in self.FIELDS:
            setattr(self, name, draft.fields.get(name, ""))

    @property
    def values(self) -> Mapping[str, str]:
        """Every text that says something."""
        return {name: text for name in self.FIELDS if (text := getattr(self, name))}


def _accept(name: str, value: Any) -> str:
    return accepted_text(value)


def merged(draft: Draft, fields: Sequence[Asked], change: Change, writer: Writer) -> tuple[bool, Outcome]:
    """Write into the draft (unsaved) what may be written. Whether it changed, and what could not be stored."""
    outcome, sheet = Outcome(), Sheet(draft, fields)
    changed = merge(sheet, change, writer, outcome, accept=_accept)
    if changed:
        draft.fields = sheet.values
        draft.field_revisions = sheet.field_revisions
        draft.revision += 1
    return changed, outcome
