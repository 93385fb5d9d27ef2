"""The language of whoever reads: the one place that asks for it."""

from typing import TypeVar

from django.utils.translation import get_language

from jalon.law.sayings import LANGUAGES

One = TypeVar("One")


def language() -> str:
    """Two letters; French when none is chosen."""
    return (get_language() or "fr")[:2]


def law_language() -> str:
    """The reader's, when the texts of the law have it; else French."""
    now = language()
    return now if now in LANGUAGES else "fr"


def by_language(french: One, dutch: One) -> One:
    """What the reader sees of a thing named in French and in Dutch: a Dutch reader the second, all others the first."""
    return dutch if language() == "nl" else french
