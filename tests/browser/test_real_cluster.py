"""One cluster of three real centres from invitation to balance, by people at their pages, in French and in Dutch.

Every act goes through what is shown: a place of the menu, a link, a field by its label, a button. The words looked for
are those of the reader's language, so a screen that is not translated stops the story. Two years of procedure take some
minutes: they are walked where JALON_SAMPLE_DATA names the folder of the real lists, not at each run of all the tests.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext, pgettext

from jalon.command.centres import import_file
from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.accounts.models import FederalMembership
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context, federal_context, operator_context
from jalon.domain.payments.enums import State
from jalon.domain.payments.models import Order, Settlement
from jalon.domain.reports.models import Acceptance
from jalon.domain.spending.models import Cost
from jalon.domain.subsidies.models import Award
from tests.browser.test_piis import clock  # noqa: F401  (a fixture)
from tests.domain.centres.conftest import real_list
from tests.domain.spending.scene import a_pdf
from tests.factories import a_federal_member, a_member, a_user

YEAR = date(2015, 1, 1)
# The first of each three is the promoter. All are among the smallest centres of the country.
CLUSTERS = {
    "fr": ("Semois et Lesse", ["Herbeumont", "Daverdisse", "Tellin"]),
    "nl": ("Heuvel en Leie", ["Horebeke", "Mesen", "Herstappe"]),
}
# What the promoter spent, in cents: the first above what it was granted, the second below.
SPENT = {"fr": (6_250_40, 4_100_00), "nl": (5_876_50, 4_000_04)}
GRANTED = 10_000_00
ADVANCE = 5_000_00
ACCOUNT = "BE68 5390 0754 7034"
NUMBERS = {"1": "24", "2": "18", "2.1": "6", "2.2": "8", "2.3": "4"}
STAFF = {Role.COORDINATOR: "Ada Lovens", Role.PRESIDENT: "Pia Claes", Role.SECRETARY: "Jan Maes"}
# What the promoter writes, then what the law says to it: its texts, why a number is another, its answer about a cost.
WRITTEN = {
    "fr": SimpleNamespace(
        initiatives="Ateliers de cuisine et de parole, un jour par semaine dans chaque commune.",
        report="Les ateliers ont eu lieu dans les trois communes, avec la maison de quartier.",
        correction="Avec les deux autres centres du cluster : neuf et sept.",
        reply="Trente ateliers, dix par commune.",
        investment="Un investissement n’est pas payé",
        capped="La part est le plafond",
    ),
    "nl": SimpleNamespace(
        initiatives="Kook- en praatateliers, één dag per week in elke gemeente.",
        report="De ateliers vonden plaats in de drie gemeenten, samen met het buurthuis.",
        correction="Met de twee andere centra van de cluster: negen en zeven.",
        reply="Dertig ateliers, tien per gemeente.",
        investment="Een investering wordt niet betaald",
        capped="Het deel is het maximum",
    ),
}


@dataclass
class Hand:
    """Somebody at their screen, who knows the words of their language and nothing of addresses."""

    page: Any
    language: str

    def word(self, text: str, context: str = "") -> str:
        """What the screen says where the source says `text`."""
        with translation.override(self.language):
            return pgettext(context, text) if context else gettext(text)

    def go(self, place: str) -> None:
        """A place of the menu."""
        masthead = self.page.locator(".masthead")
        if not masthead.get_by_role("link", name=self.word(place), exact=True).count():
            self._leave(masthead.get_by_role("link", name=self.word("Subsides"), exact=True))
        self._leave(masthead.get_by_role("link", name=self.word(place), exact=True))

    def follow(self, words: str, *, translated: bool = True) -> None:
        """A link of the page, by its words or a part of them."""
        words = self.word(words) if translated else words
        self._leave(self.page.locator("main").get_by_role("link", name=words).first)

    def press(self, words: str, then: str = "") -> None:
        """A button; `then` is what the next page says of it."""
        self._leave(self.page.locator("main").get_by_role("button", name=self.word(words), exact=True))
        if then:
            self.sees(then)

    def _leave(self, what: Any) -> None:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            what.click()

    def _named(self, label: str, context: str = "") -> Any:
        """The field of this label, with or without « optional » behind it."""
        return self.page.locator("main").get_by_label(
            re.compile(rf"^\s*{re.escape(self.word(label, context))}\s*(\([^)]+\))?\s*$")
        )

    def fill(self, label: str, text: str) -> None:
        """A field, by its label."""
        self._named(label).first.fill(text)

    def follow_point(self, code: str) -> None:
        """A link that begins with the code of a point."""
        self._leave(self.page.locator("main").get_by_role("link", name=re.compile(rf"^\s*{re.escape(code)}\s")).first)

    def answer(self, code: str, text: str) -> None:
        """A field of a form whose labels begin with a code."""
        self.page.get_by_label(re.compile(rf"^\s*{re.escape(code)}\. ")).first.fill(text)

    def tick(self, label: str, context: str = "") -> None:
        """A box or a choice, by its label."""
        self._named(label, context).check()

    def tick_all(self) -> None:
        """Every box of the checklist."""
        for box in self.page.locator("main").get_by_role("checkbox").all():
            box.check()

    def sees(self, text: str, *, translated: bool = True) -> None:
        """The page says this."""
        words = self.word(text) if translated else text
        self.page.locator("main").get_by_text(words).first.wait_for()

    def attach(self, label: str, name: str, content: bytes) -> None:
        """A file from their computer."""
        kind = "application/pdf" if name.endswith("pdf") else "text/csv"
        self._named(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})


@pytest.fixture
def people(site: Any, clock: Any, tmp_path: Path, browser_page: Callable[..., Any], request: Any) -> SimpleNamespace:  # noqa: F811
    """The list as the operator imports it; those of the promoter in its language, the administration in French."""
    clock(YEAR)
    path = tmp_path / "2018.csv"
    path.write_bytes(real_list(2018))
    import_file(path, on=date(2018, 1, 1), mapping=None, accept_good_rows=False)
    language = request.getfixturevalue("language")
    name, members = CLUSTERS[language]
    centres = [Centre.objects.get(name_nl=one) for one in members]
    users = {role: a_user(called) for role, called in STAFF.items()}
    with centre_context(centres[0].pk):
        ours = {role: a_member(role, user=user, since=YEAR) for role, user in users.items()}
    federal = {
        "officer": a_federal_member(a_user("Odile Martin")),
        "colleague": a_federal_member(a_user("Karim Leroy")),
        "cabinet": a_federal_member(a_user("Céline Dubois"), role=FederalRole.CABINET),
    }
    with operator_context():
        FederalMembership.objects.update(since=YEAR)
    hands = {str(role): Hand(browser_page(one, language=language), language) for role, one in ours.items()}
    hands |= {role: Hand(browser_page(one), "fr") for role, one in federal.items()}
    for hand in hands.values():
        hand.page.goto(site.url)
    return SimpleNamespace(**hands, clock=clock, cluster=name, centres=centres, promoter=centres[0], language=language)


def the_list(people: SimpleNamespace) -> bytes:
    """Three rows as an officer keeps them, with the cluster and its promoter."""
    rows = ["Commune;Cluster;Promoteur"]
    rows += [f"{one.name_fr};{people.cluster};{'oui' if one == people.promoter else ''}" for one in people.centres]
    return "\n".join(rows).encode()


def the_sharing(people: SimpleNamespace) -> None:
    """The officer takes the programme over, imports who forms the cluster, shares and decides."""
    officer = people.officer
    people.clock(date(2015, 4, 2))
    officer.go("Programmes")
    officer.follow("Activation sociale, clusters de petits CPAS 2015", translated=False)
    officer.press("Reprendre ce programme")
    officer.follow("Importer une liste")
    officer.attach("Le fichier", "clusters.csv", the_list(people))
    officer.fill("Titre de la liste", "Clusters reconnus")
    officer.fill("Date des données", "2013-01-01")
    officer.fill("Source", "Arrêté de 2015, article 1er")
    officer.press("Importer")
    officer.sees("3 centres, un promoteur. Retenu.", translated=False)
    officer.follow("Partager", translated=False)
    officer.follow("Décider ce partage")
    officer.fill("Sur quoi repose la décision", "Arrêté royal de 2015, article 1er")
    officer.press("Décider ce partage", "Le partage est décidé. Chaque centre lit son montant et ses raisons.")


def the_convention(people: SimpleNamespace) -> None:
    """Invited, written by one, sent by another, examined, accepted, signed by three; the advance is due."""
    officer, cabinet, writer = people.officer, people.cabinet, people.coordinator
    people.clock(date(2015, 6, 25))
    officer.follow("Inviter les centres")
    officer.fill("À envoyer au plus tard", "2015-08-31")
    officer.press("Inviter", "Conventions")

    people.clock(date(2015, 8, 20))
    writer.go("Conventions")
    writer.follow("2015", translated=False)
    writer.follow("Commencer")
    for code, text in {"A": WRITTEN[people.language].initiatives, **NUMBERS}.items():
        writer.answer(code, text)
    writer.press("Enregistrer")
    people.president.go("Conventions")
    people.president.follow("2015", translated=False)
    people.president.follow("Relire et envoyer")
    people.president.press("Envoyer à l’administration", "La convention est envoyée.")

    people.clock(date(2015, 9, 15))
    officer.go("Conventions")
    officer.follow(people.promoter.name_fr, translated=False)
    officer.tick_all()
    officer.press("Avis favorable")
    people.clock(date(2015, 10, 20))
    cabinet.go("Conventions")
    cabinet.follow(people.promoter.name_fr, translated=False)
    cabinet.follow("Accepter")
    cabinet.press("Accepter", "La convention est acceptée ; elle attend les signatures du centre.")
    for day, who in ((22, people.president), (23, people.secretary)):
        people.clock(date(2015, 10, day))
        who.go("Conventions")
        who.follow("2015", translated=False)
        who.follow("Lire et signer")
        who.press("Signer ce texte", "Vous avez signé.")
    people.clock(date(2015, 11, 30))
    cabinet.go("Conventions")
    cabinet.follow(people.promoter.name_fr, translated=False)
    cabinet.follow("Signer pour le ministre")
    cabinet.press("Signer ce texte")
    cabinet.sees("L’avance est due")


def the_account(people: SimpleNamespace) -> None:
    """One person gives the centre's account, another confirms it."""
    people.clock(date(2015, 12, 1))
    people.coordinator.go("Paiements")
    people.coordinator.follow("Donner le compte du centre")
    people.coordinator.fill("Numéro de compte (IBAN)", ACCOUNT)
    people.coordinator.press("Donner ce compte", "Le compte est donné. Il attend une deuxième personne.")
    people.secretary.go("Paiements")
    people.secretary.follow("Vérifier et confirmer")
    people.secretary.press("Confirmer", "Le compte est confirmé.")


