"""The `jalon` command. Each subcommand teaches itself with --help; heavy imports wait until they are needed."""

from contextlib import suppress
from datetime import datetime
from importlib import import_module
from pathlib import Path

import click

from jalon import __doc__ as about
from jalon import __version__
from jalon.command.console import Refusal, say, step
from jalon.command.faults import SpeakingGroup

FILE = click.Path(dir_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


class Group(SpeakingGroup):
    """The commands of this file, and those with a file of their own."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All of them, without importing what was not asked for."""
        return sorted([*super().list_commands(context), *_APART])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """As click's; those apart bring Django, the law or more with them."""
        if name in _APART:
            return import_module(f"jalon.command.{_APART[name]}").cli
        return super().get_command(context, name)


_APART = {
    "database": "database",
    "exemption": "exemption",
    "instruments": "instruments",
    "law": "law",
    "messages": "messages",
    "population": "population",
    "remind": "remind",
    "scenario": "scenario",
    "simulate": "simulation",
    "subsidies": "subsidies",
}
ROLES = ["secretary", "president", "coordinator", "worker"]


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=f"""\
{about}

On one machine, to look around: `jalon run`. Everything it makes stays in the folder var/ beside the code
(or JALON_VAR).

In production: set DATABASE_URL and DATABASE_OWNER_URL, then `jalon check`, `jalon release` and the web process
of the Procfile. docs/operations.md tells the whole story.
""",
)
@click.version_option(__version__, prog_name="jalon")
def cli() -> None:
    """Entry point."""


