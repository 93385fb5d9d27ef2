"""What a scenario says of itself, and its tables, whatever its kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.exemption.words import month_words
from jalon.domain.lab import person_told, workload
from jalon.domain.lab.grids import Grid, all_grids
from jalon.domain.lab.models import FederalScenario, Kind, Scenario
from jalon.domain.lab.words import count_words, scheme_names, whole_euros
from jalon.law.sayings import spoken_date


def grids(scenario: Scenario | FederalScenario) -> list[Grid]:
    """Its tables."""
    if scenario.kind == Kind.WORKLOAD:
        return workload.grids(scenario.question, scenario.answer)
    if scenario.kind == Kind.PERSON:
        return person_told.grids(scenario.question, scenario.answer)
    return all_grids(scenario.answer, scenario.question["schemes"])


def sentences(scenario: Scenario | FederalScenario) -> list[str]:
    """What it comes to."""
    if scenario.kind == Kind.WORKLOAD:
        return workload.sentences(scenario.question, scenario.answer)
    if scenario.kind == Kind.PERSON:
        return person_told.sentences(scenario.question, scenario.answer)
    return report_sentences(scenario.question, scenario.answer)


def report_sentences(question: Mapping[str, Any], report: Mapping[str, Any]) -> list[str]:
    """Of a reform, a sentence for each scheme."""
    names = scheme_names(question["schemes"])
    found = []
    for scheme, _text in question["schemes"]:
        line = report["all"][scheme]
        words = {
            "name": names[scheme],
            "change": whole_euros(line["change_cents"], signed=True),
            "losers": count_words(line["losers"]),
            "winners": count_words(line["winners"]),
        }
        found.append(
            _("%(name)s : %(change)s par an ; %(winners)s personnes gagnent et %(losers)s perdent, un mois moyen.")
            % words
        )
    return found


def facts(scenario: Scenario | FederalScenario) -> list[tuple[str, str]]:
    """Who, when, of what, under which law."""
    return [
        (_("Sorte"), str(Kind(scenario.kind).label)),
        (_("Auteur"), scenario.author.name),
        (_("Fait le"), spoken_date(scenario.made_on, reader.law_language())),
        *_asked(scenario),
        (_("Paramètres de la loi"), f"{scenario.parameters[:12]} (Jalon {scenario.version})"),
    ]


def _asked(scenario: Scenario | FederalScenario) -> list[tuple[str, str]]:
    if scenario.kind == Kind.WORKLOAD:
        return workload.asked_facts(scenario.question)
    if scenario.kind == Kind.PERSON:
        return person_told.asked_facts(scenario.question)
    return asked_facts(scenario.question, scenario.answer)


def asked_facts(question: Mapping[str, Any], report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Of which population, and under which schemes."""
    population = question["population"]
    words = {"rows": count_words(report["rows"]), "mark": population["fingerprint"][:12]}
    if population["kind"] == "synthetic":
        words |= {"seed": population["seed"], "model": population["model"]}
        told = _("intégrée : %(rows)s lignes, graine %(seed)s, version %(model)s") % words
    else:
        told = _("fichier de %(rows)s lignes, empreinte %(mark)s") % words
    names = list(scheme_names(question["schemes"]).values())
    return [
        (_("Population"), told),
        (_("Mois"), ", ".join(month_words(date.fromisoformat(f"{one}-01")) for one in report["months"])),
        (_("Règles comparées"), reader.mark(";").join(names)),
    ]
