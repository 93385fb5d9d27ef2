"""The lab: a population and a centre's files asked, answered, kept, taken away and run again by someone else."""

import io
import re
from datetime import date, timedelta

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.http import QueryDict
from django.urls import reverse

from jalon import simulation
from jalon.command.main import cli as jalon
from jalon.command.scenario import cli as scenario_command
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.lab import asking
from jalon.domain.lab.models import FederalScenario, Scenario
from jalon.domain.lab.own_counts import own_counts
from jalon.domain.lab.person import question
from jalon.domain.people.enums import StatusKind
from jalon.law.income import parse_scheme, shipped_schemes, write_scheme
from jalon.simulation.apart import answer
from jalon.web.exemption.lab_files import fields_of
from jalon.web.exemption.lab_forms import LabForms
from jalon.web.exemption.packing import Drafts
from jalon.web.exemption.views.lab import asked_of
from tests.domain.documents.looking import text_of as text_of_pdf
from tests.domain.documents.looking import text_of as words_on
from tests.factories import a_centre, a_federal_member, a_member, a_person, a_status, a_user
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
ASKED = {"source": "synthetic", "rows": "20000", "seed": "3", "month": "2025-06", "shipped": ["liege"]}
NARROW = "\N{NARROW NO-BREAK SPACE}"


def soup_of(page) -> BeautifulSoup:
    return BeautifulSoup(page.content, "html.parser")


def text_of(page) -> str:
    return " ".join(soup_of(page).get_text(" ").replace(NARROW, " ").split())


def a_client():
    centre, user = a_centre(), a_user()
    with centre_context(centre.pk):
        member = a_member(user=user)
    return centre, client_of(member)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch, tmp_path):
    """The same arithmetic in this process, on a smaller draw: starting another is tried once, below."""
    import json

    def run(body: str) -> dict:
        told = json.loads(body)
        if "synthetic" in told:
            told["synthetic"]["rows"] //= 10
        return json.loads(json.dumps(answer(told)))

    monkeypatch.setattr(asking, "_run", run)


def test_a_reform_is_asked_kept_taken_away_and_run_again_elsewhere_to_the_cent(at_once, monkeypatch):
    centre, client = a_client()
    page = client.post(reverse("lab:population"), ASKED)
    said, soup = text_of(page), soup_of(page)
    assert page.status_code == 200
    assert "Liège : forfait minimal, puis un pourcentage : −" in said and "Qui perd le plus" in said
    assert "aucun compte public n’en a été trouvé" in said and "dix-neuf fois sur vingt" in said
    assert len(soup.select("figure.chart svg")) == 2 and len(soup.select("figure.chart table")) == 2
    assert len(soup.select("details.lab__parted table")) == 6
    told = soup.select_one("input[name=told]")["value"]
    unnamed = client.post(reverse("lab:population_keep"), {"title": " ", "told": told})
    assert unnamed.status_code == 400 and soup_of(unnamed).select_one("#id_title[aria-invalid=true]")
    with centre_context(centre.pk):
        assert not Scenario.objects.exists(), "nothing is kept without a name"
    kept = client.post(reverse("lab:population_keep"), {"title": "Liège en juin", "notes": "Pour le CA.", "told": told})
    with centre_context(centre.pk):
        scenario = Scenario.objects.get()
        assert JournalEntry.objects.filter(verb="lab.kept", subject_id=scenario.pk).count() == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            Scenario.objects.filter(pk=scenario.pk).update(title="Autre")
    assert kept["Location"] == reverse("lab:scenario", args=[scenario.pk])
    assert "Pour le CA." in text_of(client.get(kept["Location"]))
    assert "Liège en juin" in text_of(client.get(reverse("lab:home")))

    sheets = openpyxl.load_workbook(io.BytesIO(client.get(f"{kept['Location']}xlsx/").content)).worksheets
    paid = scenario.answer["all"]["today"]["support_cents"] / 100
    assert paid in [cell.value for cell in sheets[1][4]]
    paper = text_of_pdf(client.get(f"{kept['Location']}pdf/").content)
    assert "Liège en juin" in paper and "Qui perd le plus" in paper
    sent = client.get(f"{kept['Location']}yaml/").content
    assert client.get(f"{kept['Location']}exe/").status_code == 404

    _elsewhere, other = a_client()
    assert other.get(kept["Location"]).status_code == 404
    again = other.post(reverse("lab:again"), {"scenario": SimpleUploadedFile("s.yaml", sent)})
    assert "La même réponse, au cent près" in text_of(again)
    body = yaml.safe_load(sent)
    body["result"]["all"]["liege"]["change_cents"] += 1
    changed = SimpleUploadedFile("s.yaml", yaml.safe_dump(body).encode())
    assert "all.liege.change_cents" in text_of(other.post(reverse("lab:again"), {"scenario": changed}))
    wrong = other.post(reverse("lab:again"), {"scenario": SimpleUploadedFile("s.yaml", b"title: x")})
    assert wrong.status_code == 400 and "n’est pas un scénario" in text_of(wrong)
    stolen = other.post(reverse("lab:population_keep"), {"title": "x", "told": told})
    assert stolen["Location"] == reverse("lab:population")
    with centre_context(_elsewhere.pk):
        assert not Scenario.objects.exists()


