"""`jalon run`: everything on one machine, from an empty folder to a page that answers."""

import contextlib
import fcntl
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.table import Table

from jalon.command import embedded
from jalon.command.console import Refusal, out, say, step
from jalon.command.environment import DATABASE, embedded_server, is_production, var_folder
from jalon.command.prepared import is_prepared

HOST = "127.0.0.1"
SETTINGS = "jalon.config.settings.dev"
LONGEST_WAIT_SECONDS = 60
SIGN_INS = "sign_ins.json"  # who may sign in, written when a preparation ends
CODE = Path(__file__).resolve().parents[2]


def run_everything(*, port: int, demo: bool, workers: int) -> None:
    """Start, print the address, wait for Ctrl-C, stop. Raises `Refusal` with a sentence when it can't."""
    if is_production():
        raise Refusal(
            "'jalon run' is for one machine with its own database.",
            "DATABASE_URL is set, so this is a production installation.",
            "Start the web process of the Procfile instead, or unset DATABASE_URL.",
        )
    begun = time.monotonic()
    var = var_folder()
    # A polite kill and a closed terminal end it as Ctrl-C does, even when a script started us without Ctrl-C.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    with _only_one(var, port), contextlib.suppress(KeyboardInterrupt):
        _stop_leftover(var)
        check_port(port)
        try:
            prepared = _is_prepared(var, demo=demo)
            web = _server(var, port=port, workers=workers)
            with contextlib.ExitStack() as serving:
                # It loads while what is ready is looked at again; where tables are to be made, it waits for them.
                early = serving.enter_context(web) if prepared else None
                people = _prepare(var, demo=demo)
                server = early or serving.enter_context(web)
                wait_until_answers(server, port=port, log=var / "server.log")
                _tell(port, people, time.monotonic() - begun)
                _watch(server, var)
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # an impatient second Ctrl-C must not cut the stop short
            _stop_database(var)


