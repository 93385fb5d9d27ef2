"""Known faults become sentences; anything else is a fault of the program and keeps its traceback."""

import errno
import sys
from typing import Any

import click
from click.core import ParameterSource

from jalon.command.console import Refusal
from jalon.command.embedded_faults import EmbeddedError

DISK_FULL = "No space left on device"  # PostgreSQL's words too, and all that comes back from another process
NOT_THESE_TABLES = {"42P01", "42703"}  # a table or a column that does not exist


class Speaking(click.Command):
    """A command whose known faults are told in sentences."""

    def invoke(self, context: click.Context) -> Any:
        """Run it."""
        try:
            return super().invoke(context)
        except Exception as error:
            if refusal := spoken(error):
                raise refusal from error
            raise


class SpeakingGroup(Speaking, click.Group):
    """A group of such commands: each tells its own faults, while the language asked of it is still known."""

    command_class = Speaking


def spoken(error: Exception) -> Refusal | None:
    """The sentence for a known fault. The modules that define one are looked up, never imported for it."""
    if isinstance(error, EmbeddedError):
        return Refusal(error.what, error.why, error.what_to_do)
    if isinstance(error, _kinds("jalon.domain.core.errors", "DomainError")):
        return Refusal(str(error.what), str(error.why), str(error.what_to_do))
    if isinstance(error, _kinds("jalon.law.errors", "Refused")):
        return Refusal(error.say(language_asked()))  # type: ignore[attr-defined]
    if isinstance(error, _kinds("jalon.law.errors", "LawError")):
        return Refusal(str(error))
    if _is_disk_full(error):
        return Refusal(
            "The disk is full.",
            f"It says: {str(error).strip().splitlines()[0]}",
            "Make room where the working folder (JALON_VAR) and the database are, then start again: nothing confirmed "
            "is lost.",
        )
    if isinstance(error, _kinds("psycopg", "OperationalError") + _kinds("django.db", "OperationalError")):
        why = str(error).strip().splitlines()
        return Refusal(
            "The database can't be reached or refused the connection.",
            f"It says: {why[0] if why else 'nothing'}",
            "Check DATABASE_URL and DATABASE_OWNER_URL, or run 'jalon database status' for the embedded one.",
        )
    if isinstance(error, _kinds("django.db", "ProgrammingError")) and _sqlstate(error) in NOT_THESE_TABLES:
        return Refusal(
            "The tables of this database are not those of this version of Jalon.",
            f"It says: {str(error).strip().splitlines()[0]}",
            "Bring them up to date with 'jalon release' in production, 'jalon run' elsewhere. What was made before the "
            "first release can't follow: begin in another folder (JALON_VAR).",
        )
    return None


def _is_disk_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno == errno.ENOSPC
    kinds = _kinds("psycopg", "OperationalError") + _kinds("django.db", "OperationalError")
    return isinstance(error, kinds) and DISK_FULL in str(error)


def language_asked() -> str:
    """The language that was asked for on the line; English when none was."""
    context = click.get_current_context(silent=True)
    asked = context and context.get_parameter_source("language") is ParameterSource.COMMANDLINE
    return str(context.params["language"]) if context and asked else "en"


def _sqlstate(error: Exception) -> str | None:
    return getattr(error.__cause__, "sqlstate", None)


def _kinds(module: str, name: str) -> tuple[type[Exception], ...]:
    loaded = sys.modules.get(module)
    return (getattr(loaded, name),) if loaded else ()
