"""The command teaches itself, refuses in sentences, and never does a demonstration's work in production."""

import errno
import fcntl
import os
import signal
import socket
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path

import click
import psutil
import psycopg
import pytest
from click.testing import CliRunner
from django.core.checks import Warning  # noqa: A004
from django.db import OperationalError, ProgrammingError
from django.test import override_settings

from jalon.command import check
from jalon.command import run as running
from jalon.command.console import Refusal
from jalon.command.embedded_faults import EmbeddedError
from jalon.command.faults import Speaking, spoken
from jalon.command.main import cli
from jalon.domain.core.errors import DomainError
from tests.command.installation import wait_for


@pytest.fixture
def one_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment without a production database, and an empty working folder."""
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_BACKUP_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("JALON_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def every_command(command: click.Command, name: str = "jalon") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for child in command.list_commands(context):
            yield from every_command(command.get_command(context, child), f"{name} {child}")


COMMANDS = list(every_command(cli))


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_says_what_it_does_and_what_each_option_is_for(name: str, command: click.Command) -> None:
    shown = CliRunner().invoke(command, ["--help"])
    assert shown.exit_code == 0
    assert len(command.help or "") > 15, f"{name} --help teaches nothing"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.hidden:
            assert parameter.help or name.startswith("jalon messages"), f"{name} {parameter.opts} has no help"


def test_a_wrong_word_is_answered_with_the_way_to_the_help() -> None:
    shown = CliRunner().invoke(cli, ["serve"])
    assert shown.exit_code == 2
    assert "No such command 'serve'" in shown.output


def test_the_roles_are_printed_without_any_server(one_machine: Path) -> None:
    shown = CliRunner().invoke(cli, ["roles", "--print", "--database", "jalon_prod"])
    assert shown.exit_code == 0
    assert '\\connect "jalon_prod"' in shown.output
    assert not one_machine.exists()


@pytest.mark.parametrize("words", [["run"], ["demo"], ["year"], ["roles"]])
def test_in_production_nothing_invented_is_loaded_and_nothing_embedded_started(
    words: list[str], one_machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://jalon_web@db.example.org/jalon")
    shown = CliRunner().invoke(cli, words)
    assert shown.exit_code == 1
    assert "production" in shown.output or "one's own" in shown.output
    assert not one_machine.exists()


def test_what_the_settings_silence_with_a_reason_is_nothing_to_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    known, news = Warning("preload", id="security.W021"), Warning("something new", id="security.W999")
    monkeypatch.setattr("django.core.checks.run_checks", lambda **_facts: [known, news])
    with override_settings(SILENCED_SYSTEM_CHECKS=["security.W021"]):
        told = [one.text for one in check._configuration() if not one.good]
    assert [one for one in told if "security" in one] == ["security.W999: something new"], (
        "a nightly check that always complains is read by nobody"
    )


def test_a_taken_port_is_told_with_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind((running.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"Port {port} can't be used") as refused:
            running.check_port(port)
    suggested = int(refused.value.what_to_do.rsplit(" ", 1)[1].strip("'."))
    running.check_port(suggested)


def test_a_second_start_is_told_where_the_first_answers(one_machine: Path) -> None:
    one_machine.mkdir()
    with (one_machine / "run.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("http://127.0.0.1:8000/")
        lock.flush()
        shown = CliRunner().invoke(cli, ["run"])
    assert shown.exit_code == 1
    assert "already running" in shown.output
    assert "http://127.0.0.1:8000/" in shown.output


def tables_of_another_version() -> Exception:
    try:
        raise ProgrammingError('relation "people_person" does not exist') from psycopg.errors.UndefinedTable()
    except ProgrammingError as error:
        return error


@pytest.mark.parametrize(
    "error",
    [
        EmbeddedError("It did not start.", "The disk is full.", "Make room."),
        DomainError("Cet acte n’est pas possible.", "Le délai court.", "Attendez lundi."),
        psycopg.OperationalError("connection refused"),
        tables_of_another_version(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_known_fault_is_told_in_sentences_without_a_traceback(error: Exception) -> None:
    @click.command(cls=Speaking)
    def failing() -> None:
        raise error

    shown = CliRunner().invoke(failing)
    assert shown.exit_code == 1
    assert isinstance(shown.exception, SystemExit)
    assert spoken(error).what in shown.output


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device", "sign_ins.json"),
        psycopg.errors.DiskFull(
            'could not extend file "base/16384/2619": No space left on device\nHINT: Check free space.'
        ),
        OperationalError('could not extend file "base/16384/2619": No space left on device'),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_disk_that_fills_up_on_the_way_is_told_as_such(error: Exception) -> None:
    told = spoken(error)
    assert told is not None
    assert told.what == "The disk is full."
    assert "Make room" in told.what_to_do and "DATABASE_URL" not in told.what_to_do
    assert spoken(OSError(errno.EACCES, "Permission denied")) is None, "another fault of a file keeps its traceback"


def test_an_interrupted_preparation_leaves_no_process_behind(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    family = f"""
        import subprocess, sys, time
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        open({str(told)!r}, "w").write(str(child.pid))
        time.sleep(60)
    """
    script = [sys.executable, "-c", textwrap.dedent(family)]

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, interrupt)

    def interrupt_when_told() -> None:
        wait_for(lambda: told.exists() and told.read_text(), "the child of the preparation")
        signal.pthread_kill(threading.main_thread().ident, signal.SIGALRM)

    waiting = threading.Thread(target=interrupt_when_told)
    waiting.start()
    with pytest.raises(KeyboardInterrupt):
        running.with_all_it_starts(script, os.environ)
    waiting.join()
    wait_for(lambda: not _lives(int(told.read_text())), "the end of that child")


def _lives(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_a_fault_of_the_program_keeps_its_traceback() -> None:
    @click.command(cls=Speaking)
    def failing() -> None:
        raise KeyError("unexpected")

    assert isinstance(CliRunner().invoke(failing).exception, KeyError)
