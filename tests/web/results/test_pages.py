"""The pages of results: a table that explains itself, a number and its files, a correction, what was frozen."""

import re
from datetime import date

import pytest
from django.urls import reverse

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.results import services
from jalon.domain.results.models import Written
from tests.domain.results.scene import LINE, NOW, a_scene, a_way
from tests.factories import a_person
from tests.scene import played, shared
from tests.signing_in import client_of

NAME = re.compile(r"Personne\d")
scene_of_module = shared(a_scene)


@pytest.fixture
def scene(scene_of_module):
    with played(scene_of_module) as scene:
        yield scene


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-3000:])
    return re.sub("[\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]", " ", answer.content.decode())


def address(scene, name: str, *args: object) -> str:
    return reverse(f"results:{name}", args=[scene.grant.pk, LINE, *args])


def test_the_table_explains_each_number_and_leads_to_its_files(scene):
    coordinator, president = client_of(scene.office.coordinator), client_of(scene.office.president)
    assert coordinator.get(reverse("results:grant", args=[scene.grant.pk])).url == address(scene, "show")
    page = text(coordinator.get(address(scene, "show")))
    assert reverse("reports:mine") in page
    for words in (
        "Objectifs et résultats", "Situation au 31 décembre 2015", "En ateliers ou modules de socialisation",
        "Dans la convention : « Pour renforcer l’autonomie »", "12 nombres comptés dans les dossiers",
        "5 objectifs repris de la convention", "Les nombres ne s’additionnent pas", "Ce qui est compté",
    ):  # fmt: skip
        assert words in page, words
    dutch = text(client_of(scene.office.secretary, language="nl").get(address(scene, "show")))
    assert "Doelstellingen en resultaten" in dutch and "In ateliers of socialisatiemodules" in dutch
    files = address(scene, "files", "2")
    number = text(coordinator.get(address(scene, "number", "2")))
    assert files in number and "encadrée par un PIIS" in number
    assert "Cette liste est notée dans le journal" in text(coordinator.get(files))
    assert not NAME.search(text(president.get(files))), "the council says why first"
    assert NAME.search(text(president.post(files, {"purpose": "Préparer le rapport annuel"})))
    with centre_context(scene.office.centre.pk):
        reads = JournalEntry.objects.filter(verb="results.files_listed").order_by("number")
        assert [(one.actor_id, one.purpose) for one in reads] == [
            (scene.office.coordinator.pk, ""), (scene.office.president.pk, "Préparer le rapport annuel"),
        ]  # fmt: skip


def test_a_number_is_corrected_beside_its_count_and_taken_back(scene):
    coordinator, secretary = client_of(scene.office.coordinator), client_of(scene.office.secretary)
    here = address(scene, "number", "R3")
    assert "pourquoi" in text(coordinator.post(here, {"value": "9", "reason": "non", "seen": "0"}), 400)
    page = text(
        coordinator.post(here, {"value": "9", "reason": "Deux contrats hors de Jalon.", "seen": "0"}, follow=True)
    )
    assert "Deux contrats hors de Jalon." in page and "1 nombre corrigé" in page
    clash = text(secretary.post(here, {"value": "8", "reason": "Un seul contrat.", "seen": "0"}, follow=True), 400)
    assert "Quelqu’un d’autre" in clash and "9 retenu" in clash and "Un seul contrat." in clash
    with centre_context(scene.office.centre.pk):
        assert [one.value for one in Written.objects.all()] == [9]
    back = text(secretary.post(address(scene, "take_back", "R3"), {"seen": "1"}, follow=True))
    assert "Retour au nombre compté" in back and "ne compte plus" in back


def test_what_was_frozen_is_shown_beside_today(scene):
    with centre_context(scene.office.centre.pk):
        told = services.as_told(grant=scene.grant, line=LINE, on=NOW.date())
        facts = {"grant": scene.grant, "line": LINE, "told": told, "version_sha256": "a" * 64, "at": NOW}
        kept = services.freeze(actor=scene.office.secretary, **facts)
        newcomer = a_person("Zwartebroeck")
        a_way(scene, newcomer, date(2015, 6, 1), piis=True)
    coordinator = client_of(scene.office.coordinator)
    assert "1 point a changé depuis" in text(coordinator.get(address(scene, "show")))
    page = text(coordinator.get(address(scene, "kept", kept.pk)))
    assert "1 dossier de plus, 0 de moins" in page and kept.sha256 in page
    assert "Zwartebroeck" in text(coordinator.get(address(scene, "files", "2")))
    assert "Zwartebroeck" not in text(coordinator.get(address(scene, "kept_files", kept.pk, "2")))


def test_neither_a_worker_nor_another_centre_reaches_a_page(scene):
    pages = [address(scene, "show"), address(scene, "number", "2"), address(scene, "files", "2")]
    for member, status in ((scene.office.worker, 403), (scene.world.theirs.coordinator, 404)):
        client = client_of(member)
        assert {client.get(one).status_code for one in pages} == {status}
        written = client.post(pages[1], {"value": "1", "reason": "Une raison.", "seen": "0"})
        assert written.status_code == status
    with centre_context(scene.office.centre.pk):
        assert not Written.objects.exists()
    coordinator = client_of(scene.office.coordinator)
    for gone in (address(scene, "number", "Z9"), reverse("results:show", args=[scene.grant.pk, "modules"])):
        assert coordinator.get(gone).status_code == 404