@cli.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Where to answer.")
@click.option("--demo/--no-demo", default=True, show_default=True, help="Load the demonstration on the first run.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 32), help="Web processes.")
def run(port: int, demo: bool, workers: int) -> None:
    """Start everything on this machine and print the address.

    Starts the embedded PostgreSQL, prepares roles and tables, loads a demonstration with invented people the first
    time, and answers on this machine only (a demonstration has no passwords). Ctrl-C stops everything; what was
    confirmed is kept.
    """
    from jalon.command.run import run_everything

    run_everything(port=port, demo=demo, workers=workers)


@cli.command()
@click.option("--centres", default=12, show_default=True, type=click.IntRange(1, 600), help="How many centres.")
@click.option("--files", default=2000, show_default=True, type=click.IntRange(0, 5_000_000), help="Files in all.")
@click.option("--on", type=DAY, help="The day the demonstration takes for today.  [default: today]")
def demo(centres: int, files: int, on: datetime | None) -> None:
    """Fill the database with invented centres, people and files.

    Every state and every lateness is represented. For looking around and for measuring; refused in production.
    """
    from jalon.command.environment import become_operator, is_production

    if is_production():
        raise Refusal(
            "Invented people are not loaded in production.",
            "DATABASE_URL is set.",
            "Unset it to load the demonstration into the embedded database.",
        )
    become_operator()
    from jalon.command.prepare import load_demo, migrate

    migrate()
    load_demo(centres=centres, files=files, on=on.date() if on else None)


@cli.command()
@click.option("--year", type=click.IntRange(2019, 2100), help="Which year they live.  [default: the last whole one]")
def year(year: int | None) -> None:
    """Live a year of twenty invented people in three centres, and tell what it ended in.

    Every act goes through the door a worker would use: files, bilans, projects, measurements, modules, actions,
    evaluations, results. Refused in production.
    """
    from jalon.command.environment import become_operator, is_production

    if is_production():
        raise Refusal(
            "Invented people are not loaded in production.",
            "DATABASE_URL is set.",
            "Unset it to live the year in the embedded database.",
        )
    become_operator()
    from jalon.command.prepare import live_year, migrate

    migrate()
    live_year(year)


@cli.group()
def centres() -> None:
    """The centres and the municipalities they serve."""


@centres.command("import")
@click.argument("file", type=EXISTING)
@click.option("--date", "on", type=DAY, help="The day the list is of.  [default: today]")
@click.option("--mapping", type=EXISTING, help="Which vanished code became which: see the guide of the import.")
@click.option("--accept-good-rows", is_flag=True, help="Take the good rows although others are bad.")
def import_centres(file: Path, on: datetime | None, mapping: Path | None, accept_good_rows: bool) -> None:
    """Bring the centres in line with a municipality list (CSV).

    Bad rows are told with their line and reason, and nothing is imported unless you accept the good ones. When codes
    vanish and others appear, a mapping file says which centre merged into which and which only changed its code;
    without one the import asks instead of guessing.
    """
    from jalon.command.environment import become_operator, is_production

    become_operator()
    from jalon.command.centres import import_file
    from jalon.command.prepare import migrate

    if not is_production():
        migrate()
    import_file(file, on=on.date() if on else None, mapping=mapping, accept_good_rows=accept_good_rows)


@centres.command("follow")
@click.argument("code")
def follow_centre(code: str) -> None:
    """Move the files of a closed centre, which bore the NIS code CODE, to the centre it merged into. All or nothing."""
    from jalon.command.environment import become_operator

    become_operator()
    from jalon.command.centres import follow

    follow(code)


@cli.group()
def members() -> None:
    """The people nobody else can let in: a centre's first, those of the administration, and whoever is locked out."""


@members.command("invite")
@click.argument("code")
@click.option("--name", required=True, help="First name and name.")
@click.option("--email", default="", help="Without one, they get an identifier and the code on paper.")
@click.option("--role", default="secretary", show_default=True, type=click.Choice(ROLES), help="What they do.")
def invite_member(code: str, name: str, email: str, role: str) -> None:
    """Invite somebody to the centre of the NIS code CODE; they invite the others from the page of members."""
    from jalon.command.environment import become_operator

    become_operator()
    from jalon.command.members import invite_first

    invite_first(code, name=name, email=email, role=role)


@members.command("federal")
@click.option("--name", required=True, help="First name and name.")
@click.option("--email", required=True, help="The address they sign in with.")
@click.option(
    "--role",
    default="officer",
    show_default=True,
    type=click.Choice(["officer", "cabinet", "manager"]),
    help="What they do.",
)
def federal_member(name: str, email: str, role: str) -> None:
    """Give somebody of the federal administration an account: figures, never files.

    A manager lets the others in from the page of federal members; an officer publishes; the cabinet reads.
    """
    from jalon.command.environment import become_operator

    become_operator()
    from jalon.command.members import add_federal

    add_federal(name=name, email=email, role=role)


@members.command("reset")
@click.argument("identifier")
def reset_member(identifier: str) -> None:
    """Give back the lost access of IDENTIFIER, the address or identifier they sign in with.

    For those whom nobody else can help: a centre's only director, or the only one in charge of federal accesses.
    Password, second factors, recovery codes and sessions stop counting at once; the code that is printed lets the
    person choose new ones within a day.
    """
    from jalon.command.environment import become_operator

    become_operator()
    from jalon.command.members import reset_access

    reset_access(identifier)


@cli.command()
@click.option("--quick", is_flag=True, help="Leave out what reads every row (the journal's chains).")
def check(quick: bool) -> None:
    """Look at the whole installation and say what needs mending; exit status 1 if anything does.

    Configuration, database version, roles, pending migrations, the lock on every table, the journal's chains, the
    parameters of the law, fonts, translations, room on the disk.
    """
    from jalon.command.check import check_everything

    if not check_everything(quick=quick):
        raise SystemExit(1)


@cli.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write the whole database to FILE, with the number of rows of each table.

    One moment's picture, taken while people work. It holds everything except the keys that encrypt the national
    numbers: keep those elsewhere, and keep both.
    """
    from jalon.command.backup import back_up

    back_up(file)


@cli.command()
@click.argument("file", type=EXISTING)
@click.option("--yes", is_flag=True, help="Don't ask.")
def restore(file: Path, yes: bool) -> None:
    """Put a backup in the place of the present database, which is kept under another name.

    The backup goes into a new database, its rows are counted and its journal's chains checked; only then do the two
    change names.
    """
    from jalon.command.restore import restore_from

    restore_from(file, sure=yes)


@cli.command()
@click.option("--print", "printed", is_flag=True, help="Only print the SQL, for the administrator of a server.")
@click.option("--database", default="jalon", show_default=True, help="Name of the database.")
def roles(printed: bool, database: str) -> None:
    """Create the database's roles, or put them right again.

    For a server of your own, --print gives the SQL to run with psql as its superuser.
    """
    from jalon.command import environment
    from jalon.command.roles import script

    if printed:
        click.echo(script(database), nl=False)
        return
    if environment.is_production():
        raise Refusal(
            "The roles of a server of one's own are made by its administrator.",
            "That needs a superuser, which Jalon never asks for.",
            "Run 'jalon roles --print | psql' there.",
        )
    environment.embedded_server()
    say("The roles are in place.")


@cli.command()
def release() -> None:
    """Prepare this version to be served: tables, translations, static files. Run it at each upgrade."""
    from jalon.command.environment import become_operator

    become_operator()
    from jalon.command.prepare import compile_messages, migrate

    migrate()
    compile_messages()
    from django.core.management import call_command

    with step("Static files collected"):
        call_command("collectstatic", interactive=False, verbosity=0)
    with suppress(ImportError):  # only where jalon[simulation] is installed
        from jalon.simulation import warm

        with step("Arithmetic of the exemption compiled"):
            warm()


if __name__ == "__main__":
    cli()
