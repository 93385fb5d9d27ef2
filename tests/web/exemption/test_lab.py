"""The lab: schemes beside today's rule, the difference first, drawn and told in words."""

import json
import random
import re
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse

from jalon import simulation
from jalon.domain.core.context import centre_context
from jalon.domain.lab import standing
from jalon.law.income import (
    Category,
    Earning,
    Person,
    Work,
    income_under,
    parse_scheme,
    shipped_schemes,
    write_scheme,
)
from jalon.law.sayings import spoken_cents
from jalon.simulation.country import answer
from jalon.web.exemption.lab_files import fields_of, fill
from jalon.web.exemption.lab_forms import LabForms, SchemeForm
from jalon.web.exemption.packing import Drafts
from tests.factories import a_centre, a_member, a_user
from tests.schemes import any_scheme
from tests.signing_in import client_of

JUNE = date(2025, 6, 1)
HTMX = {"HTTP_HX_REQUEST": "true"}
pytestmark = pytest.mark.django_db
ASKED = {"month": "2025-06", "category": "2", "work": "job", "day_pay": "90", "here": "850", "poverty": "1500"}
HEAD = b"title: {en: T, fr: Piste, nl: S}\nabout: {en: A, fr: Texte, nl: T}\n"
OWN = {"a-title": "Moitié <b>", "a-percent": "50", "a-ceiling": "400", "a-basis": "month"}


def text_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


@pytest.fixture
def client():
    centre, user = a_centre(), a_user()
    with centre_context(centre.pk):
        member = a_member(user=user)
    return client_of(member)


def test_up_to_four_schemes_stand_beside_todays_rule_with_their_curves_tables_and_words(client):
    url = reverse("exemption:lab")
    first = client.get(url)
    soup = BeautifulSoup(first.content, "html.parser")
    assert len(soup.select("figure.chart svg")) == 4 and len(soup.select("figure.chart table")) == 4
    answer = client.get(url, ASKED | OWN | {"shipped": ["liege"]})
    said = text_of(answer)
    paper = BeautifulSoup(answer.content, "html.parser").select_one(".only-print").get_text(" ", strip=True)
    assert "juin" in paper and "2 – isolé" in paper
    single = Person(category=Category.SINGLE, earnings=[Earning(work=Work.JOB, net=850_00)])
    today, liege = (income_under(shipped_schemes()[one], single, on=JUNE) for one in ("today", "liege"))
    total = " ".join(spoken_cents(today.disposable, "fr").split())
    assert f"À 850,00 € gagnés, la règle actuelle laisse {total} en tout." in said
    change = " ".join(spoken_cents(liege.disposable - today.disposable, "fr").split())
    assert f"Liège : forfait minimal, puis un pourcentage : {change}" in said
    assert "Moitié <b> : " in said and "seuil de pauvreté" in said and "change de pente vers" in said
    alone = client.get(url, ASKED, HTTP_HX_REQUEST="true")
    assert b"<html" not in alone.content and alone.status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"month": "2026-01"}, "de septembre 2013 à décembre 2025"),
        ({"shipped": ["today"]}, "Sélectionnez un choix valide"),
        (OWN | {"shipped": [one for one in shipped_schemes() if one != "today"]}, "Quatre pistes au plus"),
        (OWN | {"a-floor": "500"}, "Le plafond est sous le plancher"),
        (OWN | {"a-taper_from": "900"}, "le montant et le pourcentage, ou aucun des deux"),
        ({"b-percent": "130"}, "inférieure ou égale à 100"),
        ({"here": "99999"}, "Au plus 10 000 €."),
        ({"a-percent": "40", "a-months": "24", "a-within": "12"}, "plus courte que la durée"),
        ({"a-percent": "40", "a-smoothing": "3", "a-basis": "day"}, "Comptez « par mois entier »"),
        ({"a-percent": "40", "a-months": "0"}, "supérieure ou égale à 1"),
    ],
)
def test_a_scheme_that_makes_no_sense_is_refused_with_the_way_to_mend_it(client, wrong, said):
    answer = client.get(reverse("exemption:lab"), ASKED | wrong)
    assert answer.status_code == 400
    assert said in text_of(answer)


