"""The articles of a convention, as data: titles and paragraphs with named places, filled in for each centre."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.yaml_file import read_yaml

FILE = Path(__file__).with_name("articles.yaml")
ASKED, MAY = ("fr", "nl"), ("de", "en")  # the languages of every text, and those it may have
ALWAYS = frozenset({"programme", "line", "legal_text", "centre", "state", "first", "last", "amount"})
SOMETIMES = frozenset({"reason", "cluster", "members", "advance", "rest", "raised", "report_by"})
PLACE = re.compile(r"\{([a-z_]+)\}")


class Holds(StrEnum):
    """What the centre answered, printed in an article after its paragraphs."""

    INITIATIVES = "initiatives"  # its texts
    OBJECTIVES = "objectives"  # the table of its numbers


@dataclass(frozen=True, slots=True)
class Worded:
    """A text in French and Dutch; German and English where somebody gave them, empty otherwise."""

    fr: str
    nl: str
    de: str = ""
    en: str = ""

    def say(self, language: str) -> str:
        """In `language`, or else in French."""
        return str(getattr(self, language, "")) or self.fr

    @property
    def languages(self) -> frozenset[str]:
        """Those it is said in."""
        return frozenset(one for one in (*ASKED, *MAY) if getattr(self, one))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Printed when every place it names is known; `otherwise` in its stead, if there is one."""

    says: Worded
    otherwise: Worded | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the convention; its number is its place."""

    title: Worded
    paragraphs: tuple[Paragraph, ...] = ()
    holds: Holds | None = None


@cache
def usual_articles() -> tuple[Article, ...]:
    """The text that ships: that of every programme which brings none of its own."""
    return tuple(article_of_json(raw) for raw in read_yaml(FILE)["articles"])


def in_language(articles: Iterable[Article], language: str) -> bool:
    """Whether all of it is said in a language."""
    return all(language in each.languages for one in articles for each in texts_of(one))


def texts_of(one: Article) -> list[Worded]:
    """Every text of an article."""
    told = [text for each in one.paragraphs for text in (each.says, each.otherwise) if text]
    return [one.title, *told]


def texts_read(one: Article) -> bool:
    """Whether every text is one; a file may hold anything."""
    return all(isinstance(getattr(each, language), str) for each in texts_of(one) for language in (*ASKED, *MAY))


def places_in(text: str) -> set[str]:
    """The places that a text names."""
    return set(PLACE.findall(text))


def printed(one: Paragraph, language: str, known: Mapping[str, str]) -> str:
    """Which text of a paragraph is printed for these values, places still open; empty when none is."""
    if all(known.get(place) for place in places_in(one.says.say(language))):
        return one.says.say(language)
    return one.otherwise.say(language) if one.otherwise else ""


def filled(text: str, known: Mapping[str, str]) -> str:
    """The text with its places filled in; what they hold is never read again."""
    return PLACE.sub(lambda found: known[found[1]], text)


def article_as_json(one: Article) -> dict[str, Any]:
    """An article as plain JSON; what it lacks is not written."""
    paragraphs = [
        {"says": _json(each.says), **({"otherwise": _json(each.otherwise)} if each.otherwise else {})}
        for each in one.paragraphs
    ]
    told = {"title": _json(one.title), "holds": str(one.holds) if one.holds else None, "paragraphs": paragraphs}
    return {name: value for name, value in told.items() if value}


def article_of_json(raw: Mapping[str, Any]) -> Article:
    """The article again. Raises `ValueError`, `KeyError`, `TypeError`."""
    paragraphs = tuple(
        Paragraph(Worded(**each["says"]), Worded(**each["otherwise"]) if each.get("otherwise") else None)
        for each in raw.get("paragraphs", ())
    )
    return Article(Worded(**raw["title"]), paragraphs, Holds(raw["holds"]) if raw.get("holds") else None)


def _json(one: Worded) -> dict[str, str]:
    return {language: getattr(one, language) for language in (*ASKED, *MAY) if getattr(one, language)}


def articles_as_json(articles: Sequence[Article]) -> list[dict[str, Any]]:
    """Several, in order."""
    return [article_as_json(one) for one in articles]
