"""What everybody may read without signing in: what an officer published, and nothing else."""

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from jalon.domain.core.context import AUTH, Context, entered, federal_context, operator_context
from jalon.domain.figures import opened
from jalon.domain.figures.models import OpenFile, Publication

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TABLES = ("publication", "reportspublication", "openfile", "submission")
MISSING, UNDER_TEN = "11111111-1111-4111-8111-111111111111", 7
CONTENT = {
    "sent": 431,
    "missing": [MISSING],
    "names": {"": ["Belgique", "België"], "R:Wallonie": ["Wallonie", "Wallonië"]},
    "federal": {"in_force": [["", "", "", 1207], ["R:Wallonie", "", "", UNDER_TEN]]},
    "open": {"in_force": [["", "", "", 1205], ["R:Wallonie", "", "", None]]},
}


def publish(quarter: str = "2026Q2", *, keep: bool = True) -> None:
    """`keep`: with its files, as a publication is made since they are kept."""
    with federal_context():
        facts = {"content": CONTENT, "published_at": AT, "published_by": "Office"}
        one = Publication.objects.create(quarter=quarter, **facts)
        if keep:
            opened.keep(one)


def address(name: str, *told: str) -> str:
    return reverse(f"open:{name}", args=told)


def test_before_anything_is_published_nobody_finds_anything():
    anybody = Client()
    assert "Rien n’est encore publié" in anybody.get(address("index")).text
    assert anybody.get(address("json", "2026Q2")).status_code == 404
    assert anybody.get(address("csv", "2026Q2", "fr")).status_code == 404
    assert anybody.post(address("json", "2026Q2")).status_code == 405


def test_everybody_reads_the_open_numbers_and_nothing_else_of_a_publication():
    publish()
    anybody = Client()
    page = anybody.get(address("index")).text
    assert address("json", "2026Q2") in page and "Données ouvertes" in anybody.get(reverse("account_login")).text
    told = json.loads(anybody.get(address("json", "2026Q2")).content)
    assert [one["value"] for one in told["numbers"]] == [1205, None]
    assert (
        told["places"]["R:Wallonie"] == {"fr": "Wallonie", "nl": "Wallonië", "de": "Wallonie"}
        and told["threshold"] == 10
    )
    french, dutch = (anybody.get(address("csv", "2026Q2", one)).content.decode() for one in ("fr", "nl"))
    assert "1205" in french and "protégé" in french and "Wallonie" in french
    assert told["places"][""]["de"] == "Belgien"
    assert "beschermd" in dutch and "Wallonië" in dutch
    german = anybody.get(address("csv", "2026Q2", "de")).content.decode()
    assert "geschützt" in german and "Laufende VSE;Belgien;;Insgesamt;1205" in german and "2. Quartal 2026" in german
    assert "protégé" not in german and "Nombre" not in german
    for text in (page, json.dumps(told), french, dutch):
        assert "1207" not in text and MISSING not in text and "431" not in text
        assert f";{UNDER_TEN}\r" not in text


def test_a_file_stays_in_caches_and_knows_nobody():
    publish()
    for answer in (Client().get(address("json", "2026Q2")), Client().get(address("csv", "2026Q2", "nl"))):
        assert answer["Cache-Control"] == "public, max-age=3600" and not answer.cookies
        assert answer["Access-Control-Allow-Origin"] == "*" and "Cookie" not in answer.get("Vary", "")


def test_neither_the_list_nor_a_file_reads_the_numbers_of_another_publication(monkeypatch):
    publish()
    publish("2026Q1")
    read: list[str] = []
    known = json.loads
    monkeypatch.setattr(opened.json, "loads", lambda text: read.append(text) or known(text))
    publish("2025Q4", keep=False)
    assert "CSV" in Client().get(address("index")).text and not read
    Client().get(address("json", "2026Q1"))
    assert not read, "a kept file is given as it is"
    Client().get(address("json", "2025Q4"))
    assert len(read) == 1
    with entered(Context(AUTH)), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM figures_open()")
        assert "content" not in [column.name for column in cursor.description]
        cursor.execute("SELECT figures_open_content('2026Q4'), figures_open_content('%'), figures_open_content(NULL)")
        assert cursor.fetchone() == (None, None, None)


@pytest.mark.parametrize(
    "table", ["figures_publication", "figures_reportspublication", "figures_submission", "figures_openfile"]
)
def test_the_role_that_reads_open_data_has_no_right_on_what_it_is_taken_from(table: str):
    publish()
    with entered(Context(AUTH)), connection.cursor() as cursor:
        cursor.execute("SELECT key FROM figures_open()")
        assert cursor.fetchall() == [("2026Q2",)]
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(f"SELECT * FROM {table}")


def test_a_file_is_the_same_bytes_whatever_a_later_release_would_make_of_it(monkeypatch):
    publish()
    addresses = [address("json", "2026Q2"), *(address("csv", "2026Q2", each) for each in ("fr", "nl", "de"))]
    before = [Client().get(one).content for one in addresses]
    assert all(before) and len(set(before)) == 4
    monkeypatch.setattr(opened, "written", lambda *_: b"other words")
    assert [Client().get(one).content for one in addresses] == before
    publish("2026Q1", keep=False)
    assert Client().get(address("json", "2026Q1")).content == b"other words", "published before files were kept"
    with federal_context():
        facts = {"quarter": Publication.objects.get(quarter="2026Q2"), "name": "json", "content": b"x"}
        with pytest.raises(DatabaseError, match="openfile_of_quarter"), transaction.atomic():
            OpenFile.objects.bulk_create([OpenFile(**facts, sha256=sha256(b"x").hexdigest())])
    with operator_context():  # not even the owner
        for table in ("figures_openfile", "figures_publication"):
            for act in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id", f"TRUNCATE {table} CASCADE"):
                with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(act)
