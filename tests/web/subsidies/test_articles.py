"""The articles of next year's convention are data entry: taken over, written, seen before, then kept as they are."""

from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from jalon.domain.conventions import paper
from jalon.domain.conventions.models import Convention
from jalon.domain.conventions.queries import last_version
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.subsidies.models import Programme, SubsidyAct
from jalon.law.subsidies.programme_yaml import read_programme
from tests.domain.conventions.scene import a_world, decided_again, invited, sent
from tests.domain.documents.looking import text_of
from tests.signing_in import client_of
from tests.web.subsidies.test_asking import sent_by

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DATA = {
    "title_fr": "Données", "title_nl": "Gegevens",
    "text_fr": "Le {centre} garde ses pièces.\nPromoteur : {cluster}.",
    "text_nl": "Het {centre} bewaart zijn stukken.\nPromotor: {cluster}.",
}  # fmt: skip


def plain(answer) -> str:
    return answer.content.decode().replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def now() -> Programme:
    with federal_context():
        return Programme.objects.get()


def at(name: str, *args) -> str:
    return reverse(f"programmes:{name}", args=[now().pk, *args])


IN_GERMAN = ("Programm der Städte 2015", "Linie der Aktivierung", "Begleitete Personen")


def named_in_german(client) -> None:
    """The programme, its line and a number of its convention."""
    names = {"title_de": "Programm der Städte", "lines-0-title_de": "Linie der Aktivierung"}
    assert sent_by(client, at("edit"), **names).status_code == 302
    assert sent_by(client, at("field", "convention", "1"), title_de="Begleitete Personen").status_code == 302


def titles_left_in_french(client) -> set[str]:
    """What the page of articles says of the German convention."""
    page = BeautifulSoup(client.get(at("articles")).content, "html.parser")
    return {one.get_text() for one in page.find("summary", string=lambda told: "en allemand" in told).parent("li")}


def taken(client) -> None:
    told = {"revision": now().revision}
    assert client.post(at("articles_take"), told).status_code == 302


def test_articles_are_taken_over_written_in_their_place_seen_on_paper_and_sent_as_a_file():
    world = a_world()
    officer, dutch = client_of(world.officer), client_of(world.cabinet, language="nl")
    usual = plain(officer.get(at("articles")))
    assert "Article 5. Paiement" in usual and "Artikel 5. Betaling" in usual, "both languages, side by side"
    assert "Une avance de 50 % est due" in usual and "6 534 763,86 €" in usual, "with what the programme says"
    assert officer.get(at("article", 1)).status_code == 404, "the text that ships is read, not written"
    assert dutch.post(at("articles_take"), {"revision": now().revision}).status_code == 403
    taken(officer)
    assert plain(officer.get(at("articles"))).count("Modifier") == 6
    assert len(now().decree.articles) == 6 and "Een artikel toevoegen" not in plain(dutch.get(at("articles")))

    new = at("article_new")
    for wrong, field, words in (
        ({"text_nl": "Het {centre} bewaart."}, "text_nl", "n’est pas dit dans les langues de son intitulé (nl)"),
        ({"text_fr": "Le {iban}.\nb"}, "text_fr", "nomme l’emplacement « iban »"),
        ({"text_nl": "Het {state}.\nPromotor: {cluster}."}, "text_nl", "les mêmes emplacements"),
        ({"text_de": "Das {centre}.", "title_de": ""}, "text_de", "(de)"),
    ):
        answer = sent_by(officer, new, **{**DATA, **wrong})
        beside = BeautifulSoup(answer.content, "html.parser").select_one(f"#id_{field}_error")
        assert answer.status_code == 400 and words in beside.text.replace("\N{NO-BREAK SPACE}", " "), field
    assert sent_by(officer, new, **DATA, place="2").status_code == 302
    shown = plain(officer.get(at("articles")))
    assert "Article 2. Données" in shown and "Le CPAS de … garde ses pièces." in shown
    assert "Promoteur" not in shown, "no cluster, so the paragraph is not printed"
    assert "Article 7. Rapport" in shown
    assert sent_by(officer, at("article", 2), place="7").status_code == 302
    assert [one.title.fr for one in now().decree.articles][-2:] == ["Rapport", "Données"]
    money = BeautifulSoup(officer.get(at("article", 5)).content, "html.parser").select_one("#id_text_fr").text
    assert "\nsinon : La subvention est payée comme l’arrêté le dit." in money
    before = now().decree
    assert sent_by(officer, at("article", 5)).status_code == 302
    unchanged = [
        (one.title.fr, [each.otherwise and each.otherwise.nl for each in one.paragraphs]) for one in before.articles
    ]
    assert unchanged == [
        (one.title.fr, [each.otherwise and each.otherwise.nl for each in one.paragraphs])
        for one in now().decree.articles
    ]
    assert "tableau des objectifs" in plain(sent_by(officer, at("article_remove", 3))), (
        "what is answered must stand there"
    )
    assert sent_by(officer, at("article_remove", 4)).status_code == 302
    for language in ("fr", "nl"):
        assert dutch.get(at("articles_paper", language)).content.startswith(b"%PDF")
    assert dutch.get(at("articles_paper", "de")).status_code == 404
    file = officer.get(at("yaml")).content
    assert read_programme(file) == now().decree
    later = SimpleUploadedFile("p.yaml", file.replace(b"year: 2015", b"year: 2016", 1))
    assert officer.post(reverse("programmes:load"), {"file": later}).status_code == 302
    with federal_context():
        told = [act.detail["act"] for act in SubsidyAct.objects.filter(verb="programme.worded").order_by("at")]
    assert told[0] == "taken" and told.count("changed") >= 1 and "removed" in told


