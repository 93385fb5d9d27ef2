"""Words that were typed are not lost by a key pressed too early: the browser asks first, and only then."""

from typing import Any

import pytest
from django.urls import reverse

from tests.browser.test_access import a_secretary

WORDS = "input[name=name]"


@pytest.fixture
def inviting(browser_page: Any, site: Any) -> Any:
    """The page of an invitation, with the questions the browser asks; each is answered with « stay »."""
    page = browser_page(a_secretary())
    page.asked = []
    page.on("dialog", lambda asked: (page.asked.append(asked.type), asked.dismiss()))
    page.goto(site.url + reverse("members:invite"))
    return page


def test_a_page_with_words_not_sent_is_left_only_when_one_says_so(inviting: Any) -> None:
    inviting.locator(WORDS).click()
    inviting.keyboard.type("Nina Neuf")
    inviting.locator("header nav a").first.click()
    inviting.wait_for_function("() => true")
    assert inviting.asked == ["beforeunload"]
    assert inviting.locator(WORDS).input_value() == "Nina Neuf"
    assert inviting.url.endswith(reverse("members:invite"))


def test_nothing_is_asked_of_who_gives_up_by_the_link_or_wrote_nothing(inviting: Any) -> None:
    inviting.locator(WORDS).click()
    inviting.keyboard.type("Nina Neuf")
    with inviting.expect_navigation():
        inviting.locator("main form .actions a").first.click()
    with inviting.expect_navigation():
        inviting.locator("header nav a").first.click()
    assert inviting.asked == []


def test_nothing_is_asked_of_who_sends(inviting: Any) -> None:
    inviting.locator(WORDS).click()
    inviting.keyboard.type("Nina Neuf")
    with inviting.expect_navigation():
        inviting.locator("main form button").last.click()
    assert inviting.asked == []
