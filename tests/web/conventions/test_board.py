"""The board of many conventions: counted by the database, a page at a time both ways, as many statements whatever."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.domain.centres.models import Centre
from jalon.domain.conventions import board
from jalon.domain.conventions.models import Convention
from jalon.domain.core.context import federal_context, operator_context
from jalon.domain.subsidies.models import Award
from tests.domain.conventions import scene
from tests.domain.conventions.scene import AT, UNTIL
from tests.signing_in import client_of

BOARD = "federal_conventions:board"


def many(world, number):
    """As many centres more, each awarded and invited; the state of some is written as the owner."""
    pattern = scene.of(world.ours)
    with operator_context():
        centres = Centre.objects.bulk_create(
            Centre(name_fr=f"Lieu {n:03}", name_nl=f"Plek {n:03}", region_fr="Flandre", region_nl="Vlaams Gewest")
            for n in range(number)
        )
    with federal_context():
        facts = {"decision_id": pattern.award.decision_id, "cents": 1_000_00, "decided_at": AT}
        awards = Award._base_manager.bulk_create(
            Award(centre_id=one.pk, facts=pattern.award.facts, **facts) for one in centres
        )
        Convention._base_manager.bulk_create(
            Convention(
                centre_id=one.centre_id, award_id=one.pk, programme_id=pattern.programme_id, line=pattern.line,
                cents=one.cents, facts={**pattern.facts, "names": {"fr": f"Lieu {n}", "nl": f"Plek {n}"}},
                language="nl", state="invited", state_since=AT + timedelta(minutes=n % 7), invited_at=AT,
                entry_until=UNTIL,
            )
            for n, one in enumerate(awards)
        )  # fmt: skip


def looked(client, **query):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(reverse(BOARD), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    ways = {"after": "next", "before": "prev"}
    links = {name: re.search(rf'rel="{way}" href="[^"]*{name}=([0-9a-f-]{{36}})', text) for name, way in ways.items()}
    keys = re.findall(r'scope="row"><a href="[^"]*/([0-9a-f-]{36})/"', text)
    return text, keys, {name: found and found[1] for name, found in links.items()}, len(asked)


@pytest.mark.django_db
def test_the_board_is_read_a_page_at_a_time_and_counts_them_all():
    world = scene.a_world()
    scene.invited(world)
    officer = client_of(world.officer)
    looked(officer)
    few = looked(officer)[3]
    many(world, 120)
    text, first, places, queries = looked(officer)
    assert "122" in text and len(first) == board.SIZE and places["before"] is None and queries <= few
    _text, second, places, _queries = looked(officer, after=places["after"])
    _text, third, last, _queries = looked(officer, after=places["after"])
    assert len({*first, *second, *third}) == 122 and last["after"] is None, "each once"
    assert looked(officer, before=last["before"])[1] == second, "and back"
    assert looked(officer, after="00000000-0000-0000-0000-000000000000")[1] == first
    assert len(looked(officer, region="Flandre", state="invited")[1]) == board.SIZE
    assert looked(officer, state="sent")[1] == [] and looked(officer, year="2015", late="on")[1] == []

    scene.sent(world.ours, scene.of(world.ours))
    with operator_context(world.theirs.centre.pk):
        Convention.objects.update(state="sent")
    text, keys, _places, _queries = looked(officer, state="sent")
    assert len(keys) == 2 and 'name="every"' not in text, "nothing beyond the page"
    together = reverse("federal_conventions:together")
    listed = officer.post(together, {"act": "advise", "every": "1", "state": "invited"})
    assert {"Val-Clair", "Mont-Gris"} <= set(re.findall("Val-Clair|Mont-Gris", listed.content.decode()))
    assert "Lieu" not in listed.content.decode(), "the state is the one of the act, whatever is sent"
