"""Which database, under which login, resting in which role.

A web process logs in as `jalon_web`; the operator's command and the tests log in as `jalon_migrator`, which may also
become the owner. Either rests in a role without any right on a centre's table (see `core.context`).
"""

import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from jalon.command.embedded import ensure_running
from jalon.command.roles import prepare

ENGINE = "jalon.domain.core.postgres"
WEB, OPERATOR = "web", "operator"
DATABASE = "jalon"


def process() -> str:
    """`web` unless the environment says this is the operator's command."""
    return os.environ.get("JALON_PROCESS", WEB)


def resting_role() -> str:
    """The role outside any context."""
    return "jalon_owner" if process() == OPERATOR else "jalon_web"


def var_folder() -> Path:
    """Where this installation keeps what it makes: the embedded database, secrets, mail."""
    return Path(os.environ.get("JALON_VAR", Path(__file__).resolve().parents[2] / "var"))


def test_url(name: str) -> str:
    """The address of a test database on the embedded server, whose roles are put right first."""
    address = ensure_running(var_folder())
    prepare(address.dsn(), "postgres_jalon")
    return address.url("jalon_migrator", name)


def connection_settings(var: Path) -> dict[str, Any]:
    """Django's DATABASES["default"], from DATABASE_URL (web) or DATABASE_OWNER_URL (operator), else embedded."""
    name, login = ("DATABASE_OWNER_URL", "jalon_migrator") if process() == OPERATOR else ("DATABASE_URL", "jalon_web")
    url = os.environ.get(name) or ensure_running(var).url(login, DATABASE)
    parts = conninfo_to_dict(url)
    known = {"NAME": parts.pop("dbname", DATABASE), "USER": parts.pop("user", login), "HOST": parts.pop("host", "")}
    known |= {"PASSWORD": parts.pop("password", ""), "PORT": parts.pop("port", "")}
    return {
        "ENGINE": ENGINE,
        **known,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        # Of the cursors that ask for it (`core.kept`), a statement is prepared from its second asking on.
        "OPTIONS": {"prepare_threshold": 1, **parts, "options": f"-c role={resting_role()}"},
    }
