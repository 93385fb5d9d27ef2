"""What each verb of the journal means in words. Every domain app declares its own from `AppConfig.ready`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jalon.domain.core.errors import Text

Detail = Mapping[str, Any]


def nothing(detail: Detail) -> str:
    """A verb whose label says it all."""
    return ""


@dataclass(frozen=True)
class Verb:
    """`label`: what happened, as a title (« Dossier ouvert »); `words(detail)`: the rest, in a short line."""

    label: Text
    words: Callable[[Detail], str] = nothing


_verbs: dict[str, Verb] = {}


def declare(verbs: Mapping[str, Verb | Text]) -> None:
    """Name verbs, once each: `declare({"piis.signed": _("PIIS signé")})`."""
    for name, verb in verbs.items():
        _verbs[name] = verb if isinstance(verb, Verb) else Verb(verb)


def declared() -> Mapping[str, Verb]:
    """Every verb named so far."""
    return _verbs


def label(verb: str) -> str:
    """The verb in the reader's language; its own name when nobody declared it."""
    known = _verbs.get(verb)
    return str(known.label) if known else verb


def words(verb: str, detail: Detail) -> str:
    """What the detail adds, in the reader's language. A detail of an older shape says nothing rather than fail."""
    known = _verbs.get(verb)
    try:
        return known.words(detail) if known else ""
    except (KeyError, TypeError, ValueError):
        return ""
