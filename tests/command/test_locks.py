"""A fresh machine installs the lock, so the lock holds whatever the project says it needs."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _name(requirement: str) -> str:
    """`psycopg[binary]>=3.3` and `psycopg==3.3.1` are both `psycopg`."""
    return re.split(r"[\[<>=~! ;]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.mark.parametrize(("lock", "extras"), [("runtime", []), ("dev", ["simulation", "dev"])])
def test_every_package_the_project_names_stands_in_the_lock(lock: str, extras: list[str]) -> None:
    """A package forgotten in the lock stops `make run` on the machine of whoever tries Jalon first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    locked = (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines()
    pinned = {_name(line) for line in locked if "==" in line and not line.startswith((" ", "#"))}
    assert {_name(line) for line in named} - pinned == set()
