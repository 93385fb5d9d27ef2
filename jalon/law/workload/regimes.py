"""The regimes compared: the law before and since its reform, and proposals as the law with other numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from jalon.law.errors import ParameterError
from jalon.law.parameters import parameter
from jalon.law.sayings import Saying, saying_from
from jalon.law.yaml_file import read_yaml

FILE = Path(__file__).with_name("regimes.yaml")


@dataclass(frozen=True, slots=True)
class Regime:
    """`granted`: the day that picks the law. `annex`: each evaluation adds an annex to the contract."""

    id: str
    title: Saying
    about: Saying
    granted: date
    annex: bool = False
    changes: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_law(self) -> bool:
        """Whether it is or was in force."""
        return not self.changes


@cache
def regimes() -> dict[str, Regime]:
    """Those that ship, by id, in their order."""
    return {name: _regime(name, raw) for name, raw in read_yaml(FILE).items()}


def _regime(name: str, raw: Mapping[str, object]) -> Regime:
    title, about, granted, changes = (saying_from(raw.get("title")), saying_from(raw.get("about")), raw.get("granted"),
                                      raw.get("changes") or {})  # fmt: skip
    if title is None or about is None or type(granted) is not date or not isinstance(changes, Mapping):
        raise ParameterError(f"{FILE.name}: {name}: give title and about in en, fr and nl, `granted`, and `changes`.")
    for one in changes:
        parameter(one)
    return Regime(name, title, about, granted, bool(raw.get("annex")), dict(changes))
