"""Titles, texts and sources as plain JSON, written out: they are read again without the file they came from."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jalon.law.sayings import Saying, saying_from
from jalon.law.sources import Certainty, Source, Text


def saying_as_json(one: Saying) -> dict[str, str]:
    """A title in every language it is said in."""
    return one.texts


def saying_of_json(raw: Any) -> Saying:
    """The title again. Raises `ValueError`."""
    found = saying_from(raw)
    if found is None:
        raise ValueError(f"{raw!r} is not said in en, fr and nl")
    return found


def source_as_json(one: Source) -> dict[str, Any]:
    """A source with its text written out, so that it is read without the file it came from."""
    return {
        "text": _text_json(one.text),
        "article": one.article,
        "seen_in": [_text_json(each) for each in one.seen_in],
        "last_checked": one.last_checked.isoformat(),
        "certainty": str(one.certainty),
        "doubt": saying_as_json(one.doubt) if one.doubt else None,
    }


def source_from_json(raw: Mapping[str, Any]) -> Source:
    """The source again."""
    return Source(
        text=_text(raw["text"]),
        article=raw["article"],
        seen_in=tuple(_text(each) for each in raw["seen_in"]),
        last_checked=date.fromisoformat(raw["last_checked"]),
        certainty=Certainty(raw["certainty"]),
        doubt=saying_of_json(raw["doubt"]) if raw["doubt"] else None,
    )


def _text_json(one: Text) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "short": saying_as_json(one.short),
        "number": one.number,
        "published": one.published.isoformat() if one.published else None,
        "link": one.link,
        "no_link": one.no_link,
    }


def _text(raw: Mapping[str, Any]) -> Text:
    published = date.fromisoformat(raw["published"]) if raw["published"] else None
    return Text(**{**raw, "short": saying_of_json(raw["short"]), "published": published})
