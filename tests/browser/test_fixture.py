"""The ground of the browser tests itself: each test sees only what it wrote."""

import pytest

from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context, operator_context
from tests.browser.conftest import axe_faults
from tests.factories import a_centre, a_member, a_user


@pytest.mark.parametrize("time", [1, 2])
def test_each_browser_test_begins_with_an_empty_database(site, time):
    with operator_context():
        assert not Centre.objects.exists()
    a_centre()


def test_a_member_signed_in_by_cookie_is_known_to_the_site(site, browser_page):
    centre, user = a_centre("Val-Clair"), a_user("Ada Lovens")
    with centre_context(centre.pk):
        member = a_member(user=user)
    page = browser_page(member)
    answer = page.goto(site.url + "/centres/choose/")
    assert answer.status == 200
    assert "Val-Clair" in page.content()


def test_axe_speaks_of_a_page_and_finds_what_is_wrong_in_it(site, browser_page):
    page = browser_page()
    page.goto(site.url + "/accessibility/")
    assert axe_faults(page) == []
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert [fault for fault in axe_faults(page) if fault.startswith("image-alt")]
