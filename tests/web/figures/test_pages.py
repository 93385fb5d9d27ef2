"""The pages of figures: what each role sees, what stands behind a number, what leaves the centre, what is national."""

import io
import json
import re
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.figures.definitions import FIGURES, national_figures
from jalon.domain.figures.models import Counted, Publication, Submission
from jalon.domain.figures.sheets import Sheet, as_csv, as_xlsx, harmless
from jalon.domain.people.models import Person
from tests.domain.piis.world import ended
from tests.signing_in import client_of

SPRING = "first=2026-04-01&last=2026-06-30"


def journal(office, verb):
    with office.context():
        return list(JournalEntry.objects.filter(verb=verb).values_list("purpose", "detail"))


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("role", ["worker", "coordinator", "president", "secretary"])
def test_everybody_at_work_reads_the_figures(office, role, language):
    client = client_of(getattr(office, role), language=language)
    answer = client.get(f"{reverse('figures:overview')}?{SPRING}")
    assert answer.status_code == 200
    for figure in FIGURES:
        assert client.get(f"{reverse('figures:show', args=[figure.code])}?{SPRING}").status_code == 200
    assert client.get(reverse("figures:how")).status_code == 200
    assert client.get(reverse("figures:sent")).status_code == 200


def test_the_overview_of_a_large_or_small_centre_asks_few_queries(office, django_assert_max_num_queries):
    client = client_of(office.worker)
    client.get(f"{reverse('figures:overview')}?{SPRING}")
    with django_assert_max_num_queries(12):
        client.get(f"{reverse('figures:overview')}?{SPRING}")


def test_a_past_report_is_found_again_as_it_was_known_then(office):
    page = reverse("figures:show", args=["in_force"])
    client = client_of(office.worker)
    before = date(2026, 1, 31)
    now, then = client.get(f"{page}?{SPRING}"), client.get(f"{page}?{SPRING}&known={before}")
    assert now.context["total"] > 0
    assert then.context["total"] == 0  # nothing of it was written by then
    assert "Tel que connu le" in then.text
    assert f"known={before}" in then.text  # the links go on asking the same
    files = client.get(f"{reverse('figures:files', args=['in_force'])}?{SPRING}&known={before}")
    assert "Camille" not in files.text
    csv = client.get(f"{reverse('figures:csv', args=['in_force'])}?{SPRING}&known={before}")
    assert "Tel que connu le" in csv.text


def test_what_is_known_today_is_all_that_is_known(office):
    client = client_of(office.worker)
    answer = client.get(f"{reverse('figures:show', args=['in_force'])}?{SPRING}&known={timezone.localdate()}")
    assert answer.context["total"] > 0
    assert "au soir" not in answer.text


def test_an_empty_centre_is_told_how_to_begin(elsewhere):
    answer = client_of(elsewhere.worker).get(reverse("figures:overview"))
    assert "Rien à compter" in answer.text


@pytest.mark.parametrize(
    "asked", ["first=x&last=y", "first=2026-06-30&last=2026-01-01", "first=1990-01-01&last=2026-01-01"]
)
def test_a_period_that_is_none_is_said_and_never_breaks(office, asked):
    answer = client_of(office.worker).get(f"{reverse('figures:overview')}?{asked}")
    assert answer.status_code == 200
    assert 'class="error' in answer.text or "error" in answer.text


def test_a_number_opens_its_files_and_the_list_is_recorded(office):
    address = f"{reverse('figures:files', args=['in_force'])}?{SPRING}&axis=sex&key=f"
    answer = client_of(office.worker).get(address)
    assert "Camille Ada" in answer.text
    assert "Camille Bob" not in answer.text
    purpose, detail = journal(office, "figures.files_listed")[0]
    assert detail == {"figure": "in_force", "axis": "sex", "key": "f", "files": 1}


