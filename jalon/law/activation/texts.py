"""What the lines say, in English, French and Dutch."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.answers import Line
from jalon.law.sayings import Saying, sayings_of

FILE = Path(__file__).with_name("texts.yaml")


@cache
def texts() -> dict[str, Saying]:
    """Every sentence, by the code of its line."""
    return sayings_of(FILE)


def say_code(code: str, language: str, params: Mapping[str, Any]) -> str:
    """A reason stored with an act (`Line.as_json`), said again; its dates are ISO strings."""
    spoken = {name: _day(value) for name, value in params.items()}
    return texts()[code].say(language, **spoken)


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def say(line: Line, language: str = "fr") -> str:
    """One reason as a sentence in `language` (en, fr or nl; French for any other), without its article."""
    return texts()[line.code].say(language, **line.params)
