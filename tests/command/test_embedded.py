"""The embedded PostgreSQL starts, is found again, survives a crash, and says what to do when it can't."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest

from jalon.command import embedded, embedded_host
from jalon.command.embedded import EmbeddedError, ensure_running, find_running, is_in_use, stop
from jalon.command.embedded_faults import explain

ONE_START = (
    "import sys, pathlib; from jalon.command.embedded import ensure_running as e;"
    "print(e(pathlib.Path(sys.argv[1])).started)"
)
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root starts PostgreSQL under another account")


def ask(address: embedded.ServerAddress, query: str) -> object:
    with psycopg.connect(address.dsn(), autocommit=True) as connection:
        cursor = connection.execute(query)
        return cursor.fetchone()[0] if cursor.description else None


def kill_server(var: Path) -> None:
    pid = int((var / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    while find_running(var) is not None:
        time.sleep(0.01)


def test_two_starts_at_once_make_one_server(var: Path) -> None:
    stop(var)
    starts = [subprocess.Popen([sys.executable, "-c", ONE_START, var], stdout=subprocess.PIPE) for _ in range(2)]
    assert sorted(start.communicate()[0].strip() for start in starts) == [b"False", b"True"]
    assert not ensure_running(var).started


def test_the_server_keeps_checksums_sorts_by_code_point_and_opens_no_port(var: Path) -> None:
    address = ensure_running(var)
    assert ask(address, "SHOW data_checksums") == "on"
    assert ask(address, "SHOW fsync") == "on"
    assert ask(address, "SHOW listen_addresses") == ""
    assert ask(address, "SELECT datlocale FROM pg_database WHERE datname = 'template0'") == "C.UTF-8"
    assert ask(address, "SELECT upper('é')") == "É"


def test_only_the_account_that_started_it_may_enter(var: Path) -> None:
    address = ensure_running(var)
    assert stat.S_IMODE(address.socket_dir.stat().st_mode) == 0o700
    assert ask(address, "SELECT count(DISTINCT auth_method) FROM pg_hba_file_rules WHERE type = 'local'") == 1
    assert ask(address, "SELECT auth_method FROM pg_hba_file_rules WHERE type = 'local'") == "peer"


def test_the_log_keeps_no_text_of_a_statement(var: Path) -> None:
    address = ensure_running(var)
    with pytest.raises(psycopg.errors.UndefinedTable):
        ask(address, "SELECT 'Marie Dupont' FROM nowhere")
    logs = "".join(log.read_text() for log in (var / "postgres" / "log").glob("*.log"))
    assert "nowhere" in logs
    assert "Marie Dupont" not in logs


def test_a_stopped_server_starts_again_with_its_data(var: Path) -> None:
    ask(ensure_running(var), "CREATE TABLE kept AS SELECT 42 AS n")
    assert stop(var)
    assert find_running(var) is None
    again = ensure_running(var)
    assert (again.started, again.created, again.recovered) == (True, False, False)
    assert ask(again, "SELECT n FROM kept") == 42


def test_a_killed_server_recovers_what_was_confirmed_and_says_so(var: Path) -> None:
    ask(ensure_running(var), "CREATE TABLE confirmed AS SELECT 1")
    kill_server(var)
    again = ensure_running(var)
    assert again.recovered
    assert ask(again, "SELECT count(*) FROM confirmed") == 1


def test_a_mark_left_by_a_dead_server_whose_number_was_taken_over_is_no_obstacle(var: Path) -> None:
    ensure_running(var)
    stop(var)
    mark = var / "postgres" / "postmaster.pid"
    mark.write_text(f"{os.getpid()}\n{var / 'postgres'}\n0\n5432\n{var / 'socket'}\n\n  1  1\nready\n")
    assert ensure_running(var).recovered


def test_a_server_in_use_elsewhere_is_left_running(var: Path) -> None:
    ensure_running(var)
    assert not is_in_use(var)
    waiting = f"{ONE_START}; sys.stdout.flush(); sys.stdin.read()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", waiting, var], **pipes) as other:
        other.stdout.readline()
        assert is_in_use(var)
        assert not stop(var, only_if_unused=True)
        other.communicate()
    assert stop(var, only_if_unused=True)


def test_data_of_another_version_are_refused_with_a_way_out(var: Path) -> None:
    ensure_running(var)
    stop(var)
    version = var / "postgres" / "PG_VERSION"
    version.write_text("17\n")
    try:
        with pytest.raises(EmbeddedError, match="PostgreSQL 17") as refused:
            ensure_running(var)
    finally:
        version.write_text("18\n")
    assert "jalon backup" in refused.value.what_to_do


def test_a_line_of_configuration_that_is_not_understood_is_told(var: Path) -> None:
    ensure_running(var)
    stop(var)
    own = var / "postgres" / "local.conf"
    own.write_text("shared_bufers = 1GB\n")
    own.chmod(0o644)
    try:
        with pytest.raises(EmbeddedError, match="local.conf"):
            ensure_running(var)
    finally:
        own.unlink()


def test_a_network_port_that_is_taken_is_told(var: Path) -> None:
    ensure_running(var)
    stop(var)
    own = var / "postgres" / "local.conf"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        own.write_text(f"listen_addresses = '127.0.0.1'\nport = {taken.getsockname()[1]}\n")
        own.chmod(0o644)
        try:
            with pytest.raises(EmbeddedError, match="taken by another program"):
                ensure_running(var)
        finally:
            own.unlink()


def test_a_server_opened_to_the_network_by_its_owner_is_found_at_its_port(var: Path) -> None:
    ensure_running(var)
    stop(var)
    own = var / "postgres" / "local.conf"
    own.write_text("port = 5433\n")
    own.chmod(0o644)
    try:
        address = ensure_running(var)
        assert (address.port, ask(address, "SHOW port")) == (5433, "5433")
        stop(var)
    finally:
        own.unlink()


def test_a_full_disk_is_told_before_anything_is_written(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")(10**9, 10**9, 10**6)
    monkeypatch.setattr(embedded.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(EmbeddedError, match="is full") as refused:
        ensure_running(home / "full")
    assert "JALON_VAR" in refused.value.what_to_do
    assert not (home / "full" / "postgres").exists()


def test_a_folder_that_cannot_be_made_is_told(home: Path) -> None:
    (home / "file").touch()
    with pytest.raises(EmbeddedError, match="can't be used"):
        ensure_running(home / "file" / "var")


def test_a_folder_that_is_no_database_is_left_alone(home: Path) -> None:
    stranger = home / "stranger" / "postgres"
    stranger.mkdir(parents=True)
    (stranger / "letter.txt").write_text("dear")
    with pytest.raises(EmbeddedError, match="is not a PostgreSQL database"):
        ensure_running(home / "stranger")
    assert (stranger / "letter.txt").read_text() == "dear"


def test_a_deep_folder_with_an_odd_name_gets_a_short_socket(home: Path) -> None:
    deep = home / ("l’intégration sociale " * 4) / ("b" * 60)
    address = ensure_running(deep)
    assert len(os.fsencode(address.socket_dir / embedded_host.SOCKET_NAME)) <= embedded_host.LONGEST_SOCKET_PATH
    assert ask(address, "SELECT 1") == 1
    stop(deep)
    assert not address.socket_dir.exists()


@as_root
def test_a_project_closed_to_the_servers_account_keeps_its_data_in_an_open_room(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    address = ensure_running(closed / "var")
    assert ask(address, "SELECT 1") == 1
    assert (closed / "var" / "postgres").resolve().is_relative_to(home / "state")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert not ensure_running(closed / "var").started
    assert stop(closed / "var")


@as_root
def test_programs_closed_to_the_servers_account_are_copied_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_host, "_usable", lambda programs, account: False)
    host = embedded_host.find_host(home / "copied")
    assert host.programs.is_relative_to(home / "state")
    assert host.run("postgres", "--version").stdout.startswith("postgres (PostgreSQL) 18")
    assert embedded_host.find_host(home / "copied").programs == host.programs


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ('FATAL:  could not write lock file "postmaster.pid": No space left on device', "disk"),
        ("FATAL:  database files are incompatible with server", "another version"),
        ('FATAL:  lock file "postmaster.pid" already exists', "Another PostgreSQL"),
        ("FATAL:  could not map anonymous shared memory: Cannot allocate memory", "shared memory"),
        ("PANIC:  could not locate a valid checkpoint record", "damaged"),
        ('FATAL:  could not open file "global/pg_control": Permission denied', "can't be read or written"),
        ("FATAL:  something new", "something new"),
    ],
)
def test_each_refusal_of_postgresql_becomes_a_sentence(words: str, why: str) -> None:
    error = explain(f"LOG:  starting\n{words}\n", data=Path("var/postgres"))
    assert why in error.why
    assert error.what_to_do.endswith(".")
