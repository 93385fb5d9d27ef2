"""Reads the cases: YAML facts turned into the arguments of a rule, its answer compared with what was expected."""

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from jalon.law import activation, errors, income, piis  # noqa: F401 - importing the packages registers their rules
from jalon.law.rules import RULES, Rule
from jalon.law.yaml_file import read_yaml

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """One file: `cases/<rule>/<date>/<situation>.yaml`."""

    rule: Rule
    date: date
    situation: str
    source: str
    inputs: dict[str, Any]
    expected: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.rule.name}/{self.date}/{self.situation}"

    @property
    def dated(self) -> date:
        """The day that picks the law in this case."""
        day = self.inputs[self.rule.dated_by]
        return date(day, 1, 1) if isinstance(day, int) else day

    def answer(self) -> Any:
        """Runs the rule on the facts of the case."""
        hints = typing.get_type_hints(self.rule.function)
        return self.rule.function(**{name: build(value, hints[name]) for name, value in self.inputs.items()})


def cases() -> Iterator[Case]:
    """Every case, in the order of the files."""
    for file in sorted(CASES.rglob("*.yaml")):
        raw = read_yaml(file)
        assert set(raw) == {"source", "inputs", "expected"}, f"{file}: give source, inputs and expected"
        day, name = file.parent.name, file.parent.parent.name
        yield Case(RULES[name], date.fromisoformat(day), file.stem, **raw)


def build(value: Any, hint: Any) -> Any:
    """A YAML value as the type a rule asks for."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        words = [word for one in inner if typing.get_origin(one) is typing.Literal for word in typing.get_args(one)]
        if value in words:
            return value
        return None if value is None else build(value, next(one for one in inner if one is not type(None)))
    if origin is not None and issubclass(origin, Iterable):
        return [build(one, inner[0]) for one in value]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if dataclasses.is_dataclass(hint):
        hints = typing.get_type_hints(hint)
        return hint(**{name: build(one, hints[name]) for name, one in value.items()})
    assert type(value) is hint, f"{value!r} is not a {hint}: write it so in the case"
    return value


def look(answer: Any, path: str) -> Any:
    """What stands in an answer under a dotted name."""
    for name in path.split("."):
        answer = getattr(answer, name)
    return plain(answer)


def plain(value: Any) -> Any:
    """A value as YAML writes it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


def error(name: str) -> type[errors.LawError]:
    """An error of the law by its name."""
    found = getattr(errors, name)
    assert issubclass(found, errors.LawError)
    return found
