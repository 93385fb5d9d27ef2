"""Whatever id a form carries, it reaches nothing but what its page may reach.

Each field of each form that holds an id is sent again with the id of another centre, of another file of the same
centre, and of another kind of thing: no failure, nothing of the others changes, nothing of theirs comes to us.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.scene import undone
from tests.security.addresses import ABOUT_A_PERSON, GUARDED, Address
from tests.security.forms import Values, allowed, choices, filled, read
from tests.security.house import ROLES, House, written
from tests.security.matrix import MATRIX

POSTED = [one for one in GUARDED if MATRIX.get(one.name, {}).get("post")]
NESTED = [one for one in ABOUT_A_PERSON if "person_id" in one.keys and len(one.keys) > 1]
ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}(?![0-9a-f])")
KEY = "idempotency_key"  # hidden in each form, so that it acts once
LANGUAGE = "next"  # the page the form of languages leads back to
PLACEHOLDERS = {"0" * 32, "f" * 32}  # ids that the page's script replaces
# Fields in which another file of the centre is a choice one may make.
CHOICES = {("people:household", "partner"), ("people:hand_over", "files"), ("people:hand_over_nobody", "files")}
NOTHING = "None"  # no row at all has no hash


@pytest.mark.parametrize("address", POSTED, ids=str)
def test_no_form_reaches_what_is_not_its_own(address: Address, house: House):
    path, client = house.path(address), allowed(house, address, "post")
    page, wrong = read(client, path), []
    fields, others = filled(page, house.body(address)), _others(house, path)
    theirs, before = house.fingerprint(centre=house.theirs), house.fingerprint(mentioning=others)
    for name, whose, other, value in _swaps(house, address, {**fields, **choices(page)}):
        with undone():
            mark = written()
            answer = client.post(path, {**fields, name: value})
            quiet, choice = written() == mark, (address.name, name) in CHOICES
            checks = {
                f"fails with {answer.status_code}": answer.status_code < 500,
                "another centre's rows change": quiet or house.fingerprint(centre=house.theirs) == theirs,
                "another file's rows change": quiet or choice or house.fingerprint(mentioning=others) == before,
                "a row of ours refers to it": quiet
                or whose != "another centre's"
                or house.fingerprint(mentioning=[other]) == NOTHING,
            }
        wrong += [(name, whose, what) for what, holds in checks.items() if not holds]
    assert wrong == []


def _swaps(house: House, address: Address, known: Values) -> Iterator[tuple[str, str, str, str]]:
    """(field, whose id, the id, the value to send) for every field of the page that holds an id."""
    page: Values | None = None
    for name, values in known.items():
        found = next((one for one in map(ID.search, values) if one and one[0] not in PLACEHOLDERS), None)
        if found is None or name == LANGUAGE:
            continue
        if name == KEY:
            yield name, "a key that did something else", "", str(house.objects["used_key"])
            continue
        page = _page_of_the_others(house, address) if page is None else page
        kind = _kind(house, found[0])
        there = next(filter(None, map(ID.search, page.get(name, []))), None)
        swaps = {
            "another centre's": there[0] if there else house.foreign.get(kind, house.foreign["person_id"]),
            "another file's": house.objects.get(f"other.{kind}", house.objects["other.person_id"]),
            "another kind's": house.objects["team_id"],
        }
        for whose, other in swaps.items():
            put = str(other) if found[1] else str(other).replace("-", "")
            yield name, whose, str(other), found.string.replace(found[0], put)


def _page_of_the_others(house: House, address: Address) -> Values:
    role = next((role for role in ROLES if role in MATRIX[address.name]["post"]), None)
    return choices(read(house.browser(f"other_{role}"), house.path(address, house.foreign))) if role else {}


def _kind(house: House, found: str) -> str:
    """The key of an address under which we know this id."""
    same = (name for name, one in house.objects.items() if str(one).replace("-", "") == found.replace("-", ""))
    return next((name.rpartition(".")[2] for name in same), "person_id")


def _others(house: House, path: str) -> list[Any]:
    """What belongs to a file that is not the one of this page."""
    other = [one for name, one in house.objects.items() if name.startswith("other.")]
    if not any(str(one) in path for one in other):
        return other
    return [house.objects[name] for name in ("person_id", "piis_id", "old_version_id", "status_id", "commitment_id")]


@pytest.mark.parametrize("address", NESTED, ids=str)
def test_a_thing_is_not_found_under_somebody_elses_file(address: Address, house: House):
    path = house.path(address, {**house.objects, f"{address.name}.person_id": house.objects["other.person_id"]})
    for method in ("get", "post"):
        if MATRIX[address.name][method]:
            with undone():
                mark = written()
                answer = getattr(allowed(house, address, method), method)(path)
                assert answer.status_code == 404, method
                assert not house.has_changed(mark), method
