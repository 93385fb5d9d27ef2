"""The pages of figures in a real browser: accessible, narrow, dark, in both languages."""

import pytest
from django.urls import reverse

from jalon.domain.core.context import centre_context
from tests.browser.conftest import axe_faults
from tests.domain.figures.test_counting import a_small_town
from tests.factories import a_centre, a_federal_member, a_member, a_user
from tests.signing_in import client_of

SPRING = "?first=2026-04-01&last=2026-06-30"


@pytest.fixture
def town(site):
    centre = a_centre("Val-Clair", region_fr="Wallonie", province_fr="Namur", inhabitants=12_000)
    users = [a_user("Ada Lovens"), a_user("Pré Sident")]
    with centre_context(centre.pk):
        a_small_town()
        return [a_member(user=users[0]), a_member("president", user=users[1])]


def test_a_period_without_anything_is_accessible_and_fits(browser_page, site, town, tmp_path):
    page = browser_page(town[0], language="nl", width=320)
    empty = {"empty": reverse("figures:overview") + "?first=2003-01-01&last=2003-01-02"}
    _look(page, site, empty, tmp_path, 320)


def test_a_published_quarter_is_accessible_and_fits(browser_page, site, town, tmp_path):
    client = client_of(town[1])
    address = reverse("figures:sending", args=["2026Q2"])
    client.post(address, {"shown": client.get(address).context["digest"], "confirmed": "on"})
    federal = a_federal_member(a_user("Fé Dérale"))
    page = browser_page(federal, language="nl", width=320)
    client_of(federal).post(reverse("federal:publish", args=["2026Q2"]))
    published = {
        "quarter": reverse("federal:quarter", args=["2026Q2"]),
        "figure": reverse("federal:figure", args=["2026Q2", "in_force"]),
    }
    _look(page, site, published, tmp_path, 320)


def _look(page, site, addresses, folder, width):
    for name, address in addresses.items():
        answer = page.goto(site.url + address)
        assert answer.status == 200, name
        for summary in page.locator("details.chart__table > summary").all():
            summary.click()
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        assert axe_faults(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
