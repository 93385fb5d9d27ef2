"""The ten main tasks with the keyboard alone: no pointer, the focus always seen, no place one cannot leave.

Sign in, find a person, open a file, create one, rate a bilan and save it, draw up a PIIS, hand it over, sign by typed
name, decide, evaluate. Tab reaches everything; Enter and Space act; arrows or figures move inside a group of choices,
as everywhere. Nothing here touches the mouse: `Keyboard` has no other hand.
"""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context
from jalon.domain.instruments.models import BilanEntry
from jalon.domain.people.models import Person
from jalon.domain.piis.enums import Method, State
from jalon.domain.piis.models import Evaluation, Piis, Signature
from tests.browser.test_piis import PROJECT, a_bilan_with_needs, clock  # noqa: F401  (clock is a fixture)
from tests.domain.piis.world import MAY_SIGN, a_beneficiary
from tests.factories import a_centre, a_member, a_user

PASSWORD = "correct-horse-battery"
MOST = 400  # presses of Tab from the top of a page to anything on it

# The name a screen reader would say, and whether the eye finds the focus: an outline or a shadow on the element, on its
# label or right beside it, and the element on the screen.
LOOK = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return {body: true};
  const says = [e.getAttribute('aria-label'), e.innerText, ...[...(e.labels || [])].map(l => l.innerText)];
  const marked = (one) => { const s = one && getComputedStyle(one);
    return s && ((s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'); };
  const near = [e, e.parentElement, e.nextElementSibling, ...(e.labels || [])];
  const box = (near.find(marked) || e).getBoundingClientRect();
  const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
  return {name: says.filter(Boolean).join(' '), focus: near.some(marked), seen, html: e.outerHTML.slice(0, 160)};
}"""


class Keyboard:
    """Somebody who has only a keyboard."""

    def __init__(self, page: Any):
        self.page, self.unseen = page, []

    def press(self, *keys: str) -> None:
        """One key after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Words in the field in focus."""
        self.page.keyboard.type(words)

    def to(self, wanted: str) -> None:
        """Tab until this is in focus, looking at each stop."""
        for _step in range(MOST):
            self.press("Tab")
            found = self.page.evaluate(LOOK)
            if found.get("body"):
                continue
            if not (found["focus"] and found["seen"]):
                self.unseen.append(f"{self.page.url}: {found['html']}")
            if wanted in found["name"]:
                return
        raise AssertionError(f"the keyboard never reaches « {wanted} » on {self.page.url}")

    def choose(self, wanted: str) -> None:
        """Tab into the next group of choices, then the arrows to the one wanted."""
        while self.page.evaluate("document.activeElement.type") != "radio":
            self.press("Tab")
        for _step in range(20):
            if wanted in self.page.evaluate(LOOK)["name"]:
                self.press("Space")
                return
            self.press("ArrowDown")
        raise AssertionError(f"« {wanted} » is no choice there")

    def follow(self, wanted: str, address: str) -> None:
        """Reach a link or a button, press Enter, and be there."""
        self.to(wanted)
        self.press("Enter")
        self.page.wait_for_url(address)

    def round(self) -> None:
        """Tab through the whole page and come out at its end: nothing holds the focus."""
        self.page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        stops = set()
        for step in range(MOST):
            self.press("Tab")
            found = self.page.evaluate(LOOK)
            if step and (found.get("body") or "Aller au contenu" in found["name"]):
                assert len(stops) > 5, f"{self.page.url}: the focus leaves after {stops}"
                return
            stops.add(found.get("html"))
        raise AssertionError(f"{self.page.url}: the focus never comes out; last seen {found}")


@pytest.fixture
def office(site: Any, clock: Any) -> SimpleNamespace:  # noqa: F811
    """A coordinator, the president, and a person whose bilan showed what they need."""
    centre = a_centre("Val-Clair")
    users = [a_user("Ada Lovens"), a_user("Pia Claes")]
    with centre_context(centre.pk):
        worker = a_member(Role.COORDINATOR, user=users[0])
        president = a_member(Role.PRESIDENT, user=users[1])
        person = a_beneficiary(responsible=worker)
        a_bilan_with_needs(person, worker)
    return SimpleNamespace(centre=centre, worker=worker, president=president, person=person, url=site.url)


def sign_in(hands: Keyboard, office: Any) -> None:
    hands.page.goto(f"{office.url}/account/login/")
    hands.to("Adresse e-mail ou identifiant")
    hands.type(office.worker.email)
    hands.to("Mot de passe")
    hands.type(PASSWORD)
    hands.press("Enter")
    hands.page.wait_for_selector("text=Ma journée")


def find_a_person(hands: Keyboard, office: Any) -> None:
    hands.to("Chercher une personne")
    hands.type("cam dub")
    hands.press("Enter")
    hands.page.wait_for_selector("text=Personnes trouvées")


def open_the_file(hands: Keyboard, office: Any) -> None:
    hands.follow("Camille", f"**/files/{office.person.pk}/")


def create_a_person(hands: Keyboard, office: Any) -> None:
    hands.follow("Dossiers", "**/files/")
    hands.follow("Nouveau dossier", "**/files/new/")
    hands.to("Nom")
    hands.type("Okonjo")
    hands.to("Prénoms")
    hands.type("Ngozi")
    hands.to("Ouvrir le dossier")
    hands.press("Enter")
    hands.page.wait_for_selector("h1:has-text('Ngozi')")
    with centre_context(office.centre.pk):
        assert Person.objects.filter(last_name="Okonjo").count() == 1


def rate_a_bilan_and_save_it(hands: Keyboard, office: Any) -> None:
    hands.to("Commencer un bilan")
    hands.press("Enter")
    hands.page.wait_for_url("**/bilans/start/")
    hands.to("Ouvrir la page de l’entretien")
    hands.press("Enter")
    hands.page.wait_for_selector("form[data-bilan]")
    hands.round()
    hands.to("Dans ses mots")
    hands.type("Je dors chez une amie.")
    hands.to("Pas noté")
    hands.press("2")
    hands.to("Enregistrer")
    hands.press("Enter")
    hands.page.wait_for_selector("text=Enregistré à")
    with centre_context(office.centre.pk):
        entry = BilanEntry.objects.get(words="Je dors chez une amie.")
        assert 2 in (entry.rating_person, entry.rating_worker)


def draw_up_a_piis(hands: Keyboard, office: Any) -> None:
    hands.follow("Préparer un PIIS", "**/piis/new/")
    hands.round()
    hands.to("Ce que la personne veut")
    hands.type("Je veux cuisiner.")
    hands.to("J’écris mon CV avec de l’aide.")
    hands.press("Enter")
    hands.to("Le CPAS m’aide pour mon CV")
    hands.press("Space")


def hand_it_over(hands: Keyboard, office: Any) -> None:
    hands.to("Remettre à signer")
    hands.press("Enter")
    hands.page.wait_for_url(PROJECT)
    assert state_of(office) == State.HANDED_OVER


def sign_by_typed_name(hands: Keyboard, office: Any) -> None:
    hands.page.reload()
    hands.follow("Faire signer", "**/sign/")
    hands.round()
    hands.to("Nom de qui signe")
    hands.type("Camille Dubois")
    hands.to("je confirme que le nom tapé")
    hands.press("Space")
    hands.to("je confirme que le nom tapé")  # the centre's, under the name of who is at work
    hands.press("Space")
    hands.to("Signer ce texte")
    hands.press("Enter")
    hands.page.wait_for_url(PROJECT)
    with centre_context(office.centre.pk):
        assert set(Signature.objects.values_list("method", flat=True)) == {Method.TYPED}
    assert state_of(office) == State.SIGNED


def decide(hands: Keyboard, office: Any) -> None:
    """The president, from the list of what waits to the council's yes; a reason is asked at the file's door."""
    hands.page.goto(f"{office.url}/")
    hands.to("Voir")
    hands.press("Enter")
    hands.page.wait_for_selector("text=Pourquoi ouvrez-vous ce dossier")
    hands.choose("préparation d’une décision")
    hands.to("Ouvrir le dossier")
    hands.press("Enter")
    hands.page.wait_for_url(PROJECT)
    hands.to("Approuvé par le Conseil")
    hands.press("Enter")
    hands.page.wait_for_selector("text=en cours")
    assert state_of(office) == State.RUNNING


def evaluate(hands: Keyboard, office: Any) -> None:
    hands.page.reload()
    hands.follow("Faire le point", "**/evaluate/")
    hands.round()
    hands.to("À faire")
    hands.press("ArrowRight", "ArrowRight")
    hands.to("Ce qui va bien")
    hands.type("Le CV est écrit.")
    hands.to("Enregistrer l’évaluation")
    hands.press("Enter")
    hands.page.wait_for_url("**/evaluations/*/")
    with centre_context(office.centre.pk):
        assert Evaluation.objects.get().went_well == "Le CV est écrit."


def state_of(office: Any) -> str:
    with centre_context(office.centre.pk):
        return Piis.objects.get().state


def test_the_ten_main_tasks_are_done_with_the_keyboard_alone(site, office, browser_page, clock):  # noqa: F811
    hands = Keyboard(browser_page())
    for task in (sign_in, find_a_person, open_the_file, draw_up_a_piis, hand_it_over):
        task(hands, office)
    project = hands.page.url
    clock(MAY_SIGN)
    sign_by_typed_name(hands, office)
    council = Keyboard(browser_page(office.president))
    decide(council, office)
    clock(MAY_SIGN + timedelta(days=60))
    hands.page.goto(project)
    evaluate(hands, office)
    create_a_person(hands, office)
    rate_a_bilan_and_save_it(hands, office)
    unseen = hands.unseen + council.unseen
    assert not unseen, "\n".join(unseen)
