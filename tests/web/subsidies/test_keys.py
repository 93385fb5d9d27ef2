"""Next year's key is data entry: typed with what it counts, shared by, explained, then kept, and sent as a file."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jalon.domain.core.context import federal_context
from jalon.domain.subsidies.models import Dataset, Decision, Programme
from jalon.law.subsidies.programme_yaml import read_programme
from tests.domain.subsidies.scene import a_list, four_centres
from tests.factories import a_federal_member, a_user
from tests.security.forms import filled
from tests.signing_in import client_of
from tests.web.subsidies.test_asking import THE_DECREE, sent_by

pytestmark = pytest.mark.django_db
YOUNG = {
    "code": "Jeunes",
    "title_fr": "Jeunes sans emploi",
    "title_nl": "Jongeren zonder werk",
    "title_de": "Junge Arbeitslose",
    "unit": "count",
}
KEY = {"code": "jeunes-et-ris", "title_fr": "Jeunes et revenu", "title_nl": "Jongeren en leefloon",
       "method": "proportional", "part0-percent": "62,5", "part0-series": ["jeunes"],
       "part1-percent": "37,5", "part1-series": ["ris", "equivalent_aid"]}  # fmt: skip


def plain(answer) -> str:
    return answer.content.decode().replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def test_a_key_and_what_it_counts_are_typed_shared_by_explained_and_then_stay():
    four_centres()
    member = a_federal_member(a_user())
    officer, dutch = client_of(member), client_of(a_federal_member(a_user()), language="nl")
    cabinet = client_of(a_federal_member(a_user(), role="cabinet"))
    assert sent_by(officer, reverse("programmes:new"), **THE_DECREE).status_code == 302
    with federal_context():
        programme = Programme.objects.get()
    series_new, key_new, keys = (
        reverse(f"programmes:{one}", args=[programme.pk]) for one in ("series_new", "key_new", "keys")
    )

    assert "colonne « population »" in plain(sent_by(officer, series_new, **YOUNG, heads="Population")).lower()
    assert sent_by(officer, series_new, **YOUNG, heads="18-25 ans\n").status_code == 302
    wrong = sent_by(officer, key_new, **{**KEY, "part1-percent": "37"})
    assert "font 99,5 %" in plain(wrong) and wrong.status_code == 400
    beside = BeautifulSoup(sent_by(officer, key_new, **{**KEY, "part1-series": ["jeunes"]}).content, "html.parser")
    assert "une partie au-dessus" in beside.select("fieldset.write__row")[1].get_text(), "beside the part it is about"
    assert sent_by(officer, key_new, **KEY).status_code == 302
    four = {f"part{place}-percent": "25" for place in range(4)} | {"code": "quatre"}
    counted = ("jeunes", "ris", "equivalent_aid", "inhabitants")
    four |= {f"part{place}-series": [code] for place, code in enumerate(counted)}
    assert sent_by(officer, key_new, **{**KEY, **four}).status_code == 302
    edited = BeautifulSoup(officer.get(reverse("programmes:key", args=[programme.pk, "quatre"])).content, "html.parser")
    legends = [one.get_text() for one in edited.select("fieldset.write__row > legend")]
    assert legends == [f"Partie {place}" for place in range(1, 7)]
    assert [one.get_text() for one in edited.select("details fieldset.write__row > legend")] == ["Partie 5", "Partie 6"]
    assert "62,5 % Jeunes sans emploi, 37,5 % Bénéficiaires du revenu" in plain(officer.get(keys))
    assert "Jongeren zonder werk" in plain(dutch.get(keys)) and "Sleutel" in plain(dutch.get(keys))
    assert cabinet.get(keys).status_code == 200 and cabinet.get(key_new).status_code == 403

    edit = reverse("programmes:edit", args=[programme.pk])
    assert sent_by(officer, edit, **{"lines-0-key": "jeunes-et-ris"}).status_code == 302
    assert "retirer" in plain(officer.get(reverse("programmes:key", args=[programme.pk, "jeunes-et-ris"]))).lower()
    stays = sent_by(officer, reverse("programmes:key_remove", args=[programme.pk, "jeunes-et-ris"]))
    assert stays.status_code == 400 and "Donnez d’abord une autre clé" in plain(stays)

    template = officer.get(reverse("programmes:import", args=[programme.pk]), {"template": "1"}).content.decode()
    assert "Jeunes sans emploi" in template.splitlines()[0]
    rows = a_list("90001;;30;5;1", "90002;;10;0;4", head="INS;Commune;Junge Arbeitslose;Leefloon;equivalent leefloon")
    told = {"title": "Liste", "data_on": "2025-01-01", "source": "SPP", "certainty": "found"}
    file = SimpleUploadedFile("liste.csv", rows)
    assert officer.post(reverse("programmes:import", args=[programme.pk]), {**told, "file": file}).status_code == 302
    with federal_context():
        programme, kept = Programme.objects.get(), Dataset.objects.get()
        line = programme.decree.lines[0]
    assert "Jongeren zonder werk" in plain(dutch.get(reverse("programmes:dataset", args=[kept.pk])))
    share = reverse("programmes:share", args=[programme.pk, line.code])
    shown = plain(officer.get(share, {"list": kept.pk, "key": "jeunes-et-ris", "budget": "1000"}))
    assert "2 parts, 1 000,00 € en tout." in shown
    why = plain(officer.get(share, {"list": kept.pk, "key": "jeunes-et-ris", "budget": "1000", "centre": "90001"}))
    assert "Jeunes sans emploi : 30 sur 40 en tout, soit 75 %." in why and "693,75 €" in why
    decide = (
        f"{reverse('programmes:decide', args=[programme.pk, line.code])}?list={kept.pk}&key=jeunes-et-ris&budget=1000"
    )
    assert sent_by(officer, decide, reason="Arrêté de 2025").status_code == 302
    with federal_context():
        decision = Decision.objects.get()
    told = plain(dutch.get(reverse("programmes:decision", args=[decision.pk]), {"centre": "90001"}))
    assert "Jongeren en leefloon." in told and "Jongeren zonder werk: 30 op 40 in totaal" in told

    assert "employée par une décision" in plain(officer.get(keys)) and "dans une liste" in plain(officer.get(keys))
    for name, code in (("key", "jeunes-et-ris"), ("series", "jeunes")):
        address = reverse(f"programmes:{name}", args=[programme.pk, code])
        page = officer.get(address)
        assert "ne change plus" in plain(page) and "Enregistrer" not in plain(page)
        fields = filled(BeautifulSoup(page.content, "html.parser"))
        assert officer.post(address, {**fields, "title_fr": "Autre"}).status_code == 400
        removed = sent_by(officer, reverse(f"programmes:{name}_remove", args=[programme.pk, code]))
        assert removed.status_code == 400

    file = officer.get(reverse("programmes:yaml", args=[programme.pk])).content
    with federal_context():
        assert read_programme(file) == Programme.objects.get().decree
    after = (
        file.replace(b"year: 2025", b"year: 2026")
        .replace(b"2025-01-01", b"2026-01-01")
        .replace(b"2025-12-31", b"2026-12-31")
    )
    loaded = SimpleUploadedFile("programme.yaml", after)
    assert officer.post(reverse("programmes:load"), {"file": loaded}).status_code == 302
    started = officer.get(reverse("programmes:new"), {"from": programme.pk})
    assert "Jeunes et revenu" in plain(started), "next year begins with this year's keys"


def test_a_line_takes_centres_by_what_the_programme_brings_and_a_correction_loses_no_criterion():
    four_centres()
    officer = client_of(a_federal_member(a_user()))
    assert sent_by(officer, reverse("programmes:new"), **THE_DECREE).status_code == 302
    with federal_context():
        programme = Programme.objects.get()
    new, edit = (reverse(f"programmes:{one}", args=[programme.pk]) for one in ("series_new", "edit"))
    school = {"code": "ecole", "title_fr": "Une école", "title_nl": "Een school", "unit": "yes_no"}
    rent = {"code": "loyers", "title_fr": "Loyers", "title_nl": "Huurprijzen", "unit": "euros"}
    for told in (YOUNG, school, rent):
        assert sent_by(officer, new, **told).status_code == 302
    rule = {"lines-0-rule": "criteria", "lines-0-data_on": "2025-01-01", "lines-0-need": "2"}
    chosen = {"lines-0-own_ecole": "on", "lines-0-own_loyers": "1.250,50", "lines-0-own_jeunes": "5"}
    wrong = sent_by(officer, edit, **rule, **{**chosen, "lines-0-own_jeunes": "cinq"})
    assert wrong.status_code == 400 and "pas un nombre entier" in plain(wrong)
    assert sent_by(officer, edit, **rule, **chosen).status_code == 302
    with federal_context():
        before = Programme.objects.get().decree
    found = {one.series: one.at_least for one in before.lines[0].rule.criteria}
    assert found == {"ecole": None, "loyers": 125050, "jeunes": 5}
    assert sent_by(officer, edit).status_code == 302
    with federal_context():
        assert Programme.objects.get().decree.lines[0].rule == before.lines[0].rule

    rows = a_list("90001;oui;1.300;4", "90002;non;1.300;4", "90003;ja;1.000;9", head="INS;Een school;Loyers;jeunes")
    told = {"title": "Liste", "data_on": "2025-01-01", "source": "SPP", "certainty": "found"}
    file = SimpleUploadedFile("liste.csv", rows)
    assert officer.post(reverse("programmes:import", args=[programme.pk]), {**told, "file": file}).status_code == 302
    with federal_context():
        kept = Dataset.objects.get()
    shown = plain(officer.get(reverse("programmes:share", args=[programme.pk, before.lines[0].code])))
    assert "2 parts, 1 000,00 € en tout." in shown and "« Une école » : non." in shown
    listed = plain(officer.get(reverse("programmes:dataset", args=[kept.pk])))
    assert "« Loyers » : 1 300,00 €, au moins 1 250,50 €." in listed
