"""What a signature asks of a person and what may follow: a rule of the law and its words, without a database."""

from datetime import date

import pytest

from jalon.domain.space.project import Project
from jalon.web.space.duties import duties


@pytest.mark.parametrize(
    ("signed", "status", "said", "source"),
    [
        (True, "dis", ["Vous faites ce que vous avez signé", "Une sanction est possible"], "art. 30"),
        (False, "dis", ["Pas de sanction"], "art. 30"),
        (True, "equivalent", ["Vous faites ce que vous avez signé", "Pas de sanction"], "art. 30"),
        (True, "", ["Vous faites ce que vous avez signé", "Pas de sanction"], "art. 30"),
    ],
)
def test_what_a_signature_asks_and_what_may_follow_is_said_plainly(signed, status, said, source):
    on = date(2026, 11, 23)
    project = Project({"concluded_on": on if signed else None}, [], [], [])
    told = duties(project, status, on)
    assert [one.title for one in told] == said and source in told[-1].source and all(one.source for one in told)
    assert [one.title for one in duties(None, status, on)] == ["Pas de sanction"]
