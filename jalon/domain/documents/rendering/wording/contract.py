"""The words of the contract and of its amendment."""

from __future__ import annotations

from difflib import SequenceMatcher

from jalon.domain.documents.rendering.contexts import (
    Amendment,
    Change,
    ChangeKind,
    Contract,
    ContractKind,
    Regime,
    Side,
)

from .words import View, Words, lines

MOST_PAIRS = 250_000  # pairs of words compared one by one; beyond, the passage is shown whole, before and after


def contract_view(contract: Contract, w: Words) -> View:
    """The contract: one page of plain words, then the law."""
    person = w.person(contract.person)
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=contract.reference),
        "kind": w(f"kind_{contract.kind.value}"),
        "person": person,
        "worker": w.worker(contract.worker),
        "labels": w.labels("aims", "commitments", "aid", "looking", "rights", "no_commitment", "what", "when"),
        "period": _period(contract, w),
        "aims": [lines(aim) for aim in contract.aims],
        "groups": [
            {"title": w("i_do"), "rows": w.commitments(contract.person_commitments)},
            {"title": w("centre_does"), "rows": w.commitments(contract.centre_commitments)},
            {"title": w("others_do"), "rows": w.commitments(contract.third_commitments)},
        ],
        "aid": [line for aid in contract.additional_aid for line in lines(aid)],
        "meetings": [
            w("meeting_in_person" if meeting.in_person else "meeting_remote", day=w.weekday(meeting.on))
            for meeting in contract.meetings
        ],
        "evaluation_how": lines(contract.evaluation_how),
        "rights": _rights(contract, w),
        "annex": _annex(contract, w),
        "signatures": w.signatures(contract.signatures),
        "seal": w.seal(contract.seal),
    }


def _period(contract: Contract, w: Words) -> str:
    start = w.day(contract.start)
    if contract.end is not None:
        return w("period_from_to", start=start, end=w.day(contract.end))
    return w("period_studies" if contract.ends_with_studies else "period_from", start=start)


def _rights(contract: Contract, w: Words) -> list[str]:
    reflect = w("right_reflect")
    if contract.handed_over_on and contract.reflection_until:
        given, until = w.day(contract.handed_over_on), w.day(contract.reflection_until)
        reflect = w("right_reflect_until", given=given, until=until)
    return [reflect, *(w(f"right_{name}") for name in ("assisted", "heard", "change", "appeal"))]


def _annex(contract: Contract, w: Words) -> View:
    """The law the contract lives under. Only what a published source states; articles where the source gives them."""
    since = contract.regime is Regime.SINCE_REFORM
    sections = [_section(w, "why")]
    if since:
        sections.append(_section(w, "needs"))
    sections += [
        _section(w, "when", "law_when_text" if since else "law_when_old_text"),
        _section(w, "protect"),
        _section(w, "change"),
        _section(w, "evaluate", "law_evaluate_text" if since else "law_evaluate_old_text"),
        _section(w, "sanction"),
        _section(w, "appeal"),
    ]
    if since:
        sections[-2]["text"] += " " + w("law_suspended_text")
    if contract.kind is ContractKind.COMMUNITY_SERVICE:
        sections.append(_section(w, "service"))
    return {
        "title": w("annex"),
        "regime": w("annex_since" if since else "annex_before"),
        "sources": w("law_sources") + (w("law_amended") if since else "."),
        "note": w("annex_language"),
        "sections": sections,
    }


def _section(w: Words, name: str, text: str = "") -> View:
    return {"title": w(f"law_{name}"), "text": w(text or f"law_{name}_text")}


def amendment_view(amendment: Amendment, w: Words) -> View:
    """The amendment: by part of the contract, what is added, removed, changed."""
    asked_by = {Side.PERSON: "asked_person", Side.CENTRE: "asked_centre", Side.THIRD: "asked_third"}
    return {
        "title": w("title", n=amendment.number),
        "document_title": w("document_title", n=amendment.number, reference=amendment.contract_reference),
        "to": _annexed_to(amendment, w),
        "person": w.person(amendment.person),
        "worker": w.worker(amendment.worker),
        "asked": w(asked_by[amendment.asked_by]) if amendment.asked_by else "",
        "reason": lines(amendment.reason),
        "effective": w("effective", day=w.day(amendment.effective_on)),
        "unchanged": w("unchanged"),
        "labels": w.labels("changes", "legend", "why", "before", "after", "no_change", "not_to_sign"),
        "changes": [_change(change, w) for change in amendment.changes],
        "must_sign": amendment.must_sign,
        "signatures": w.signatures(amendment.signatures),
        "seal": w.seal(amendment.seal),
    }


def _annexed_to(amendment: Amendment, w: Words) -> str:
    if amendment.contract_signed_on is None:
        return w("annexed_to", reference=amendment.contract_reference)
    day = w.day(amendment.contract_signed_on)
    return w("annexed_to_signed", reference=amendment.contract_reference, day=day)


def _change(change: Change, w: Words) -> View:
    before, after = _with_due(change.before, change.due_before, w), _with_due(change.after, change.due_after, w)
    pieces = differences(before, after) if change.kind is ChangeKind.CHANGED else []
    return {
        "kind": change.kind.value,
        "label": w(f"change_{change.kind.value}"),
        "section": w(f"section_{change.section.value}"),
        "before": lines(before),
        "after": lines(after),
        "pieces": pieces,
    }


def _with_due(text: str, due: object, w: Words) -> str:
    return f"{text} ({w('for_the', day=w.day(due))})" if text and due else text  # type: ignore[arg-type]


def differences(before: str, after: str) -> list[View]:
    """Both texts word by word: pieces that stay, go and come, in reading order."""
    old, new = before.split(), after.split()
    pieces: list[View] = []
    for tag, i1, i2, j1, j2 in _opcodes(old, new):
        if tag == "equal":
            pieces.append({"kind": "same", "text": " ".join(old[i1:i2])})
            continue
        if i2 > i1:
            pieces.append({"kind": "gone", "text": " ".join(old[i1:i2])})
        if j2 > j1:
            pieces.append({"kind": "new", "text": " ".join(new[j1:j2])})
    return pieces


def _opcodes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    """What became of the words. Between what both begin and end with, texts too long to compare are replaced whole."""
    most = min(len(old), len(new))
    head = next((place for place in range(most) if old[place] != new[place]), most)
    tail = next((place for place in range(most - head) if old[-1 - place] != new[-1 - place]), most - head)
    i, j = len(old) - tail, len(new) - tail
    if (i - head) * (j - head) > MOST_PAIRS:
        middle = [("replace", head, i, head, j)]
    else:
        matcher = SequenceMatcher(a=old[head:i], b=new[head:j], autojunk=False)
        middle = [(tag, *(place + head for place in places)) for tag, *places in matcher.get_opcodes()]
    found = [("equal", 0, head, 0, head), *middle, ("equal", i, len(old), j, len(new))]
    return [one for one in found if one[1] < one[2] or one[3] < one[4]]
