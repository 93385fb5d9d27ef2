"""The words around a month of work: its own sentences come ready."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import EarningsMonth

from .words import View, Words


def earnings_view(month: EarningsMonth, w: Words) -> View:
    """What you would have, the months side by side, then every reason with its article."""
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=month.reference),
        "person": w.person(month.person) if month.person else None,
        "worker": w.worker(month.worker) if month.worker else None,
        "lead": month.lead,
        "labels": w.labels("asked", "beside", "left", "lines", "doubts", "note", "certainty", "reason"),
        "brief": list(month.brief),
        "asked": [{"label": label, "text": text} for label, text in month.asked],
        "head": list(month.head),
        "rows": [list(row) for row in month.rows],
        "right": list(month.right),
        "left": list(month.left),
        "lines": [{"text": one.text, "cite": one.cite, "certainty": one.certainty} for one in month.lines],
        "doubts": list(month.doubts),
        "kept": month.kept,
    }
