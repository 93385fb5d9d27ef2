"""A scenario as files: YAML to be run again, XLSX to be worked with."""

from typing import Any

import yaml
from django.utils.translation import gettext as _

from jalon.domain.figures.sheets import Sheet, as_xlsx
from jalon.domain.lab import person_told
from jalon.domain.lab.models import FederalScenario, Kind, Scenario
from jalon.domain.lab.shown import facts, grids
from jalon.law.income import parse_scheme
from jalon.simulation import scenario as file

_PLAIN = {Kind.WORKLOAD: file.WORKLOAD, Kind.PERSON: file.PERSON}  # what their files say they are


def as_yaml(scenario: Scenario | FederalScenario) -> str:
    """What `jalon scenario` and the page « Refaire » read."""
    if scenario.kind in _PLAIN:
        return str(yaml.safe_dump(_plain(scenario), sort_keys=False, allow_unicode=True, width=110))
    asked = scenario.question
    return file.written(
        file.Scenario(
            title=scenario.title,
            author=scenario.author.name,
            made_on=scenario.made_on.isoformat(),
            notes=scenario.notes,
            jalon=scenario.version,
            law=scenario.parameters,
            population=asked["population"],
            schemes=[parse_scheme(text, name=f"{code}.yaml") for code, text in asked["schemes"]],
            result=scenario.answer,
        )
    )


def _plain(scenario: Scenario | FederalScenario) -> dict[str, Any]:
    return {
        "kind": _PLAIN[scenario.kind],
        "title": scenario.title,
        "author": scenario.author.name,
        "made_on": scenario.made_on.isoformat(),
        "notes": scenario.notes,
        "jalon": scenario.version,
        "law": scenario.parameters,
        **scenario.question,
        "result": scenario.answer,
    }


def workbook(scenario: Scenario | FederalScenario) -> bytes:
    """Every table, after a page that says what was asked."""
    about = Sheet(
        _("Scénario"), [_("Nom"), scenario.title], facts(scenario), [scenario.notes] if scenario.notes else []
    )
    if scenario.kind == Kind.PERSON:
        tables = person_told.grids(scenario.question, scenario.answer, every=1)
    else:
        tables = grids(scenario)
    return as_xlsx([about, *(grid.sheet() for grid in tables)])