def test_the_council_says_why_before_it_sees_a_name(office):
    client = client_of(office.president)
    address = f"{reverse('figures:files', args=['in_force'])}?{SPRING}"
    assert "Camille Ada" not in client.get(address).text
    assert "Camille Ada" not in client.post(address, {"purpose": ""}).text
    assert journal(office, "figures.files_listed") == []
    assert "Camille Ada" in client.post(address, {"purpose": "contrôle demandé par le Conseil"}).text
    assert journal(office, "figures.files_listed")[0][0] == "contrôle demandé par le Conseil"


def test_the_same_role_elsewhere_sees_none_of_these_files(office, elsewhere):
    answer = client_of(elsewhere.worker).get(f"{reverse('figures:files', args=['in_force'])}?{SPRING}")
    assert answer.status_code == 200
    assert "Camille Ada" not in answer.text
    assert client_of(elsewhere.worker).get(f"{reverse('figures:show', args=['in_force'])}?{SPRING}").status_code == 200
    assert journal(office, "figures.files_listed") == []


@pytest.mark.parametrize("tail", ["axis=sex&key=nobody", "axis=person_id&key=x", "axis=sex&key=%27%20OR%201%3D1"])
def test_an_axis_or_key_that_does_not_exist_is_not_found(office, tail):
    assert client_of(office.worker).get(f"{reverse('figures:files', args=['in_force'])}?{tail}").status_code == 404
    assert client_of(office.worker).get(reverse("figures:files", args=["nothing"])).status_code == 404


def test_the_workbook_holds_every_figure_and_no_formula(office):
    answer = client_of(office.worker).get(f"{reverse('figures:workbook')}?{SPRING}")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) == len(FIGURES)
    assert book.worksheets[0]["C4"].value == 2
    assert all(cell.data_type != "f" for page in book for row in page for cell in row)


def test_the_csv_is_for_a_belgian_spreadsheet(office):
    answer = client_of(office.worker).get(f"{reverse('figures:csv', args=['in_force'])}?{SPRING}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert "Sexe;femme;1;0.5" in answer.content.decode("utf-8-sig")
    comma = client_of(office.worker).get(f"{reverse('figures:csv', args=['in_force'])}?{SPRING}&separator=,")
    assert "Sexe,femme,1,0.5" in comma.content.decode("utf-8-sig")


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-Anne", "@x", "|calc", "%x", "\t=1", "\r=1", "\ufeff=1", "\u00a0=1", "\u200b=1", "\uff1d1",
     "\uff20x", " \u2060\u00ad=HYPERLINK()", "\x00=1", "\tsimple"],
)  # fmt: skip
def test_no_text_becomes_a_formula(text):
    assert harmless(text).startswith("'")
    rows = as_csv(Sheet("T", ("a",), [(text,)])).decode("utf-8-sig")
    assert "'" in rows
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([Sheet("T", ("a",), [(text.replace("\x00", ""),)])])))
    assert book.worksheets[0]["A4"].data_type == "s"


def send(office, member, **told):
    client = client_of(member)
    address = reverse("figures:sending", args=["2026Q2"])
    page = client.get(address)
    shown = page.context["digest"]
    return client.post(address, {"shown": shown, "confirmed": "on", **told})


def submissions(office):
    with office.context():
        return list(Submission.objects.order_by("version"))


@pytest.mark.parametrize(("language", "kind"), [("fr", "général"), ("nl", "algemeen")])
def test_what_leaves_is_read_in_words_before_it_is_signed(office, language, kind):
    page = client_of(office.president, language=language).get(reverse("figures:sending", args=["2026Q2"]))
    sent = json.loads(page.context["text"])["figures"]
    told = page.context["told"]
    assert [one.number for one in told] == [sent[one.code]["total"] for one in national_figures()]
    running = told[[one.code for one in national_figures()].index("in_force")]
    by_kind = {row[1]: row[2] for row in running.table.rows if row[0] == running.table.rows[0][0]}
    assert by_kind == {kind: str(running.number)}, "each value that is not zero, by its name"
    assert all(str(one.label) in page.text for one in told)


