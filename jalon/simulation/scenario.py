"""A scenario as a file: what was asked, of which population, under which law, and what came out; to be run again.

Plain YAML, without any arithmetic package. The population itself is not in it: the built-in one is made again from its
rows, seed and version; any other is known by the fingerprint of its file, which whoever runs it again must have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import yaml

from jalon.law.errors import SchemeError
from jalon.law.income import Scheme, parse_scheme, write_scheme
from jalon.law.income.scheme_file import refuse_bombs
from jalon.law.sayings import LANGUAGES
from jalon.law.workload import Files
from jalon.law.workload.counting import LONGEST, PERCENT
from jalon.simulation.texts import ScenarioError

KIND = "jalon population scenario"
WORKLOAD = "jalon workload scenario"
PERSON = "jalon person scenario"
MOST_BYTES = 2_000_000
MOST = 10_000_000  # of files, minutes or centres
_TEXTS = ("title", "author", "made_on", "notes", "jalon", "law")
_KEYS = {"kind", "title", "author", "made_on", "notes", "jalon", "law", "population", "schemes", "divisor", "result"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A scenario whose question stands in its file as it is."""

    title: str
    author: str
    made_on: str
    notes: str
    jalon: str
    law: str
    question: Mapping[str, Any]
    result: Mapping[str, Any]


class Workload(Told):
    """What each regime asks of a centre's files. `question`: the files, and over what the acts are shared out."""


class OnePerson(Told):
    """Reforms for one typical person. `question`: what is looked at (`one`), and the `schemes` as their files."""


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
    raw = _body(text, KIND)
    if missing := sorted(_KEYS - set(raw)):
        raise ScenarioError("scenario_lacks", names=", ".join(missing))
    texts = {name: raw[name] for name in _TEXTS}
    _held(raw, {**dict.fromkeys(texts, str), "population": dict, "schemes": dict, "result": dict})
    try:
        schemes = [parse_scheme(_alone(body), name=f"{name}.yaml") for name, body in raw["schemes"].items()]
    except SchemeError as error:
        raise ScenarioError("scenario_scheme", said={one: error.say(one) for one in LANGUAGES}) from error
    return Scenario(
        **texts,
        population=raw["population"],
        schemes=schemes,
        result=raw["result"],
        divisor=raw["divisor"],
    )


def is_workload(text: str) -> bool:
    """Whether the file says it is a scenario of the workload; `read_workload` reads those."""
    return text.startswith(f"kind: {WORKLOAD}")


def read_workload(text: str) -> Workload:
    """A scenario of the workload; `ScenarioError` says what it lacks. Its numbers are whole and not negative."""
    raw = _body(text, WORKLOAD)
    asked: dict[str, type | tuple[type, ...]] = {"files": dict, "minutes": dict, "centres": int, "workers": object}
    _held(raw, {**dict.fromkeys(_TEXTS, str), **asked, "result": dict})
    if not _are_files(raw["files"]) or not _are_numbers(raw):
        raise ScenarioError("scenario_holds", names="files")
    workers = raw["workers"]
    if workers is not None and (type(workers) not in (int, float) or not 0 <= workers <= MOST):
        raise ScenarioError("scenario_holds", names="workers")
    question = {name: raw[name] for name in asked}
    return Workload(**{name: raw[name] for name in _TEXTS}, question=question, result=raw["result"])


def is_person(text: str) -> bool:
    """Whether the file says it is a comparison for one person; `read_person` reads those."""
    return text.startswith(f"kind: {PERSON}")


def read_person(text: str) -> OnePerson:
    """A comparison for one person; `ScenarioError` says what it lacks. Its amounts are for whoever asks it again."""
    raw = _body(text, PERSON)
    _held(raw, {**dict.fromkeys(_TEXTS, str), "one": dict, "schemes": list, "result": dict})
    for one in raw["schemes"]:
        if not (isinstance(one, list) and len(one) == 2 and all(isinstance(part, str) for part in one)):
            raise ScenarioError("scenario_holds", names="schemes")
    question = {"one": raw["one"], "schemes": raw["schemes"]}
    return OnePerson(**{name: raw[name] for name in _TEXTS}, question=question, result=raw["result"])


def _are_files(told: Mapping[str, Any]) -> bool:
    if set(told) != {one.name for one in fields(Files)} or not _are_whole(told.values()):
        return False
    shares = (told[name] for name in ("returning", "exempt", "working"))
    return all(one <= PERCENT for one in shares) and 1 <= told["agreed"] <= LONGEST and bool(Files(**told).granted)


def _are_numbers(raw: Mapping[str, Any]) -> bool:
    numbers = [*raw["minutes"].values(), raw["centres"]]
    acts = {"contracts", "evaluations", "interviews", "letters"}
    return set(raw["minutes"]) == acts and _are_whole(numbers) and raw["centres"] >= 1


def _are_whole(numbers: Iterable[Any]) -> bool:
    return all(type(one) is int and 0 <= one <= MOST for one in numbers)


def _held(raw: Mapping[str, Any], kinds: Mapping[str, Any]) -> None:
    for name, kind in kinds.items():
        if name not in raw or not isinstance(raw[name], kind):
            raise ScenarioError("scenario_holds", names=name)


def _body(text: str, kind: str) -> dict[str, Any]:
    try:
        refuse_bombs(text)
        raw = yaml.safe_load(text)
    except RecursionError as error:
        raise ScenarioError("scenario_deep") from error
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ScenarioError("scenario_yaml", line=mark.line + 1 if mark else 1) from error
    if not isinstance(raw, dict) or raw.get("kind") != kind:
        raise ScenarioError("scenario_kind", kind=kind)
    return raw


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
