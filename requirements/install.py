"""Makes `.venv` and installs a lock into it: `python3 requirements/install.py runtime` (or `dev`).

Standard library only, for a machine that has Python 3.11 or later with pip and nothing else. Installs again only when
the lock changed. Every package is checked against the hash in the lock, and none is built from source.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def main(which: str) -> None:
    """Install the lock `which`, unless it already is."""
    if sys.version_info < OLDEST:
        sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}. Use: make PYTHON=python3.11 run")
    if any(_stamp(lock).is_file() and _stamp(lock).read_text() == _state(lock) for lock in {which, "dev"}) and _works():
        return
    if not _works():
        _say("Making .venv")
        _make_venv()
    lock = ROOT / "requirements" / f"{which}.txt"
    count = sum(1 for line in lock.read_text().splitlines() if "==" in line and not line.startswith((" ", "#")))
    _say(f"Installing {count} packages from requirements/{which}.txt (only when the lock changes)")
    _install(lock)
    _link()
    _stamp(which).write_text(_state(which))


def _stamp(which: str) -> Path:
    return VENV / f".installed-{which}"


def _state(which: str) -> str:
    """Changes with the lock, this script and the Python that runs."""
    content = (ROOT / "requirements" / f"{which}.txt").read_bytes() + Path(__file__).read_bytes()
    return f"{hashlib.sha256(content).hexdigest()} {sys.version.split()[0]}\n"


def _works() -> bool:
    """Whether .venv has a Python that still runs (an upgrade of the machine's Python can break it)."""
    check = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", check], check=False).returncode == 0


def _make_venv() -> None:
    shutil.rmtree(VENV, ignore_errors=True)
    # Without pip inside: Debian keeps `ensurepip` in a package of its own, and the machine's pip can install for us.
    done = subprocess.run([sys.executable, "-m", "venv", "--without-pip", VENV], check=False)
    if done.returncode != 0:
        sys.exit(f"Python could not make {VENV}. Look above for the reason; a full disk or a closed folder, usually.")


def _install(lock: Path) -> None:
    """By four pips at once, each with its share of the lock: one alone mostly waits for the index or for its own work.

    The lock names every package, so nothing is searched for; modules are compiled when they are first imported.
    """
    flags = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    with tempfile.TemporaryDirectory() as folder:
        pip, begun = _pip(), []
        for number, packages in enumerate(_shares(lock.read_text(), 4)):
            share = Path(folder) / f"{number}.txt"
            share.write_text(packages)
            command = [*pip, "install", *flags, "--no-deps", "--no-compile", "--requirement", str(share)]
            begun.append(subprocess.Popen(command))
        # Every one is waited for, whatever became of the others.
        failed = [done for done in [one.wait() for one in begun] if done != 0]
    if failed:
        sys.exit(
            "The packages were not installed. Without network, they must come from a folder or a mirror: see "
            "PIP_FIND_LINKS and PIP_INDEX_URL of pip. Without pip: install it (Debian: apt install python3-pip)."
        )


def _shares(lock: str, number: int) -> list[str]:
    """The packages of a lock, each with its hashes, dealt out like cards."""
    packages = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]
    return ["".join(packages[first::number]) for first in range(number)]


def _pip() -> list[str]:
    """The machine's own pip, or the one inside: not that one first, since the lock may replace it while four run."""
    outside = [sys.executable, "-m", "pip"]
    has_own = subprocess.run([*outside, "--version"], capture_output=True, check=False).returncode == 0
    return [*outside, "--python", str(PYTHON)] if has_own else [str(PYTHON), "-m", "pip"]


def _link() -> None:
    """Put Jalon itself on the path and its command beside Python, without building anything."""
    site = next((VENV / "lib").glob("python3*/site-packages"))
    (site / "jalon.pth").write_text(f"{ROOT}\n")
    command = VENV / "bin" / "jalon"
    # The launcher of env(1): the path of .venv may be too long or hold a space for a first line of its own.
    command.write_text(
        "#!/bin/sh\n"
        '\'\'\'exec\' "$(dirname "$0")/python" "$0" "$@"\n'
        "' '''\n"
        "import sys\n"
        "from jalon.command.main import cli\n"
        "sys.argv[0] = 'jalon'\n"
        "cli()\n"
    )
    command.chmod(0o755)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.chdir(ROOT)
    main(sys.argv[1] if len(sys.argv) > 1 else "runtime")
