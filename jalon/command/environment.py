"""Makes this process the operator's: settings, login and role, before Django is loaded."""

import os
from pathlib import Path

from jalon.command.console import Refusal
from jalon.command.embedded import ServerAddress, ensure_running
from jalon.command.roles import prepare

DATABASE = "jalon"


def var_folder() -> Path:
    """Where this installation keeps what it makes; JALON_VAR, or `var/` beside the code."""
    return Path(os.environ.get("JALON_VAR") or Path(__file__).resolve().parents[2] / "var").absolute()


def is_production() -> bool:
    """Whether the database is one's own (DATABASE_URL) rather than the embedded one."""
    return "DATABASE_URL" in os.environ


def embedded_server() -> ServerAddress:
    """The embedded server, running, with its roles and its database."""
    address = ensure_running(var_folder())
    prepare(address.dsn(), DATABASE)
    return address


def become_operator() -> None:
    """Choose settings and login, start the embedded server if it is the one in use, and load Django."""
    if not is_production():
        embedded_server()
    elif "DATABASE_OWNER_URL" not in os.environ:
        raise Refusal(
            "DATABASE_OWNER_URL is not set.",
            "DATABASE_URL is for the web server, which may neither change tables nor see all centres.",
            "Set it to the same database with the login jalon_migrator (docs/operations.md).",
        )
    load_django()


def load_django() -> None:
    """Django as the operator, on whatever database the environment names."""
    os.environ["JALON_PROCESS"] = "operator"
    settings = "prod" if is_production() else "dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"jalon.config.settings.{settings}")
    import django

    django.setup()


def connection_url(variable: str, login: str) -> str:
    """The database under `login`: the environment's `variable` in production, the embedded server otherwise."""
    if not is_production():
        return embedded_server().url(login, DATABASE)
    if url := os.environ.get(variable):
        return url
    raise Refusal(
        f"{variable} is not set.",
        f"This act needs the login {login} of your server.",
        f"Set {variable} to the database with that login (docs/operations.md).",
    )
