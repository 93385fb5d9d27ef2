"""What the lines say, in English, French and Dutch."""

from functools import cache
from pathlib import Path

import yaml

from jalon.law.answers import Line
from jalon.law.errors import ParameterError
from jalon.law.sayings import Saying, saying_from

FILE = Path(__file__).with_name("texts.yaml")


@cache
def texts() -> dict[str, Saying]:
    """Every sentence, by the code of its line."""
    raw = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    sayings = {code: saying_from(body) for code, body in raw.items()}
    broken = [code for code, one in sayings.items() if one is None]
    if broken:
        raise ParameterError(f"{FILE.name}: {', '.join(broken)}: a language is missing. Write en, fr and nl.")
    return {code: one for code, one in sayings.items() if one is not None}


def say(line: Line, language: str = "fr") -> str:
    """One reason as a sentence in `language` (en, fr or nl; French for any other), without its article."""
    return texts()[line.code].say(language, **line.params)