def test_a_convention_says_the_articles_of_its_decision_and_they_change_no_more():
    world = a_world()
    officer = client_of(world.officer)
    taken(officer)
    french = "Avance de {advance} % pour le {centre}, {line}.\nsinon : Payé comme l’arrêté le dit."
    dutch = "Voorschot van {advance} % voor het {centre}, {line}.\nanders : Betaald zoals het besluit zegt."
    german = "Vorschuss von {advance} %  für das {centre}, {line}.\nsonst : Gezahlt, wie der Erlass es sagt."
    texts = {"text_fr": french, "text_nl": dutch, "text_de": german}
    assert sent_by(officer, at("article", 5), **texts).status_code == 302
    before = titles_left_in_french(officer)
    named_in_german(officer)
    gone = {
        "Activation sociale, villes et communes",
        "Activation sociale",
        "Personnes pour qui un bilan social est fait",
    }
    assert before - titles_left_in_french(officer) == gone
    assert "Begleitete Personen" in text_of(officer.get(at("articles_paper", "de")).content)
    assert "décidé avec d’autres articles" in plain(officer.get(at("articles")))
    world.decision = decided_again(world, times=1, advance_on_raise=False, days=1)
    assert "décidé avec d’autres articles" not in plain(officer.get(at("articles")))
    ours, _theirs = sorted(invited(world), key=lambda one: one.centre_id != world.ours.centre.pk)
    sent(world.ours, ours)
    with centre_context(world.ours.centre.pk):
        one = Convention.objects.get()
        version = last_version(one)
        assert "Payé comme l’arrêté" in version.content, "what is signed binds its articles"
        said = {
            "fr": "Avance de 50 % pour le CPAS",
            "nl": "Voorschot van 50 % voor het OCMW",
            "de": "Vorschuss von 50 %",
        }
        for language, words in said.items():
            one.language = language
            made = paper.printed(one, version, made_at=AT)
            told = text_of(made.content).replace("\N{NO-BREAK SPACE}", " ")
            assert words in told and "Payé" not in told and made.language == language
            assert [name in told for name in IN_GERMAN] == [language == "de"] * 3
        letter = text_of(paper.letter(one, language="de", made_at=AT).content)
        assert "Programm der Städte 2015" in letter and "Linie der Aktivierung" in letter
    held = plain(officer.get(at("articles")))
    assert "2 conventions en sont faites." in held and "Modifier" not in held
    for name, args in (("article", [5]), ("article_new", []), ("article_remove", [5]), ("articles_drop", [])):
        answer = sent_by(officer, at(name, *args), **(DATA if name == "article_new" else {"title_fr": "Autre"}))
        assert answer.status_code == 400 and "ne changent plus" in plain(answer), name
    programme = now()
    with federal_context(), pytest.raises(IntegrityError, match="made of the articles"), transaction.atomic():
        Programme.objects.update(content={**programme.content, "articles": programme.content["articles"][:1]})
    assert sent_by(officer, at("edit"), article="art. 2").status_code == 302, "what is no article may be corrected"


def test_a_programme_goes_back_to_the_text_that_ships():
    world = a_world()
    officer = client_of(world.officer)
    before = now().content
    taken(officer)
    assert officer.post(at("articles_take"), {"revision": now().revision}).status_code == 409
    assert sent_by(officer, at("articles_drop")).status_code == 302
    assert now().content == before and officer.get(at("articles_drop")).status_code == 404
