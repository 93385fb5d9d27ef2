"""Moments side by side, in arrows and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.instruments import apart
from jalon.domain.instruments.comparing import Move, Row, Side, compare, tally
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.instruments.own_words import Words
from jalon.domain.people.models import Person
from jalon.web.bilan.sheet import labelled, sides
from jalon.web.ui.people import long_day

MOST = 4
ICONS = {Move.BETTER: "up", Move.SAME: "equal", Move.WORSE: "down", Move.NONE: ""}


@dataclass(frozen=True)
class Shown:
    """A level and its move, in an arrow and a word."""

    who: str
    level: int | None
    description: str
    move: Move
    icon: str
    word: str


def chosen(standing: Sequence[Bilan], asked: Sequence[str]) -> list[Bilan]:
    """The bilans asked for by id, at most four; otherwise the first and the two last of the newest instrument."""
    same = [bilan for bilan in standing if bilan.instrument == standing[-1].instrument]
    wanted = [bilan for bilan in same if str(bilan.pk) in set(asked)][:MOST]
    return wanted or [*same[:1], *same[1:][-2:]]


def context(person: Person, bilans: Sequence[Bilan]) -> dict[str, Any]:
    """What the page shows: a table of levels, a sentence for each side, and the words domain by domain."""
    rows, alone = compare(bilans), [apart.said(bilan).words for bilan in bilans]
    texts = [_texts(row, bilans, alone) for row in rows]
    whose = {name: who for name, (who, _short) in sides(bilans[-1]).items()} if bilans else {}
    return {
        "bilans": bilans,
        "rows": [_table_row(row, whose, bilans) for row in rows if any(_rated(cell) for cell in row.cells)],
        "sentences": [_sentence(whose[f"rating_{side}"], counts) for side, counts in tally(rows).items() if whose],
        "texts": [one for one in texts if any(said for _bilan, said in one["moments"])],
    }


def _rated(cell: Any) -> bool:
    return cell.person.level is not None or cell.worker.level is not None


def _table_row(row: Row, whose: dict[str, str], bilans: Sequence[Bilan]) -> dict[str, Any]:
    levels = row.domain.levels.say()

    def shown(who: str, side: Side) -> Shown:
        text = levels[side.level - 1] if side.level else ""
        return Shown(whose[who], side.level, text, side.move, ICONS[side.move], _word(side.move))

    return {
        "title": str(row.domain.name),
        "cells": [
            {
                "moment": f"{bilan.get_moment_display()}, {long_day(bilan.held_on)}",
                "sides": [shown("rating_person", cell.person), shown("rating_worker", cell.worker)],
            }
            for bilan, cell in zip(bilans, row.cells, strict=True)
        ],
    }


def _word(move: Move) -> str:
    return {Move.BETTER: _("mieux"), Move.SAME: _("pareil"), Move.WORSE: _("moins bien"), Move.NONE: ""}[move]


def _sentence(who: str, counts: dict[Move, int]) -> dict[str, Any]:
    """« Selon Camille : 5 domaines vont mieux, 6 sont pareils, 2 vont moins bien. »"""
    parts = {
        Move.BETTER: ngettext("%(n)d domaine va mieux", "%(n)d domaines vont mieux", counts[Move.BETTER]),
        Move.SAME: ngettext("%(n)d domaine est pareil", "%(n)d domaines sont pareils", counts[Move.SAME]),
        Move.WORSE: ngettext("%(n)d domaine va moins bien", "%(n)d domaines vont moins bien", counts[Move.WORSE]),
    }
    return {
        "who": who,
        "parts": [(ICONS[move], text % {"n": counts[move]}) for move, text in parts.items() if counts[move]],
    }


def _texts(row: Row, bilans: Sequence[Bilan], alone: Sequence[Words]) -> dict[str, Any]:
    """What was written during each talk, then what the person wrote alone before it."""
    moments = []
    for bilan, own, cell in zip(bilans, alone, row.cells, strict=True):
        if cell.entry:
            during = labelled({name: getattr(cell.entry, name) for name in BilanEntry.TEXTS})
            before = labelled(own.get(row.domain.code, {}))
            own_label = _("%(label)s (écrit de son côté)")
            moments.append((bilan, [*during, *((own_label % {"label": label}, text) for label, text in before)]))
    return {"title": str(row.domain.name), "moments": moments}
