"""Small marks of state: an icon with its own shape and a word; colour only helps."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from jalon.web.ui import people
from jalon.web.ui.icons import icon

# kind of badge -> (icon, word said before the text to who can't see the icon, or nothing when the text says it all)
KINDS = {
    "neutral": "dot",
    "draft": "pen",
    "info": "info",
    "active": "right",
    "ok": "check",
    "warn": "clock",
    "bad": "late",
    "stopped": "stop",
    "waiting": "pause",
}


def badge(text: object, kind: str = "neutral", title: str = "") -> SafeString:
    """A status: ``kind`` is one of KINDS, ``text`` says the state in words."""
    return _badge(conditional_escape(text), kind, conditional_escape(title))


# A list shows the same few states on every row. Texts come in already escaped: a safe text and an unsafe one of the
# same letters are equal, and one must never answer for the other.
@lru_cache(maxsize=512)
def _badge(text: str, kind: str, title: str) -> SafeString:
    return format_html(
        '<span class="badge badge--{}"{}>{}<span>{}</span></span>',
        kind,
        format_html(' title="{}"', title) if title else "",
        icon(KINDS[kind]),
        text,
    )


@dataclass(frozen=True)
class Due:
    """How far a due date is from today. ``state`` is late, soon or ok."""

    on: date
    state: str
    text: str


LATE = gettext_lazy("en retard de %(delay)s")
DUE_KINDS = {"late": "bad", "soon": "warn", "ok": "neutral"}


def due(on: date, today: date, soon: int = 7) -> Due:
    """The state of a deadline: late the day after ``on``, soon within ``soon`` days before it."""
    days = (on - today).days
    if days < 0:
        return Due(on, "late", LATE % {"delay": people.delay(-days)})
    words = people.ago(on, today)
    return Due(on, "soon" if days <= soon else "ok", words)


def deadline(on: date | None, today: date, soon: int = 7) -> SafeString:
    """The badge of a due date; the full date is its title and its machine-readable value. Nothing for no date."""
    return SafeString("") if on is None else _deadline(on, today, soon, get_language())


@lru_cache(maxsize=512)
def _deadline(on: date, today: date, soon: int, language: str | None) -> SafeString:
    found = due(on, today, soon)
    return format_html(
        '<time class="badge badge--{} deadline deadline--{}" datetime="{}" title="{}">{}<span>{}</span></time>',
        DUE_KINDS[found.state],
        found.state,
        on.isoformat(),
        _("échéance : %(day)s") % {"day": people.long_day(on, weekday=True)},
        icon({"late": "late", "soon": "clock", "ok": "calendar"}[found.state]),
        found.text,
    )
