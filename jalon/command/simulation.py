"""`jalon simulate`: a population of person-months through the law and through reforms, counted by group."""

from pathlib import Path

import click

from jalon.command.console import Refusal, bar, say
from jalon.command.exemption_calendar import read_month
from jalon.command.faults import Speaking

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(cls=Speaking, name="simulate")
@click.argument("population", type=EXISTING)
@click.option("--scheme", "schemes", multiple=True, required=True, help="A reform: a name that ships, or a YAML file.")
@click.option("--by", default="", help="Columns to count by, with commas: category,region.")
@click.option("--month", help="The month of all rows, as 2025-03, when the file has no column month.")
@click.option("--divisor", type=click.Choice(["calendar", "30", "26"]), help="Days of a month, where no source says.")
@click.option("--out", "folder", type=FOLDER, required=True, help="The folder where the results are written.")
def cli(
    population: Path, schemes: tuple[str, ...], by: str, month: str | None, divisor: str | None, folder: Path
) -> None:
    """Run POPULATION (Parquet or CSV, a row for each person-month) under today's rule and each scheme.

    The file is read in one pass, in batches, so its size does not matter. result counts, by scheme and group, what the
    centres pay, what people gain and lose against today's rule, and how many of each; deciles how large the changes
    are; amounts in cents, exact. Stopped in the middle, it writes nothing. docs/simulation.md describes the columns.
    """
    try:
        from jalon import simulation
    except ImportError as error:
        raise Refusal(
            "Whole populations need packages that are not installed.",
            f"{error.name} is missing.",
            "Install them: pip install 'jalon[simulation]'.",
        ) from error
    names = [name.strip() for name in by.split(",") if name.strip()]
    try:
        chosen = simulation.schemes_of(schemes)
        table = simulation.open_table(population, by=names, on=read_month(month) if month else None)
        with bar("Person-months worked out", table.rows) as advance:
            counts = simulation.count(table, chosen, divisor=divisor, advance=advance)
    except simulation.PopulationError as error:
        raise Refusal(str(error)) from error
    written = simulation.write(counts, names, folder)
    say(f"{counts.months} person-months, {len(chosen)} schemes: {written}")
