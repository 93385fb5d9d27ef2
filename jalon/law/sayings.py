"""Sentences of the law in English, French and Dutch, some in German, and the dates inside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jalon.law.errors import ParameterError
from jalon.law.yaml_file import read_yaml

LANGUAGES = ("en", "fr", "nl")
MAY = ("de",)  # beside, of what a German-speaking centre or person is told: titles of programmes, months of work

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}


@dataclass(frozen=True, slots=True)
class Saying:
    """One sentence in three languages. `say` falls back on French, the first language of the sources.

    `de`: of what is said in German too; else empty.
    """

    en: str
    fr: str
    nl: str
    de: str = ""

    def say(self, language: str = "fr", **params: object) -> str:
        """The sentence in `language`, its `{names}` filled in; dates, and `{amounts_cents}`, as people say them.

        Said with nothing to fill in, it is taken as it stands: a title that somebody typed may hold braces.
        """
        language = language if language in self.texts else "fr"
        text: str = getattr(self, language)
        if not params:
            return text.replace("{{", "{").replace("}}", "}")
        return text.format_map({name: spoken_value(value, language, name) for name, value in params.items()})

    @property
    def texts(self) -> dict[str, str]:
        """By language: the three, and German where it is said."""
        return {language: text for language in (*LANGUAGES, *MAY) if (text := getattr(self, language))}


def spoken_value(value: object, language: str, name: str = "") -> object:
    """A value as people say it: dates in words, `…_cents` in euros, `…_minutes` in hours, the rest unchanged."""
    if isinstance(value, int) and name.endswith("_cents"):
        return spoken_cents(value, language)
    if isinstance(value, int) and name.endswith("_minutes"):
        return spoken_hours(value, language)
    return spoken_date(value, language) if isinstance(value, date) else value


def spoken_hours(minutes: int, language: str) -> str:
    """« 7 h 36 », « 7 uur 36 », "7 h 36", „7 Std. 36“; whole hours without minutes. The spaces do not break."""
    hours, rest = divmod(minutes, 60)
    parts = [str(hours), {"nl": "uur", "de": "Std."}.get(language, "h")] + ([f"{rest:02d}"] if rest else [])
    return "\N{NO-BREAK SPACE}".join(parts)


def spoken_cents(cents: int, language: str) -> str:
    """« 1 314,20 € », « 1.314,20 euro », "€1,314.20", „1.314,20 €“. The spaces do not break."""
    sign = "−" if cents < 0 else ""
    euros, rest = divmod(abs(cents), 100)
    if language == "en":
        return f"{sign}€{euros:,}.{rest:02d}"
    if language in ("nl", "de"):
        unit = "euro" if language == "nl" else "€"
        return f"{sign}{euros:,}".replace(",", ".") + f",{rest:02d}\N{NO-BREAK SPACE}{unit}"
    narrow = "\N{NARROW NO-BREAK SPACE}"
    return f"{sign}{euros:,}".replace(",", narrow) + f",{rest:02d}\N{NO-BREAK SPACE}€"


def spoken_date(day: date, language: str) -> str:
    """« 1er novembre 2016 », « 1 november 2016 », "1 November 2016", „1. November 2016“."""
    language = language if language in _MONTHS else "fr"
    number = "1er" if day.day == 1 and language == "fr" else f"{day.day}." if language == "de" else str(day.day)
    return f"{number} {_MONTHS[language].split()[day.month - 1]} {day.year}"


def saying_from(raw: object) -> Saying | None:
    """A saying read from a parameter file, or None when one of the three languages is missing."""
    if not isinstance(raw, Mapping):
        return None
    if set(raw) - set(MAY) != set(LANGUAGES) or not all(
        isinstance(text, str) and text.strip() for text in raw.values()
    ):
        return None
    return Saying(**{language: " ".join(text.split()) for language, text in raw.items()})


@cache
def sayings_of(file: Path) -> dict[str, Saying]:
    """Every saying of a file of texts by its code; `ParameterError` names those that lack a language."""
    raw = read_yaml(file)
    sayings = {code: saying_from(body) for code, body in raw.items()}
    broken = [code for code, one in sayings.items() if one is None]
    if broken:
        raise ParameterError(f"{file.name}: {', '.join(broken)}: a language is missing. Write en, fr and nl.")
    return {code: one for code, one in sayings.items() if one is not None}
