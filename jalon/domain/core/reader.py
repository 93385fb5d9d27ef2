"""The language of whoever reads: the one place that asks for it."""

from typing import TypeVar

from django.utils.translation import get_language

from jalon.law.sayings import LANGUAGES

One = TypeVar("One")

NARROW = "\N{NARROW NO-BREAK SPACE}"
_MARKS = {"nl": (".", ","), "de": (".", ","), "en": (",", ".")}  # between thousands, before decimals


def language() -> str:
    """Two letters; French when none is chosen."""
    return (get_language() or "fr")[:2]


def law_language() -> str:
    """The reader's, when the texts of the law have it; else French."""
    now = language()
    return now if now in LANGUAGES else "fr"


def grouped(figures: str) -> str:
    """Figures as Python groups them ("153,270.5") as the reader writes them: « 153 270,5 », Dutch « 153.270,5 »."""
    thousands, decimals = _MARKS.get(language(), (NARROW, ","))
    return figures.translate({ord(","): thousands, ord("."): decimals})


def mark(sign: str) -> str:
    """« : » or « ; » as the reader writes it between two words: the French put a space before it, nobody else does."""
    return f" {sign} " if language() == "fr" else f"{sign} "


def by_language(french: One, dutch: One) -> One:
    """What the reader sees of a thing named in French and in Dutch: a Dutch reader the second, all others the first."""
    return dutch if language() == "nl" else french
