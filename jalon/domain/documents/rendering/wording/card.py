"""The words of the letter that opens a person's own space."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import AccessCard

from .words import View, Words


def card_view(card: AccessCard, w: Words) -> View:
    """Why, how in three steps, and the card to cut out: it bears the number, never the code."""
    return {
        "title": w("title"),
        "document_title": w("document_title"),
        "person": w.person(card.person),
        "worker": w.worker(card.worker),
        "opening": w("opening", name=card.person.name),
        "why": w("why"),
        "steps_title": w("steps_title"),
        "steps": [w(step) for step in ("step_address", "step_type", "step_password")],
        "address_label": w("address"),
        "address": card.address,
        "home": card.home,
        "number_label": w("number"),
        "number": card.number,
        "code_label": w("code"),
        "code": card.code,
        "until": w("until", day=w.day(card.until)),
        "secret": w("secret"),
        "help": w("help"),
        "card_title": w("card_title"),
        "card_keep": w("card_keep"),
        "square_alt": w("square_alt"),
        "cut": w("cut"),
    }
