"""The same thing sent twice at one moment counts once; whoever came second reads a sentence, and no fault."""

import logging

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from jalon.domain.accounts.models import Team
from jalon.domain.core.context import centre_context
from jalon.web.access import two_at_once


def test_what_somebody_did_a_moment_before_is_said_and_done_once(at_work, member, caplog):
    assert at_work.post("/desk/", {"name": "Jeunes"}).status_code == 200
    with caplog.at_level(logging.ERROR, logger="django.request"):
        answer = at_work.post("/desk/", {"name": "Jeunes"})
    assert answer.status_code == 409
    assert "au même moment" in answer.text and "rien à refaire" in answer.text
    assert [record.status_code for record in caplog.records] == [409], "the operator reads where it was"
    with centre_context(member.centre_id):
        assert Team.objects.filter(name="Jeunes").count() == 1
    assert at_work.get("/desk/").status_code == 200, "and the next page goes on"


def test_a_fault_of_ours_stays_a_fault(rf, member):
    with pytest.raises(DatabaseError) as broken, centre_context(member.centre_id), connection.cursor() as cursor:
        cursor.execute("SELECT 1 / 0")
    with pytest.raises(DatabaseError):
        two_at_once.heard(rf.post(reverse("day:home")), broken.value)
