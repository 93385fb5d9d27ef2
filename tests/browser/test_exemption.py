"""A month of work by keyboard alone: days are ticked, the answer follows, nothing is sent to keep."""

from typing import Any

from django.urls import reverse

from jalon.domain.core.context import centre_context
from tests.browser.conftest import axe_faults
from tests.factories import a_centre, a_member, a_user


def test_days_ticked_with_the_keyboard_change_the_answer_while_one_types(browser_page: Any, site: Any) -> None:
    centre, user = a_centre(), a_user()
    with centre_context(centre.pk):
        member = a_member(user=user)
    page = browser_page(member)
    page.goto(site.url + reverse("exemption:tool"))
    page.focus("[name=w0-net]")
    page.keyboard.type("300")
    page.keyboard.press("Tab")
    for day in range(1, 4):
        assert page.evaluate("document.activeElement.value") == str(day)
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.wait_for_selector("text=Un jour de plus : 100,00 € gagnés en plus".replace(" €", "\u00a0€"))
    assert page.evaluate("document.activeElement.value") == "4"
    page.fill("[name=month]", "2026-03")
    page.dispatch_event("[name=month]", "change")
    page.wait_for_selector("text=Choisissez décembre 2025")
    assert page.input_value("[name=w0-net]") == "300"
    assert axe_faults(page) == []


def test_a_slider_of_the_lab_moved_by_keyboard_changes_the_curves(browser_page: Any, site: Any) -> None:
    centre, user = a_centre(), a_user()
    with centre_context(centre.pk):
        member = a_member(user=user)
    page = browser_page(member)
    page.goto(site.url + reverse("exemption:lab"))
    page.click("summary:has-text('Composer une piste A')")
    slider = page.get_by_role("slider", name="Puis ce pourcentage")
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#result :text('Ma piste A')")
    assert page.input_value("[name=a-percent]") == "5"
    assert "a-percent=5" in page.url
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_url("**a-percent=20**")  # where the hand stopped, not where it was a moment before
    page.wait_for_selector("#country td:has-text('€')")  # the country too, once its population stands ready
    page.fill("[name=a-percent]", "40")
    page.wait_for_url("**a-percent=40**")
    assert slider.input_value() == "40"
    assert axe_faults(page) == []
