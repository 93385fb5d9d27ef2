"""`jalon simulate`: a population of person-months through the law and through reforms, counted by group."""

from pathlib import Path
from typing import Any

import click

from jalon.command.console import Refusal, bar, say
from jalon.command.exemption_calendar import read_month
from jalon.command.faults import Speaking
from jalon.command.population import needed

EXISTING = click.Path(exists=True, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(cls=Speaking, name="simulate")
@click.argument("population", type=EXISTING)
@click.option("--scheme", "schemes", multiple=True, required=True, help="A reform: a name that ships, or a YAML file.")
@click.option("--by", default="", help="Columns to count by, with commas: category,region,decile.")
@click.option("--month", help="The month of all rows, as 2025-03, when the file has no column month.")
@click.option("--divisor", type=click.Choice(["calendar", "30", "26"]), help="Days of a month, where no source says.")
@click.option("--out", "folder", type=FOLDER, required=True, help="The folder where the results are written.")
@click.option("--language", default="en", type=click.Choice(["en", "fr", "nl"]), help="Of what is refused.")
@click.option("--engine", type=click.Choice(["here", "spark"]), default="here", show_default=True, help="Who counts.")
@click.option("--master", default="local[*]", show_default=True, help="The Spark cluster: spark://host:7077.")
def cli(
    population: Path,
    schemes: tuple[str, ...],
    by: str,
    month: str | None,
    divisor: str | None,
    folder: Path,
    language: str,
    engine: str,
    master: str,
) -> None:
    """Run POPULATION (Parquet or CSV, or a folder of them, a row for each person-month) under today's rule and schemes.

    Files are read in one pass, in batches, so their size does not matter. result counts, by scheme and group, what the
    centres pay, what people gain and lose against today's rule, and how many of each; deciles how large the changes
    are; losers who loses most, as profiles; amounts in cents, exact. A column weight makes it a sample: each number has
    its margin. Stopped in the middle, it writes nothing. docs/simulation.md describes the columns.
    """
    needed()
    from jalon import simulation

    names = [name.strip() for name in by.split(",") if name.strip()]
    asked = simulation.Question(simulation.schemes_of(schemes), names, month and read_month(month), divisor)
    counts = _counted(simulation.files_of(population), asked, engine, master)
    written = simulation.write(counts, names, folder)
    say(f"{counts.months} person-months, {len(asked.schemes)} schemes: {written}")


def _counted(files: list[Path], asked: Any, engine: str, master: str) -> Any:
    from jalon import simulation

    if engine == "here":
        with bar("Person-months worked out") as advance:
            return simulation.count_files(files, asked, advance=advance)
    try:
        import pyspark  # noqa: F401

        from jalon.simulation.spark import count_on_spark
    except ImportError as error:
        raise Refusal(
            "Spark is not installed.", f"{error.name} is missing.", "Install it: pip install 'jalon[simulation,spark]'."
        ) from error
    with bar("Files worked out by Spark", len(files)) as advance:
        return count_on_spark(files, asked, master=master, advance=advance)
