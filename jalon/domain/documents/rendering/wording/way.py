"""The words of the way somebody went."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import Way, WayAxis, WaySide

from .words import View, Words


def way_view(way: Way, w: Words) -> View:
    """Kind and plain; what is harder comes last, with a question and no blame."""
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=way.reference),
        "lead": w("lead", first=w.day(way.first), last=w.day(way.last)),
        "person": w.person(way.person),
        "worker": w.worker(way.worker),
        "aims": [line for line in way.aims.splitlines() if line.strip()],
        "steps": [
            {"text": step.text, "day": w.day(step.on), "state": w("done") if step.done else w("under_way")}
            for step in way.steps
        ],
        "sides": [_side(side, way, w) for side in way.sides],
        "labels": w.labels("aims", "steps", "first", "last", "not_yet", "not_straight"),
    }


def _side(side: WaySide, way: Way, w: Words) -> View:
    groups = {"better": side.better, "same": side.same, "harder": side.harder}
    return {
        "who": w("by_person", name=way.person.name) if side.by_person else w("by_worker"),
        "groups": [{"title": w(key), "axes": [_axis(one) for one in axes]} for key, axes in groups.items() if axes],
        "harder": bool(side.harder),
    }


def _axis(one: WayAxis) -> View:
    moved = one.first != one.last
    return {"name": one.name, "first": one.first if moved else "", "last": one.last}
