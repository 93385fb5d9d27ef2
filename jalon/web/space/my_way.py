"""The line of the person's own way, in kind words: what goes better first, and never a word of blame."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jalon.domain.activation.papers import level_on_paper
from jalon.domain.core import reader
from jalon.domain.instruments.models import Measurement
from jalon.domain.space.ratings import MyWay
from jalon.law.activation import Direction, OnAxis
from jalon.web.space import says
from jalon.web.space.rating_form import WORDS
from jalon.web.ui import way_chart
from jalon.web.ui.tables import Column, Table


def address(measurement_id: UUID, part: int | str) -> str:
    """A part of the questions, or « all » of them on one page; 0: all the answers, to read again."""
    if not part:
        return reverse("space:check_answers", args=[measurement_id])
    return f"{reverse('space:answer', args=[measurement_id])}?part={part}"


def told(way: MyWay) -> dict[str, Any]:
    """A way as its page shows it: the picture with its table when there are two moments, the words by what moved."""
    language = says.instrument_language(way.definition)
    points, theirs = way.points(way.ratings), way.points(way.theirs)
    drawn = len(points) > 1
    return {
        "name": way.definition.name.say(language),
        "language": language,
        "since": says.day(way.ratings[0].held_on),
        "last": says.day(way.ratings[-1].held_on),
        "times": len(way.ratings),
        "svg": _picture(way, points, theirs) if drawn else "",
        "up": way.definition.direction > 0,
        "table": _table(points, theirs) if drawn else None,
        "better": [_axis(way, one, language) for one in way.moved(Direction.PROGRESS)],
        "same": [_axis(way, one, language) for one in way.moved(Direction.NONE)],
        "harder": [_axis(way, one, language) for one in way.moved(Direction.STEP_BACK)],
        "apart": [
            (
                one.axis.name.say(language),
                level_on_paper(one.axis, one.mine, language),
                level_on_paper(one.axis, one.theirs, language),
            )
            for one in way.apart
        ],
    }


@dataclass(frozen=True)
class Answered:
    """A part to read again: question, the level chosen in words, whether there is an answer; then what was written.

    `url`: where it is answered.
    """

    name: str
    url: str
    lines: list[tuple[str, str, bool]]
    told: list[tuple[str, str]]


def answers_of(row: Measurement, *, whole: bool) -> list[Answered]:
    """Each part with what was answered. `whole`: the person answers on one page, at this part of it."""
    definition = row.instrument.read
    language = says.instrument_language(definition)
    found = []
    for part, axis in enumerate(definition.axes, start=1):
        lines = []
        for item in axis.items:
            level = row.answers.get(item.code)
            words = str(item.levels.say(language)[level - 1]) if level else _("Pas de réponse")
            lines.append((item.text.say(language), words, bool(level)))
        told = [
            (str(label), text)
            for item in axis.items
            for name, label in WORDS.items()
            if (text := row.words.get(item.code, {}).get(name))
        ]
        url = f"{address(row.pk, 'all')}#part-{part}" if whole else address(row.pk, part)
        found.append(Answered(axis.name.say(language), url, lines, told))
    return found


def _axis(way: MyWay, one: OnAxis, language: str) -> dict[str, str]:
    axis = way.definition.axis(one.axis)
    assert axis is not None
    first, last = (level_on_paper(axis, level, language) for level in (one.first, one.last))
    return {"name": axis.name.say(language), "first": first, "last": last}


def _picture(way: MyWay, points: list[Any], theirs: list[Any]) -> str:
    highest = float(max(len(item.levels.say()) for axis in way.definition.axes for item in axis.items))
    if way.definition.scoring.method != "mean":
        highest = max(highest, *(level for _on, level in [*points, *theirs]))
    lowest = 1.0 if way.definition.scoring.method == "mean" else 0.0
    sides = [(_("Mes réponses"), points), (_("Le service social"), theirs)]
    lines = [(who, [(on.isoformat(), level) for on, level in side]) for who, side in sides if side]
    return mark_safe(way_chart.line(lines, lowest, highest))  # noqa: S308  drawn by us


def _table(points: list[Any], theirs: list[Any]) -> Table:
    mine, other = dict(points), dict(theirs)
    days = sorted({*mine, *other})
    columns = [Column(_("Jour"), heading=True), Column(_("Mes réponses"), numeric=True)]
    rows: list[tuple[str, ...]] = [(says.day(on), _level(mine.get(on))) for on in days]
    if other:
        columns.append(Column(_("Le service social"), numeric=True))
        rows = [(*row, _level(other.get(on))) for row, on in zip(rows, days, strict=True)]
    return Table(_("Mes réponses, jour par jour"), columns, rows, hide_caption=True)


def _level(level: float | None) -> str:
    if level is None:
        return "–"
    return f"{level:.1f}".replace(".", "." if reader.language() == "en" else ",")
