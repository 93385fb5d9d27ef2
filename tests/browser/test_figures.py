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


@pytest.mark.parametrize(
    ("language", "width", "dark"), [("fr", 1280, False), ("nl", 320, True)], ids=["fr-wide-light", "nl-narrow-dark"]
)
def test_every_page_is_accessible_and_fits(browser_page, site, town, language, width, dark, tmp_path):
    worker, president = town
    page = browser_page(worker, language=language, width=width, dark=dark)
    addresses = {
        "overview": reverse("figures:overview") + SPRING,
        "empty": reverse("figures:overview") + "?first=2003-01-01&last=2003-01-02",
        "show": reverse("figures:show", args=["in_force"]) + SPRING,
        "files": reverse("figures:files", args=["in_force"]) + SPRING,
        "how": reverse("figures:how"),
        "sent": reverse("figures:sent"),
    }
    _look(page, site, addresses, tmp_path, width)
    page = browser_page(president, language=language, width=width, dark=dark)
    addresses = {
        "sending": reverse("figures:sending", args=["2026Q2"]),
        "purpose": reverse("figures:files", args=["in_force"]) + SPRING,
    }
    _look(page, site, addresses, tmp_path, width)


def test_the_federal_pages_are_accessible_and_fit(browser_page, site, town, tmp_path):
    client = client_of(town[1])
    address = reverse("figures:sending", args=["2026Q2"])
    client.post(address, {"shown": client.get(address).context["digest"], "confirmed": "on"})
    federal = a_federal_member(a_user("Fé Dérale"))
    waiting = {
        "federal": reverse("federal:home"),
        "waiting": reverse("federal:quarter", args=["2026Q2"]),
        "publish": reverse("federal:publish", args=["2026Q2"]),
    }
    page = browser_page(federal, language="nl", width=320)
    _look(page, site, waiting, tmp_path, 320)
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
