"""The frozen text of a version: its shape, its canonical form, and the difference between two of them.

A signature binds the SHA-256 of the canonical JSON: keys sorted, no blanks, UTF-8. The paper is made from this data
and from nothing else, so paper, hash and data say the same thing. Shape (`EDITION` 1):

`piis`, `reference`, `version`, `reason`, `language`, `kind`, `has_community_service`, `since`, `until`, `aims`,
`additional_aid`, `evaluation_how`, `handed_over_on`, `may_sign_from`, `is_voluntary`, `centre` {id, name {fr, nl, de,
en}}, `person` {id, name, file_number, born_on, address}, `worker` {name, email}, `third_parties` [{id, organisation,
contact, phone, email, duties, signs}], `commitments` [{id, side, third_party, domain, text, due_on, recurring}], and
for an amendment `amendment` {number, asked_by, reason, effective_on, before (sha256 of the text it changes), must_sign,
changes}.
"""

import difflib
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jalon.domain.core import reader
from jalon.domain.piis.drafts import CommitmentDraft, Draft, ThirdPartyDraft

EDITION = 1
LONGEST_WORD = 60  # letters
Content = dict[str, Any]


def canonical(content: Content) -> str:
    """The one way to write this content."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a canonical text, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def body_of(draft: Draft) -> Content:
    """What a draft says, as plain JSON values."""
    return {
        "kind": str(draft.kind),
        "has_community_service": draft.has_community_service,
        "language": str(draft.language),
        "since": _iso(draft.since),
        "until": _iso(draft.until),
        "aims": draft.aims,
        "additional_aid": draft.additional_aid,
        "evaluation_how": draft.evaluation_how,
        "third_parties": [{**asdict(one), "id": str(one.id)} for one in draft.third_parties],
        "commitments": [
            {
                "id": str(one.id),
                "side": str(one.side),
                "third_party": str(one.third_party) if one.third_party else None,
                "domain": str(one.domain),
                "text": one.text,
                "due_on": _iso(one.due_on),
                "recurring": one.recurring,
            }
            for one in draft.commitments
        ],
    }


def draft_of(content: Content) -> Draft:
    """A frozen (or kept) text as a draft to work on; lines keep their ids."""
    return Draft(
        kind=content["kind"],
        language=content["language"],
        has_community_service=content["has_community_service"],
        since=_day(content["since"]),
        until=_day(content["until"]),
        aims=content["aims"],
        additional_aid=content["additional_aid"],
        evaluation_how=content["evaluation_how"],
        third_parties=tuple(ThirdPartyDraft(**{**one, "id": UUID(one["id"])}) for one in content["third_parties"]),
        commitments=tuple(
            CommitmentDraft(
                id=UUID(one["id"]),
                side=one["side"],
                third_party=UUID(one["third_party"]) if one["third_party"] else None,
                domain=one["domain"],
                text=one["text"],
                due_on=_day(one["due_on"]),
                recurring=one["recurring"],
            )
            for one in content["commitments"]
        ),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference between two texts. `section` and `kind` are those of `documents.rendering.contexts`.

    `binding`: it changes what somebody promised or is entitled to, so everybody signs again.
    """

    kind: str
    section: str
    before: str = ""
    after: str = ""
    due_before: str | None = None
    due_after: str | None = None
    binding: bool = True


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """Everything that differs, in the order of the contract. Telephone, e-mail and contact never bind."""
    return (
        *_free_text(before, after, "aims", "aims"),
        *_commitments(before, after),
        *_third_parties(before, after),
        *_whole_text(before, after, "additional_aid", "aid"),
        *_free_text(before, after, "evaluation_how", "evaluation"),
        *_period(before, after),
    )


def must_be_signed(changes: tuple[Difference, ...]) -> bool:
    """Whether a difference binds anybody."""
    return any(change.binding for change in changes)


def _kind(before: str, after: str) -> str:
    return "changed" if before and after else "added" if after else "removed"


def _whole_text(before: Content, after: Content, field: str, section: str) -> Iterator[Difference]:
    old, new = before[field], after[field]
    if old != new:
        yield Difference(kind=_kind(old, new), section=section, before=old, after=new)


