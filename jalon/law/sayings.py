"""Sentences of the law in English, French and Dutch, and the dates inside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

LANGUAGES = ("en", "fr", "nl")

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence in three languages. `say` falls back on French, the first language of the sources."""

    en: str
    fr: str
    nl: str

    def say(self, language: str = "fr", **params: object) -> str:
        """The sentence in `language`, its `{names}` filled in; dates are written as people say them."""
        text: str = getattr(self, language) if language in LANGUAGES else self.fr
        spoken = {name: spoken_value(value, language) for name, value in params.items()}
        return text.format_map(spoken)


def spoken_value(value: object, language: str) -> object:
    """A value as people say it: dates in words, the rest unchanged."""
    return spoken_date(value, language) if isinstance(value, date) else value


def spoken_date(day: date, language: str) -> str:
    """« 1er novembre 2016 », « 1 november 2016 », "1 November 2016"."""
    language = language if language in LANGUAGES else "fr"
    number = "1er" if day.day == 1 and language == "fr" else str(day.day)
    return f"{number} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def saying_from(raw: object) -> Saying | None:
    """A saying read from a parameter file, or None when one of the three languages is missing."""
    if not isinstance(raw, Mapping):
        return None
    if set(raw) != set(LANGUAGES) or not all(isinstance(text, str) and text.strip() for text in raw.values()):
        return None
    return Saying(**{language: " ".join(raw[language].split()) for language in LANGUAGES})