def test_the_fields_make_the_scheme_they_say():
    numbers = (
        "a-flat=150&a-percent=20&a-then_from=800&a-then_percent=10&a-ceiling=400&a-taper_from=900&a-taper_percent=50"
    )
    forms = LabForms(QueryDict(f"month=2025-06&category=2&work=job&{numbers}"))
    (scheme,) = forms.schemes() or ()
    rule = scheme.rule(Work.JOB, JUNE, category=Category.SINGLE)
    assert (rule.flat, rule.from_1, rule.share_1, rule.from_2, rule.share_2) == (15_000, 0, 2_000, 80_000, 1_000)
    assert (rule.ceiling, rule.taper_from, rule.taper_share) == (40_000, 90_000, 5_000)
    assert scheme.of(Work.ART, Category.SINGLE) is Work.ART


def test_a_scheme_of_the_fields_has_its_duration_and_may_take_the_mean_of_some_months():
    (scheme,) = LabForms(QueryDict("month=2025-06&category=2&work=job&a-percent=40")).schemes() or ()
    said = scheme.of(Work.JOB, Category.SINGLE)
    assert (said.months, said.within, scheme.smoothing) == (36, 72, 1), "as the law has it when nothing is said"
    asked = "month=2025-06&category=2&work=job&a-percent=40&a-months=24&a-within=48&a-smoothing=3&a-basis=month"
    (scheme,) = LabForms(QueryDict(asked)).schemes() or ()
    said = scheme.of(Work.JOB, Category.SINGLE)
    assert (said.months, said.within, scheme.smoothing) == (24, 48, 3)
    form = scheme_of(fields_of(scheme, Drafts()))
    assert form.is_valid() and form.scheme("a") == scheme, "taken away as a file, it comes back whole"
    form = scheme_of(fields_of(scheme, Drafts()), months="12")
    assert form.is_valid() and form.scheme("a").of(Work.JOB, Category.SINGLE).months == 12


def test_a_composed_scheme_leaves_as_a_file_and_comes_back_into_the_fields_to_the_cent(client):
    asked = ASKED | OWN | {"a-flat": "150,50", "a-then_from": "800", "a-then_percent": "10", "a-with_art": "on"}
    sent = client.get(reverse("exemption:lab_scheme"), asked | {"only": "a"})
    assert sent["Content-Disposition"] == 'attachment; filename="moitie-b.yaml"'
    (composed,) = LabForms(QueryDict("&".join(f"{name}={value}" for name, value in asked.items()))).schemes() or ()
    read = parse_scheme(sent.content.decode(), name="own-a.yaml")
    assert read == composed
    file = SimpleUploadedFile("piste.yaml", sent.content)
    sending = {"file": file, "place": "b", "asked": "month=2024-05&b-floor=7"}
    back = client.post(reverse("exemption:lab_opened"), sending)
    query = QueryDict(back["Location"].partition("?")[2].partition("#")[0])
    assert query["month"] == "2024-05" and "b-floor" not in query
    (again,) = LabForms(QueryDict(f"{query.urlencode()}&category=2&work=job")).schemes() or ()
    assert again.exemptions == composed.exemptions and again.basis == composed.basis
    for wrong, said in {
        b"title: 1": "x, ligne 1 : title : n’est pas dit dans chaque langue",
        b"\xff\xfe\xff": "UTF-8",
    }.items():
        refused = client.post(reverse("exemption:lab_opened"), {"file": SimpleUploadedFile("x", wrong), "place": "a"})
        assert refused.status_code == 400 and said in text_of(refused), said
    assert client.get(reverse("exemption:lab_scheme"), ASKED | {"only": "a"}).status_code == 400


def _noise() -> bytes:
    return "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=5_000)).encode()


