"""The real lists when they are at hand (JALON_SAMPLE_DATA, or `shared/data` beside the checkout), and small ones."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def sample_folder() -> Path | None:
    """Where the municipality lists lie, if anywhere."""
    if named := os.environ.get("JALON_SAMPLE_DATA"):
        return Path(named)
    # A worktree stands elsewhere than the checkout it belongs to.
    shared = subprocess.run(
        ["git", "rev-parse", "--path-format=absolute", "--git-common-dir"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    for root in (ROOT, Path(shared).parent if shared else ROOT):
        if (folder := root.parent / "shared" / "data").is_dir():
            return folder
    return None


def real_list(year: int) -> bytes:
    """The real list of a year; skips the test without it."""
    folder = sample_folder()
    path = folder / f"belgian_municipalities_{year}.csv" if folder else None
    if path is None or not path.exists():
        pytest.skip("the municipality lists are not here (set JALON_SAMPLE_DATA to their folder)")
    return path.read_bytes()


HEADER = (
    '"NIS_code","municipality_NL","municipality_FR","arrondissement_NL","arrondissement_FR",'
    '"province_NL","province_FR","region_NL","region_FR","inhabitants","zip"'
)


def a_list(*rows: tuple[int, str, int | str]) -> bytes:
    """A list of (code, name, inhabitants) in one invented province."""
    places = '"Midden","Milieu","Laag","Bas","Gewest","Région"'
    lines = [
        f'{code},{quoted},{quoted},{places},"{people}",1234'
        for code, name, people in rows
        for quoted in ['"' + name.replace('"', '""') + '"']
    ]
    return "\n".join([HEADER, *lines]).encode()
