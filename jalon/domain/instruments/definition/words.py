"""Something said in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from jalon.domain.accounts.enums import Language


@dataclass(frozen=True)
class Words:
    """A text, or a tuple of texts, in each language it is known in."""

    by_language: Mapping[str, Any]

    def say(self, language: str | None = None) -> Any:
        """In this language, else in the reader's, else in French, else in the first there is."""
        asked = (language or get_language() or Language.FR)[:2]
        known = self.by_language
        return known[asked] if asked in known else known.get(Language.FR, next(iter(known.values()), ""))

    def __str__(self) -> str:
        return str(self.say())
