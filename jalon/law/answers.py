"""What a rule answers: a result and the reasons for it, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jalon.law.sayings import Saying
from jalon.law.sources import Certainty, Source, weakest

Param = str | int | bool | date
Day = date  # the type, where a field is itself called date


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: a code to translate, the values in it, and the article it rests on."""

    code: str
    source: Source = field(repr=False)
    params: Mapping[str, Param] = field(default_factory=dict, hash=False)

    @property
    def article(self) -> str:
        """« Loi du 26 mai 2002, art. 6 »: see `cite` for the other languages."""
        return self.cite("fr")

    @property
    def certainty(self) -> Certainty:
        return self.source.certainty

    @property
    def doubt(self) -> Saying | None:
        return self.source.doubt

    def cite(self, language: str = "fr") -> str:
        """The text and its article, as a note says it in `language`."""
        return self.source.text.cite(self.source.article, language)

    def as_json(self) -> dict[str, Any]:
        """What is stored with an act: enough to say the reason again years later. Dates are ISO strings."""
        params = {name: one.isoformat() if isinstance(one, date) else one for name, one in self.params.items()}
        return {
            "code": self.code,
            "params": params,
            "text": self.source.text.id,
            "article": self.source.article,
            "certainty": str(self.certainty),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Anything that carries its reasons. The first line is the rule itself, the next ones what bent it."""

    lines: tuple[Line, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(line.code for line in self.lines)

    @property
    def basis(self) -> Line | None:
        """The rule itself."""
        return self.lines[0] if self.lines else None

    @property
    def article(self) -> str:
        """The article of the rule itself; empty when nothing in the law was used."""
        return self.lines[0].article if self.lines else ""

    @property
    def certainty(self) -> Certainty:
        """That of the weakest line."""
        return weakest([line.certainty for line in self.lines])

    @property
    def doubts(self) -> tuple[Saying, ...]:
        """What a person should know before relying on this answer, each said once."""
        seen: dict[Saying, None] = {line.doubt: None for line in self.lines if line.doubt}
        return tuple(seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Explained):
    """A yes or a no, with its reasons. True in a condition when it is a yes."""

    yes: bool

    def __bool__(self) -> bool:
        return self.yes


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Explained):
    """The last day to do something (or, for `may_sign_from`, the first)."""

    date: Day

    def missed(self, on: Day) -> bool:
        """True when `on` is after the last day."""
        return on > self.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Explained):
    """A period, both days included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last