def the_payment(people: SimpleNamespace, prepared: date) -> None:
    """One officer prepares what is due, another releases it, and notes it as paid when the bank says so."""
    people.clock(prepared)
    people.officer.go("Paiements")
    people.officer.follow("Préparer des paiements")
    people.officer.press("Préparer le lot", "Le lot est préparé. Une deuxième personne le libère.")
    people.colleague.go("Paiements")
    people.colleague.follow("Lot", translated=False)
    people.colleague.follow("Libérer")
    people.colleague.press("Libérer", "Le lot est libéré. Le fichier pour la banque est prêt.")
    people.clock(prepared.replace(day=prepared.day + 4))
    people.colleague.press("Noter comme payés")


def a_cost(hand: Hand, number: str, cents: int, category: str, then: str) -> None:
    """A document, its amounts, and why it was for the project."""
    hand.attach("Pièce justificative", f"{number}.pdf", a_pdf(text=number))
    hand.tick(category)
    for label, text in (
        ("Fournisseur", "Atelier du Pont"), ("Numéro du document", number), ("Date du document", "2015-10-12"),
        ("Hors TVA", f"{cents / 100:.2f}".replace(".", ",")), ("Lien direct avec le projet", "Les ateliers."),
        ("Proportionnalité", "Pour ces ateliers seulement."),
    ):  # fmt: skip
        hand.fill(label, text)
    hand.press(then)


