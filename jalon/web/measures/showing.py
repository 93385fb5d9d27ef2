"""A sitting as it is read: scores side by side, the gaps to talk about, each answer in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.instruments.definition import UNIT, Definition, bounds
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import Measurement
from jalon.domain.instruments.sittings import Gap, Shown, Sitting
from jalon.domain.people.models import Person
from jalon.web.measures.forms import WORDS
from jalon.web.measures.opened import sides_named, title_of
from jalon.web.ui.people import long_day, number
from jalon.web.ui.rows import Row


@dataclass(frozen=True)
class Scale:
    """A score on its scale, in words and as a bar of so many hundredths; `share` None: not measured."""

    share: int | None
    text: str


@dataclass(frozen=True)
class Line:
    """An axis, both sides, and whether they stand apart by a step that means something."""

    name: str
    scales: list[tuple[str, Scale]]
    apart: bool


def row_of(sitting: Sitting, *, may_rate: bool) -> Row:
    """The line of a sitting."""
    any_row = sitting.any_row
    url = reverse("measures:sitting", args=[any_row.person_id, sitting.id])
    if sitting.is_complete:
        status, kind, act = _("complète"), "ok", ""
    elif any(side.shown in (Shown.HIDDEN, Shown.SEEN) for side in sitting.sides):
        status, kind, act = _("une note attend l’autre"), "waiting", _("Continuer")
    else:
        status, kind, act = _("en cours"), "draft", _("Continuer")
    return Row(title_of(any_row), url, long_day(sitting.held_on), status, kind, act if may_rate else "")


def points(value: int | None) -> str:
    """« 3,7 »; whole numbers without decimals."""
    if value is None:
        return _("pas mesuré")
    return number(value / UNIT, 0 if value % UNIT == 0 else 1)


def lines(sitting: Sitting, person: Person) -> list[Line]:
    """Each axis with the score of each side that rated; the overall score last."""
    definition, named = sitting.definition, sides_named(person)
    seen = [(side.rater, side.measurement) for side in sitting.sides if side.measurement]
    far = {gap.axis.code for gap in sitting.gaps if gap.counts}
    found = [
        Line(
            str(axis.name),
            [(named[rater], _scale(row.scores.get(axis.code), bounds(definition, axis))) for rater, row in seen],
            axis.code in far,
        )
        for axis in definition.axes
    ]
    if definition.scoring.overall != "none":
        whole = bounds(definition)
        found.append(
            Line(_("Dans l’ensemble"), [(named[rater], _scale(row.overall, whole)) for rater, row in seen], False)
        )
    return found


def _scale(value: int | None, ends: tuple[int, int]) -> Scale:
    if value is None:
        return Scale(None, points(None))
    low, high = ends
    share = round((value - low) * 100 / (high - low))
    return Scale(max(share, 1), _("%(value)s sur %(most)s") % {"value": points(value), "most": points(high)})


def talking_points(sitting: Sitting, person: Person) -> list[str]:
    """A sentence for each axis the two see apart; it asks, it doesn't judge."""
    name = sides_named(person)[Rater.PERSON]
    return [_gap_said(gap, name, sitting.definition) for gap in sitting.gaps if gap.counts]


def _gap_said(gap: Gap, name: str, definition: Definition) -> str:
    higher = (gap.person - gap.worker) * definition.direction > 0
    said = (
        _("%(axis)s : %(name)s se voit mieux que le service social ne le voit (%(person)s et %(worker)s).")
        if higher
        else _("%(axis)s : le service social voit mieux que %(name)s ne se voit (%(person)s et %(worker)s).")
    )
    return said % {"axis": gap.axis.name, "name": name, "person": points(gap.person), "worker": points(gap.worker)}