def test_an_officer_keeps_a_scenario_for_the_administration_and_runs_it_again(at_once):
    officer = client_of(a_federal_member(a_user()))
    assert "Aucun scénario gardé" in text_of(officer.get(reverse("federal_lab:home")))
    told = soup_of(officer.post(reverse("federal_lab:population"), ASKED)).select_one("input[name=told]")["value"]
    sent = {"title": "Pour le groupe", "notes": "Première lecture.", "told": told}
    assert officer.post(reverse("federal_lab:population_keep"), sent | {"title": " "}).status_code == 400
    kept = officer.post(reverse("federal_lab:population_keep"), sent)
    load = soup_of(officer.get(reverse("federal_lab:workload"))).select_one("input[name=told]")["value"]
    other = officer.post(reverse("federal_lab:workload_keep"), {"title": "Charge", "told": load})

    cabinet = client_of(a_federal_member(a_user("Cabi Net"), role="cabinet"))
    assert "Pour le groupe" in text_of(cabinet.get(reverse("federal_lab:home")))
    assert "Première lecture." in text_of(cabinet.get(kept["Location"]))
    files = {name: cabinet.get(f"{kept['Location']}{name}/").content for name in ("yaml", "xlsx", "pdf")}
    assert openpyxl.load_workbook(io.BytesIO(files["xlsx"])).worksheets
    assert "SPP Intégration sociale" in (paper := text_of_pdf(files["pdf"])) and "Pour le groupe" in paper
    assert all(cabinet.get(f"{other['Location']}{name}/").status_code == 200 for name in files)
    again = {"scenario": SimpleUploadedFile("s.yaml", files["yaml"])}
    assert "La même réponse, au cent près" in text_of(cabinet.post(reverse("federal_lab:again"), again))
    assert cabinet.post(reverse("federal_lab:population_keep"), sent).status_code == 403
    with federal_context():
        assert FederalScenario.objects.count() == 2
        for verb in ("UPDATE lab_federalscenario SET title = 'x'", "DELETE FROM lab_federalscenario"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(verb)
    _centre, elsewhere = a_client()
    assert elsewhere.get(kept["Location"]).status_code == 302  # to the choice of a centre
    assert "Pour le groupe" not in text_of(elsewhere.get(reverse("lab:home")))


def test_a_scheme_that_no_field_can_say_runs_over_a_population_as_its_file_says(at_once):
    centre, client = a_client()
    text = (
        "title: {en: T, fr: Par catégorie, nl: S}\nabout: {en: A, fr: Texte, nl: T}\nbasis: month\nexempt:\n"
        "  - {for: [job], category: [family], flat: law, months: 12}\n"
        "  - {for: [job], category: [single], flat: 33.33}\n"
    )
    one = parse_scheme(text, name="own-a.yaml")
    fields = {f"a-{name}": values for name, values in fields_of(one, Drafts()).items()}
    page = client.post(reverse("lab:population"), ASKED | {"shipped": []} | fields)
    assert page.status_code == 200 and "forfait (le montant de la loi), 12 mois au plus" in text_of(page)
    told = soup_of(page).select_one("input[name=told]")["value"]
    client.post(reverse("lab:population_keep"), {"title": "Par catégorie", "told": told})
    with centre_context(centre.pk):
        ((code, kept),) = Scenario.objects.get().question["schemes"]
    assert parse_scheme(kept, name=f"{code}.yaml") == one
    smoothed = parse_scheme(text + "smoothing: 3\n", name="own-a.yaml")
    fields = {f"a-{name}": values for name, values in fields_of(smoothed, Drafts()).items()}
    page = client.post(reverse("lab:population"), ASKED | {"shipped": []} | fields)
    assert page.status_code == 400 and "n’a qu’un mois de chacun" in text_of(page)
    rows = a_parquet(GOOD | {"category": [2, 3], "averaged": [400, 500]})
    sent = {"source": "file", "file": SimpleUploadedFile("x.parquet", rows)}
    assert client.post(reverse("lab:population"), sent | fields).status_code == 200


PERSON = {"month": "2025-06", "category": "2", "work": "job", "day_pay": "90", "here": "850", "poverty": "1500"}
PERSON |= {"shipped": ["liege"], "a-title": "Moitié", "a-percent": "50"}


def test_a_comparison_for_one_person_is_kept_taken_away_and_run_again_elsewhere(tmp_path):
    centre, client = a_client()
    lab = soup_of(client.get(reverse("exemption:lab"), PERSON))
    assert len(lab.select("figure.chart svg")) == 4, "what is there in all by wage and by day, and what is lost"
    naming = client.get(lab.select_one("a[href*='/person/name/']")["href"])
    told = soup_of(naming).select_one("input[name=told]")["value"]
    assert "À 850,00 € gagnés" in text_of(naming) and "Seuil de pauvreté donné" in text_of(naming)
    assert client.get(reverse("lab:person_name"), PERSON | {"month": "x"}).status_code == 302
    kept = client.post(reverse("lab:person_keep"), {"title": "Une isolée", "notes": "Pour lundi.", "told": told})
    with centre_context(centre.pk):
        assert Scenario.objects.get().kind == "person"
    page = client.get(kept["Location"])
    assert "Pour lundi." in text_of(page) and "Moitié : +" in text_of(page)
    assert len(soup_of(page).select("figure.chart svg")) == 4
    fields = soup_of(page).select_one("a[href*='/if-you-work/lab/?']")["href"]
    asked = LabForms(QueryDict(fields.partition("?")[2]))
    with centre_context(centre.pk):
        put = question(asked_of(asked), asked.form.cleaned_data["poverty"])
        assert put == Scenario.objects.get().question, "the fields ask what was kept"
    assert soup_of(client.get(fields)).select_one("#id_a-percent")["value"] == "50"
    sheets = openpyxl.load_workbook(io.BytesIO(client.get(f"{kept['Location']}xlsx/").content)).worksheets
    assert len(sheets) == 7 and sheets[3].max_row > 50, "every point of the curve"
    assert "Ce qui est perdu de chaque euro" in text_of_pdf(client.get(f"{kept['Location']}pdf/").content)
    sent = client.get(f"{kept['Location']}yaml/").content
    (tmp_path / "s.yaml").write_bytes(sent)
    ran = CliRunner().invoke(scenario_command, [str(tmp_path / "s.yaml")])
    assert ran.exit_code == 0 and "the same numbers" in ran.output, ran.output
    _elsewhere, other = a_client()
    assert other.get(kept["Location"]).status_code == 404
    again = other.post(reverse("lab:again"), {"scenario": SimpleUploadedFile("s.yaml", sent)})
    assert "La même réponse, au cent près" in text_of(again) and "À 850,00 € gagnés" in text_of(again)
    body = yaml.safe_load(sent)
    body["result"]["cases"]["artist"]["own-a"]["support"] += 1
    changed = SimpleUploadedFile("s.yaml", yaml.safe_dump(body, sort_keys=False).encode())
    assert "cases.artist.own-a.support" in text_of(other.post(reverse("lab:again"), {"scenario": changed}))
    wrongs = {"day_pay": "much", "month": "2099-01", "category": 9, "work": "holiday", "here": -5, "poverty": [1]}
    for name, wrong in wrongs.items():
        body = yaml.safe_load(sent)
        body["one"][name] = wrong
        sending = SimpleUploadedFile("s.yaml", yaml.safe_dump(body, sort_keys=False).encode())
        refused = other.post(reverse("lab:again"), {"scenario": sending})
        assert refused.status_code == 400, name


def test_the_administration_has_the_lab_of_one_typical_person():
    officer, cabinet = (client_of(a_federal_member(a_user(role), role=role)) for role in ("officer", "cabinet"))
    assert reverse("federal_lab:person") in str(officer.get(reverse("federal_lab:home")).content)
    page = officer.get(reverse("federal_lab:person"), PERSON)
    soup = soup_of(page)
    assert page.status_code == 200 and "/if-you-work/" not in str(page.content)
    scheme = officer.get(reverse("federal_lab:person_scheme"), PERSON | {"only": "a"})
    sending = {"file": SimpleUploadedFile("x.yaml", scheme.content), "place": "b", "asked": ""}
    assert officer.post(reverse("federal_lab:person_opened"), sending)["Location"].startswith("/federal/lab/person/?")
    naming = soup.select_one("a[href*='/person/name/']")["href"]
    told = soup_of(officer.get(naming)).select_one("input[name=told]")["value"]
    kept = officer.post(reverse("federal_lab:person_keep"), {"title": "Une isolée", "told": told})
    assert "Moitié : +" in text_of(cabinet.get(kept["Location"]))
    told = soup_of(cabinet.get(naming)).select_one("input[name=told]")["value"]
    assert cabinet.post(reverse("federal_lab:person_keep"), {"title": "x", "told": told}).status_code == 403
    taken = cabinet.post(reverse("federal_lab:person_take"), {"title": "x", "told": told, "extension": "yaml"})
    assert taken.content.startswith(b"kind: jalon person scenario")


def test_the_administration_has_the_calendar_of_a_month_and_its_paper():
    cabinet, url = client_of(a_federal_member(a_user("cabinet"), role="cabinet")), reverse("federal_lab:month")
    assert url in str(cabinet.get(reverse("federal_lab:home")).content)
    asked = {"month": "2025-06", "category": "2", "rows": "1", "w0-work": "interim", "w0-net": "300"}
    page = cabinet.post(url, asked | {"w0-days": ["2", "3", "4"]})
    said = text_of(page)
    assert page.status_code == 200 and "/if-you-work/" not in str(page.content), "nothing leads to a centre's pages"
    assert "En juin 2025, vous avez " in said and "Arrêté royal du 11 juillet 2002, art. 35, § 1" in said
    paper = cabinet.post(soup_of(page).select_one("[formaction]")["formaction"], asked)
    assert paper.content.startswith(b"%PDF")
    wrong = cabinet.post(reverse("federal_lab:month_paper"), asked | {"month": "2031-01"})
    assert wrong.status_code == 400 and "Choisissez décembre 2025" in text_of(wrong)


def test_who_only_reads_for_the_administration_takes_a_scenario_away(at_once):
    cabinet = client_of(a_federal_member(a_user(), role="cabinet"))
    page = cabinet.post(reverse("federal_lab:population"), ASKED)
    assert page.status_code == 200 and "Emporter ce scénario" in text_of(page)
    told = soup_of(page).select_one("input[name=told]")["value"]
    sent = {"title": "Pour le groupe", "told": told, "extension": "yaml"}
    taken = cabinet.post(reverse("federal_lab:population_take"), sent)
    assert taken["Content-Disposition"] == 'attachment; filename="pour-le-groupe.yaml"'
    paper = cabinet.post(reverse("federal_lab:population_take"), sent | {"extension": "pdf"})
    said = words_on(paper.content)
    assert paper["Content-Type"] == "application/pdf" and "Pour le groupe" in said and "SPP Intégration sociale" in said
    assert "Liège : forfait minimal" in said and "Qui perd le plus" in said
    load = soup_of(cabinet.get(reverse("federal_lab:workload"))).select_one("input[name=told]")["value"]
    book = cabinet.post(reverse("federal_lab:workload_take"), {"told": load, "extension": "xlsx"})
    assert openpyxl.load_workbook(io.BytesIO(book.content)).worksheets
    assert cabinet.post(reverse("federal_lab:workload_take"), sent).status_code == 302


def a_parquet(columns: dict, cut: int = 0) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()[: len(out.getvalue()) - cut]


GOOD = {"category": [2, 2], "month": [202506, 202506], "work": ["job", "job"], "earned": [500, 600]}
FILES = {
    "a negative amount": ("x.csv", b"category,month,work,earned\n2,202506,job,5\n2,202506,job,-5\n", "Ligne 2"),
    "half a cent": (
        "x.csv",
        b"category,month,work,earned\n2,202506,job,1.5\n",
        "population.csv, ligne 2 : « 1.5 » n’est pas un nombre de cette colonne",
    ),
    "a truncated file": ("x.parquet", a_parquet(GOOD, cut=40), "peut-être coupé"),
    "an empty file of rows": ("x.csv", b"category,month,work\n", "aucune ligne"),
    "no rows": ("x.parquet", a_parquet({name: pa.array([], pa.int32()) for name in GOOD}), "aucune ligne"),
    "a wrong type": ("x.parquet", a_parquet(GOOD | {"earned": ["a", "b"]}), "earned ne contient pas des nombres"),
    "a word": (
        "x.parquet",
        a_parquet(GOOD | {"work": ["job", "holiday"]}),
        "la colonne work contient « holiday »",
    ),
    "no category": ("x.parquet", a_parquet({"month": [202506]}), "n’a pas de colonne category : ajoutez-la"),
    "an absurd month": ("x.parquet", a_parquet(GOOD | {"month": [202506, 203506]}), "restez entre ces deux jours"),
    "a picture": ("x.png", b"\x89PNG", "ni Parquet ni CSV"),
    "a missing value": ("x.parquet", a_parquet(GOOD | {"earned": [None, 3]}), "Ligne 1 : la colonne earned est vide"),
    "a strange weight": ("x.parquet", a_parquet(GOOD | {"weight": [1.0, 0.0]}), "Ligne 2 : la colonne weight"),
}


def test_what_is_wrong_in_a_file_is_said_with_its_row_and_nothing_is_answered(at_once):
    _centre, client = a_client()
    for title, (name, data, says) in FILES.items():
        sent = {"source": "file", "shipped": ["liege"], "file": SimpleUploadedFile(name, data)}
        page = client.post(reverse("lab:population"), sent)
        assert page.status_code == 400 and says in text_of(page), (title, text_of(page)[:900])
        assert b'id="result"' not in page.content
    many = a_parquet({"category": [2] * 200_001, "month": [202506] * 200_001})
    sent = {"source": "file", "shipped": ["liege"], "file": SimpleUploadedFile("x.parquet", many)}
    assert "La commande jalon simulate" in text_of(client.post(reverse("lab:population"), sent))


def test_a_file_is_answered_in_a_process_of_its_own_and_a_server_without_the_compiler_says_so(monkeypatch):
    _centre, client = a_client()
    sent = {"source": "file", "shipped": ["percentage"], "file": SimpleUploadedFile("x.parquet", a_parquet(GOOD))}
    page = client.post(reverse("lab:population"), sent)
    assert page.status_code == 200 and "fichier de 2 lignes" in text_of(page)
    monkeypatch.setattr(simulation, "NEEDED", ("numba_that_nobody_has",))
    page = client.post(reverse("lab:population"), ASKED)
    assert page.status_code == 400 and "Il manque numba_that_nobody_has" in text_of(page)
    for wrong, says in {
        ("shipped", ""): "Choisissez d’une à quatre pistes",
        ("month", "2026-05"): "Les montants vont de 09/2013",
        ("rows", "7"): "Sélectionnez un choix valide",
    }.items():
        page = client.post(reverse("lab:population"), {**ASKED, wrong[0]: wrong[1] or []})
        assert page.status_code == 400 and says in text_of(page), wrong


def test_what_is_refused_is_said_in_the_language_of_the_reader_by_page_and_command(at_once, tmp_path):
    _centre, client = a_client()
    client.cookies["django_language"] = "nl"
    (tmp_path / "x.csv").write_bytes(b"category,month,work,earned\n2,202506,holiday,5\n")
    sent = {
        "source": "file",
        "shipped": ["liege"],
        "file": SimpleUploadedFile("x.csv", (tmp_path / "x.csv").read_bytes()),
    }
    dutch = "Rij 1: de kolom work bevat ‘holiday’. Kies uit none, job"
    assert dutch in text_of(client.post(reverse("lab:population"), sent))
    asked = ["simulate", str(tmp_path / "x.csv"), "--scheme", "liege", "--out", str(tmp_path / "out")]
    told = CliRunner().invoke(jalon, [*asked, "--language", "nl"])
    assert told.exit_code == 1 and dutch in told.output
    assert "Row 1: work is holiday. Choose none, job" in CliRunner().invoke(jalon, asked).output
    scheme = tmp_path / "mine.yaml"
    scheme.write_text("title: {en: a, fr: b, nl: c}\nabout: {en: a, fr: b, nl: c}\nexempt: 3\n", encoding="utf-8")
    told = CliRunner().invoke(jalon, [*asked[:3], str(scheme), *asked[4:], "--language", "fr"])
    assert "mine.yaml, ligne 3 : exempt : n’est pas une liste" in told.output, told.output
    lacks = SimpleUploadedFile("s.yaml", b"kind: jalon population scenario")
    assert "author, divisor, jalon" in text_of(client.post(reverse("lab:again"), {"scenario": lacks}))


def test_every_refusal_of_a_file_is_said_in_each_language():
    from jalon.law.errors import NotCovered, SchemeError, WrongMonth
    from jalon.law.sayings import LANGUAGES, sayings_of
    from jalon.simulation.texts import REFUSALS

    for file in (REFUSALS, SchemeError.TEXTS, NotCovered.TEXTS, WrongMonth.TEXTS):
        for code, saying in sayings_of(file).items():
            braces = {tuple(sorted(set(re.findall(r"(?<!{){(\w+)}", getattr(saying, one))))) for one in LANGUAGES}
            assert code in {"csv_other", "not_parquet", "not_covered", "not_yet"} or len(braces) == 1, code


def test_every_shipped_scheme_is_read_back_as_it_was_written():
    for code, scheme in shipped_schemes().items():
        assert parse_scheme(write_scheme(scheme), name=f"{code}.yaml") == scheme


def test_the_counts_of_the_centres_own_files_are_found_by_sort(monkeypatch):
    centre, client = a_client()
    assert client.get(reverse("lab:workload_own"), follow=True).redirect_chain == [(reverse("lab:workload"), 302)]
    on = date.today()  # noqa: DTZ011  as the page asks for it
    spring, before = on - timedelta(days=100), on - timedelta(days=131)
    with centre_context(centre.pk):
        births = iter((on.year - 20, on.year - 21, on.year - 40, on.year - 50, None))
        people = [a_person(birth_year=next(births)) for _each in range(5)]
        a_status(people[0], since=spring)
        a_status(people[1], since=spring, is_student=True)
        a_status(people[2], since=before - timedelta(days=300), until=before)
        a_status(people[2], since=spring, works_part_time=True)  # had a right a month before
        a_status(people[3], since=on - timedelta(days=900), until=spring - timedelta(days=1))
        a_status(people[3], since=spring, is_student=True)  # the same right goes on
        a_status(people[4], since=spring, kind=StatusKind.BROAD)
        found = own_counts(on)
    assert {name: found[name] for name in ("young", "students", "adults")} == {"young": 1, "students": 1, "adults": 1}
    assert (found["returning"], found["exempt"], found["working"]) == (33, 0, 25)
    page = client.get(reverse("lab:workload_own"), follow=True)
    assert page.redirect_chain[0][0].startswith(reverse("lab:workload") + "?young=1&students=1&adults=1")
    assert page.status_code == 200 and "Le pays, en ordre de grandeur" not in text_of(page)


def test_each_regime_is_asked_of_a_centres_own_files_kept_and_run_again_elsewhere(tmp_path):
    centre, client = a_client()
    url = reverse("lab:workload")
    assert "Le pays, en ordre de grandeur" in text_of(client.get(url))
    counts = {"young": 10, "students": 0, "adults": 0, "open": 20, "returning": 0, "exempt": 0, "working": 0}
    asked = counts | {"agreed": 12, "centres": 1, "workers": "2.5", "minutes_interviews": "60"}
    page = client.get(url, asked)
    said, soup = text_of(page), soup_of(page)
    assert "Jusqu’en octobre 2016 : 20 contrats, 70 évaluations et 20 entretiens par an." in said
    assert "Par équivalent temps plein et par an" in said and "En heures par an" in said
    assert "Ce que dit la loi : Depuis novembre 2016" in said
    assert "Arrêté royal du 11 juillet 2002, art. 15" in said
    told = soup.select_one("input[name=told]")["value"]
    kept = client.post(reverse("lab:workload_keep"), {"title": "=1+1", "notes": "", "told": told})
    with centre_context(centre.pk):
        assert Scenario.objects.get().answer["since_2016"]["contracts"] == 20
    for extension in ("", "pdf/", "xlsx/", "yaml/"):
        assert client.get(f"{kept['Location']}{extension}").status_code == 200
    sent = client.get(f"{kept['Location']}yaml/").content
    _elsewhere, other = a_client()
    again = other.post(reverse("lab:again"), {"scenario": SimpleUploadedFile("s.yaml", sent)})
    assert "La même réponse" in text_of(again) and "20 contrats, 70 évaluations" in text_of(again)
    (tmp_path / "s.yaml").write_bytes(sent)
    ran = CliRunner().invoke(scenario_command, [str(tmp_path / "s.yaml")])
    assert ran.exit_code == 0 and "the same numbers" in ran.output, ran.output
    changed = sent.replace(b"contracts: 20.0", b"contracts: 21.0", 1)
    again = other.post(reverse("lab:again"), {"scenario": SimpleUploadedFile("s.yaml", changed)})
    assert ".contracts" in text_of(again) and "La même réponse" not in text_of(again)
    for wrong in (sent.replace(b"young: 10", b"young: .inf"), sent.replace(b"open: 20", b"open: -1"), sent[:60]):
        again = other.post(reverse("lab:again"), {"scenario": SimpleUploadedFile("s.yaml", wrong)})
        assert again.status_code == 400 and "n’est pas un scénario" in text_of(again)
    assert client.get(url, asked | {"young": "-3"}).status_code == 400
    assert "au moins un droit" in text_of(client.get(url, asked | {"young": "0"}))