def _free_text(before: Content, after: Content, field: str, section: str) -> Iterator[Difference]:
    old, new = before[field], after[field]
    if old != new:
        binding = not is_spelling(old, new)
        yield Difference(kind=_kind(old, new), section=section, before=old, after=new, binding=binding)


def _commitments(before: Content, after: Content) -> Iterator[Difference]:
    old = {one["id"]: one for one in before["commitments"]}
    new = {one["id"]: one for one in after["commitments"]}
    for one in before["commitments"]:
        if one["id"] not in new:
            said, due = _said(one, before)
            yield Difference(kind="removed", section=one["side"], before=said, due_before=due)
    for one in after["commitments"]:
        said, due = _said(one, after)
        if one["id"] not in old:
            yield Difference(kind="added", section=one["side"], after=said, due_after=due)
            continue
        was, was_due = _said(old[one["id"]], before)
        promised = ("side", "third_party", "text", "due_on", "recurring")
        if any(old[one["id"]][name] != one[name] for name in promised):
            yield Difference(
                kind="changed", section=one["side"], before=was, after=said, due_before=was_due, due_after=due
            )


def _said(one: Content, content: Content) -> tuple[str, str | None]:
    """A commitment in one line, with who holds it when it is a third party, and its day."""
    who = next((t["organisation"] for t in content["third_parties"] if t["id"] == one["third_party"]), "")
    words = " – ".join(part for part in (one["text"], one["recurring"]) if part)
    return (reader.mark(":").join((who, words)) if who else words), one["due_on"]


def _third_parties(before: Content, after: Content) -> Iterator[Difference]:
    old = {one["id"]: one for one in before["third_parties"]}
    new = {one["id"]: one for one in after["third_parties"]}
    for one in before["third_parties"]:
        if one["id"] not in new:
            yield Difference(kind="removed", section="third", before=_party(one))
    for one in after["third_parties"]:
        was = old.get(one["id"])
        if was is None:
            yield Difference(kind="added", section="third", after=_party(one))
        elif was != one:
            binding = any(was[name] != one[name] for name in ("organisation", "duties", "signs"))
            pair = (_party(was), _party(one)) if binding else (_reach(was), _reach(one))
            yield Difference(kind="changed", section="third", before=pair[0], after=pair[1], binding=binding)


def _party(one: Content) -> str:
    return " – ".join(part for part in (one["organisation"], one["duties"]) if part)


def _reach(one: Content) -> str:
    parts = (one["organisation"], one["contact"], one["phone"], one["email"])
    return ", ".join(part for part in parts if part)


def _period(before: Content, after: Content) -> Iterator[Difference]:
    """The last day, and a community service taken out; the first day and the kind never change."""
    if before["until"] != after["until"]:
        yield Difference(kind="changed", section="period", due_before=before["until"], due_after=after["until"])
    if before["has_community_service"] != after["has_community_service"]:
        word = "community_service"
        gone = before["has_community_service"]
        yield Difference(
            kind="removed" if gone else "added",
            section="period",
            before=word if gone else "",
            after="" if gone else word,
        )


def is_spelling(before: str, after: str) -> bool:
    """Whether two texts differ only by spelling: the same words, save accents, capitals, punctuation, or one or two
    letters inside a word of five letters or more. A figure, a word more or a word less is never spelling."""
    old, new = _words(before), _words(after)
    return len(old) == len(new) and all(_same_word(one, two) for one, two in zip(old, new, strict=True))


def _words(text: str) -> list[str]:
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.findall(r"\w+", folded)


def _same_word(one: str, two: str) -> bool:
    if one == two:
        return True
    if min(len(one), len(two)) < 5 or re.search(r"\d", one + two) or one[:1] != two[:1]:
        return False
    if max(len(one), len(two)) > LONGEST_WORD:
        return False  # no word at all; and comparing it letter by letter could take minutes
    same = sum(block.size for block in difflib.SequenceMatcher(a=one, b=two, autojunk=False).get_matching_blocks())
    return max(len(one), len(two)) - same <= 1 or (len(one) == len(two) and sorted(one) == sorted(two))
