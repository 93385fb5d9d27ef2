"""Whatever is typed into any form, or into any address, is answered by a page with a sentence; never by a failure."""

import random
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client

import jalon.web
from jalon.domain.core.clashes import AtOnce
from jalon.web.figures.forms import PeriodForm
from jalon.web.people.forms.caseload import FilterForm
from tests.scene import undone
from tests.security.addresses import GUARDED, OPEN, Address
from tests.security.forms import allowed, filled, read
from tests.security.house import House
from tests.security.matrix import MATRIX
from tests.security.naughty import LONG, NAUGHTY, some_of

POSTED = [one for one in GUARDED if MATRIX.get(one.name, {}).get("post")]
READ = [one for one in GUARDED if MATRIX.get(one.name, {}).get("get")]
# Every word a page looks for in its address, read from the code: a new one is asked about too.
WORD = re.compile(r"""(?:(?:GET|asked)(?:\.get|\.getlist)?[\[(]|_cursor\(request, )['"](\w+)['"]""")
SOURCES = "".join(path.read_text() for path in Path(jalon.web.__path__[0]).rglob("*.py"))
ASKED = sorted({*WORD.findall(SOURCES), *PeriodForm.base_fields, *FilterForm.base_fields})
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("address", POSTED, ids=str)
def test_no_form_breaks_on_what_is_typed(address: Address, house: House):
    path, client = house.path(address), allowed(house, address, "post")
    fields = filled(read(client, path), house.body(address))
    broken = []
    for title, body in _bodies(fields, seed=address.name):
        with undone():
            answer = client.post(path, body, content_type=FORM)
            if problem := _problem(answer):
                broken.append((title, problem))
    assert broken == []


@pytest.mark.parametrize("address", POSTED, ids=str)
def test_no_form_breaks_on_what_is_no_form_at_all(address: Address, house: House):
    path, client = house.path(address), allowed(house, address, "post")
    bodies = {
        "JSON": ('{"a": [1, {"b": null}]}', "application/json"),
        "half a file": ("--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
        "no boundary": ("abc", "multipart/form-data"),
        "bytes": (b"\xff\xfe\x00\x01=%zz&&&=", FORM),
        "other letters": ("a=%E9", f"{FORM}; charset=utf-16"),
        "too many fields": ("&".join(f"f{n}=1" for n in range(2_000)), FORM),
    }
    broken = []
    for title, (body, kind) in bodies.items():
        with undone():
            if problem := _problem(client.post(path, body, content_type=kind)):
                broken.append((title, problem))
    assert broken == []


@pytest.mark.parametrize("address", READ, ids=str)
def test_no_page_breaks_on_a_strange_question(address: Address, house: House, monkeypatch: pytest.MonkeyPatch):
    path, client, looked, broken = house.path(address), allowed(house, address, "get"), [], []
    question = vars(WSGIRequest)["GET"].func
    monkeypatch.setattr(WSGIRequest, "GET", property(lambda request: looked.append(1) or question(request)))
    for title, value in some_of(address.name, n=3).items():
        if value == LONG:
            continue  # no server takes an address that long
        query = urlencode(dict.fromkeys(ASKED, value)).replace("%25ED%25A0%2580", "%ED%A0%80")
        with undone():
            if problem := _problem(client.get(f"{path}?{query}")):
                broken.append((title, problem))
        if not looked:
            break  # a page that never looks at the question cannot break on it
    assert broken == []


@pytest.mark.parametrize("address", OPEN, ids=str)
def test_no_open_page_breaks_either(address: Address, house: House):
    """Sign-in, invitations and one's own account, also where others wrote the page."""
    path, client, broken = house.path(address), _visitor(house, address), []
    bodies = _bodies(filled(read(client, path)), seed=address.name, others=2)
    for title, body in bodies:
        with undone():
            if problem := _problem(client.post(path, body, content_type=FORM)):
                broken.append((title, problem))
    with undone():
        broken += [("asked", found) for found in [_problem(client.get(f"{path}?{bodies[1][1][:2_000]}"))] if found]
    assert broken == []


def _visitor(house: House, address: Address) -> Client:
    return house.browser("worker" if address.kind == "signed_in" else "anonymous")


def _bodies(fields: dict[str, list[str]], *, seed: str, others: int = 4) -> list[tuple[str, str]]:
    """One value in every field; then each field alone with a value by turns, absent, and twice."""
    chance = random.Random(seed)  # noqa: S311  the same choice at each run
    bodies = []
    for title, value in some_of(seed, n=others).items():
        # Two long texts, so that the limit of a whole request is not what answers.
        names = chance.sample(list(fields), min(len(fields), 2)) if value == LONG else list(fields)
        body = urlencode({**fields, **dict.fromkeys(names, value)}, doseq=True)
        bodies.append((title, body.replace("%25ED%25A0%2580", "%ED%A0%80")))
    for name in chance.sample(sorted(fields), min(len(fields), 5)):
        title, value = chance.choice([pair for pair in NAUGHTY.items() if pair[1] != LONG])
        bodies.append((f"{name}: {title}", urlencode({**fields, name: value}, doseq=True)))
    name = chance.choice(list(fields))
    bodies.append(
        (f"{name} missing", urlencode({key: value for key, value in fields.items() if key != name}, doseq=True))
    )
    bodies.append(("nothing", ""))
    bodies.append(("lists", urlencode({**{f"{key}[]": "1" for key in fields}, **fields}, doseq=True)))
    return bodies


def _problem(answer: object) -> str:
    status = answer.status_code
    if status >= 500:
        return f"{status} {getattr(answer, 'exc_info', None) and answer.exc_info[1]!r}"
    if isinstance((answer.context or {}).get("refusal"), AtOnce):
        return "refused by the database alone: the service should look before it writes"
    if status in {301, 302, 303}:
        target = answer["Location"]
        return "" if target.startswith("/") and not target.startswith("//") else f"sent to {target}"
    kind = answer.get("Content-Type", "")
    if status == 405 or not kind.startswith("text/html"):
        return ""
    if b"<script>alert(1)" in answer.content:
        return "runs the script it was given"
    said = re.sub(r"(?s)<head>.*?</head>|<[^>]*>", "", answer.content[:100_000].decode(errors="replace"))
    return "" if status < 400 or len(said.strip()) > 20 else f"{status} without a sentence"
