"""`jalon population`: a population to try `jalon simulate` with, when one has none."""

from pathlib import Path

import click

from jalon.command.console import Refusal, bar, say
from jalon.command.exemption_calendar import read_month
from jalon.command.faults import Speaking, SpeakingGroup


@click.group(cls=SpeakingGroup, name="population")
def cli() -> None:
    """Populations of person-months."""


@cli.command(cls=Speaking)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--rows", default=1_000_000, show_default=True, type=click.IntRange(0, 1_000_000_000), help="How many.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="The same seed, the same file.")
@click.option("--month", default="2025-03", show_default=True, help="The month of all of them.")
def make(file: Path, rows: int, seed: int, month: str) -> None:
    """Write FILE (Parquet): person-months that nobody lived, to try the tool.

    Invented and not calibrated: every rule is met, no share is that of the country, and no figure of it says anything
    about anyone. Region, sex and age stand beside, to count by.
    """
    try:
        from jalon.simulation import invented
    except ImportError as error:
        raise Refusal(
            "Whole populations need packages that are not installed.",
            f"{error.name} is missing.",
            "Install them: pip install 'jalon[simulation]'.",
        ) from error
    if file.suffix.lower() != ".parquet":
        raise Refusal(f"{file} does not end in .parquet.", what_to_do="Give a name that does.")
    file.parent.mkdir(parents=True, exist_ok=True)
    with bar("Person-months invented", rows) as advance:
        invented.save_invented(file, rows, seed=seed, on=read_month(month), advance=advance)
    say(f"{rows} person-months, seed {seed}: {file}")
    say(invented.SAID)