def test_what_leaves_is_exactly_what_was_shown_and_holds_counts_only(office):
    client = client_of(office.president)
    shown = client.get(reverse("figures:content", args=["2026Q2"])).content
    assert send(office, office.president).status_code == 302
    (sent,) = submissions(office)
    assert sent.content.encode() == shown
    told = json.loads(sent.content)
    assert told["figures"]["in_force"]["total"] == 2
    assert set(told["figures"]) == {one.code for one in national_figures()}
    with office.context():
        for person in Person.objects.all():
            assert person.last_name not in sent.content
            assert str(person.pk) not in sent.content


@pytest.mark.parametrize("role", ["worker", "coordinator"])
def test_only_the_president_or_secretary_sends(office, role):
    assert send(office, getattr(office, role)).status_code == 403
    assert submissions(office) == []


def test_counts_that_changed_since_they_were_shown_are_not_sent(office):
    client = client_of(office.president)
    answer = client.post(reverse("figures:sending", args=["2026Q2"]), {"shown": "0" * 64, "confirmed": "on"})
    assert answer.status_code == 409
    assert submissions(office) == []


def test_a_correction_has_a_reason_and_leaves_the_first_version_as_it_was(office):
    send(office, office.secretary)
    assert send(office, office.secretary).status_code == 409  # nothing changed
    with office.context():
        ended(office.town["bob"], date(2026, 6, 20))
    assert send(office, office.secretary).status_code == 200  # no reason given
    assert len(submissions(office)) == 1
    assert send(office, office.secretary, reason="Une fin enregistrée tard").status_code == 302
    first, second = submissions(office)
    assert (first.version, second.version, second.reason) == (1, 2, "Une fin enregistrée tard")
    assert json.loads(first.content)["figures"]["in_force"]["total"] == 2
    assert json.loads(second.content)["figures"]["in_force"]["total"] == 1


def test_a_quarter_that_is_not_over_is_not_sent(office):
    assert client_of(office.president).get(reverse("figures:sending", args=["2099Q1"])).status_code == 409
    assert client_of(office.president).get(reverse("figures:sending", args=["2026Q9"])).status_code == 404


FEDERAL_PAGES = ["federal:quarter", "federal:publish"]


def test_the_federal_member_reads_submissions_and_never_a_file(office, federal):
    send(office, office.president)
    client = client_of(federal)
    assert client.get(reverse("federal:home")).status_code == 200
    page = client.get(reverse("federal:quarter", args=["2026Q2"]))
    assert page.status_code == 200
    assert "Camille Ada" not in page.text
    for name in ("figures:overview", "figures:sent", "figures:how", "people:list"):
        assert client.get(reverse(name)).status_code in (302, 403, 404)
    assert client.get(f"{reverse('figures:files', args=['in_force'])}?{SPRING}").status_code in (302, 403, 404)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), federal_context():
        Person._base_manager.count()


def test_the_federal_role_changes_no_submission(office, federal):
    send(office, office.president)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), federal_context():
        Submission._base_manager.update(content="{}")


def test_a_centre_member_is_not_federal(office):
    for name in FEDERAL_PAGES:
        answer = client_of(office.president).get(reverse(name, args=["2026Q2"]))
        assert answer.status_code in (302, 403, 404)
        assert answer.status_code != 302 or answer["Location"].startswith(reverse("access:choose"))


def test_another_centre_does_not_read_a_submission(office, elsewhere):
    send(office, office.president)
    with centre_context(elsewhere.centre.pk):
        assert Submission._base_manager.count() == 0


