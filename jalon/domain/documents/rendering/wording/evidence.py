"""The words of the evidence bundle and of the attestation of signature."""

from __future__ import annotations

from jalon.domain.documents.rendering import dates
from jalon.domain.documents.rendering.contexts import (
    Act,
    EvidenceBundle,
    Means,
    OwnWay,
    SignatureTrace,
    TraceEntry,
)

from .words import MEANS, SIDES, View, Words, grouped, lines


def evidence_view(bundle: EvidenceBundle, w: Words) -> View:
    """Cover, table of contents, acts in order of date, fingerprints of the frozen files."""
    acts = sorted(bundle.acts, key=lambda act: act.on)
    files = [act for act in acts if act.sha256]
    about = [
        (w("period"), _period(bundle, w)),
        (w("purpose"), bundle.purpose),
        (w("prepared_by"), bundle.prepared_by),
        (w("holds"), w("counts", acts=len(acts), files=len(files))),
    ]
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=bundle.reference),
        "person": w.person(bundle.person),
        "about": [{"label": label, "text": text} for label, text in about if text],
        "labels": w.labels("contents", "acts", "no_acts", "date", "act", "by", "document", "pages", "fingerprints")
        | w.labels("fingerprint_title", "check", "check_text"),
        "acts": [_act(act, w) for act in acts],
        "files": [{"name": act.file_name or act.label, "sha256": grouped(act.sha256)} for act in files],
    }


def _period(bundle: EvidenceBundle, w: Words) -> str:
    if bundle.period_start is None or bundle.period_end is None:
        return w("whole")
    return w("from_to", start=w.day(bundle.period_start), end=w.day(bundle.period_end))


def _act(act: Act, w: Words) -> View:
    return {
        "on": w.day(act.on),
        "label": act.label,
        "reference": act.reference,
        "by": act.by,
        "file": (act.file_name or act.label) if act.sha256 else w("no_file"),
        "pages": str(act.pages) if act.pages else "",
    }


def trace_view(trace: SignatureTrace, w: Words) -> View:
    """Who signed which exact text, how and when."""
    about = [
        (w("what_title"), trace.title),
        (w("version_title"), str(trace.version)),
        (w("id_title"), str(trace.version_id)),
        (w("text_hash"), grouped(trace.content_hash)),
        (w("file_hash"), grouped(trace.document_sha256)),
        (w("journal"), grouped(trace.journal_hash)),
    ]
    drawn = iter(range(len(trace.entries)))
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=trace.reference),
        "person": w.person(trace.person),
        "intro": w("intro"),
        "labels": w.labels("text", "who", "how", "no_entry"),
        "about": [{"label": label, "text": text} for label, text in about if text],
        "entries": [_entry(entry, w, next(drawn) if entry.drawing else None) for entry in trace.entries],
    }


def _own_way(way: OwnWay, w: Words) -> str:
    facts = {"set_on": w.day(way.set_on), "confirmed_on": w.day(way.confirmed_on), "name": way.confirmed_by}
    return w("own_way", **facts, id=way.way_id)


def _entry(entry: TraceEntry, w: Words, drawn: int | None) -> View:
    on_paper = entry.means is Means.PAPER
    at = w.day(dates.local(entry.at).date()) if on_paper else w.moment(entry.at)
    return {
        "name": entry.name,
        "side": ", ".join(part for part in (w(SIDES[entry.side]), entry.capacity) if part),
        "how": [
            w(MEANS[entry.means], at=at),
            *lines(w("confirmed", name=entry.confirmed_by) if entry.confirmed_by else ""),
            *lines(_own_way(entry.own_way, w) if entry.own_way else ""),
        ],
        "alt": w("signature_of", name=entry.name),
        "drawn": drawn,
    }
