"""The words of a letter or an invitation."""

from __future__ import annotations

from jalon.domain.documents.rendering import dates
from jalon.domain.documents.rendering.contexts import Letter

from .words import View, Words, lines


def letter_view(letter: Letter, w: Words) -> View:
    """A letter; its subject, if none is given, is the invitation."""
    title = letter.subject or w("title_invitation" if letter.appointment else "title_plain")
    return {
        "title": title,
        "document_title": w("document_title", title=title, reference=letter.reference),
        "person": w.person(letter.person),
        "worker": w.worker(letter.worker),
        "opening": w("opening", name=letter.person.name),
        "body": lines(letter.body),
        "appointment": _appointment(letter, w),
        "move": w("move") if letter.appointment else "",
        "closing": w("closing"),
        "signatures": w.signatures(letter.signatures),
    }


def _appointment(letter: Letter, w: Words) -> list[View]:
    if letter.appointment is None:
        return []
    appointment = letter.appointment
    day = w.weekday(dates.local(appointment.at).date())
    when = [w("when_at", day=day[:1].upper() + day[1:], hour=w.hour(appointment.at))]
    if appointment.minutes:
        when.append(w("lasts", n=appointment.minutes))
    rows = [
        {"label": w("when"), "lines": when},
        {"label": w("where"), "lines": lines(appointment.place)},
        {"label": w("with"), "lines": [letter.worker.name]},
    ]
    if appointment.bring:
        rows.append({"label": w("bring"), "lines": [line for thing in appointment.bring for line in lines(thing)]})
    return rows
