"""The pages of every day ask at most twelve statements, all counted, and not one more when there is more to show."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jalon.domain.piis import services
from jalon.domain.piis.drafts import CommitmentDraft
from jalon.domain.piis.enums import Side
from jalon.domain.piis.models import Piis
from jalon.domain.piis.queries import current_draft
from tests.domain.piis.world import (
    MAY_SIGN,
    a_beneficiary,
    a_draft_piis,
    a_text,
    at,
    handed_over,
    running,
    with_third_party,
)
from tests.factories import a_person, a_status

pytestmark = pytest.mark.django_db
NOW = MAY_SIGN + timedelta(days=60)
MOST = 12  # session, user, context, member, the file's row in the journal, and what the page itself asks


def asked(client, address, form=None):
    """Every statement of a page, without what only a test's outer transaction adds."""
    ask = (lambda: client.post(address, form)) if form else (lambda: client.get(address))
    ask()
    with CaptureQueriesContext(connection) as captured:
        assert ask().status_code == 200
    added = ("SAVEPOINT", "RELEASE", "SELECT set_config('role', 'jalon_web'")
    return [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(added)]


@pytest.fixture
def busy(office, person, clock):
    """A project in force with a third party and an evaluation held."""
    with office.context():
        piis = running(person, with_third_party(a_text()))
        held(office, piis)
    clock(NOW)
    return piis


def held(office, piis, on=MAY_SIGN + timedelta(days=30)):
    services.record_evaluation(
        actor=office.worker, piis=piis, held_on=on, in_person=True, findings=(), at=at(on)
    )  # fmt: skip


def addresses(piis, person):
    return {
        "home": (reverse("day:home"), None),
        "list of files": (reverse("people:list"), None),
        "search by name": (reverse("people:search"), {"q": person.last_name}),
        "search by number": (reverse("people:search"), {"q": "T0"}),
        "file": (reverse("people:file", args=[person.pk]), None),
        "project": (reverse("piis:show", args=[piis.pk]), None),
        "evaluation": (reverse("piis:evaluate", args=[piis.pk]), None),
    }


def test_every_page_asks_as_much_for_one_row_as_for_twenty(office, person, busy, worker):
    few = {name: asked(worker, *address) for name, address in addresses(busy, person).items()}
    with office.context():
        for number in range(20):
            other = a_person(person.last_name, f"Prénom {number}", responsible=office.worker)
            a_status(other, since=date(2026, 2, 16), decided_on=date(2026, 2, 16))
            Piis.objects.create(person=other, number=1, drafted_on=date(2026, 1, 5), responsible=office.worker)
            Piis.objects.create(
                person=person,
                number=2 + number,
                state="withdrawn",
                drafted_on=date(2026, 1, 5),
                responsible=office.worker,
            )
            since = date(2020, 1, 1) + timedelta(days=30 * number)
            a_status(person, since=since, until=since + timedelta(days=20))
            held(office, busy, on=MAY_SIGN + timedelta(days=31 + number))
    for name, address in addresses(busy, person).items():
        many = asked(worker, *address)
        assert len(many) == len(few[name]) <= MOST, f"{name}\n" + "\n".join(one[:150] for one in many)


@pytest.mark.parametrize("state", ["draft", "handed over", "amended"])
def test_a_project_asks_no_more_on_its_way(office, clock, worker, state):
    with office.context():
        person = a_beneficiary(responsible=office.worker)
        lines = tuple(
            CommitmentDraft(side=side, text="Faire ceci.") for side in (Side.PERSON, Side.CENTRE) for _ in range(9)
        )
        text = with_third_party(a_text(commitments=lines))
        if state == "draft":
            piis = a_draft_piis(person, text)
        elif state == "handed over":
            piis = handed_over(person, text).piis
        else:
            piis = running(person, text)
            draft = replace(current_draft(piis), aims="Autre chose.", commitments=lines[:3])
            amendment = services.prepare_amendment(
                actor=office.worker, piis=piis, draft=draft, asked_by="person", reason="", effective_on=NOW, at=at(NOW)
            )
            services.hand_over_amendment(actor=office.worker, amendment=amendment, at=at(NOW))
    clock(NOW)
    for address in (reverse("piis:show", args=[piis.pk]), reverse("people:file", args=[person.pk])):
        statements = asked(worker, address)
        assert len(statements) <= MOST, "\n".join(one[:150] for one in statements)
