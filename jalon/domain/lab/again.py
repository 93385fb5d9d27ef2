"""A scenario's file run again, and held against what it says came out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jalon import __version__
from jalon.domain.core import reader
from jalon.domain.core.errors import InvalidInput
from jalon.domain.exemption.lab import MOST_SCHEMES
from jalon.domain.lab import person, workload
from jalon.domain.lab.asking import HEAVIEST, MOST_ROWS, Asked, ask
from jalon.domain.lab.models import Kind
from jalon.law import parameters
from jalon.law.errors import Refused
from jalon.law.workload import Files
from jalon.simulation.model import model
from jalon.simulation.scenario import (
    MOST_BYTES,
    OnePerson,
    Scenario,
    ScenarioError,
    Told,
    Workload,
    differences,
    is_person,
    is_workload,
    read,
    read_person,
    read_workload,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What came out this time. `differ`: the numbers that are not the same; `changed`: what changed since, said."""

    scenario: Scenario | Told
    question: dict[str, Any]
    report: dict[str, Any]
    differ: list[str]
    changed: list[str]

    @property
    def kind(self) -> Kind:
        """What was asked."""
        kinds = {Workload: Kind.WORKLOAD, OnePerson: Kind.PERSON}
        return kinds.get(type(self.scenario), Kind.POPULATION)


def run_again(sent: bytes, population: tuple[str, bytes] | None) -> Again:
    """Raises `InvalidInput` at `scenario` or `population`, or `Unavailable`."""
    scenario = _read(sent)
    if isinstance(scenario, Workload):
        return _held(scenario, workload.answer(Files(**scenario.question["files"])))
    if isinstance(scenario, OnePerson):
        return _held(scenario, _person(scenario))
    asked = _asked(scenario, population)
    question, report = ask(asked)
    theirs = {name: value for name, value in scenario.result.items() if name in report}
    differ = [path for path in differences(theirs, report) if path != "fingerprint"]
    return Again(scenario=scenario, question=question, report=report, differ=differ, changed=_changed(scenario))


def _person(scenario: OnePerson) -> dict[str, Any]:
    if not 0 <= len(scenario.question["schemes"]) <= MOST_SCHEMES:
        raise InvalidInput(_("Quatre pistes au plus à côté de la règle actuelle."), field="scenario")
    try:
        return person.answer(scenario.question)
    except Refused as error:
        raise InvalidInput(error.say(reader.law_language()), field="scenario") from error
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(_("La personne type de ce scénario n’est pas dite en entier."), field="scenario") from error


def _held(scenario: Told, report: dict[str, Any]) -> Again:
    differ = differences(scenario.result, report)
    return Again(
        scenario=scenario, question=dict(scenario.question), report=report, differ=differ, changed=_changed(scenario)
    )


def _read(sent: bytes) -> Scenario | Told:
    if len(sent) > MOST_BYTES:
        raise InvalidInput(_("Ce fichier est trop lourd pour un scénario."), field="scenario")
    try:
        text = sent.decode("utf-8")
        if is_person(text):
            return read_person(text)
        return read_workload(text) if is_workload(text) else read(text)
    except UnicodeDecodeError as error:
        raise _no_scenario(ScenarioError("scenario_text")) from error
    except ScenarioError as error:
        raise _no_scenario(error) from error


def _no_scenario(error: ScenarioError) -> InvalidInput:
    why = error.say(reader.law_language())
    return InvalidInput(_("Ce fichier n’est pas un scénario : %(why)s.") % {"why": why}, field="scenario")


def _asked(scenario: Scenario, population: tuple[str, bytes] | None) -> Asked:
    told = scenario.population
    if not 1 <= len(scenario.schemes) <= MOST_SCHEMES:
        raise InvalidInput(_("Un scénario compare d’une à quatre pistes à la règle actuelle."), field="scenario")
    if told.get("kind") == "synthetic":
        return _built_in(scenario)
    if population is None:
        raise InvalidInput(
            _("Ce scénario porte sur un fichier qu’il ne contient pas : joignez-le."), field="population"
        )
    name, data = population
    if not name.lower().endswith((".parquet", ".csv")) or len(data) > HEAVIEST:
        raise InvalidInput(_("Ce fichier n’est ni Parquet ni CSV, ou il est trop lourd."), field="population")
    asked = Asked(schemes=scenario.schemes, name=name, data=data)
    if asked.fingerprint != told.get("fingerprint"):
        raise InvalidInput(
            _("Ce n’est pas le fichier de ce scénario : son empreinte est une autre."), field="population"
        )
    return asked


def _built_in(scenario: Scenario) -> Asked:
    told = scenario.population
    if told.get("model") != model().version:
        words = {"theirs": told.get("model"), "ours": model().version}
        raise InvalidInput(
            _("Il porte sur la version %(theirs)s de la population intégrée ; celle d’ici est la %(ours)s.") % words,
            field="scenario",
        )
    try:
        month = date.fromisoformat(f"{told['month']}-01")
        rows, seed = int(told["rows"]), int(told["seed"])
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInput(_("La population de ce scénario n’est pas dite en entier."), field="scenario") from error
    if not 0 < rows <= MOST_ROWS or not 0 <= seed <= 2**31:
        raise InvalidInput(_("Ce scénario demande plus de lignes que cette page n’en calcule."), field="scenario")
    return Asked(schemes=scenario.schemes, rows=rows, seed=seed, month=month)


def _changed(scenario: Scenario | Told) -> list[str]:
    found = []
    if scenario.law != parameters.fingerprint():
        words = {"theirs": scenario.law[:12], "ours": parameters.fingerprint()[:12]}
        found.append(_("Les paramètres de la loi ont changé depuis : %(theirs)s alors, %(ours)s ici.") % words)
    if scenario.jalon != __version__:
        words = {"theirs": scenario.jalon, "ours": __version__}
        found.append(_("Il a été fait par Jalon %(theirs)s ; ici, %(ours)s.") % words)
    return found
