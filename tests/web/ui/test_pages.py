"""The pages of the design system. They ask nothing of the database, so these tests have none."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import get_template
from django.test import Client
from django.utils.translation import override


@pytest.fixture
def browser() -> Client:
    return Client()


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("address", ["/design/", "/accessibility/"])
def test_anyone_may_read_the_public_pages_in_their_language(browser, address, language):
    response = browser.get(address, headers={"accept-language": language})
    page = soup(response)
    assert response.status_code == 200
    assert page.html["lang"] == language
    assert len(page.find_all("h1")) == 1


def test_no_two_elements_of_a_page_share_an_id(browser):
    ids = [tag["id"] for tag in soup(browser.get("/design/")).find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


def test_what_is_named_by_a_label_or_a_description_exists(browser):
    page = soup(browser.get("/design/"))
    ids = {tag["id"] for tag in page.find_all(id=True)}
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        for tag in page.find_all(attrs={attribute: True}):
            value = tag[attribute]
            assert set(value.split() if isinstance(value, str) else value) <= ids, (attribute, value)


def test_the_components_come_out_without_anything_inline(browser):
    page = soup(browser.get("/design/"))
    assert page.find(style=True) is None
    assert page.find("style") is None
    assert all(script.has_attr("src") for script in page.find_all("script"))


def test_each_component_is_shown_with_the_lines_that_make_it(browser):
    page = soup(browser.get("/design/"))
    for example in page.select(".example"):
        assert "{%" in example.pre.get_text() or "{{" in example.pre.get_text()


def test_the_theme_chosen_is_kept_and_the_person_stays_where_they_were(browser):
    response = browser.post("/theme/", {"theme": "dark", "next": "/accessibility/"})
    assert response["Location"] == "/accessibility/"
    assert soup(browser.get("/accessibility/")).html["data-theme"] == "dark"


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_choosing_a_theme_never_leads_elsewhere(browser, target):
    assert browser.post("/theme/", {"theme": "dark", "next": target})["Location"].startswith("/")
    assert "elsewhere" not in browser.post("/theme/", {"theme": "dark", "next": target})["Location"]


def test_a_theme_that_does_not_exist_changes_nothing(browser):
    assert "jalon_theme" not in browser.post("/theme/", {"theme": "blink"}).cookies


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "409", "429", "500"])
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_an_error_is_said_in_words_with_a_way_out_without_database_nor_request(code, language):
    with override(language):
        page = BeautifulSoup(get_template(f"{code}.html").render(), "html.parser")
    assert page.html["lang"] == language
    assert page.h1.get_text().strip()
    assert page.main.find("a", href="/")
    assert page.find("form") is None


def test_a_page_that_does_not_exist_answers_in_plain_words(browser):
    response = browser.get("/nowhere/", headers={"accept-language": "fr"})
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()
