"""A scenario as a file: what was asked, of which population, under which law, and what came out; to be run again.

Plain YAML, without any arithmetic package. The population itself is not in it: the built-in one is made again from its
rows, seed and version; any other is known by the fingerprint of its file, which whoever runs it again must have.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from jalon.law.errors import SchemeError
from jalon.law.income import Scheme, parse_scheme, write_scheme
from jalon.law.income.scheme_file import refuse_bombs

KIND = "jalon population scenario"
MOST_BYTES = 2_000_000
_KEYS = {"kind", "title", "author", "made_on", "notes", "jalon", "law", "population", "schemes", "divisor", "result"}


class ScenarioError(Exception):
    """The file is no scenario; the sentence says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """`law`: the fingerprint of the law's parameters. `result`: a report (see `jalon.simulation.report`).

    `population`: `{"kind": "synthetic", "rows", "seed", "model", "month"}` or `{"kind": "file", "name"}`, both with
    `fingerprint`. `schemes`: beside today's rule.
    """

    title: str
    author: str
    made_on: str
    notes: str
    jalon: str
    law: str
    population: Mapping[str, Any]
    schemes: Sequence[Scheme]
    result: Mapping[str, Any]
    divisor: str | None = None


def written(one: Scenario) -> str:
    """Its YAML."""
    body = {
        "kind": KIND,
        "title": one.title,
        "author": one.author,
        "made_on": one.made_on,
        "notes": one.notes,
        "jalon": one.jalon,
        "law": one.law,
        "population": dict(one.population),
        "divisor": one.divisor,
        "schemes": {scheme.id: yaml.safe_load(write_scheme(scheme)) for scheme in one.schemes},
        "result": dict(one.result),
    }
    return str(yaml.dump(body, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110))


def read(text: str) -> Scenario:
    """The scenario of a file; `ScenarioError` says what it lacks."""
    try:
        refuse_bombs(text)
        raw = yaml.safe_load(text)
    except RecursionError as error:
        raise ScenarioError("nested too deeply") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise ScenarioError(f"not readable as YAML{line}") from error
    if not isinstance(raw, dict) or raw.get("kind") != KIND:
        raise ScenarioError(f"it does not begin with « kind: {KIND} »")
    if missing := sorted(_KEYS - set(raw)):
        raise ScenarioError(f"{', '.join(missing)} is missing")
    texts = {name: raw[name] for name in ("title", "author", "made_on", "notes", "jalon", "law")}
    for name, kind in {**dict.fromkeys(texts, str), "population": dict, "schemes": dict, "result": dict}.items():
        if not isinstance(raw[name], kind):
            raise ScenarioError(f"{name} is not what a scenario holds")
    try:
        schemes = [parse_scheme(_alone(body), name=f"{name}.yaml") for name, body in raw["schemes"].items()]
    except SchemeError as error:
        raise ScenarioError(str(error)) from error
    return Scenario(
        **texts,
        population=raw["population"],
        schemes=schemes,
        result=raw["result"],
        divisor=raw["divisor"],
    )


class _Plain(yaml.SafeDumper):
    """Writes what stands twice twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _alone(body: Any) -> str:
    return str(yaml.dump(body, Dumper=_Plain, allow_unicode=True))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Where two reports differ, as paths; empty when they are the same to the cent."""
    return list(_different(before, after, ""))


def _different(before: Any, after: Any, path: str) -> Any:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in dict.fromkeys([*before, *after]):
            yield from _different(before.get(name), after.get(name), f"{path}.{name}" if path else str(name))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (one, other) in enumerate(zip(before, after, strict=True), 1):
            yield from _different(one, other, f"{path}.{place}")
    elif before != after:
        yield path
