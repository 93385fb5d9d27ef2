"""What the lines of the income support say, in English, French and Dutch."""

from functools import cache
from pathlib import Path

from jalon.law.answers import Line
from jalon.law.sayings import Saying, sayings_of

FILE = Path(__file__).with_name("texts.yaml")


@cache
def texts() -> dict[str, Saying]:
    """Every sentence, by the code of its line."""
    return sayings_of(FILE)


def say(line: Line, language: str = "fr") -> str:
    """One reason as a sentence in `language` (en, fr, nl or de; French for any other), without its article."""
    return texts()[line.code].say(language, **line.params)
