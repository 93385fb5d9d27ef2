"""The register of rules: which function is law, which parameters it reads, which argument dates it.

Tests use it to demand cases on each side of every date; the documentation is generated from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from jalon.law import parameters

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """A public function of the law. `dated_by` names the argument (or `argument.field`) that picks the law."""

    name: str
    function: Callable[..., Any]
    parameters: tuple[str, ...]
    also: tuple[str, ...]
    dated_by: str

    def dates(self) -> tuple[date, ...]:
        """Every day on which the rule begins, changes or has just ended."""
        days = {day for name in self.parameters for day in parameters.parameter(name).boundaries()}
        return tuple(sorted(days))


RULES: dict[str, Rule] = {}


def rule(*names: str, dated_by: str, also: tuple[str, ...] = ()) -> Callable[[AnyFunction], AnyFunction]:
    """Registers a function as law. `names`: parameters whose dates shape it; `also`: others it reads."""

    def register(function: AnyFunction) -> AnyFunction:
        RULES[function.__name__] = Rule(function.__name__, function, names, also, dated_by)
        return function

    return register
