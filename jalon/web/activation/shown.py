"""Trajectories, classifications and progress as pages show them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.activation.enums import Counts, Direction, Phase
from jalon.domain.activation.models import Classifiable, Classification, Trajectory
from jalon.domain.activation.papers import level_on_paper
from jalon.domain.activation.progress import Seen
from jalon.domain.core import reader
from jalon.domain.instruments.enums import Rater
from jalon.law import activation as law
from jalon.law.answers import Line
from jalon.law.parameters import book

_KINDS = {
    Phase.BILAN: "waiting",
    Phase.PLAN: "waiting",
    Phase.UNDER_WAY: "active",
    Phase.TO_CONCLUDE: "warn",
    Phase.ENDED: "ok",
}
_COUNTS = {Counts.SOCIAL: "ok", Counts.PROFESSIONAL: "neutral", Counts.TO_DECIDE: "warn"}
_MOVES = {"progress": "up", "none": "equal", "step_back": "down", "not_measured": ""}


def kind_of(phase: Phase) -> str:
    """The badge of a phase."""
    return _KINDS[phase]


def badge_of(counts: str) -> str:
    """The badge of what something counts as."""
    return _COUNTS[Counts(counts)]


def phases(trajectory: Trajectory, on: date) -> dict[str, Any]:
    """The steps of a trajectory and the one it is at."""
    order = [Phase.BILAN, Phase.PLAN, Phase.UNDER_WAY, Phase.TO_CONCLUDE, Phase.ENDED]
    labels = [_("Bilan"), _("Plan"), _("Modules et actions"), _("Conclusion"), _("Conclue")]
    return {"items": list(zip(order, labels, strict=True)), "current": trajectory.phase(on)}


def said(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Reasons in the reader's language, each with its source."""
    language = reader.language()
    return [
        {
            "words": law.say(line, language),
            "source": line.cite(language),
            "certainty": _certainty(line),
            "doubt": line.doubt.say(language) if line.doubt else "",
        }
        for line in lines
    ]


def _certainty(line: Line) -> str:
    return "certain" if str(line.certainty) == "found" else "likely"


def kept_words(stored: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Reasons as they were stored with an act, said again."""
    language = reader.language()
    texts = book().texts
    return [
        {
            "words": law.say_code(one["code"], language, one["params"]),
            "source": texts[one["text"]].cite(one["article"], language),
        }
        for one in stored
    ]


def classified(subject: Classifiable, history: Iterable[Classification]) -> dict[str, Any]:
    """What something counts as, why, who decided, and what it counted as before."""
    rows = list(history)
    latest = rows[0] if rows else None
    return {
        "subject": subject,
        "badge": badge_of(subject.counts),
        "latest": latest,
        "reasons": kept_words(latest.lines) if latest else [],
        "earlier": rows[1:],
        "is_open": subject.counts == Counts.TO_DECIDE,
    }


def whose(seen: Seen, name: str) -> str:
    """« Selon Camille », « Selon le service social »."""
    if seen.rater == Rater.PERSON:
        return _("Selon %(name)s") % {"name": name}
    return _("Selon le service social")


def side(seen: Seen, name: str) -> dict[str, Any]:
    """One side's progress: the direction, the reasons, and each axis from its first words to its last."""
    progress = seen.progress
    lines = [*progress.lines]
    lines += seen.margin.lines if seen.margin else ()
    lines += seen.reliable.lines if seen.reliable else ()
    return {
        "whose": whose(seen, name),
        "direction": Direction(progress.direction.value).label,
        "icon": _MOVES[progress.direction.value],
        "is_measured": seen.is_measured,
        "lines": said(lines),
        "axes": [_axis(seen, one) for one in progress.axes],
    }


def _axis(seen: Seen, one: law.OnAxis) -> dict[str, Any]:
    assert seen.definition is not None
    axis = seen.definition.axis(one.axis)
    assert axis is not None
    return {
        "name": str(axis.name),
        "first": level_words(axis, one.first),
        "last": level_words(axis, one.last),
        "direction": Direction(one.direction.value).label,
        "icon": _MOVES[one.direction.value],
        "move": one.direction.value,
    }


def level_words(axis: Any, level: int) -> dict[str, str]:
    """A level as a number and, where the axis has one item, in the item's own words."""
    number = f"{level / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    words = level_on_paper(axis, level, reader.language())
    return {"number": number, "words": "" if words[0].isdigit() else words}
