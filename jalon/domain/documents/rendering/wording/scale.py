"""The words of a scale on paper."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import Scale

from .words import View, Words


def scale_view(scale: Scale, w: Words) -> View:
    """The centre's own sentences come as they are; around them, ours."""
    return {
        "title": scale.title,
        "document_title": w("document_title", title=scale.title, reference=scale.reference),
        "person": w.person(scale.person),
        "worker": w.worker(scale.worker),
        "about": scale.about,
        "who": w("by_person") if scale.by_person else w("by_worker", name=scale.person.name),
        "recall": w("recall_now") if scale.recall_days == 0 else w("recall", n=scale.recall_days),
        "how": w("how"),
        "labels": w.labels("date", "comment"),
        "axes": [
            {"name": axis.name, "items": [{"text": item.text, "levels": list(item.levels)} for item in axis.items]}
            for axis in scale.axes
        ],
        "licence": scale.licence,
    }
