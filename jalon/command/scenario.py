"""`jalon scenario`: run a kept scenario again, and say whether it is the same to the cent."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import click

from jalon.command.console import Refusal, bar, say
from jalon.command.faults import Speaking
from jalon.command.population import needed

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(cls=Speaking, name="scenario")
@click.argument("scenario", type=EXISTING)
@click.argument("population", type=EXISTING, required=False)
@click.option("--language", default="en", type=click.Choice(["en", "fr", "nl"]), help="Of what is refused.")
def cli(scenario: Path, population: Path | None, language: str) -> None:
    """Run SCENARIO (YAML, as the reform lab exports it) again, and compare with what it holds, to the cent.

    The built-in population is made again from its seed; a scenario on a file of one's own needs that POPULATION, known
    by its fingerprint. What differs is listed, and where the law or the program changed since, that is said first.
    """
    needed()
    from jalon.simulation.scenario import ScenarioError, is_person, is_workload, read, read_person, read_workload

    try:
        text = scenario.read_text(encoding="utf-8")
        if is_workload(text):
            _workload(read_workload(text))
            return
        if is_person(text):
            _person(read_person(text))
            return
        kept = read(text)
    except ScenarioError as error:
        raise error.within(scenario.name) from error
    except UnicodeDecodeError as error:
        raise ScenarioError("scenario_text", where=scenario.name) from error
    for warning in _changed(kept):
        say(warning)
    with tempfile.TemporaryDirectory() as folder:
        found = _again(kept, population or _made(kept, Path(folder)), own=population is not None)
    from jalon.simulation.scenario import differences

    kept_result = {name: value for name, value in kept.result.items() if name in found}
    differ = [path for path in differences(kept_result, found) if path != "fingerprint"]
    if differ:
        raise Refusal(f"It is not the same: {len(differ)} numbers differ.", f"The first: {', '.join(differ[:5])}.")
    say(f"« {kept.title} », {found['rows']} rows: the same to the cent.")


def _workload(kept: Any) -> None:
    from jalon.domain.lab.workload import answer
    from jalon.law.workload import Files

    _held(kept, answer(Files(**kept.question["files"])))


def _person(kept: Any) -> None:
    from jalon.domain.lab.person import answer

    try:
        found = answer(kept.question)
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal("The person of this scenario is not told in full.", str(error)) from error
    _held(kept, found)


def _held(kept: Any, found: Any) -> None:
    from jalon.simulation.scenario import differences

    for warning in _changed(kept):
        say(warning)
    if differ := differences(kept.result, found):
        raise Refusal(f"It is not the same: {len(differ)} numbers differ.", f"The first: {', '.join(differ[:5])}.")
    say(f"« {kept.title} »: the same numbers.")


def _changed(kept: Any) -> list[str]:
    from jalon import __version__
    from jalon.law import parameters

    found = []
    if kept.law != parameters.fingerprint():
        found.append(f"The law's parameters changed since: {kept.law[:12]} then, {parameters.fingerprint()[:12]} now.")
    if kept.jalon != __version__:
        found.append(f"It was made by Jalon {kept.jalon}; this is {__version__}.")
    return found


def _made(kept: Any, folder: Path) -> Path:
    wanted = kept.population
    if wanted.get("kind") != "synthetic":
        raise Refusal(
            "This scenario is about a file that is not in it.",
            f"Its fingerprint is {wanted.get('fingerprint', '?')}.",
            "Give that file after the scenario.",
        )
    from jalon.simulation.model import model
    from jalon.simulation.synthetic import save_synthetic

    if wanted.get("model") != model().version:
        raise Refusal(
            f"It is about version {wanted.get('model')} of the built-in population; this is {model().version}.",
            what_to_do="Run it with the Jalon that made it.",
        )
    file = folder / "synthetic.parquet"
    try:
        first = date.fromisoformat(f"{wanted['month']}-01")
        save_synthetic(file, int(wanted["rows"]), seed=int(wanted["seed"]), on=first)
    except (KeyError, TypeError, ValueError) as error:
        raise Refusal("The population of this scenario is not told in full.", str(error)) from error
    return file


def _again(kept: Any, file: Path, *, own: bool) -> dict[str, Any]:
    from jalon.simulation import schemes_of
    from jalon.simulation.files import fingerprint
    from jalon.simulation.report import report

    if own and fingerprint([file]) != kept.population.get("fingerprint"):
        raise Refusal(
            f"{file.name} is not the file of this scenario.",
            "Its fingerprint is another.",
            "Give the file it was made with, unchanged.",
        )
    with bar("Person-months worked out") as advance:
        return report(file, schemes_of(kept.schemes), divisor=kept.divisor, advance=advance)
