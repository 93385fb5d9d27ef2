"""Where a rule comes from, and how sure we are of it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.law.sayings import Saying


class Certainty(StrEnum):
    """How a value was established, the surest first."""

    FOUND = "found"  # read in public material, address given
    COMPUTED = "computed"  # calculated from values that were found
    KNOWN_HIGH = "known-high"  # general knowledge, hardly in doubt, no page read
    KNOWN_MEDIUM = "known-medium"
    KNOWN_LOW = "known-low"

    @property
    def rank(self) -> int:
        """0 for the surest."""
        return list(Certainty).index(self)


def weakest(certainties: list[Certainty]) -> Certainty:
    """The certainty of a chain of reasons is that of its weakest link; found when there is none."""
    return max(certainties, key=lambda one: one.rank, default=Certainty.FOUND)


@dataclass(frozen=True, slots=True)
class Text:
    """A law, decree, ruling, circular or page: what an article belongs to.

    `link` is None only when `no_link` says why.
    """

    id: str
    title: str
    short: Saying
    number: str | None
    published: date | None
    link: str | None
    no_link: str | None

    def cite(self, article: str | None, language: str = "fr") -> str:
        """« Loi du 26 mai 2002, art. 6 »."""
        name = self.short.say(language)
        return f"{name}, {article}" if article else name


@dataclass(frozen=True, slots=True)
class Source:
    """The text and article behind one value, the pages where it was read, its certainty and its doubt."""

    text: Text
    article: str | None
    seen_in: tuple[Text, ...]
    last_checked: date
    certainty: Certainty
    doubt: Saying | None
