"""Makes this process the operator's: settings, login and role, before Django is loaded."""

import os
from pathlib import Path

from jalon.command.embedded import ServerAddress, ensure_running
from jalon.command.roles import prepare

DATABASE = "jalon"
PRODUCTION = "DATABASE_URL"


def var_folder() -> Path:
    """Where this installation keeps what it makes; JALON_VAR, or `var/` beside the code."""
    return Path(os.environ.get("JALON_VAR") or Path(__file__).resolve().parents[2] / "var").absolute()


def is_production() -> bool:
    """Whether the database is one's own (DATABASE_URL) rather than the embedded one."""
    return PRODUCTION in os.environ


def embedded_server() -> ServerAddress:
    """The embedded server, running, with its roles and its database."""
    address = ensure_running(var_folder())
    prepare(address.dsn(), DATABASE)
    return address


def become_operator() -> None:
    """Choose settings and login, start the embedded server if it is the one in use, and load Django."""
    os.environ["JALON_PROCESS"] = "operator"
    if is_production():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.prod")
        if "DATABASE_OWNER_URL" not in os.environ:
            from jalon.command.console import Refusal

            raise Refusal(
                "DATABASE_OWNER_URL is not set.",
                "DATABASE_URL is for the web server, which may not change tables or see all centres.",
                "Set it to the same database with the login jalon_migrator (docs/operations.md).",
            )
    else:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.config.settings.dev")
        embedded_server()
    import django

    django.setup()
