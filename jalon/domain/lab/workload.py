"""What each regime asks of a centre in a year: told as plain JSON, as tables and in sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from jalon.domain.core import reader
from jalon.domain.lab.grids import Cell, Grid
from jalon.law.workload import Files, Load, asked_in_a_year, regimes

ACTS: dict[str, str | Promise] = {
    "contracts": gettext_lazy("Contrats"),
    "annexes": pgettext_lazy("added to a contract", "Annexes"),
    "evaluations": gettext_lazy("Évaluations"),
    "in_person": gettext_lazy("dont en contact personnel"),
    "interviews": gettext_lazy("Entretiens"),
    "letters": gettext_lazy("Lettres et écrits"),
}
TIMED = ("contracts", "evaluations", "interviews", "letters")
COUNTRY = Files(young=16_200, students=10_700, adults=53_900, open=153_270, returning=10, exempt=10, working=8)
CENTRES = 565


def answer(files: Files) -> dict[str, Any]:
    """Every regime over the same files: acts in a year, to a hundredth, and the files obliged."""
    return {name: _told(asked_in_a_year(files, one)) for name, one in regimes().items()}


def _told(load: Load) -> dict[str, Any]:
    told = {name: round(getattr(load.asked, name), 2) for name in ACTS}
    return told | {"obliged": round(load.obliged, 2)}


def reasons(files: Files) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each regime of the law, what it says and where: the rules that made these numbers."""
    from jalon.law.piis import say

    language, found = reader.law_language(), []
    for one in regimes().values():
        if one.is_law:
            lines = asked_in_a_year(files, one).lines
            found.append((one.title.say(language), [(say(line, language), line.cite(language)) for line in lines]))
    return found


def asked_facts(question: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was said of the files."""
    files = question["files"]
    labels = {
        "young": _("Droits accordés par an, moins de 25 ans"),
        "students": _("Droits accordés par an, étudiants"),
        "adults": _("Droits accordés par an, 25 ans et plus"),
        "open": _("Dossiers ouverts en moyenne"),
        "returning": _("Déjà aidés dans les trois mois d’avant, sur cent"),
        "exempt": _("Dispensés pour santé ou équité, sur cent"),
        "working": _("Travaillent à côté, sur cent"),
        "agreed": _("Durée convenue d’un contrat, en mois"),
    }
    told = [(label, _whole(files[name])) for name, label in labels.items()]
    told.append((_("Durée moyenne d’un droit, en mois"), _whole(Files(**files).months)))
    told.append((_("CPAS"), _whole(question["centres"])))
    if question["workers"]:
        told.append((_("Équivalents temps plein"), _decimal(question["workers"])))
    return told


def grids(question: Mapping[str, Any], told: Mapping[str, Any]) -> list[Grid]:
    """In a year: in all, per centre where there are several, per full-time worker and in hours where they are said."""
    found = [_grid(_("En un an"), told, 1)]
    if question["centres"] > 1:
        found.append(_grid(_("Par CPAS et par an"), told, question["centres"]))
    if question["workers"]:
        found.append(_grid(_("Par équivalent temps plein et par an"), told, question["workers"]))
    if any(question["minutes"].values()):
        found.append(_hours(question, told))
    return found


def sentences(question: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """For each regime, what it comes to."""
    found = []
    for name, one in told.items():
        words = {"name": _name(name), "contracts": _whole(one["contracts"]), "interviews": _whole(one["interviews"])}
        words |= {"evaluations": _whole(one["evaluations"])}
        found.append(
            _("%(name)s : %(contracts)s contrats, %(evaluations)s évaluations et %(interviews)s entretiens par an.")
            % words
        )
    return found


def _grid(title: str, told: Mapping[str, Any], over: float) -> Grid:
    head = [_("Régime"), *map(str, ACTS.values()), _("PIIS obligatoires")]
    rows = [
        [Cell(_name(name)), *(_cell(one[act] / over, over) for act in (*ACTS, "obliged"))] for name, one in told.items()
    ]
    return Grid(title, head, rows)


def _hours(question: Mapping[str, Any], told: Mapping[str, Any]) -> Grid:
    """With the minutes that were said; an interview's are apart from those of its evaluation."""
    minutes = question["minutes"]
    head = [_("Régime"), *(str(ACTS[act]) for act in TIMED), _("En tout")]
    rows = []
    for name, one in told.items():
        hours = [one[act] * minutes[act] / 60 for act in TIMED]
        rows.append([Cell(_name(name)), *(_cell(each, 1) for each in (*hours, sum(hours)))])
    return Grid(_("En heures par an"), head, rows)


def _cell(value: float, over: float) -> Cell:
    return Cell(_whole(value) if over == 1 else _decimal(value), round(value, 2))


def _name(regime: str) -> str:
    known = regimes()
    return known[regime].title.say(reader.law_language()) if regime in known else regime


def _whole(value: float) -> str:
    return reader.grouped(f"{round(value):,}")


def _decimal(value: float) -> str:
    return reader.grouped(f"{value:,.1f}")
