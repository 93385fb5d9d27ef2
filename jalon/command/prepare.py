"""What must be done before a page can be served: tables, translations, the demonstration.

`jalon run` does it in a process of its own (`python -m jalon.command.prepare`), so that the one that then only waits
stays small.
"""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from jalon.command.console import bar, step
from jalon.command.environment import become_operator
from jalon.command.faults import Speaking

DEMO_CENTRES, DEMO_FILES = 12, 2000


def migrate() -> None:
    """Bring the tables up to this version; does nothing when they are."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if plan:
        with step(f"Tables brought up to date ({len(plan)} changes)"):
            call_command("migrate", interactive=False, verbosity=0)


def compile_messages() -> None:
    """Compile the translations that changed."""
    from jalon.command.messages import compile_all

    with step("Translations compiled"):
        compile_all()


def has_demo() -> bool:
    """Whether invented people are there already."""
    from jalon.domain.accounts.models import User

    return User.objects.filter(is_demo=True).exists()


def load_demo(*, centres: int, files: int, on: date | None) -> None:
    """Load the demonstration with a progress bar; `on` is the day it takes for today."""
    from django.utils.timezone import localdate

    from jalon.command.demo import load

    with bar(f"Demonstration: {centres} centres, {files} files") as advance:
        load(centres=centres, files=files, on=on or localdate(), progress=advance)


def live_year(year: int | None) -> None:
    """Live a year of twenty invented people with a progress bar, then print what it ended in."""
    from django.utils.timezone import localdate

    from jalon.command.year import live, tell

    year = year or localdate().year - 1
    with bar(f"The year {year} of twenty people in three centres") as advance:
        centres = live(year=year, progress=advance)
    tell(centres, year=year)


@click.command(cls=Speaking)
@click.option("--demo/--no-demo", default=True)
@click.option("--sign-ins", type=click.Path(path_type=Path), required=True, help="Where to write who may sign in.")
def cli(demo: bool, sign_ins: Path) -> None:
    """Prepare the embedded database and say who may sign in."""
    become_operator()
    migrate()
    compile_messages()
    if demo and not has_demo():
        load_demo(centres=DEMO_CENTRES, files=DEMO_FILES, on=None)
    from django.utils.timezone import localdate

    from jalon.command.sign_ins import one_per_role

    sign_ins.write_text(json.dumps([asdict(person) for person in one_per_role(localdate())]))


if __name__ == "__main__":
    cli()
