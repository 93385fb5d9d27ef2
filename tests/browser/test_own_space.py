"""The person's own pages on a small telephone: four languages, light and dark, light to carry, without a script.

One page carries a small one, which keeps answers by itself; without it each part is kept when one goes on.
"""

from django.urls import reverse
from django.utils import timezone

from jalon.domain.core.context import centre_context
from jalon.domain.instruments import services as instruments
from jalon.domain.space import services
from jalon.domain.space.queries import access_of
from tests.browser.conftest import axe_faults, shape_faults
from tests.factories import a_member, a_user
from tests.space_ways import SECRET
from tests.web.space.scene import PASSWORD, a_bilan_rated_apart, a_card, a_scene, offered, with_a_change_to_sign

HEAVIEST = 150_000  # bytes of a first view, on a slow line
WIDTH = 320


def _weighed(page, url: str) -> int:
    carried = []
    page.on("response", lambda answer: carried.append(len(answer.body())))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return sum(carried)


def _faults(page, language: str, *, scripts: int = 0, axe: bool = True) -> list[str]:
    found = shape_faults(page, language=language, width=WIDTH)
    carried = page.evaluate("() => document.scripts.length")
    found += [f"{carried} scripts"] if carried != scripts else []
    return [*axe_faults(page), *found] if axe else found


def test_a_person_enters_and_reads_on_a_small_telephone_in_four_languages(browser_page, site):
    scene = a_scene()
    card, text = a_card(scene), with_a_change_to_sign(scene)
    offered(scene, ago=90, moment="start", level=2)
    offered(scene, ago=30, moment="middle", level=4)
    asked = offered(scene, ago=0, moment="middle")
    talk = a_bilan_rated_apart(scene)
    with centre_context(scene.centre.pk):
        talk.refresh_from_db()
        instruments.finish(actor=scene.worker, bilan=talk, revision=talk.revision, at=timezone.now())
    page = browser_page(width=WIDTH, height=640, dark=True)
    assert _weighed(page, f"{site.url}/mine/sign-in/") < HEAVIEST
    assert _faults(page, "fr", scripts=1) == [], "the small one of keys"
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
    assert _weighed(page, f"{site.url}/mine/") < HEAVIEST, "the first page inside too"
    _has_a_code(page, site, scene)
    paths = ["/mine/", "/mine/rights/", "/mine/interview/", "/mine/documents/", "/mine/readings/", "/mine/password/"]
    paths.append(reverse("space:evaluation", args=[scene.evaluation.pk]))
    found = {}
    for language in ("fr", "nl", "de", "en"):
        page.locator(f".own__languages button[lang={language}]").click()
        for path in paths:
            page.goto(site.url + path)
            found[language, path] = _faults(page, language)
    assert not any(found.values()), {where: faults for where, faults in found.items() if faults}
    since = [("/mine/code/", 0), (reverse("space:sign", args=[text.pk]), 0), ("/mine/ratings/", 0)]
    since += [(reverse("space:bilan", args=[talk.pk]), 0)]
    since += [(reverse("space:answer", args=[asked.pk]), 1), (reverse("space:check_answers", args=[asked.pk]), 0)]
    for language in ("de", "nl", "fr"):  # the longest words, and the two every centre has
        page.locator(f".own__languages button[lang={language}]").click()
        for path, scripts in since:
            page.goto(site.url + path)
            found[language, path] = _faults(page, language, scripts=scripts, axe=language == "fr")
    assert not any(found.values()), {where: faults for where, faults in found.items() if faults}
    page.goto(site.url + since[1][0])
    page.get_by_label("J’ai lu ce texte").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type(SECRET)
    page.keyboard.press("Enter")
    page.get_by_text("ici, avec votre code secret").wait_for()
    assert _faults(page, "fr") == []


def test_a_key_of_the_telephone_is_made_and_opens_the_space_without_the_number(browser_page, site):
    scene = a_scene()
    card = a_card(scene)
    services.activate(proven=card.access, password=PASSWORD, at=timezone.now(), on=timezone.localdate())
    page = browser_page(width=WIDTH, height=640)
    home = site.url.replace("127.0.0.1", "localhost")  # a key belongs to a name, never to a bare address
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    known = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto(f"{home}/mine/sign-in/?next=/mine/ways/")
    page.get_by_label("Numéro de la carte").fill(card.access.number)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer", exact=True).click()
    assert _faults(page, "fr") == []
    page.get_by_role("link", name="Ajouter une clé").click()
    assert _faults(page, "fr", scripts=1) == []
    page.get_by_label("Un nom pour cette clé").fill("Mon vieux téléphone")
    page.get_by_role("button", name="Faire la clé").click()
    page.get_by_text("Mon vieux téléphone").first.wait_for()
    for language in ("de", "fr"):  # the longest words
        page.locator(f".own__languages button[lang={language}]").click()
        for path, scripts in (("/mine/ways/", 0), ("/mine/ways/key/", 1), ("/mine/ways/password/", 0)):
            page.goto(home + path)
            assert _faults(page, language, scripts=scripts, axe=language == "fr") == [], (language, path)
    page.get_by_role("button", name="Sortir").click()
    page.get_by_role("button", name="Entrer avec ma clé").click()
    page.get_by_role("heading", name="Mon projet").wait_for()
    page.goto(f"{home}/mine/ways/")
    page.get_by_role("link", name="Retirer cette clé").click()
    assert _faults(page, "fr") == []
    page.get_by_role("button", name="Retirer cette clé").click()
    page.get_by_role("button", name="Entrer avec ma clé").click()  # it had opened this page: the door again
    page.get_by_text("Cette clé n’ouvre pas d’espace ici.").wait_for()
    assert _faults(page, "fr", scripts=1) == [], "the telephone still has it; the page says what to do"
    devtools.send("WebAuthn.removeVirtualAuthenticator", known)
    page.get_by_label("Numéro de la carte").wait_for()


def _has_a_code(page, site, scene) -> None:
    """The person chooses it on the page; a colleague meets them."""
    page.goto(f"{site.url}/mine/code/")
    assert _faults(page, "fr") == []
    page.locator("#id_secret").fill(SECRET)
    page.locator("#id_again").fill(SECRET)
    page.get_by_role("button", name="Choisir ce code").click()
    figures = page.locator(".own__shown").inner_text()
    assert _faults(page, "fr") == []
    user, at = a_user(), timezone.now()
    with centre_context(scene.centre.pk):
        met = {"access": access_of(scene.person), "shown": figures, "seen": True}
        services.confirm(actor=a_member(user=user), at=at, on=at.date(), **met)
