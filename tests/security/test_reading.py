"""Whoever opens a file from outside their own work says why first, and leaves a trace, whichever page it is."""

import re

import pytest
from django.urls import reverse

from jalon.domain.audit.models import JournalEntry, Kind
from jalon.domain.core.context import centre_context
from tests.scene import undone
from tests.security.addresses import ABOUT_A_PERSON, CENTRE, Address
from tests.security.house import COLLEAGUE, MARK, House, written
from tests.security.matrix import MATRIX

# Pages with a person behind them that no worker opens: what stands here is said why.
ASKS_ITSELF = {"people:purpose"}  # the page that asks the reason
LISTS = [one for one in CENTRE if one not in ABOUT_A_PERSON]
# The page that saves itself was opened before, and shows nothing new.
SHOWS_NOTHING = {"bilan:save"}


@pytest.mark.parametrize("address", [one for one in ABOUT_A_PERSON if one.name not in ASKS_ITSELF], ids=str)
def test_a_file_outside_ones_own_work_is_opened_with_a_reason_and_a_trace(address: Address, house: House):
    row, path = MATRIX[address.name], house.path(address)
    for method in ("get", "post"):
        if "worker" not in row[method]:
            continue
        body = house.body(address) if method == "post" else {}
        with undone():
            mark = written()
            answer = getattr(house.browser(COLLEAGUE, purpose=False), method)(path, body)
            assert answer.status_code == 302, (method, answer.status_code)
            assert answer["Location"].startswith("/files/") and "/purpose/?next=" in answer["Location"], method
            assert not house.has_changed(mark), method
        with undone():
            before = _last(house)
            answer = getattr(house.browser(COLLEAGUE), method)(path, body)
            traces = _reads_since(before, house)
            if answer.status_code == 200 and address.name not in SHOWS_NOTHING:
                assert traces, f"{method}: nobody will know that this was read"
                assert all(trace.purpose for trace in traces), method


@pytest.mark.parametrize("address", LISTS, ids=str)
def test_a_list_that_names_people_leaves_a_trace(address: Address, house: House):
    """Whoever it is shown to, unless it is their own caseload."""
    everything = {"whose": "centre", "reach": "centre", "first": "2026-01-01", "last": "2026-12-31"}
    typed = {"q": MARK[:6], "last_name": MARK[:6], "purpose": "Préparer le Conseil"}
    for actor in (COLLEAGUE, "coordinator", "president"):
        for method, sent in (("get", everything), ("post", typed)):
            if actor.replace(COLLEAGUE, "worker") not in MATRIX[address.name][method]:
                continue
            with undone():
                before = _last(house)
                answer = getattr(house.browser(actor), method)(house.path(address), sent)
                named = re.search(f"{MARK}|Troisième|Autreprénom", b"".join(answer).decode(errors="replace"))
                with centre_context(house.ours.pk):
                    traces = JournalEntry.objects.filter(number__gt=before, kind=Kind.READ)
                    assert traces.exists() or not named, (actor, method)


def test_a_reason_given_for_one_file_opens_no_other(house: House):
    other = house.objects["bilan:show.person_id"]
    client = house.browser(COLLEAGUE, purpose=False)
    with undone():
        client.post(reverse("people:purpose", args=[other]), {"reason": "council"})
        assert client.get(reverse("people:file", args=[house.person.pk])).status_code == 302


def test_the_page_that_asks_the_reason_does_not_even_say_the_name(house: House):
    page = house.browser(COLLEAGUE, purpose=False).get(reverse("people:purpose", args=[house.person.pk]))
    assert page.status_code == 200 and MARK not in page.content.decode()


def _last(house: House) -> int:
    with centre_context(house.ours.pk):
        return JournalEntry.objects.order_by("-number").values_list("number", flat=True)[0]


def _reads_since(number: int, house: House) -> list[JournalEntry]:
    with centre_context(house.ours.pk):
        found = JournalEntry.objects.filter(number__gt=number, kind=Kind.READ, person_id__isnull=False)
        return list(found.exclude(actor__role__in=["president", "secretary"]))
