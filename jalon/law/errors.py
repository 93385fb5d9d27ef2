"""What the law modules raise. Each message says what is wrong, where, and how to mend it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Self


class LawError(Exception):
    """The mother of every error of `jalon.law`."""


class ParameterError(LawError):
    """A parameter file is wrong: the message, in English, names the file, the entry and the way to mend it.

    Where whoever wrote the file may read no English, `said` is a code of `file_faults.yaml` and what stands in it;
    `about`: the key that is at fault.
    """

    def __init__(self, message: str, *, said: tuple[str, Mapping[str, Any]] | None = None, about: str = "") -> None:
        super().__init__(message)
        self.said, self.about = said, about

    def say(self, language: str = "fr") -> str:
        """What is wrong and how to mend it in `language` (en, fr or nl), without the place; else the message."""
        from jalon.law.sayings import sayings_of  # it raises errors of this module

        if self.said is None:
            return str(self)
        code, params = self.said
        return sayings_of(Path(__file__).with_name("file_faults.yaml"))[code].say(language, **params)


class Refused(LawError):
    """A refusal that whoever reads it is told in their language: a code of the table `TEXTS`, and what is in it.

    `str` is English, for programs and their logs. A value that is a mapping has its words by language. `where`: the
    file it is about, where there are several.
    """

    TEXTS: ClassVar[Path]

    def __init__(self, code: str, *, where: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code, self.where, self.params = code, where, params

    def say(self, language: str = "fr") -> str:
        """The sentence in `language` (en, fr or nl; French for any other)."""
        said = self._saying(self.code, language, self.params)
        return self._saying("in_file", language, {"file": self.where, "said": said}) if self.where else said

    def within(self, file: str) -> Self:
        """The same, said of this file."""
        return type(self)(self.code, where=file, **self.params)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, from which `from_json` makes it again."""
        params = {name: {"day": one.isoformat()} if isinstance(one, date) else one for name, one in self.params.items()}
        return {"code": self.code, "where": self.where, "params": params}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """What `as_json` told."""
        params = {
            name: date.fromisoformat(one["day"]) if isinstance(one, dict) and set(one) == {"day"} else one
            for name, one in told["params"].items()
        }
        return cls(told["code"], where=told["where"], **params)

    def _saying(self, code: str, language: str, params: Mapping[str, Any]) -> str:
        from jalon.law.sayings import LANGUAGES, sayings_of  # it raises errors of this module

        language = language if language in LANGUAGES else "fr"
        told = {name: _word(one, language) for name, one in params.items()}
        return sayings_of(self.TEXTS)[code].say(language, **told)

    def __str__(self) -> str:
        return self.say("en")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self).from_json, (self.as_json(),)


def _word(value: Any, language: str) -> Any:
    """A value in that language; programs read days as 2025-03-01."""
    if isinstance(value, Mapping):
        return value[language]
    return value.isoformat() if isinstance(value, date) and language == "en" else value


class NotCovered(Refused):
    """The law is asked for a day it does not know. It never guesses: the sentence says what it covers."""

    TEXTS = Path(__file__).with_name("refusals.yaml")


class MissingFact(LawError):
    """A rule needs a fact that was not given. The sentence names the fact."""


class UnknownReading(LawError):
    """A reading of the law was asked for that no source supports. The sentence lists those that exist."""


class WrongFact(LawError):
    """Facts that contradict each other, such as a notification before its decision. The sentence names them."""


class WrongMonth(Refused, WrongFact):
    """A month of work that cannot be: in its file, on the line of the command, or in its facts together."""

    TEXTS = Path(__file__).parent / "income" / "month_refusals.yaml"


class MonthLacks(Refused, MissingFact):
    """A fact without which a month cannot be worked out."""

    TEXTS = WrongMonth.TEXTS


class SchemeError(Refused):
    """A reform scheme is not well written: the message names the line, the key and the way to mend it.

    Its parameters are `name` (of the file), `line` and `key` where they are known, and those of its sentence.
    """

    TEXTS = Path(__file__).parent / "income" / "refusals.yaml"

    def what(self, language: str = "fr") -> str:
        """What is wrong and how to mend it, without the place."""
        return self._saying(self.code, language, self.params)

    def say(self, language: str = "fr") -> str:
        """The place, what is wrong there, and how to mend it."""
        told = self.params | {"said": self.what(language)}
        if "key" not in told:
            return self._saying("at_line" if told.get("line") else "at_file", language, told)
        told["key"] = told["key"] or self._saying("whole", language, {})
        return self._saying("at_key" if told.get("line") else "at_key_alone", language, told)