@contextlib.contextmanager
def _only_one(var: Path, port: int) -> Iterator[None]:
    """Hold the installation for this process; a second `jalon run` is told where the first answers."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Refusal(
                "Jalon is already running here.",
                f"Another 'jalon run' answers at {lock.read().strip() or 'an unknown address'}.",
                "Open that address, or stop it with Ctrl-C where it was started.",
            ) from None
        lock.truncate(0)
        lock.write(f"http://{HOST}:{port}/")
        lock.flush()
        yield


def _stop_leftover(var: Path) -> None:
    """End a web server whose `jalon run` was killed; it would hold the port."""
    import psutil

    mark = var / "server.pid"
    with contextlib.suppress(FileNotFoundError, ValueError, psutil.NoSuchProcess):
        process = psutil.Process(int(mark.read_text()))
        if str(mark) in process.cmdline():
            process.terminate()
            process.wait(15)
            say("The last 'jalon run' was killed; its web server was still there and is now stopped.")
    mark.unlink(missing_ok=True)


def check_port(port: int) -> None:
    """Raises `Refusal` naming a free port when `port` is taken or forbidden."""
    why = _why_not(port)
    if why is None:
        return
    free = next((other for other in range(max(port + 1, 8000), min(port + 1000, 65536)) if not _why_not(other)), None)
    raise Refusal(
        f"Port {port} can't be used.",
        why,
        f"Stop the program that holds it, or start with 'jalon run --port {free or 8080}'.",
    )


def _why_not(port: int) -> str | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except PermissionError:
            return "This system keeps low ports for the administrator."
        except OSError:
            return "Another program is listening on it."
    return None


def _is_prepared(var: Path, *, demo: bool) -> bool:
    """Start the database, and say whether the last preparation finished and nothing has changed since."""
    with step("Database started"):
        address = embedded_server()
    if address.recovered:
        say("It had not been stopped cleanly: it replayed its log, and nothing that was confirmed is lost.")
    last = var / SIGN_INS
    finished = last.exists() and (not demo or json.loads(last.read_text()))
    return bool(finished) and is_prepared(address.dsn(database=DATABASE))


def _prepare(var: Path, *, demo: bool) -> list[dict[str, str]]:
    """Tables, translations and demonstration, in a process of its own; returns who may sign in."""
    answer = var / SIGN_INS
    command = [sys.executable, "-m", "jalon.command.prepare", "--sign-ins", answer, "--demo" if demo else "--no-demo"]
    status = with_all_it_starts(command, os.environ | {"JALON_VAR": str(var)})
    if status != 0:
        raise SystemExit(status)  # it has said why
    return json.loads(answer.read_text())


def with_all_it_starts(command: Sequence[str | Path], environment: Mapping[str, str]) -> int:
    """Run a command and return its status; interrupted, end it and the processes it has started itself."""
    with subprocess.Popen(command, cwd=CODE, env=environment, start_new_session=True) as process:
        try:
            return process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)  # each file of a demonstration is whole or not there
            process.wait()
            raise


@contextlib.contextmanager
def _server(var: Path, *, port: int, workers: int) -> Iterator[subprocess.Popen[bytes]]:
    """The web server, in a group of its own so that Ctrl-C reaches us first; stopped gently on the way out."""
    command = [sys.executable, "-m", "gunicorn", "-c", "python:jalon.config.gunicorn", "jalon.config.wsgi"]
    command += ["--bind", f"{HOST}:{port}", "--workers", str(workers), "--pid", str(var / "server.pid")]
    environment = os.environ | {"JALON_PROCESS": "web", "DJANGO_SETTINGS_MODULE": SETTINGS, "JALON_VAR": str(var)}
    (var / "static").mkdir(exist_ok=True)
    with (var / "server.log").open("ab") as log:
        server = subprocess.Popen(
            command,
            env=environment,
            cwd=CODE,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield server
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(20)  # requests under way are answered first
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_answers(server: subprocess.Popen[bytes], *, port: int, log: Path) -> None:
    """Return once a page came back. Raises `Refusal` when the server ended or stays silent."""
    give_up = time.monotonic() + LONGEST_WAIT_SECONDS
    while time.monotonic() < give_up:
        if server.poll() is not None:
            raise _server_ended(server, log)
        connection = http.client.HTTPConnection(HOST, port, timeout=LONGEST_WAIT_SECONDS)
        try:
            connection.request("GET", "/health")
            if connection.getresponse().status < 500:
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise Refusal(
        "The web server does not answer.",
        f"It was given {LONGEST_WAIT_SECONDS} seconds. Its last words: {_last_words(log)}",
        f"Read {log}.",
    )


def _server_ended(server: subprocess.Popen[bytes], log: Path) -> Refusal:
    return Refusal(
        f"The web server ended by itself (status {server.returncode}).",
        f"Its last words: {_last_words(log)}",
        f"Read {log}, then start again: nothing confirmed is lost.",
    )


def _last_words(log: Path) -> str:
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "none"


def _tell(port: int, people: list[dict[str, str]], seconds: float) -> None:
    out.print()
    out.print(f"[bold]Jalon answers at http://localhost:{port}/[/]  [dim]after {seconds:.1f} s[/]")
    if people:
        table = Table(box=None, pad_edge=False)
        for heading in ("role", "sign in as", "at"):
            table.add_column(heading)
        for person in people:
            table.add_row(person["role"], f"{person['name']} <{person['email']}>", person["place"])
        out.print(table)
        out.print("One click on the sign-in page lets each of them in: this is a demonstration, of invented people.")
        out.print(f"The people whom a centre accompanies have their own door: http://localhost:{port}/mine/")
    out.print("[dim]Ctrl-C stops everything and loses nothing.[/]")


def _watch(server: subprocess.Popen[bytes], var: Path) -> None:
    """Wait for the web server's end, which is a fault; start the database again if somebody kills it."""
    while server.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(1)
        if server.poll() is None and embedded.find_running(var) is None:
            embedded.ensure_running(var)
            say("The database had ended by itself. It runs again, and nothing that was confirmed is lost.")
    raise _server_ended(server, var / "server.log")


def _stop_database(var: Path) -> None:
    """Stop it unless a test run or another command works with it; what we just ended gets a moment to go."""
    give_up = time.monotonic() + 3
    while not (stopped := embedded.stop(var, only_if_unused=True)) and embedded.find_running(var):
        if time.monotonic() > give_up:
            say("Stopped. The database stays for another process that works with it.")
            return
        time.sleep(0.1)
    if stopped:
        say("Stopped. What was confirmed is kept for the next time.")