def scheme_of(fields: dict[str, list[str]], **more: str) -> SchemeForm:
    data = QueryDict(mutable=True)
    fill(data, "a", fields | {name: [value] for name, value in more.items()})
    form = SchemeForm(data, prefix="a")
    assert form.is_used()
    return form


@pytest.mark.parametrize("seed", range(60))
def test_any_scheme_of_a_file_is_on_the_page_what_the_file_says(seed):
    one = parse_scheme(write_scheme(any_scheme(random.Random(seed))), name="own-a.yaml")
    form = scheme_of(fields_of(one, Drafts()))
    assert form.is_valid(), form.errors
    assert form.scheme("a") == one
    assert all(form.kept_words()) and (form.base() is None or one.smoothing == 1 or "lissés" in str(form.kept_words()))


def test_a_field_changes_its_part_and_the_file_keeps_the_rest():
    text = (
        HEAD.decode() + "basis: month\nsmoothing: 3\nexempt:\n"
        "  - {for: [job, training, interim, shortage], category: [single, family], flat: 100, ceiling: law, months: 12,"
        "\n     shares: [{from: 0, percent: 40}, {from: 300, percent: 20}, {from: 900, percent: 5.5}]}\n"
        "  - {for: [student], flat: law}\n  - {for: [art], as: job}\n"
    )
    one = parse_scheme(text, name="own-a.yaml")
    fields = fields_of(one, Drafts())
    shown = {"flat": "100", "percent": "40", "then_from": "300", "then_percent": "20"}
    assert {name: fields[name] for name in shown} == {name: [value] for name, value in shown.items()}
    assert fields["categories"] == ["2", "3"]
    assert "ceiling" not in fields
    form = scheme_of(fields, flat="150", ceiling="500")
    assert form.is_valid(), form.errors
    main = form.scheme("a").of(Work.JOB, Category.SINGLE)
    before = one.of(Work.JOB, Category.SINGLE)
    assert main == replace(before, flat=15_000, ceiling=50_000)
    assert form.scheme("a").of(Work.STUDENT, Category.COHABITANT) == one.of(Work.STUDENT, Category.COHABITANT)
    words = " ".join(form.kept_words())
    for said in (
        "la moyenne de 3 mois",
        "Plafond (le montant de la loi).",
        "5,5\N{NO-BREAK SPACE}% de ce qui dépasse 900,00",
        "12 mois au plus",
        "Job d’étudiant : forfait (le montant de la loi)",
        "la loi du travail « emploi »",
    ):
        assert said in words, (said, words)
    for wrong, field in {
        ("basis", "day"): "basis",
        ("then_from", "950"): "then_from",
        ("kept", "x"): None,
        ("with_art", "on"): None,
    }.items():
        form = scheme_of(fields, **{wrong[0]: wrong[1]})
        assert form.is_valid() == (field is None), wrong
        assert field is None or "Pour le" in str(form.errors[field])
    assert scheme_of(fields, forget="on").base() is None
    everyone = scheme_of(fields | {"categories": []})
    assert everyone.is_valid() and everyone.scheme("a").of(Work.JOB, Category.COHABITANT) == before
    families = scheme_of({"flat": ["200"], "categories": ["3"]})
    assert families.is_valid() and families.base() is None
    made = families.scheme("a")
    assert made.of(Work.JOB, Category.FAMILY).flat == 20_000
    assert made.of(Work.JOB, Category.SINGLE) is Work.JOB, "the others follow the law"


def _opened(client, text: bytes) -> str:
    sent = {"file": SimpleUploadedFile("longue.yaml", text), "place": "a", "asked": urlencode(ASKED)}
    return client.post(reverse("exemption:lab_opened"), sent)["Location"].partition("#")[0]


