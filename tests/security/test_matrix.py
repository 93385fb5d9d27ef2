"""Every address × every role × own centre, other centre, suspended, left, federal, anonymous.

`matrix.yaml` says for each address who may read (GET) and act (POST); an address it does not know fails. Denied means:
another centre's object does not exist (404), a missing right is 403, no session is sent to sign in, no place at work
is sent to choose one; and in every denied case no row of the centre has changed. A person has their own pages: whatever
is not theirs does not exist (404), and no page of the staff opens to them.
"""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.scene import undone
from tests.security.addresses import ADDRESSES, GUARDED, Address
from tests.security.house import ACTORS, MARK, PEOPLE, ROLES, House, written
from tests.security.matrix import MATRIX

HERE = Path(__file__).parent
METHODS = ("get", "post")


def test_every_guarded_address_is_in_the_matrix_and_nothing_else():
    assert sorted(address.name for address in GUARDED) == sorted(MATRIX)


def test_the_matrix_names_only_actors_there_are():
    named = {actor for row in MATRIX.values() for method in METHODS for actor in row[method]}
    assert named <= set(ACTORS)


def test_no_two_addresses_share_a_name():
    names = [address.name for address in ADDRESSES if address.kind != "closed"]
    assert sorted(set(names)) == sorted(names)


def test_nothing_is_public_but_what_is_listed():
    lines = (HERE / "public.txt").read_text(encoding="utf-8").splitlines()
    listed = {line.split("#")[0].strip() for line in lines} - {""}
    assert {f"{one.kind} {one.name}" for one in ADDRESSES if one.kind in {"public", "signed_in"}} == listed


@pytest.mark.parametrize("address", GUARDED, ids=str)
def test_who_may_read_and_act(address: Address, house: House):
    row = MATRIX[address.name]
    path = house.path(address)
    wrong, mark = [], written()
    for actor in ACTORS if address.kind == "person" else [one for one in ACTORS if one not in PEOPLE[1:]]:
        for method in METHODS:
            body = house.body(address) if method == "post" else {}
            with undone():
                answer = getattr(house.browser(_who(actor, row[method])), method)(path, body)
                mark, before = written(), mark  # what is undone stays counted
                changed = actor not in row[method] and mark != before and house.fingerprint() != house.untouched
            if problem := _judge(address, row, actor, method, answer, changed):
                wrong.append((actor, method, answer.status_code, answer.get("Location", ""), problem))
    assert wrong == []


def _who(actor: str, allowed: list[str]) -> str:
    """The intruder from the other centre has, at home, the right that is asked here."""
    if actor != "other_centre":
        return actor
    return f"other_{allowed[0]}" if allowed and allowed[0] in ROLES else "other_coordinator"


def _judge(address: Address, row: dict[str, Any], actor: str, method: str, answer: Any, changed: bool) -> str:
    status = answer.status_code
    if status >= 500:
        return "broken"
    if actor in PEOPLE[1:] and MARK in _text(answer):
        return "shows a person somebody else"
    if actor in row[method]:
        refused = {403, 405} if row.get("until_published") else {403, 404, 405}
        return "should be allowed" if status in refused else ""
    if changed:
        return "denied, yet something changed"
    if actor == "other_centre" and not address.names_an_object:
        # Their own page of the same kind: nothing of ours may stand on it.
        return "shows somebody of another centre" if MARK in _text(answer) else ""
    if address.kind == "person" or actor in PEOPLE:
        return _judge_people(address, actor, method, answer)
    expected = {
        "other_centre": {404, 405} if address.kind == "centre" else {302},
        "suspended": {302},
        "left": {302},
        "anonymous": {302} if method == "get" else {302, 403},  # 403 keeps what was typed while one signs in
        "federal": {302} if address.kind == "centre" else {403, 404, 405},
        "federal_manager": {302} if address.kind == "centre" else {403, 404, 405},
    }.get(actor, {302} if address.kind == "federal" else {403, 405})
    if status not in expected:
        return f"denied otherwise than by {sorted(expected)}"
    return "" if status != 302 or _leads_away(answer, actor) else "sent to a page that is none of theirs"


def _judge_people(address: Address, actor: str, method: str, answer: Any) -> str:
    """Somebody else at a person's pages, or a person at what is not theirs."""
    if actor in PEOPLE:
        wanted = {404, 405} if address.kind == "person" else {302}
        home = answer.status_code != 302 or answer["Location"] == reverse("space:home")
        return "" if answer.status_code in wanted and home else "a person denied otherwise"
    # What somebody wrote before their session ended is given back; the page of nobody's is a door.
    wanted = {302} if method == "get" else {403}
    door = answer.status_code != 302 or answer["Location"].split("?")[0] == reverse("space:sign_in")
    return "" if answer.status_code in wanted and door else "sent elsewhere than to the door of the people"


def _leads_away(answer: Any, actor: str) -> bool:
    wanted = {reverse("account_login") if actor == "anonymous" else reverse("access:choose")}
    if actor.startswith("federal"):
        wanted.add(reverse("federal:home"))  # the first page of the house leads each to their own
    return answer["Location"].split("?")[0] in wanted


def _text(answer: Any) -> str:
    return b"".join(answer).decode(errors="replace")
