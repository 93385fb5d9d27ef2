"""`jalon remind`: one letter a week for all that waits, nobody named in it, and none for who wants none."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from jalon.command.remind import remind
from jalon.domain.accounts.models import Membership, User
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context, operator_context
from jalon.domain.worklist.models import Digest
from tests.domain.results import cluster
from tests.scene import played, shared
from tests.signing_in import client_of

scene_of_module = shared(cluster.a_cluster)
ON = date(2016, 2, 15)  # two weeks before the report is due


@pytest.fixture
def scene(scene_of_module):
    with played(scene_of_module) as scene:
        yield scene


def test_who_must_do_something_gets_one_letter_a_week_that_names_nobody(scene, monkeypatch):
    first = scene.members[0]
    for office in (scene.promoter, *scene.members, scene.alone):
        with centre_context(office.centre.pk):
            Membership.objects.update(since=date(2012, 1, 2))
    with operator_context():
        User.objects.filter(pk=first.president.user_id).update(language="nl")
    assert remind(on=ON, dry_run=True) == (9, 0) and not mail.outbox
    assert remind(on=ON) == (9, 0), "three who answer for each of three centres; no worker, and not the centre apart"
    letters = {one.to[0]: one for one in mail.outbox}
    french, dutch = letters[first.coordinator.email], letters[first.president.email]
    assert "Nombres à remettre" in french.body and "28 février 2016" in french.body and "/day/mail/" in french.body
    assert "Te bezorgen getallen" in dutch.body and "1 zaak wacht op u in Jalon" in dutch.subject
    for one in mail.outbox:
        assert "Personne" not in one.body and "EUR" not in one.body and "Val-Clair" not in one.body
    assert remind(on=ON) == (0, 0) and remind(on=ON + timedelta(days=4)) == (0, 0), "nothing twice the same week"
    with centre_context(first.centre.pk):
        assert Digest.objects.count() == 3 and JournalEntry.objects.filter(verb="digest.sent").count() == 3
    page = client_of(first.coordinator)
    assert "Elle part à" in page.get(reverse("day:mail")).content.decode()
    page.post(reverse("day:mail"), {"act": "off"})
    later = ON + timedelta(days=7)
    assert remind(on=later, every=30) == (0, 0), "the pace is the operator's"

    def refused(*_args, **_facts):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("jalon.web.day.mail.EmailMessage.send", refused)
        assert remind(on=later) == (0, 8)
    assert remind(on=later) == (8, 0), "tried again; who switched it off receives none"
    assert [one.to[0] for one in mail.outbox].count(first.coordinator.email) == 1
