"""`jalon population`: a population to try `jalon simulate` with, when one has none."""

from pathlib import Path

import click

from jalon.command.console import Refusal, bar, say
from jalon.command.exemption_calendar import read_month
from jalon.command.faults import Speaking, SpeakingGroup


@click.group(cls=SpeakingGroup, name="population")
def cli() -> None:
    """Populations of person-months."""


_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
_ROWS = click.IntRange(0, 1_000_000_000)
_SEED = click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Same seed, same file.")
_MONTH = click.option("--month", default="2025-03", show_default=True, help="The month of all of them.")


@cli.command(cls=Speaking)
@_FILE
@click.option("--rows", default=1_000_000, show_default=True, type=_ROWS, help="How many.")
@_SEED
@_MONTH
def make(file: Path, rows: int, seed: int, month: str) -> None:
    """Write FILE (Parquet): person-months that nobody lived, to try the tool.

    Invented and not calibrated: every rule is met, no share is that of the country, and no figure of it says anything
    about anyone. Region, sex and age stand beside, to count by.
    """
    needed()
    from jalon.simulation import invented

    _made_for(file)
    with bar("Person-months invented", rows) as advance:
        invented.save_invented(file, rows, seed=seed, on=read_month(month), advance=advance)
    say(f"{rows} person-months, seed {seed}: {file}")
    say(invented.SAID)


@cli.command(cls=Speaking)
@_FILE
@click.option("--rows", default=100_000, show_default=True, type=click.IntRange(1, 1_000_000_000), help="How many.")
@_SEED
@_MONTH
def sample(file: Path, rows: int, seed: int, month: str) -> None:
    """Write FILE (Parquet): the built-in population, a sample that nobody is in.

    Its region, category, sex and age have the shares that are publicly counted, its weights add up to the country's
    number; who works, and for how much, is supposed. jalon/simulation/model.yaml says which number is which.
    """
    needed()
    from jalon.simulation.synthetic import SAID, save_synthetic

    _made_for(file)
    with bar("Person-months dealt", rows) as advance:
        save_synthetic(file, rows, seed=seed, on=read_month(month), advance=advance)
    say(f"{rows} person-months, seed {seed}: {file}")
    say(SAID)


def needed() -> None:
    """Refuse where the packages of whole populations are not installed."""
    from jalon.simulation import missing

    if wanting := missing():
        raise Refusal(
            "Whole populations need packages that are not installed.",
            f"{', '.join(wanting)} missing.",
            "Install them: pip install 'jalon[simulation]'.",
        )


def _made_for(file: Path) -> None:
    if file.suffix.lower() != ".parquet":
        raise Refusal(f"{file} does not end in .parquet.", what_to_do="Give a name that does.")
    file.parent.mkdir(parents=True, exist_ok=True)
