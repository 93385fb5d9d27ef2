"""A whole installation in a folder, driven by its command as an operator would."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from jalon.command.embedded import find_running

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 90


class Installation:
    """`jalon …` on the working folder `var`, without this test run's own database in the environment."""

    def __init__(self, var: Path) -> None:
        self.var = var
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "JALON_"))}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        state = {"JALON_STATE": os.environ["JALON_STATE"]} if "JALON_STATE" in os.environ else {}
        self.environment = kept | state | {"JALON_VAR": str(var), "NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}

    def python(self, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run Python on `words` in this installation; output and errors in one text."""
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment | extra,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )

    def jalon(self, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run the command on `words`."""
        return self.python("-m", "jalon.command", *words, **extra)

    def prepared(self) -> "Installation":
        """Migrated, without the demonstration."""
        done = self.python("-m", "jalon.command.prepare", "--no-demo", "--sign-ins", str(self.var / "sign_ins.json"))
        assert done.returncode == 0, done.stdout
        return self

    def ask(self, query: str, *, user: str = "postgres", database: str = "jalon") -> list[tuple]:
        """Rows of `query`, by default as the superuser."""
        address = find_running(self.var)
        assert address is not None
        with psycopg.connect(address.dsn(user, database), autocommit=True) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []

    def start(self, port: int) -> subprocess.Popen[str]:
        """`jalon run`, in a session of its own, its output in var/run.out."""
        with (self.var / "run.out").open("w") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "jalon.command", "run", "--no-demo", "--port", str(port)],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )

    def said(self) -> str:
        """What the last `jalon run` said."""
        return (self.var / "run.out").read_text()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status_of(port: int, path: str = "/health") -> int | None:
    """The status of a page, or None when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def wait_for(question, what: str):
    """Ask until the answer is true; fail with `what` after a minute and a half."""
    give_up = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < give_up:
        if answer := question():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {what}")
