"""The page of the talk in a real browser: saved while writing, kept when the line drops, by keyboard alone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.domain.accounts.models import Membership
from jalon.domain.core.context import centre_context
from jalon.domain.instruments import services
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Person
from tests.browser.conftest import axe_faults
from tests.factories import a_centre, a_member, a_person, a_user


@dataclass
class Place:
    """Two workers of a centre, a person and their bilan in progress."""

    url: str
    centre: Any
    worker: Membership
    colleague: Membership
    person: Person
    bilan: Bilan

    def address(self, route="show", bilan=None):
        ids = [self.person.pk] + ([(bilan or self.bilan).pk] if route in ONE else [])
        return self.url + reverse(f"bilan:{route}", args=ids)

    def entry(self, domain="housing"):
        with centre_context(self.centre.pk):
            return self.bilan.entries.get(domain=domain)


ONE = {"show", "save", "about", "finish", "correct", "pdf"}


@pytest.fixture
def place(site):
    """Begun a good half year ago."""
    centre = a_centre("Val-Clair")
    users = [a_user("Ada Lovens"), a_user("Bea Claes")]
    today = timezone.localdate()
    with centre_context(centre.pk):
        worker, colleague = (a_member(user=user) for user in users)
        person = a_person("Dubois", "Camille", responsible=None)
        bilan = services.start(
            actor=worker, person=person, moment=Moment.START, held_on=today - timedelta(200), on=today
        )
    return Place(site.url, centre, worker, colleague, person, bilan)


def wait_until_saved(page, pattern="Enregistré à"):
    """The time is said, and nothing waits to be sent."""
    page.wait_for_function(
        "words => document.querySelector('[data-autosave-text]').textContent.startsWith(words)"
        " && document.querySelector('[data-autosave-status]').dataset.state === 'saved'",
        arg=pattern,
    )


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('jalon:draft:')).length")


def talk_of(place, browser_page, member=None, **options):
    page = browser_page(member or place.worker, **options)
    page.goto(place.address())
    return page


def test_what_is_written_is_saved_at_a_pause_and_the_time_is_said(place, browser_page):
    page = talk_of(place, browser_page)
    page.fill("#housing-words", "Je loue une chambre.")
    page.locator("[name=housing-rating_person][value='3']").check()
    page.check("#digital-is_skipped")
    wait_until_saved(page)
    assert (place.entry().words, place.entry().rating_person) == ("Je loue une chambre.", 3)
    assert place.entry("digital").is_skipped
    assert page.locator("[data-count]").text_content() == "2 sur 13"
    assert drafts(page) == 0, "nothing stays on the device once it is saved"


def test_nothing_is_lost_when_the_line_drops_and_the_tab_is_closed(place, browser_page):
    page = talk_of(place, browser_page)
    context = page.context
    context.set_offline(True)
    page.fill("#housing-words", "Écrit dans le tram.")
    page.locator("[data-state=unsent]").wait_for()
    page.close()
    context.set_offline(False)
    assert place.entry().words == ""
    again = browser_page(context=context)
    again.goto(place.address())
    assert again.input_value("#housing-words") == "Écrit dans le tram."
    wait_until_saved(again)
    assert place.entry().words == "Écrit dans le tram."
    assert drafts(again) == 0


def test_a_line_that_comes_back_sends_what_was_waiting(place, browser_page):
    page = talk_of(place, browser_page)
    page.context.set_offline(True)
    page.fill("#health-needs", "Un médecin près d’ici.")
    page.locator("[data-state=unsent]").wait_for()
    page.context.set_offline(False)
    wait_until_saved(page)
    assert place.entry("health").needs == "Un médecin près d’ici."


def test_a_lost_answer_does_not_make_one_a_stranger_to_oneself(place, browser_page):
    page = talk_of(place, browser_page)
    lost = []

    def stored_but_unanswered(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    page.route("**/save/", stored_but_unanswered)
    page.fill("#housing-words", "Une")
    page.locator("[data-state=unsent]").wait_for()
    assert lost == [200]
    page.fill("#housing-words", "Une chambre")
    wait_until_saved(page)
    assert page.locator(".clash").count() == 0
    assert place.entry().words == "Une chambre"


def test_unsent_text_leaves_the_device_at_sign_out(place, browser_page):
    page = talk_of(place, browser_page)
    page.route("**/save/", lambda route: route.abort())
    page.fill("#housing-words", "Confidentiel")
    page.locator("[data-state=unsent]").wait_for()
    assert drafts(page) == 1
    page.evaluate("""() => {
        const form = document.createElement("form");
        form.setAttribute("data-sign-out", "");
        form.addEventListener("submit", (event) => event.preventDefault());
        document.body.append(form);
        form.requestSubmit();
    }""")
    assert drafts(page) == 0


def test_two_people_who_write_in_one_field_see_both_texts(place, browser_page):
    ada, bea = talk_of(place, browser_page), talk_of(place, browser_page, place.colleague)
    ada.fill("#housing-words", "Une chambre.")
    wait_until_saved(ada)
    bea.fill("#housing-words", "Un studio.")
    bea.fill("#housing-strengths", "Range tout.")
    clash = bea.locator("[data-clash='housing-words']")
    clash.wait_for()
    assert clash.locator("[data-theirs]").text_content() == "Une chambre."
    assert bea.input_value("#housing-words") == "Un studio."
    assert (place.entry().words, place.entry().strengths) == ("Une chambre.", "Range tout.")
    assert drafts(bea) == 1, "what is not stored stays on the device"
    assert axe_faults(bea) == []
    clash.get_by_role("button", name="Garder les deux").click()
    wait_until_saved(bea)
    assert place.entry().words == "Une chambre.\nUn studio."
    assert drafts(bea) == 0


def test_a_text_too_long_is_named_beside_its_field_and_the_rest_is_stored(place, browser_page):
    page = talk_of(place, browser_page)
    page.fill("#housing-words", "mot " * 2_600)
    page.fill("#housing-needs", "Une garantie")
    error = page.locator("#housing-words-error")
    error.wait_for()
    assert "trop long" in error.text_content()
    assert place.entry().needs == "Une garantie"
    page.fill("#housing-words", "Court")
    wait_until_saved(page)
    assert not error.is_visible()


def test_the_whole_talk_goes_by_keyboard(place, browser_page):
    page = talk_of(place, browser_page)
    page.focus("#housing-words")
    keyboard = page.keyboard
    keyboard.type("Une chambre")
    for text in ("Un studio", "Patient", "Une garantie"):
        keyboard.press("Tab")
        keyboard.type(text)
    keyboard.press("Tab")
    keyboard.press("4")
    keyboard.press("Tab")
    keyboard.press("2")
    keyboard.press("Tab")
    keyboard.press("Control+Enter")
    assert page.evaluate("document.activeElement.id") == "health-words"
    keyboard.type("Je dors bien")
    wait_until_saved(page)
    entry = place.entry()
    assert (entry.words, entry.aspirations, entry.strengths, entry.needs) == (
        "Une chambre", "Un studio", "Patient", "Une garantie",
    )  # fmt: skip
    assert (entry.rating_person, entry.rating_worker) == (4, 2)
    assert place.entry("health").words == "Je dors bien"


def test_without_script_one_button_saves_every_domain(place, browser_page):
    page = talk_of(place, browser_page, javascript=False)
    page.fill("#housing-words", "Une chambre")
    page.fill("#confidence-strengths", "Courage")
    page.locator("[name=work-rating_worker][value='2']").check()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    assert page.input_value("#confidence-strengths") == "Courage"
    assert place.entry().words == "Une chambre"
    assert place.entry("work").rating_worker == 2
    assert place.entry("health").revision == 1, "what was not touched was not written"


def test_reading_again_then_finishing_gives_a_document(place, browser_page):
    page = talk_of(place, browser_page)
    page.fill("#housing-words", "Je loue une chambre.")
    page.get_by_role("button", name="Relire et terminer").click()
    page.get_by_text("Je loue une chambre.").wait_for()
    page.get_by_role("button", name="Terminer le bilan").click()
    page.get_by_role("link", name="Document (PDF)").wait_for()
