"""The instruments themselves, read from `data/`: domains, described levels, questions, in four languages.

An instrument is found by its code and version; a bilan keeps both, so that an old one is read with its own words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jalon.domain.accounts.enums import Language
from jalon.domain.instruments.definition.words import Words
from jalon.law.yaml_file import read_yaml

DATA = Path(__file__).parent / "data"
DIRECTIONS = {"up": 1, "down": -1}
LEVELS = range(1, 6)


@dataclass(frozen=True)
class Domain:
    """A domain of life: its name, its five levels (1 first), what to ask, and a note for who writes."""

    code: str
    name: Words
    levels: Words
    ask: Words
    note: Words | None = None
    directions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """What is measured with. `direction`: 1 when a higher level is better, -1 when it is worse."""

    code: str
    version: int
    direction: int
    name: Words
    scale: Words
    about: Words
    licence: Words
    domains: tuple[Domain, ...]

    def domain(self, code: str) -> Domain | None:
        """The domain of this code, if the instrument has it."""
        return next((domain for domain in self.domains if domain.code == code), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the domains, in the order of the talk."""
        return tuple(domain.code for domain in self.domains)


def instrument(code: str = "bilan", version: int | None = None) -> Instrument:
    """The instrument of this version, or its newest. Raises KeyError when there is none."""
    known = {found.version: found for found in _all() if found.code == code}
    if not known:
        raise KeyError(code)
    return known[max(known) if version is None else version]


@cache
def _all() -> tuple[Instrument, ...]:
    found = tuple(read(read_yaml(path)) for path in sorted(DATA.glob("*.yaml")))
    if len({(one.code, one.version) for one in found}) != len(found):
        raise ValueError("two files describe the same version of an instrument")
    return found


def read(data: Mapping[str, Any]) -> Instrument:
    """An instrument from its data. Raises ValueError when a language, a level or a code is missing or double."""
    where = f"{data['code']} {data['version']}"
    domains = tuple(_domain(f"{where}, {one['code']}", one) for one in data["domains"])
    if len({domain.code for domain in domains}) != len(domains):
        raise ValueError(f"{where}: a domain is there twice")
    return Instrument(
        code=data["code"],
        version=int(data["version"]),
        direction=DIRECTIONS[data["direction"]],
        name=_text(where, data["name"]),
        scale=_list(where, data["scale"], len(LEVELS)),
        about=_text(where, data["about"]),
        licence=_text(where, data["licence"]),
        domains=domains,
    )


def _domain(where: str, data: Mapping[str, Any]) -> Domain:
    return Domain(
        code=data["code"],
        name=_text(where, data["name"]),
        levels=_list(where, data["levels"], len(LEVELS)),
        ask=_list(where, data["ask"], len(next(iter(data["ask"].values())))),
        note=_text(where, data["note"]) if "note" in data else None,
        directions=tuple(data.get("directions", ())),
    )


def _text(where: str, words: Mapping[str, str]) -> Words:
    if set(words) != set(Language.values) or not all(str(text).strip() for text in words.values()):
        raise ValueError(f"{where}: each text is said in {', '.join(Language.values)}")
    return Words({language: str(text) for language, text in words.items()})


def _list(where: str, words: Mapping[str, list[str]], length: int) -> Words:
    if set(words) != set(Language.values) or any(len(set(texts)) != length for texts in words.values()):
        raise ValueError(f"{where}: {length} different sentences in each of {', '.join(Language.values)}")
    return Words({language: tuple(texts) for language, texts in words.items()})