def the_costs(people: SimpleNamespace) -> None:
    """An investment is refused with its reason; two documents are justified."""
    writer = people.coordinator
    people.clock(date(2016, 1, 18))
    writer.go("Dépenses")
    writer.follow("2015", translated=False)
    writer.follow("Encoder une dépense")
    a_cost(writer, "2015/7", 900_00, "investissement", "Enregistrer")
    writer.sees(WRITTEN[people.language].investment, translated=False)
    writer.follow("Ne rien changer")
    writer.follow("Encoder une dépense")
    first, second = SPENT[people.language]
    a_cost(writer, "2015/20", first, "fonctionnement", "Enregistrer et encoder la suivante")
    a_cost(writer, "2015/21", second, "fonctionnement", "Enregistrer")


def the_report(people: SimpleNamespace) -> None:
    """Results looked at, words written, signed by two and sent; a cost controlled, an advice, the minister's yes."""
    writer, officer, cabinet = people.coordinator, people.officer, people.cabinet
    people.clock(date(2016, 2, 8))
    writer.go("Rapports")
    writer.follow("2015", translated=False)
    writer.follow("Voir les dossiers derrière ces nombres, ou corriger avec une raison")
    writer.sees("Des centres du cluster n’ont pas encore remis leurs nombres")
    writer.follow_point("1")
    writer.fill("Le nombre à dire", NUMBERS["1"])
    writer.fill("Pourquoi ce nombre", WRITTEN[people.language].correction)
    writer.press("Enregistrer", "Le nombre est enregistré, avec sa raison.")
    writer.go("Rapports")
    writer.follow("2015", translated=False)
    for code in ("A1", "A2", "A3"):
        writer.answer(code, WRITTEN[people.language].report)
    writer.press("Enregistrer")
    for words, done, who in (
        ("Relire et signer", "Signer ce texte", people.president),
        ("Lire et signer", "Signer et envoyer", people.secretary),
    ):
        who.go("Rapports")
        who.follow("2015", translated=False)
        who.follow(words)
        who.press(done)
    people.secretary.sees("Accusé de réception")

    people.clock(date(2016, 3, 7))
    officer.go("Rapports")
    officer.follow(people.promoter.name_fr, translated=False)
    officer.follow("Demander les pièces")
    officer.fill("Question au centre", "Combien d’ateliers cette facture a-t-elle servi ?")
    officer.press("Demander", "La demande est au centre.")
    people.clock(date(2016, 3, 14))
    writer.go("Rapports")
    writer.follow("2015", translated=False)
    writer.follow("Répondre")
    writer.fill("Votre réponse", WRITTEN[people.language].reply)
    writer.press("Répondre et remettre les pièces", "Votre réponse est à l’administration.")
    people.clock(date(2016, 3, 21))
    officer.go("Rapports")
    officer.follow(people.promoter.name_fr, translated=False)
    officer.follow("Atelier du Pont", translated=False)
    officer.tick("acceptée", "dépense")
    officer.press("Conclure", "Le contrôle est conclu ; le centre lit la raison.")
    officer.tick_all()
    officer.press("Avis favorable", "L’avis est rendu ; le rapport attend le ministre.")
    people.clock(date(2016, 4, 4))
    cabinet.go("Rapports")
    cabinet.follow(people.promoter.name_fr, translated=False)
    cabinet.follow("Approuver")
    cabinet.press("Approuver", "Le rapport est approuvé.")


