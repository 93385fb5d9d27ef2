"""What every answer carries, and what none may: headers, caches, downloads, redirects, tokens, numbers, traces."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.scene import undone
from tests.security.addresses import ADDRESSES, CENTRE, GUARDED, Address
from tests.security.house import NISS, ROLES, House, written
from tests.security.matrix import MATRIX

SEEN = [one for one in CENTRE if MATRIX.get(one.name, {}).get("get")]
OPEN = [one for one in ADDRESSES if one.kind in {"public", "signed_in"} and not one.keys and one.name != "health"]
SAFE_DOWNLOADS = {"application/pdf", "text/calendar", "text/html", "image/png", "image/jpeg"}
NUMBER = re.compile(r"85[ .-]?07[ .-]?30[ .-]?033[ .-]?28")


def _lets_nothing_in(answer) -> list[str]:
    policy = answer.get("Content-Security-Policy", "")
    kind = answer.get("Content-Type", "").split(";")[0]
    checks = {
        "no policy": bool(policy),
        "the policy allows what stands in the page": "unsafe" not in policy and "*" not in policy,
        "the policy lets a base in": "base-uri 'none'" in policy,
        "the policy lets plugins in": "object-src 'none'" in policy,
        "may be framed": "frame-ancestors 'none'" in policy and answer.get("X-Frame-Options") == "DENY",
        "type may be guessed": answer.get("X-Content-Type-Options") == "nosniff",
        "tells others where one was": answer.get("Referrer-Policy") == "same-origin",
        "a type a browser might run": kind in SAFE_DOWNLOADS or _is_attachment(answer) or not answer.content,
    }
    return [problem for problem, holds in checks.items() if not holds]


def _is_attachment(answer) -> bool:
    return answer.get("Content-Disposition", "").startswith("attachment") or answer.headers.get(
        "Content-Type", ""
    ).startswith("application/json")


@pytest.mark.parametrize("address", SEEN, ids=str)
def test_a_page_of_a_centre_stays_in_no_cache_and_lets_nothing_in(address: Address, house: House):
    actor = next(role for role in ROLES if role in MATRIX[address.name]["get"])
    with undone():
        answer = house.browser(actor).get(house.path(address))
    assert _lets_nothing_in(answer) == []
    assert "no-store" in answer.get("Cache-Control", "")
    name = re.search(r'filename="?([^"]*)', answer.get("Content-Disposition", ""))
    assert not name or re.fullmatch(r"[\w.-]+", name[1]), "the name of a file tells nothing and breaks nothing"
    assert b"<i>mi" not in b"".join(answer), "what somebody is called became markup"
    if address.name != "people:reveal":
        assert not NUMBER.search(answer.content.decode(errors="replace")), "the national number stands in the page"


@pytest.mark.parametrize("address", OPEN, ids=str)
def test_an_open_page_lets_nothing_in(address: Address, house: House):
    with undone():
        answer = Client(raise_request_exception=False).get(reverse(address.name))
    assert answer.status_code < 500
    assert _lets_nothing_in(answer) == []


def test_an_error_says_a_sentence_and_nothing_of_the_machinery(house: House, monkeypatch: pytest.MonkeyPatch):
    pages = {
        "unknown": house.browser("worker").get("/no/such/page/"),
        "refused": house.browser("worker").get(reverse("people:hand_over_nobody")),
        "other file": house.browser("other_worker").get(reverse("people:file", args=[house.person.pk])),
    }

    def broken(*args, **kwargs):
        raise RuntimeError("secret of the machinery")

    monkeypatch.setattr("jalon.web.people.opening.may_open_file", broken)
    with undone():
        pages["failure"] = house.browser("worker").get(reverse("people:file", args=[house.person.pk]))
    assert [answer.status_code for answer in pages.values()] == [404, 403, 404, 500]
    for answer in pages.values():
        text = answer.content.decode()
        assert not re.search(r"Traceback|secret of|File &quot;|psycopg|/site-packages/|SELECT ", text)
        assert _lets_nothing_in(answer) == []


@pytest.mark.parametrize("address", [*GUARDED, *OPEN], ids=str)
def test_nothing_is_done_without_the_token_of_our_own_form(address: Address, house: House):
    """Also sign-in, and every page of it that we did not write."""
    path = house.path(address) if address in GUARDED else reverse(address.name)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies.update(house.sessions["worker", True])
    for method in ("post", "put", "patch", "delete"):
        with undone():
            mark = written()
            answer = getattr(client, method)(path, HTTP_ORIGIN="https://evil.example")
            assert answer.status_code in {403, 405, 404}, method
            assert not house.has_changed(mark), method


@pytest.mark.parametrize(
    "target", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_page_leads_outside(house: House, target: str):
    person = house.person.pk
    tries = [
        (reverse("people:purpose", args=[person]), {"reason": "council", "explanation": "Pour le Conseil"}),
        (reverse("access:choose"), {"place": str(house.members["worker"].pk)}),
        (reverse("set_language"), {"language": "nl"}),
        (reverse("ui:theme"), {"theme": "dark"}),
        (reverse("account_login"), {"login": "nobody@example.org", "password": "x"}),
    ]
    for path, body in tries:
        with undone():
            answer = house.browser("worker").post(f"{path}?next={target}", {**body, "next": target})
        where = answer.get("Location", "/")
        assert where.startswith("/") and not where.startswith(("//", "/\\")), path
        assert "evil" not in where.split("?")[0], path


def test_a_number_typed_in_a_search_stands_in_no_address(house: House):
    answer = house.browser("worker").post(reverse("people:search"), {"q": NISS})
    assert answer.status_code == 200
    assert not NUMBER.search(
        answer.get("Location", "") + "".join(re.findall(r'href="([^"]*)"', answer.content.decode()))
    )


def test_signing_in_gives_a_new_session(house: House):
    """A session somebody prepared for us is worth nothing once we have signed in."""
    client, user = Client(), house.members["worker"].user
    client.get(reverse("account_login"))
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    with undone():
        client.post(reverse("account_login"), {"login": user.email, "password": "correct-horse-battery"})
        assert client.session.session_key != planted
        stolen = Client()
        stolen.cookies[settings.SESSION_COOKIE_NAME] = planted
        assert "_auth_user_id" not in stolen.session


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The settings an installation runs with."""
    code = (
        "import json, django; django.setup(); from django.conf import settings; from django.test import Client;"
        "from django.core.management import call_command;"
        "call_command('collectstatic', interactive=False, verbosity=0);"
        "from django.core.checks import run_checks;"
        "keys = [k for k in dir(settings) if k.isupper() and ('SECURE' in k or 'COOKIE' in k or k in "
        "('DEBUG', 'JALON_DEMO', 'ALLOWED_HOSTS', 'JALON_REQUIRE_SECOND_FACTOR'))];"
        "facts = {k: getattr(settings, k) for k in keys};"
        "bad = Client(raise_request_exception=False).get('/health', HTTP_HOST='evil.example', secure=True);"
        "facts['bad_host'] = [bad.status_code, bad.content.decode()];"
        "plain = Client().get('/health', HTTP_HOST='jalon.example');"
        "facts['plain'] = [plain.status_code, plain.headers.get('Location', '')];"
        "good = Client().get('/accessibility/', HTTP_HOST='jalon.example', secure=True);"
        "facts['hsts'] = good.headers.get('Strict-Transport-Security', '');"
        "facts['checks'] = [str(one) for one in run_checks(include_deployment_checks=True) if not one.is_silenced()];"
        "print(json.dumps(facts, default=str))"
    )
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "jalon.config.settings.prod",
        "JALON_VAR": str(tmp_path_factory.mktemp("var")),
        "JALON_PROCESS": "web",
        "DATABASE_URL": "postgresql://jalon_web@localhost:1/none",
        "JALON_SECRET_KEY": "k" * 30 + "1234567890!?abcdefghijkl",
        "JALON_SECRET_KEYS": "one",
        "JALON_INDEX_KEY": "two",
        "JALON_HOSTS": "jalon.example",
        "JALON_DEMO": "1",
        "DEBUG": "1",
    }
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_production_speaks_https_only_and_keeps_its_cookies_to_itself(production: dict):
    assert production["DEBUG"] is False and production["JALON_DEMO"] is False
    assert production["SECURE_SSL_REDIRECT"] and production["plain"][0] == 301
    assert production["plain"][1].startswith("https://jalon.example/")
    assert "max-age=31536000" in production["hsts"]
    assert production["SESSION_COOKIE_SECURE"] and production["CSRF_COOKIE_SECURE"]
    assert production["SESSION_COOKIE_HTTPONLY"] and production["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert production["checks"] == []


def test_production_answers_no_other_name_and_tells_nothing(production: dict):
    status, page = production["bad_host"]
    assert status == 400
    assert "evil.example" not in page and "ALLOWED_HOSTS" not in page and "Traceback" not in page
