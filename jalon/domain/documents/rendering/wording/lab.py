"""The words around a scenario: its own come ready."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import LabReport

from .words import View, Words


def lab_view(report: LabReport, w: Words) -> View:
    """What it comes to, what was asked, every table, and what such figures are not."""
    return {
        "title": w("title"),
        "document_title": w("document_title", subject=report.subject),
        "subject": report.subject,
        "labels": w.labels("asked", "notes", "note"),
        "notes": list(report.notes),
        "brief": list(report.brief),
        "asked": [{"label": label, "text": text} for label, text in report.asked],
        "tables": [
            {"title": one.title, "head": list(one.head), "rows": [list(row) for row in one.rows]}
            for one in report.tables
        ],
    }
