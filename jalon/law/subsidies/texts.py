"""What the sentences say, in English, French and Dutch. `…_number` is a decimal, `series` a code to be named."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.sayings import LANGUAGES, Saying, sayings_of
from jalon.law.subsidies.series import title_of

FILE = Path(__file__).with_name("texts.yaml")
_AFTER = re.compile(r"(?<=«) | (?=[»;:?%€])")  # a mark stays with its word
_MARKS = {"fr": ("\N{NARROW NO-BREAK SPACE}", ","), "nl": (".", ","), "en": (",", ".")}


@cache
def texts() -> dict[str, Saying]:
    """Every sentence by its code."""
    return sayings_of(FILE)


def say(said: tuple[str, Mapping[str, Any]], language: str = "fr") -> str:
    """A reason as a sentence in `language` (en, fr or nl; French for any other)."""
    return say_code(said[0], language, said[1])


def say_code(code: str, language: str, params: Mapping[str, Any]) -> str:
    """The same, from its parts, as a decision keeps them."""
    spoken = {name: _spoken(name, value, language) for name, value in params.items()}
    return marked(texts()[code].say(language, **spoken))


def marked(text: str) -> str:
    """The same with each mark kept beside its word."""
    return _AFTER.sub("\N{NO-BREAK SPACE}", text)


def _spoken(name: str, value: Any, language: str) -> Any:
    if name == "series":
        own = isinstance(value, Mapping)  # titles of a series that a programme brings; else the code of one that ships
        return value[language if language in LANGUAGES else "fr"] if own else title_of(str(value), language)
    return spoken_number(str(value), language) if name.endswith("_number") else value


def spoken_number(text: str, language: str) -> str:
    """« 1 234,5 », « 1.234,5 », "1,234.5" from « 1234.5 »; what is no decimal stays as it is."""
    whole, point, rest = text.partition(".")
    if not whole.lstrip("-").isdecimal():
        return text
    group, mark = _MARKS.get(language, _MARKS["fr"])
    return f"{int(whole):,}".replace(",", group) + (mark + rest if point else "")
