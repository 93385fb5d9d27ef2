"""`make test`: every check one after the other, then what failed and what did not run, in words nobody overlooks.

With CI=true nothing may be left out: a missing browser is a failure there.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jalon.command.console import out

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
CODE = ["jalon", "tests", "bench", "requirements"]
PASSED, FAILED, NOT_RUN = "passed", "FAILED", "DID NOT RUN"
NO_TESTS_COLLECTED = 5


@dataclass(frozen=True)
class Outcome:
    """How a step went, and why when it did not run."""

    name: str
    state: str
    seconds: float = 0
    why: str = ""


def main() -> int:
    """Run the steps; 0 when all passed (and, in CI, all ran)."""
    present = [folder for folder in CODE if (ROOT / folder).is_dir()]
    python = [sys.executable]
    pytest = [*python, "-m", "pytest", "-q", "-n", os.environ.get("JALON_TEST_WORKERS", "2")]
    # A file stays in one process, for what its tests share; `tests/conftest.py` says which begin.
    by_file = ["--dist", "loadscope", "--no-loadscope-reorder"]
    steps: list[tuple[str, list[str]]] = [
        # Tests start some sixty processes; each would compile our modules anew.
        ("compiled", [*python, "-m", "compileall", "-q", "jalon", "tests"]),
        ("style", [str(BIN / "ruff"), "check", *present]),
        ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", *present]),
        ("layers", [str(BIN / "lint-imports"), "--no-cache"]),
        ("types", [str(BIN / "mypy")]),
        ("translations", [*python, "-m", "jalon.command.messages", "missing"]),
        ("catalogues", [*python, "-m", "jalon.command.messages", "compile"]),
        ("tests", [*pytest, *by_file, "-m", "not browser", *sys.argv[1:]]),
    ]
    outcomes = [_run(name, command) for name, command in steps]
    outcomes.append(_browser_tests([*pytest, "--dist", "load", "--maxschedchunk", "1"]))
    subprocess.run([*python, "-m", "jalon.command", "database", "stop", "--if-unused"], cwd=ROOT, check=False)
    return _close(outcomes)


def _run(name: str, command: list[str], environment: dict[str, str] | None = None) -> Outcome:
    out.rule(name)
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=os.environ | (environment or {}), check=False)
    seconds = time.monotonic() - begun
    if "pytest" in command and done.returncode == NO_TESTS_COLLECTED:
        return Outcome(name, NOT_RUN, seconds, "there is no such test")
    return Outcome(name, FAILED if done.returncode else PASSED, seconds)


def _browser_tests(pytest: list[str]) -> Outcome:
    chromium = find_chromium() or _install_chromium()
    if chromium is None:
        why = "no Chromium on this machine and it can't be installed (Debian: apt install chromium, as root)"
        return Outcome("browser", NOT_RUN, why=why)
    return _run("browser", [*pytest, "-m", "browser"], {"JALON_CHROMIUM": chromium})


def find_chromium(which: Callable[[str], str | None] = shutil.which) -> str | None:
    """The path of a Chromium, by the names systems give it; the one without a window does the same in less time."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := which(name))), None)


def _install_chromium() -> str | None:
    """From Debian's packages, when we are root there."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    out.rule("installing Chromium")
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium-headless-shell"]):
        subprocess.run(["apt-get", *command], check=False, **quiet)
    return find_chromium()


def _close(outcomes: list[Outcome]) -> int:
    out.rule("what ran")
    for outcome in outcomes:
        colour = {PASSED: "green", FAILED: "bold red", NOT_RUN: "bold yellow"}[outcome.state]
        out.print(f"[{colour}]{outcome.state:12}[/] {outcome.name:13} {outcome.seconds:6.1f} s  {outcome.why}")
    failed = [outcome.name for outcome in outcomes if outcome.state == FAILED]
    left_out = [outcome for outcome in outcomes if outcome.state == NOT_RUN]
    out.print()
    for outcome in left_out:
        out.print(f"[bold yellow]ATTENTION: {outcome.name} DID NOT RUN: {outcome.why}.[/]")
    if failed:
        out.print(f"[bold red]FAILED: {', '.join(failed)}.[/]")
    elif left_out:
        out.print("[bold yellow]What ran has passed. What did not run proves nothing.[/]")
    else:
        out.print("[bold green]Everything ran and passed.[/]")
    strict = os.environ.get("CI") == "true"
    return 1 if failed or (strict and left_out) else 0


if __name__ == "__main__":
    sys.exit(main())