def the_closing(people: SimpleNamespace) -> None:
    """The officer closes the line: what was accepted, within what was granted."""
    people.clock(date(2016, 5, 10))
    people.officer.go("Paiements")
    people.officer.follow("Activation sociale, clusters de petits CPAS 2015", translated=False)
    people.officer.follow("Clôturer avec cette règle")
    people.officer.fill("Sur quoi repose la décision", "Arrêté royal de 2015, note au ministre du 9 mai 2016")
    people.officer.press("Clôturer cette ligne", "La ligne est clôturée. Chaque centre lit son décompte.")


def told(page: Any) -> str:
    """What stands on a page, its narrow and fixed spaces as plain ones."""
    return re.sub(r"\s+", " ", page.locator("main").inner_text())


@pytest.mark.skipif("JALON_SAMPLE_DATA" not in os.environ, reason="walked on demand: set JALON_SAMPLE_DATA")
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_three_real_centres_go_from_invitation_to_balance(people: SimpleNamespace, language: str):
    assert people.president.word("Dépenses") == {"fr": "Dépenses", "nl": "Uitgaven"}[language]
    the_sharing(people)
    the_convention(people)
    the_account(people)
    the_payment(people, date(2015, 12, 3))
    the_costs(people)
    the_report(people)
    the_closing(people)
    the_payment(people, date(2016, 5, 12))

    reader, spent = people.president, sum(SPENT[language])
    final = min(spent, GRANTED)
    reader.go("Subsides")
    reader.follow("2015", translated=False)
    page = told(reader.page)
    assert all(words in page for words in (people.cluster, WRITTEN[language].capped, *names(people)))
    reader.go("Paiements")
    page = told(reader.page)
    assert amount(ADVANCE, language) in page and amount(final - ADVANCE, language) in page
    reader.page.get_by_role("link", name=re.compile("2015")).last.click()
    reader.sees("Pourquoi ce montant")
    assert amount(final, language) in told(reader.page)

    with operator_context():
        others = Centre.objects.exclude(pk=people.promoter.pk)
        assert Centre.objects.count() == 589 and others.count() == 588
    with federal_context():
        awarded = dict(Award._base_manager.values_list("centre_id", "cents"))
        assert awarded == {one.pk: GRANTED if one == people.promoter else 0 for one in people.centres}
        paid = Order._base_manager.order_by("state_since")
        assert [(one.kind, one.state, one.cents) for one in paid] == [
            ("advance", State.EXECUTED, ADVANCE), ("balance", State.EXECUTED, final - ADVANCE),
        ]  # fmt: skip
        assert [one.final for one in Settlement._base_manager.all()] == [final]
        assert [one.cents for one in Acceptance._base_manager.all()] == [spent]
    with centre_context(people.promoter.pk):
        assert [one.justified for one in Cost.objects.order_by("place")] == [*SPENT[language]]


def names(people: SimpleNamespace) -> list[str]:
    """The centres of the cluster, in the language of those who read."""
    return [one.name_nl if people.language == "nl" else one.name_fr for one in people.centres]


def amount(cents: int, language: str) -> str:
    """As the pages write it, with plain spaces."""
    from jalon.domain.subsidies.words import money

    with translation.override(language):
        return re.sub(r"\s+", " ", money(cents))