def test_a_scheme_too_long_for_an_address_works_by_a_short_name_for_who_opened_it(client):
    """Its texts alone are longer than servers take: it is kept with the session, and shared once kept as a scenario."""
    text = HEAD.replace(b"Texte", _noise()) + b"exempt: [{for: [job], flat: law, ceiling: law}]\n"
    link = _opened(client, text)
    assert len(link) < 300 and _noise()[:20].decode() not in link
    page = client.get(link)
    assert page.status_code == 200 and "Du fichier ouvert" in text_of(page) and "gardé que pour vous" in text_of(page)
    sent = client.get(f"{reverse('exemption:lab_scheme')}?{link.partition('?')[2]}&only=a")
    assert parse_scheme(sent.content.decode(), name="x.yaml") == parse_scheme(text.decode(), name="x.yaml")
    population = client.get(f"{reverse('lab:population')}?{link.partition('?')[2]}")
    assert "Du fichier ouvert" in text_of(population)
    naming = BeautifulSoup(client.get(page.context["name_url"]).content, "html.parser")
    told = naming.select_one("input[name=told]")["value"]
    kept = client.post(reverse("lab:person_keep"), {"title": "Longue", "told": told})["Location"]
    back = BeautifulSoup(client.get(kept).content, "html.parser").select_one("a[href*='/if-you-work/lab/?']")["href"]
    assert client.get(back).status_code == 200 and "kept=~" in back.replace("%7E", "~")
    other_centre, other = a_centre(), a_user()
    with centre_context(other_centre.pk):
        elsewhere = a_member(user=other)
    stranger = client_of(elsewhere)
    refused = stranger.get(link)
    assert refused.status_code == 400 and "n’est plus gardé ici : ouvrez-le à nouveau" in text_of(refused)
    assert stranger.get(f"{link}&a-forget=on").status_code == 200


def test_only_the_latest_long_schemes_are_kept():
    drafts = Drafts(session := {})
    names = [drafts.short(letter * 2_000) for letter in "abcdeb"]
    assert drafts.short("short") == "short" and names[1] == names[5]
    assert [drafts.lost(one) for one in names[:5]] == [True, False, False, False, False]
    assert len(session["lab_schemes"]) == 4 and not drafts.lost("short") and drafts.lost("~x")


def test_a_scheme_from_a_file_is_compared_told_and_downloaded_without_loss(client):
    one = parse_scheme(write_scheme(shipped_schemes()["percentage_floor_ceiling"]), name="own-b.yaml")
    one = replace(one, smoothing=3)
    sending = {"file": SimpleUploadedFile("ma-piste.yaml", write_scheme(one).encode()), "place": "b"}
    back = client.post(reverse("exemption:lab_opened"), sending | {"asked": QueryDict(mutable=True).urlencode()})
    query = QueryDict(back["Location"].partition("?")[2].partition("#")[0], mutable=True)
    query.update(ASKED)
    page = client.get(f"{reverse('exemption:lab')}?{query.urlencode()}")
    said = text_of(page)
    assert page.status_code == 200 and "Du fichier ouvert, et gardé avec cette piste" in said
    assert "Plafond (le montant de la loi)." in said and "les mois d’avant ressemblent à celui-ci" in said
    query["only"] = "b"
    sent = client.get(f"{reverse('exemption:lab_scheme')}?{query.urlencode()}")
    assert parse_scheme(sent.content.decode(), name="own-b.yaml") == one


@pytest.mark.parametrize("name", shipped_schemes())
def test_a_scheme_is_written_as_it_is_read(name):
    one = shipped_schemes()[name]
    assert parse_scheme(write_scheme(one), name=f"{name}.yaml") == one


class Ready:
    """The country that stays ready, in this process and smaller."""

    def __init__(self, *told) -> None:
        self.told, self.starts = list(told), []

    def __call__(self, question, *, folder, starts=True):
        self.starts.append(starts)
        return self.told.pop(0) if self.told else json.loads(json.dumps(answer(question, rows=5_000)))


