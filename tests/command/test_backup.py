"""A backup is one moment's picture; a restore trusts nothing it has not counted and checked."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from jalon.command.archive import DUMP, MANIFEST, read_manifest, verify
from jalon.command.console import Refusal
from tests.command.installation import Installation

PEOPLE = """
import django; django.setup()
from datetime import date
from jalon.domain.audit.services import record
from jalon.domain.core.context import centre_context
from tests.factories import a_centre, a_person
for name, people in (("Val-Clair", 2), ("Hautbois", 1)):
    with centre_context(a_centre(name).pk):
        for _ in range(people):
            record(actor=None, verb="person.opened", subject=a_person(), on=date(2026, 11, 23))
"""
OPERATOR = {"JALON_PROCESS": "operator", "DJANGO_SETTINGS_MODULE": "jalon.config.settings.dev"}


@pytest.fixture(scope="module")
def house(var: Path) -> Installation:
    house = Installation(var).prepared()
    done = house.python("-c", PEOPLE, **OPERATOR)
    assert done.returncode == 0, done.stdout
    return house


@pytest.fixture(scope="module")
def backup(house: Installation, home: Path) -> Path:
    file = home / "house.jalon"
    done = house.jalon("backup", str(file))
    assert done.returncode == 0, done.stdout
    return file


def people(house: Installation, *, database: str = "jalon") -> int:
    return house.ask("SELECT count(*) FROM people_person", database=database)[0][0]


def databases(house: Installation) -> set[str]:
    return {name for (name,) in house.ask("SELECT datname FROM pg_database WHERE datname LIKE 'jalon%'")}


def rewritten(backup: Path, target: Path, **changes: object) -> Path:
    """A copy of the backup whose manifest says something else."""
    with zipfile.ZipFile(backup) as source, zipfile.ZipFile(target, "w") as copy:
        copy.writestr(DUMP, source.read(DUMP))
        copy.writestr(MANIFEST, json.dumps(json.loads(source.read(MANIFEST)) | changes))
    return target


def test_a_backup_is_for_its_owners_eyes_and_counts_every_centre(house: Installation, backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    manifest = read_manifest(backup)
    assert manifest.rows["people_person"] == 3
    assert manifest.rows["audit_journalentry"] == 3
    assert "django_session" not in manifest.rows


def test_a_restore_brings_back_that_moment_and_keeps_what_it_replaces(house: Installation, backup: Path) -> None:
    kept = people(house)
    done = house.python("-c", PEOPLE, **OPERATOR)
    assert done.returncode == 0, done.stdout
    done = house.jalon("restore", str(backup), "--yes")
    assert done.returncode == 0, done.stdout
    assert people(house) == kept == 3
    former = re.search(r"kept as '(\w+)'", done.stdout)[1]
    assert people(house, database=former) == 6
    # The lock came back with the data: outside a context, the web login may read no file.
    locked = "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE relname = 'people_person'"
    assert house.ask(locked) == [(True,)]
    checked = house.jalon("check")
    for name in ("roles", "tables", "lock", "journal"):
        assert re.search(rf"✓ +{name} ", checked.stdout), checked.stdout


def test_a_journal_changed_behind_jalons_back_is_not_restored(house: Installation, home: Path) -> None:
    house.ask("ALTER TABLE audit_journalentry DISABLE TRIGGER USER")
    house.ask("UPDATE audit_journalentry SET verb = 'nothing.happened' WHERE number = 1")
    try:
        forged = home / "forged.jalon"
        assert house.jalon("backup", str(forged)).returncode == 0
        before = databases(house)
        done = house.jalon("restore", str(forged), "--yes")
        assert done.returncode == 1
        assert "changed behind Jalon's back" in done.stdout
        assert databases(house) == before
    finally:
        house.ask("UPDATE audit_journalentry SET verb = 'person.opened' WHERE number = 1")
        house.ask("ALTER TABLE audit_journalentry ENABLE TRIGGER USER")


def test_a_backup_that_lacks_rows_is_not_restored(house: Installation, backup: Path, tmp_path: Path) -> None:
    before, rows = databases(house), read_manifest(backup).rows
    wrong = rewritten(backup, tmp_path / "wrong.jalon", rows=rows | {"people_person": 4})
    done = house.jalon("restore", str(wrong), "--yes")
    assert done.returncode == 1
    assert "people_person: 3 rows were restored, 4 were backed up" in done.stdout
    assert databases(house) == before


def test_a_backup_made_under_other_keys_or_by_a_newer_version_is_refused(
    house: Installation, backup: Path, tmp_path: Path
) -> None:
    other = rewritten(backup, tmp_path / "keys.jalon", keys="0123456789abcdef")
    assert "keys of this installation" in house.jalon("restore", str(other), "--yes").stdout
    newer = rewritten(backup, tmp_path / "newer.jalon", migrations=["people.9999_from_the_future"])
    assert "newer Jalon" in house.jalon("restore", str(newer), "--yes").stdout


def test_a_cut_or_damaged_file_is_refused_before_anything_is_touched(backup: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.jalon"
    cut.write_bytes(backup.read_bytes()[:-500])
    with pytest.raises(Refusal, match="cut off"):
        read_manifest(cut)
    damaged = tmp_path / "damaged.jalon"
    shutil.copy(backup, damaged)
    with damaged.open("r+b") as stream:
        stream.seek(2000)
        stream.write(b"\0" * 8)
    with pytest.raises(Refusal, match="damaged|not those"):
        list(verify(damaged, read_manifest(damaged)))
    letter = tmp_path / "letter.txt"
    letter.write_text("Madame, Monsieur")
    with pytest.raises(Refusal, match="not a backup"):
        read_manifest(letter)


def test_a_backup_that_can_not_be_written_leaves_no_half(house: Installation) -> None:
    done = house.jalon("backup", "/proc/nowhere.jalon")
    assert done.returncode == 1
    assert "can't be written" in done.stdout
