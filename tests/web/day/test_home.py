"""The first page after sign-in, in both languages, for everybody who works in a centre."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import reverse

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context
from jalon.domain.worklist.kinds import Kind
from jalon.web.access.middleware import SESSION_MEMBER
from jalon.web.day.acts import ACTS, act_of
from tests.factories import a_centre, a_member, a_person, a_user

pytestmark = pytest.mark.django_db

MATRIX = Path(__file__).resolve().parents[2] / "security" / "matrix.yaml"


def signed_in(role: Role, *people: str) -> tuple[Client, Any]:
    centre, user = a_centre(), a_user()
    with centre_context(centre.pk):
        member = a_member(role, user=user)
        for name in people:
            a_person(name, responsible=None)
    client = Client()
    client.force_login(user)
    session = client.session
    session[SESSION_MEMBER] = {"centre": str(centre.pk), "member": str(member.pk)}
    session.save()
    return client, member


def test_every_kind_of_thing_has_one_next_act():
    assert set(ACTS) == set(Kind)


def test_no_button_of_the_day_leads_to_a_page_that_refuses_whoever_clicks():
    open_to = yaml.safe_load(MATRIX.read_text())["addresses"]
    for role in Role:
        member: Any = SimpleNamespace(role=role)
        for kind in Kind:
            assert role in open_to[act_of(kind, member).route]["get"], (role, kind)


def test_an_empty_day_says_what_will_come_and_how_to_begin():
    client, _ = signed_in(Role.WORKER)
    page = client.get(reverse("day:home")).content.decode()
    assert "Rien n’attend" in page and reverse("people:list") in page


def test_the_councils_people_see_the_whole_centre_first():
    client, _ = signed_in(Role.PRESIDENT, "Sansgarde")
    assert "Sansgarde" in client.get(reverse("day:home")).content.decode()


def test_the_list_alone_answers_htmx_and_unreadable_questions_mean_the_beginning():
    client, _ = signed_in(Role.COORDINATOR, "Sansgarde")
    path = reverse("day:home")
    asked = {"reach": "centre", "kind": "nonsense", "after": "2026-99-99_x"}
    fragment = client.get(path, asked, headers={"HX-Request": "true"}).content.decode()
    assert "Sansgarde" in fragment and "<html" not in fragment


def test_home_asks_the_same_few_queries_however_much_waits(django_assert_max_num_queries: Any):
    client, _ = signed_in(Role.COORDINATOR, *[f"Nom{number}" for number in range(40)])
    # Twelve are promised; three more are of this test, whose page runs inside a transaction and gives its role back.
    with django_assert_max_num_queries(12 + 3):
        assert client.get(reverse("day:home"), {"reach": "centre"}).status_code == 200


def test_a_calendar_address_answers_without_a_session_and_a_wrong_one_does_not():
    client, _ = signed_in(Role.WORKER)
    made = client.post(reverse("day:calendar"), {"act": "open"})
    url = made.context["url"]
    answer = Client().get(url)
    assert answer["Content-Type"].startswith("text/calendar") and b"VCALENDAR" in answer.content
    assert Client().get(url.replace("/jalon.ics", "x/jalon.ics")).status_code == 404
    client.post(reverse("day:calendar"), {"act": "close"})
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_a_letter_typed_after_g_leads_to_one_place(role: Role):
    client, _member = signed_in(role)
    letters = re.findall(r'data-keys="(.)"', client.get("/").content.decode())
    assert letters, "nothing can be reached by letters"
    assert len(set(letters)) == len(letters), letters
