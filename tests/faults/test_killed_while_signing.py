"""Web server and database die by kill -9 amid signatures: each is given with all its traces, or not at all."""

import http.client
import json
import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psutil
import pytest

from tests.command.installation import Installation, free_port, status_of, wait_for

pytestmark = pytest.mark.slow

TEXTS = 24
TOKEN = "a" * 32
# What one signature leaves: its row, the trail's, the journal's. The three are one, or none is there.
TRACES = """
    SELECT v.id::text, s.side,
           (SELECT count(*) FROM piis_piisevent AS e WHERE e.detail->>'signature' = s.id::text),
           (SELECT count(*) FROM audit_journalentry AS j WHERE j.detail->>'signature' = s.id::text)
    FROM piis_signature AS s JOIN piis_piisversion AS v ON v.id = s.version_id"""
ORPHANS = """
    SELECT count(*) FROM audit_journalentry AS j WHERE j.verb LIKE 'piis.sign%'
    AND NOT EXISTS (SELECT 1 FROM piis_signature AS s WHERE s.id::text = j.detail->>'signature')"""
HALF_CONCLUDED = """
    SELECT count(*) FROM piis_piis AS p WHERE (p.state = 'signed') <> (
        SELECT count(*) = 2 FROM piis_signature AS s JOIN piis_piisversion AS v ON v.id = s.version_id
        WHERE v.piis_id = p.id)"""


class Signing(threading.Thread):
    """Signs one text after the other for both parties, as a browser would; remembers what was confirmed."""

    def __init__(self, port: int, session: str, texts: list[dict[str, str]]):
        super().__init__(daemon=True)
        self.port, self.session, self.texts = port, session, texts
        self.confirmed: list[str] = []
        self.answers: list[int | None] = []

    def run(self) -> None:
        for text in self.texts:
            status = self.sign(text)
            self.answers.append(status)
            if status == 302:
                self.confirmed.append(text["id"])

    def sign(self, text: dict[str, str]) -> int | None:
        """The status of the answer; None when there was none. The same form each time it is sent."""
        form = {
            "csrfmiddlewaretoken": TOKEN,
            "idempotency_key": text.setdefault("key", str(uuid4())),
            "shown_hash": text["hash"],
            "person-name": text["name"],
            "person-confirmed": "on",
            "centre-name": text["centre"],
            "centre-confirmed": "on",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request("POST", f"/piis/versions/{text['id']}/sign/", urlencode(form), headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


@pytest.fixture(scope="module")
def house(var: Path) -> Iterator[Installation]:
    house = Installation(var).prepared()
    yield house


def _serve(house: Installation, port: int):
    server = house.start(port)
    wait_for(lambda: "Ctrl-C stops everything" in house.said() or server.poll() is not None, "the address")
    assert server.poll() is None, house.said()
    return server


def _kill_everything(house: Installation) -> None:
    """The web server with its processes, then the database with its own, without a word to any of them."""
    web = psutil.Process(int((house.var / "server.pid").read_text()))
    for process in [web, *web.children(recursive=True)]:
        process.kill()
    _kill_database(house)


def _kill_database(house: Installation) -> None:
    os.kill(int((house.var / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)


def test_a_signature_cut_by_kill_9_is_given_with_its_traces_or_not_at_all(house: Installation) -> None:
    made = house.python("-m", "tests.faults.signatures_to_give", str(TEXTS))
    assert made.returncode == 0, made.stdout
    ready = json.loads(made.stdout.splitlines()[-1])
    texts, session, chance = ready["texts"], ready["session"], random.Random(20161101)  # noqa: S311
    confirmed: list[str] = []
    port = free_port()
    server = _serve(house, port)
    try:
        for kill, part in ((_kill_database, texts[: TEXTS // 2]), (_kill_everything, texts[TEXTS // 2 :])):
            signing = Signing(port, session, part)
            signing.start()
            wait_for(lambda signing=signing: signing.answers or not signing.is_alive(), "a first signature")
            assert signing.answers[0] == 302, "the first text is signed in peace"
            time.sleep(chance.uniform(0, 0.1))
            kill(house)
            signing.join(200)
            assert set(signing.answers) != {302}, "the blow was felt"
            confirmed += signing.confirmed
            if kill is _kill_everything:
                server.wait(60)
                server = _serve(house, port)
            wait_for(lambda: status_of(port) == 200, "a page")
            _nothing_is_half_done(house, confirmed)
        # Whoever was not answered sends the same form again; whoever was answered clicked twice.
        again = Signing(port, session, texts)
        again.run()
        assert set(again.answers) == {302}
        _nothing_is_half_done(house, [text["id"] for text in texts])
        assert len(house.ask(TRACES)) == 2 * TEXTS
        # Rows are only added: a chain that a blow had broken would be broken still.
        checked = house.python("-m", "jalon.command.chains")
        assert checked.returncode == 0, checked.stdout
    finally:
        server.terminate()
        server.wait(60)


def _nothing_is_half_done(house: Installation, confirmed: list[str]) -> None:
    traces = house.ask(TRACES)
    assert {trace[2:] for trace in traces} <= {(1, 1)}, "a signature without its trail or its journal row, or with two"
    assert house.ask(ORPHANS) == [(0,)], "the journal tells of a signature that is not there"
    assert house.ask(HALF_CONCLUDED) == [(0,)], "signed by both and not concluded, or the reverse"
    sides = [(version, side) for version, side, _events, _rows in traces]
    assert len(sides) == len(set(sides)), "one party signed twice"
    lost = {(one, side) for one in confirmed for side in ("person", "centre")} - set(sides)
    assert not lost, "a signature that was confirmed is lost"