def test_a_quarter_is_published_once_and_small_numbers_are_hidden(office, elsewhere, federal):
    client = client_of(federal)
    waiting = client.get(reverse("federal:quarter", args=["2026Q2"]))
    assert "Haut-Pré" in waiting.text
    assert client.post(reverse("federal:publish", args=["2026Q2"])).status_code == 409  # nothing was sent
    send(office, office.president)
    assert client.post(reverse("federal:publish", args=["2026Q2"])).status_code == 302
    assert client.post(reverse("federal:publish", args=["2026Q2"])).status_code == 409
    page = client.get(reverse("federal:quarter", args=["2026Q2"]))
    assert "Haut-Pré" in page.text  # named as missing
    assert "protégé" in page.text
    for figure in national_figures():
        for level in ("region", "province", "size"):
            address = f"{reverse('federal:figure', args=['2026Q2', figure.code])}?by={level}"
            assert client.get(address).status_code == 200
    assert client.get(reverse("federal:workbook", args=["2026Q2"])).status_code == 200
    assert "protégé" in Client().get(reverse("open:csv", args=["2026Q2", "fr"])).content.decode()
    with federal_context():
        rows = Publication.objects.get().content["federal"]["in_force"]
    assert all(number is None for _place, _axis, _key, number in rows)  # two projects in the country: all hidden


def test_the_cabinet_reads_and_does_not_publish(office, cabinet):
    send(office, office.president)
    client = client_of(cabinet)
    assert client.get(reverse("federal:quarter", args=["2026Q2"])).status_code == 200
    assert client.post(reverse("federal:publish", args=["2026Q2"])).status_code == 403
    with federal_context():
        assert Publication.objects.count() == 0


def test_no_figure_is_about_a_worker():
    axes = {axis.code for figure in FIGURES for axis in figure.axes}
    assert not axes & {"worker", "responsible", "actor", "member", "team"}


def in_a_large_centre(office):
    """What was counted so far took long."""
    with office.context():
        Counted.objects.update(milliseconds=1_000)


def test_a_large_centre_reads_its_last_count_at_once_and_the_page_fetches_a_fresh_one(office):
    client = client_of(office.worker)
    address = f"{reverse('figures:overview')}?{SPRING}"
    assert 'hx-trigger="load"' not in client.get(address).text
    in_a_large_centre(office)
    with office.context():
        Counted.objects.update(counted_at=datetime(2026, 6, 1, 7, 30, tzinfo=UTC))
        ended(office.town["bob"], date(2026, 6, 20))
    page = client.get(address).text
    assert "un nouveau comptage est en cours" in page and "Compté le 1er juin 2026" in page
    assert 'hx-trigger="load"' in page and "again=1" in page
    assert total_of(page, "in_force") == "2"
    fresh = client.get(f"{address}&again=1").text
    assert 'hx-trigger="load"' not in fresh
    assert total_of(fresh, "in_force") == "1"
    assert total_of(client.get(address).text, "in_force") == "1"


@pytest.mark.parametrize("name", ["figures:overview", "figures:show"])
def test_a_period_a_large_centre_never_asked_shows_its_frame_and_waits_without_script(office, name):
    client = client_of(office.worker)
    client.get(f"{reverse('figures:overview')}?{SPRING}")
    in_a_large_centre(office)
    address = f"{reverse(name, args=['in_force'] if name == 'figures:show' else [])}?first=2026-01-01&last=2026-06-30"
    page = client.get(address).text
    assert "Comptage en cours…" in page and 'aria-busy="true"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    counted = client.get(f"{address}&again=1").text
    assert "Comptage en cours…" not in counted and "<noscript><meta" not in counted


def test_what_is_downloaded_is_counted_now_whatever_the_page_still_says(office):
    client = client_of(office.worker)
    client.get(f"{reverse('figures:overview')}?{SPRING}")
    in_a_large_centre(office)
    with office.context():
        ended(office.town["bob"], date(2026, 6, 20))
    told = client.get(f"{reverse('figures:csv', args=['in_force'])}?{SPRING}").content.decode("utf-8-sig")
    assert "Total;;1" in told


def total_of(page, code):
    found = re.search(rf'/figures/{code}/\?[^>]*>.*?figures__total numeric">([^<]*)<', page, re.DOTALL)
    assert found, code
    return found[1]
