"""What the articles of a programme may say: one set of rules for its file and for what is typed into a page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as begun
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.sayings import Saying, sayings_of
from jalon.law.subsidies.articles import (
    ALWAYS,
    ASKED,
    MAY,
    PLACE,
    SOMETIMES,
    Article,
    Holds,
    Paragraph,
    Worded,
    places_in,
)
from jalon.law.subsidies.texts import marked

FILE = Path(__file__).with_name("article_faults.yaml")
MOST, MOST_PARAGRAPHS, LONGEST, MOST_TITLE = 30, 20, 3_000, 120


@dataclass(frozen=True, slots=True)
class ArticleFault:
    """A rule that is broken. `article`: which one, from 0; None for all together. `about`: title, paragraphs, holds.

    `language`: in which of its texts, empty for no one of them.
    """

    code: str
    article: int | None = None
    about: str = ""
    language: str = ""
    params: dict[str, Any] = begun(default_factory=dict)

    def say(self, language: str = "fr") -> str:
        """What is wrong and how to mend it, in `language` (en, fr or nl)."""
        number = "" if self.article is None else self.article + 1
        saying = sentences()[self.code]
        return marked(saying.say(language, article=number, language_code=self.language, **self.params))


@cache
def sentences() -> dict[str, Saying]:
    """What is said of each fault."""
    return sayings_of(FILE)


def article_faults(articles: Sequence[Article]) -> list[ArticleFault]:
    """Every rule these articles of one programme break, in their order; none at all is no fault."""
    if not articles:
        return []
    return [*_together(articles), *(fault for place, one in enumerate(articles) for fault in _article(place, one))]


def _together(articles: Sequence[Article]) -> Iterator[ArticleFault]:
    if len(articles) > MOST:
        yield ArticleFault("too_many", params={"most": MOST})
    found = Counter(one.holds for one in articles)
    for holds in Holds:
        if found[holds] == 0:
            yield ArticleFault(f"no_{holds}", about="holds")
        elif found[holds] > 1:
            yield ArticleFault(f"twice_{holds}", about="holds")


def _article(place: int, one: Article) -> Iterator[ArticleFault]:
    for language in one.title.languages:
        title = getattr(one.title, language)
        if len(title) > MOST_TITLE or "{" in title or "}" in title:
            yield ArticleFault("title_wrong", place, "title", language, {"most": MOST_TITLE})
    if not all(getattr(one.title, language) for language in ASKED):
        yield ArticleFault("title_missing", place, "title")
    if not one.paragraphs and one.holds is None:
        yield ArticleFault("empty", place, "paragraphs")
    if len(one.paragraphs) > MOST_PARAGRAPHS:
        yield ArticleFault("paragraphs_many", place, "paragraphs", params={"most": MOST_PARAGRAPHS})
    for number, paragraph in enumerate(one.paragraphs, 1):
        yield from _paragraph(place, number, one, paragraph)


def _paragraph(place: int, number: int, article: Article, one: Paragraph) -> Iterator[ArticleFault]:
    def fault(code: str, language: str = "", **params: Any) -> ArticleFault:
        return ArticleFault(code, place, "paragraphs", language, {"paragraph": number, **params})

    for text in (one.says, one.otherwise) if one.otherwise else (one.says,):
        missing = [language for language in (*ASKED, *sorted(article.title.languages)) if not getattr(text, language)]
        extra = sorted(text.languages - article.title.languages)
        if missing or extra:
            yield fault("language_missing", (missing or extra)[0])
            return
        yield from _places(fault, text, ALWAYS if text is one.otherwise else ALWAYS | SOMETIMES)
    if one.otherwise and not places_in(one.says.fr) & SOMETIMES:
        yield fault("otherwise_never")


def _places(fault: Any, text: Worded, allowed: frozenset[str]) -> Iterator[ArticleFault]:
    """The first thing that is wrong with the places of a text."""
    for language in (one for one in (*ASKED, *MAY) if one in text.languages):
        said = getattr(text, language)
        rest, named = PLACE.sub("", said), places_in(said)
        strangers, still_open = sorted(named - ALWAYS - SOMETIMES), sorted(named - allowed)
        if len(said) > LONGEST:
            yield fault("paragraph_long", language, most=LONGEST)
        elif "{" in rest or "}" in rest:
            yield fault("brace", language)
        elif strangers:
            yield fault("place_unknown", language, name=strangers[0], names=", ".join(sorted(ALWAYS | SOMETIMES)))
        elif still_open:
            yield fault("otherwise_open", language, name=still_open[0])
        elif named != places_in(text.fr):
            yield fault("places_differ", language)
        else:
            continue
        return
