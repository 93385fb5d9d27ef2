"""What a convention or a report asks, as data: the fields of a form. What may be said together is in `form_rules`."""

from dataclasses import dataclass
from enum import StrEnum

from jalon.law.sayings import Saying
from jalon.law.sources import Source


class Kind(StrEnum):
    """What is answered: words, or a number of people."""

    TEXT = "text"
    COUNT = "count"


class Need(StrEnum):
    """When a text is asked for."""

    ALWAYS = "always"
    BELOW = "below"  # of a report: as soon as a number is below what the convention promised
    NEVER = "never"  # it may stay empty


@dataclass(frozen=True, slots=True)
class FormField:
    """One thing asked.

    `limit`: signs of a text. Of a number, `measure` names what counts it from the files, None where it is typed;
    `parts`: fields whose sum it is compared with; `at_most`: the field it should not exceed, `strict` when it cannot.
    """

    code: str
    title: Saying
    kind: str
    limit: int | None = None
    parts: tuple[str, ...] = ()
    measure: str | None = None
    at_most: str | None = None
    strict: bool = False
    need: str = Need.ALWAYS


class Role(StrEnum):
    """What a form is for: the beginning of its code says it."""

    CONVENTION = "convention"
    REPORT = "report"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class Form:
    """What a convention or a report asks, as data."""

    code: str
    title: Saying
    fields: tuple[FormField, ...]
    source: Source

    @property
    def role(self) -> Role | None:
        """What it is for; None when its code does not say it."""
        return next((one for one in Role if self.code.startswith(one)), None)

    def field(self, code: str) -> FormField | None:
        """A field by its code."""
        return next((one for one in self.fields if one.code == code), None)
