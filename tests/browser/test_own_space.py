"""The person's own pages on a small telephone: four languages, light and dark, without a script, and light to carry."""

from django.urls import reverse

from tests.browser.conftest import axe_faults
from tests.web.space.scene import PASSWORD, a_card, a_scene

HEAVIEST = 150_000  # bytes of a first view, on a slow line
WIDTH = 320


def _weighed(page, url: str) -> int:
    carried = []
    page.on("response", lambda answer: carried.append(len(answer.body())))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return sum(carried)


def _faults(page, language: str) -> list[str]:
    seen = page.evaluate(
        "() => [document.scrollingElement.scrollWidth, document.querySelectorAll('h1').length,"
        " document.documentElement.lang, document.scripts.length]"
    )
    checks = {
        f"{seen[0]} px wide": seen[0] <= WIDTH,
        f"{seen[1]} h1": seen[1] == 1,
        f"in {seen[2]}": seen[2] == language,
        "a script": not seen[3],
    }
    return [*axe_faults(page), *(problem for problem, holds in checks.items() if not holds)]


def test_a_person_enters_and_reads_on_a_small_telephone_in_four_languages(browser_page, site):
    scene = a_scene()
    card = a_card(scene)
    page = browser_page(width=WIDTH, height=640, dark=True)
    assert _weighed(page, f"{site.url}/mine/sign-in/") < HEAVIEST
    assert _faults(page, "fr") == []
    page.get_by_role("link", name="Taper mon code").click()
    page.get_by_label("Numéro de la carte").fill(card.access.printed_number)
    page.get_by_label("Code", exact=True).fill("AAAA-AAAA")
    page.get_by_role("button", name="Continuer").click()
    assert _faults(page, "fr") == [], "a refusal is a page like the others, with the way on"
    page.get_by_label("Code", exact=True).fill(card.printed.lower())
    page.get_by_role("button", name="Continuer").click()
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_again").fill(PASSWORD)
    page.get_by_role("button", name="Ouvrir mon espace").click()
    paths = ["/mine/", "/mine/rights/", "/mine/interview/", "/mine/documents/", "/mine/readings/", "/mine/password/"]
    paths.append(reverse("space:evaluation", args=[scene.evaluation.pk]))
    found = {}
    for language in ("fr", "nl", "de", "en"):
        page.locator(f".own__languages button[lang={language}]").click()
        for path in paths:
            page.goto(site.url + path)
            found[language, path] = _faults(page, language)
    assert not any(found.values()), {where: faults for where, faults in found.items() if faults}
