"""What the bigger components are made of: plain values a page fills and a tag draws."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WORDS = re.compile(r"^\s+|\S+\s*")
LONGEST = 250_000  # pairs of words compared one by one; beyond, the two texts are shown whole


@dataclass(frozen=True)
class Event:
    """A line of a timeline. ``by`` is who did it; ``kind`` is a kind of badge, for its mark."""

    at: date | datetime
    title: str
    text: str = ""
    by: str = ""
    url: str = ""
    kind: str = "neutral"


@dataclass(frozen=True)
class Measure:
    """A cell of a comparison: a value on a scale and its words. ``value`` None: not measured."""

    value: int | None
    text: str = ""


@dataclass(frozen=True)
class Change:
    """One item of a list before and after: ``old`` None was added, ``new`` None was taken out."""

    label: str
    old: str | None
    new: str | None

    @property
    def state(self) -> str:
        """added, removed, changed or same."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "same" if self.old == self.new else "changed"


def steps(items: Iterable[Sequence], current: object) -> list[dict]:
    """The steps of a path: ``items`` are (key, label) or (key, label, note); all before ``current`` are past.

    Raises ValueError when ``current`` is no step, but for None: then every step is to come.
    """
    rows = [{"key": item[0], "label": item[1], "note": item[2] if len(item) > 2 else ""} for item in items]
    keys = [row["key"] for row in rows]
    here = -1 if current is None else keys.index(current)
    for place, row in enumerate(rows):
        row["state"] = "past" if place < here else "current" if place == here else "todo"
    return rows


def words_changed(old: str, new: str) -> SafeString:
    """``new`` with what was taken out struck and what was added underlined, each announced in words."""
    before, after = WORDS.findall(str(old)), WORDS.findall(str(new))
    if len(before) * len(after) > LONGEST:
        return format_html("{}\n{}", _marked("del", _("supprimé :"), old), _marked("ins", _("ajouté :"), new))
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    pieces: list[SafeString] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(format_html("{}", "".join(after[j1:j2])))
            continue
        if i1 < i2:
            pieces.append(_marked("del", _("supprimé :"), "".join(before[i1:i2])))
        if j1 < j2:
            pieces.append(_marked("ins", _("ajouté :"), "".join(after[j1:j2])))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _marked(tag: str, said: str, text: str) -> SafeString:
    return format_html('<{0}><span class="visually-hidden">{1} </span>{2}</{0}>', tag, said, text)


def compared(rows: Iterable[tuple[str, Sequence]]) -> list[dict]:
    """The rows of a comparison: each cell after the first says how it moved from the one measured before it.

    A cell is a :class:`Measure`, a text, or None. ``move`` is up, down, same, changed or "" (nothing to compare with).
    """
    return [{"label": label, "cells": _moves(cells)} for label, cells in rows]


def _moves(cells: Sequence) -> list[dict]:
    found, previous = [], None
    for cell in cells:
        empty = cell is None or cell == "" or (isinstance(cell, Measure) and cell.value is None)
        measured = isinstance(cell, Measure) and not empty
        step = cell.value - previous.value if measured and isinstance(previous, Measure) else 0
        if empty or previous is None:
            move = ""
        elif measured:
            move = "up" if step > 0 else "down" if step < 0 else "same"
        else:
            move = "changed" if cell != previous else "same"
        found.append({"cell": cell, "measured": measured, "empty": empty, "move": move, "step": abs(step)})
        previous = previous if empty else cell
    return found