def test_the_whole_country_follows_the_fields(client, monkeypatch):
    monkeypatch.setattr(standing, "ask", here := Ready())
    asked = ASKED | {"shipped": ["liege", "percentage"]}
    page = BeautifulSoup(client.get(reverse("exemption:lab"), asked, **HTMX).content, "html.parser")
    rows = [[cell.get_text(strip=True) for cell in row.select("td, th")] for row in page.select("#country tbody tr")]
    assert [row[0] for row in rows] == ["Liège : forfait minimal, puis un pourcentage", "Un pourcentage seul"]
    assert all(row[1].startswith("−") and int(re.sub(r"\D", "", row[3])) > 1_000 for row in rows), rows
    assert here.starts == [True] and not page.select_one("#country[hx-get]")
    client.get(reverse("exemption:lab"), asked)
    assert here.starts == [True, False], "a page without a script starts nothing"
    early = client.get(reverse("exemption:lab"), asked | {"month": "2023-06"}, **HTMX)
    assert "pénurie" in text_of(early)


def test_a_country_that_gets_ready_says_how_far_it_is_and_is_asked_for_again_alone(client, monkeypatch):
    steps = [{"step": one} for one in ("starting", "dealing", "ordering")]
    monkeypatch.setattr(standing, "ask", Ready(*steps))
    url = reverse("exemption:lab")
    waiting = BeautifulSoup(client.get(url, ASKED | {"shipped": "liege"}).content, "html.parser").select_one("#country")
    assert waiting.progress["value"] == "0" and waiting["hx-headers"] == '{"X-Try": "1"}'
    asks = {**HTMX, "HTTP_HX_TARGET": waiting["hx-target"][1:]}
    second = BeautifulSoup(client.get(waiting["hx-get"], **asks, HTTP_X_TRY="1").content, "html.parser")
    assert [one["id"] for one in second.find_all("section")] == ["country"], "nothing else is drawn again"
    assert "tirent au sort" in second.get_text() and second.progress["value"] == "2"
    assert second.section["hx-headers"] == '{"X-Try": "2"}'
    third = text_of(client.get(url, ASKED | {"shipped": "liege"}, **HTMX))
    assert "se rangent" in third and "Selon le salaire" in third, "a field that moves has all of its answer"
    last = BeautifulSoup(client.get(waiting["hx-get"], **asks, HTTP_X_TRY="2").content, "html.parser")
    assert last.select_one("#country tbody tr") and not last.select_one("[hx-get]")


def test_a_country_that_cannot_be_had_is_not_waited_for(client, monkeypatch):
    url, asked = reverse("exemption:lab"), ASKED | {"shipped": "liege"}
    monkeypatch.setattr(standing, "ask", Ready({"failed": "start"}))
    failed = client.get(url, asked, **HTMX)
    assert "ne répond pas" in text_of(failed) and 'hx-get="' not in failed.content.decode()
    for tries in ("180", "9999", "x"):
        monkeypatch.setattr(standing, "ask", Ready({"step": "loading"}))
        last = client.get(url, asked, **HTMX, HTTP_HX_TARGET="country", HTTP_X_TRY=tries)
        assert ("ne répond pas" in text_of(last)) == (tries == "180"), "and not for ever"
    monkeypatch.setattr(simulation, "missing", lambda: ["numba"])
    assert "Dans tout le pays" not in text_of(client.get(url, asked))


def test_the_poverty_line_says_of_which_survey_it_is_and_where_it_was_read(client):
    url = reverse("exemption:lab")
    first = client.get(url)
    assert BeautifulSoup(first.content, "html.parser").select_one("#id_poverty")["value"] == "1520"
    said = text_of(first)
    assert "enquête EU-SILC de 2024 : 1 520,00 € pour une personne seule" in said and "presse qui cite" in said
    assert "EU-SILC de 2022 : 1 366,00 €" in text_of(client.get(url, ASKED | {"month": "2022-06"}))
    early = text_of(client.get(url, ASKED | {"month": "2019-06"}))
    assert "EU-SILC" not in early and "Celui que vous suivez" in early
