"""`jalon database`: the embedded PostgreSQL by itself."""

import os

import click

from jalon.command import embedded
from jalon.command.console import out, say
from jalon.command.embedded_host import packaged_programs
from jalon.command.environment import DATABASE, embedded_server, var_folder


@click.group(name="database")
def cli() -> None:
    """The embedded PostgreSQL by itself."""


@cli.command("start")
def start() -> None:
    """Start it and leave it running."""
    say(f"PostgreSQL answers in {embedded_server().socket_dir}.")


@cli.command("stop")
@click.option("--if-unused", is_flag=True, help="Leave it when another process works with it.")
def stop(if_unused: bool) -> None:
    """Stop it cleanly; unfinished transactions are rolled back, confirmed ones are kept."""
    stopped = embedded.stop(var_folder(), only_if_unused=if_unused)
    say("PostgreSQL is stopped." if stopped else "There was nothing to stop.")


@cli.command("status")
def status() -> None:
    """Say whether it runs, where and how big it is."""
    address = embedded.find_running(var_folder())
    if address is None:
        say("PostgreSQL is not running.")
        raise SystemExit(1)
    import psycopg

    with psycopg.connect(address.dsn()) as server:
        query = "SELECT datname, pg_size_pretty(pg_database_size(datname)) FROM pg_database WHERE NOT datistemplate"
        sizes = server.execute(f"{query} ORDER BY 1").fetchall()
        say(f"PostgreSQL {server.info.server_version / 10000:.4g} answers in {address.socket_dir}.")
    for name, size in sizes:
        out.print(f"  {name}: {size}", markup=False)


@cli.command("psql", context_settings={"ignore_unknown_options": True})
@click.option("--role", default="jalon_migrator", show_default=True, help="Which login.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def psql(role: str, arguments: tuple[str, ...]) -> None:
    """Open a psql prompt on it (more arguments go to psql)."""
    program = packaged_programs() / "psql"
    os.execv(program, [str(program), embedded_server().dsn(role, DATABASE), *arguments])
