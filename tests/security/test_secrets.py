"""What opens something without a session, or names somebody, stays out of logs, cookies and caches."""

from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.config import gunicorn
from jalon.config.access_log import without_secrets
from jalon.domain.accounts import services
from jalon.domain.accounts.models import User
from jalon.domain.core.context import centre_context
from jalon.domain.worklist.services import close_calendar
from tests.scene import undone
from tests.security.addresses import ADDRESSES
from tests.security.house import MARK, House
from tests.signing_in import client_of

KEYS = {"secret", "token", "key"}
WITH_A_KEY = [one for one in ADDRESSES if KEYS & {*one.keys}]


@pytest.mark.parametrize("address", WITH_A_KEY, ids=str)
def test_the_web_servers_log_holds_no_key(address, house: House):
    path = house.path(address)
    keys = [str(house.objects[name]) for name in KEYS & {*address.keys}]
    assert all(key in path and key not in without_secrets(path) for key in keys)
    assert without_secrets("/files/search/") == "/files/search/"
    assert gunicorn.logger_class.__name__ == "PathsWithoutSecrets" and "%(U)s" in gunicorn.access_log_format
    assert not {"%(r)s", "%(q)s", "%(f)s"} & {*gunicorn.access_log_format.split()}, "the query, or where one was"


def test_a_calendar_stays_in_no_cache_and_ends_with_the_membership(house: House):
    worker, path = house.members["worker"], reverse("day:feed", args=[house.objects["token"]])
    with undone():
        answer = Client().get(path)
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
        assert MARK not in answer.content.decode()
        with centre_context(house.ours.pk):
            services.suspend(actor=house.members["secretary"], membership=worker, on=timezone.localdate())
        assert Client().get(path).status_code == 404
    with undone():
        with centre_context(house.ours.pk):
            close_calendar(actor=worker, on=timezone.localdate())
        assert Client().get(path).status_code == 404
        assert Client().get(path.replace("/jalon.ics", "x/jalon.ics")).status_code == 404


def test_what_a_page_says_once_waits_in_no_cookie(house: House):
    with undone():
        sent = {"to": str(house.members["coordinator"].pk), "reason": ""}
        answer = house.browser("worker").post(reverse("people:assign", args=[house.person.pk]), sent)
        assert answer.status_code == 302
        assert {*answer.cookies} <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


def test_a_form_that_comes_too_late_is_kept_without_its_password_and_in_no_cache(house: House):
    client = Client(enforce_csrf_checks=True)
    sent = {"name": "Lou Peeters", "password": "cheval-agrafe-pile", "again": "cheval-agrafe-pile"}
    path = reverse("access:invitation", args=[house.objects["secret"]])
    with undone():
        answer = client.post(path, sent, HTTP_ORIGIN="http://testserver")
    page = answer.content.decode()
    assert answer.status_code == 403 and "Lou Peeters" in page
    assert "cheval-agrafe-pile" not in page
    assert "no-store" in answer["Cache-Control"]


def test_another_password_ends_every_other_session(house: House):
    member = house.members["worker"]
    with undone():
        here, there = client_of(member), client_of(member)
        assert there.get("/").status_code == 200
        member.user.set_password("cheval-agrafe-pile")
        member.user.save()
        for client in (here, there):
            assert client.get("/")["Location"].startswith(reverse("account_login"))
        member.user.refresh_from_db()


def test_a_closed_account_is_out_at_once(house: House):
    with undone():
        client = client_of(house.members["worker"])
        User.objects.filter(pk=house.members["worker"].user_id).update(is_active=False)
        assert client.get("/")["Location"].startswith(reverse("account_login"))


def test_signing_out_leaves_nothing_to_come_back_with(house: House):
    with undone():
        client = client_of(house.members["worker"])
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.post(reverse("account_logout"))
        assert not import_module(settings.SESSION_ENGINE).SessionStore().exists(key)


def test_an_unknown_address_costs_the_same_as_a_wrong_password(house: House, monkeypatch: pytest.MonkeyPatch):
    """The slow part of signing in is the hash: it is made as often for nobody as for somebody."""
    made, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: made.append(1) or encode(*args))
    counts = []
    for address in (house.members["worker"].user.email, "nobody@example.org"):
        made.clear()
        with undone():
            Client().post(reverse("account_login"), {"login": address, "password": "wrong-horse"})
        counts.append(len(made))
    assert counts[0] == counts[1] > 0