def answers(sitting: Sitting, person: Person) -> list[tuple[str, list[tuple[str, list[tuple[str, str]]]]]]:
    """Axis → item → (who, the level chosen in words)."""
    named = sides_named(person)
    seen = [(named[side.rater], side.measurement) for side in sitting.sides if side.measurement]
    return [
        (str(axis.name), [(str(item.text), [(who, _chosen(item, row)) for who, row in seen]) for item in axis.items])
        for axis in sitting.definition.axes
    ]


def _chosen(item: Any, row: Measurement) -> str:
    level = row.answers.get(item.code)
    return str(item.levels.say()[level - 1]) if level else _("pas de réponse")


def one_side(row: Measurement, language: str | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """One side's answers to read again before finishing: axis → (item, level in words), and what the person wrote."""
    definition = row.instrument.read
    return [
        (axis.name.say(language), [line for item in axis.items for line in _lines(item, row, language)])
        for axis in definition.axes
    ]


def _lines(item: Any, row: Measurement, language: str | None) -> list[tuple[str, str]]:
    told = row.words.get(item.code, {})
    written = [(str(label), told[name]) for name, label in WORDS.items() if name in told]
    return [(item.text.say(language), _said(item, row, language)), *written]


def _said(item: Any, row: Measurement, language: str | None) -> str:
    level = row.answers.get(item.code)
    return str(item.levels.say(language)[level - 1]) if level else _("pas de réponse")


def unanswered(row: Measurement) -> str:
    """« 2 questions sont sans réponse », or nothing."""
    count = len(row.instrument.read.items) - len(row.answers)
    if not count:
        return ""
    said = ngettext("%(n)d question est sans réponse.", "%(n)d questions sont sans réponse.", count)
    return said % {"n": count}


@dataclass(frozen=True)
class Card:
    """A side that is not shown yet, and what may be done for it."""

    who: str
    rater: str
    shown: Shown
    draft: UUID | None
    begun: bool
    waits_for_worker: bool


def cards(sitting: Sitting, person: Person) -> list[Card]:
    """Both sides of an incomplete sitting."""
    named = sides_named(person)
    first = sitting.worker.draft is not None
    return [
        Card(named[side.rater], side.rater, side.shown, side.draft, side.begun, first and side.rater == Rater.PERSON)
        for side in sitting.sides
        if side.shown != Shown.ABSENT
    ]


def comments(sitting: Sitting, person: Person) -> list[tuple[str, str]]:
    """Who added what in their own words."""
    named = sides_named(person)
    return [
        (named[side.rater], side.measurement.comment)
        for side in sitting.sides
        if side.measurement and side.measurement.comment
    ]


def history(sitting: Sitting, person: Person) -> list[str]:
    """Every correction, with its day and its reason."""
    named, found = sides_named(person), []
    for side in sitting.sides:
        chain = [*side.earlier, *([side.measurement] if side.measurement else [])]
        for row in chain:
            if row.corrects_id:
                facts = {"who": named[side.rater], "day": _day(row), "reason": row.correction_reason}
                found.append(_("%(who)s : corrigé le %(day)s. %(reason)s") % facts)
    return found


def _day(row: Measurement) -> str:
    day: date = row.started_on
    return long_day(day)


def how(sitting: Sitting, person: Person) -> list[tuple[str, str]]:
    """Each side with how its rating came in."""
    named = sides_named(person)
    return [(named[side.rater], str(side.measurement.get_way_display())) for side in sitting.sides if side.measurement]


def context(sitting: Sitting, person: Person) -> Mapping[str, Any]:
    """What the page of a sitting shows."""
    return {
        "sitting": sitting,
        "cards": [] if sitting.is_complete else cards(sitting, person),
        "lines": lines(sitting, person) if any(side.measurement for side in sitting.sides) else [],
        "gaps": talking_points(sitting, person),
        "both": all(side.measurement for side in sitting.sides),
        "answers": answers(sitting, person),
        "comments": comments(sitting, person),
        "history": history(sitting, person),
        "how": how(sitting, person),
    }
