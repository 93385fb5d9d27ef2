"""The pages of programmes, from the list of programmes to what a centre reads of its own amount."""

from io import BytesIO

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.subsidies.grids import read_grid
from jalon.domain.subsidies.models import Award, Dataset, Decision, Programme, SubsidyAct
from jalon.domain.subsidies.reading import read_rows
from tests.domain.subsidies.scene import FACTS, a_list, four_centres
from tests.factories import a_federal_member, a_member, a_user
from tests.security.forms import filled
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
ROWS = ["90001;Val-Clair;100", "90002;Mont-Gris;200", "90003;;1"]


def text(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode().replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ")


def _sent(client, programme, *rows, **more):
    told = {**FACTS, "data_on": "2015-01-01", "file": SimpleUploadedFile("liste.csv", a_list(*rows)), **more}
    return client.post(reverse("programmes:import", args=[programme.pk]), told)


def test_an_officer_shares_a_programme_and_each_centre_reads_why_it_receives_its_amount():
    centres = four_centres()
    officer = client_of(a_federal_member(a_user()))
    cabinet = client_of(a_federal_member(a_user(), role="cabinet"), language="nl")
    users = [a_user(), a_user()]
    with centre_context(centres[0].pk):
        mine = a_member(Role.SECRETARY, user=users[0])
    with centre_context(centres[1].pk):
        theirs = a_member(Role.SECRETARY, user=users[1])

    assert "Aucun programme n’est ouvert" in text(officer.get(reverse("programmes:list")))
    shipped = reverse("programmes:shipped", args=["participation-2015"])
    assert "9 415 000,00 €" in text(officer.get(shipped)) and officer.post(shipped).status_code == 302
    with federal_context():
        programme = Programme.objects.get()
    refused = _sent(officer, programme, "90009;Nulle part;1", "90002;Mont-Gris;deux")
    assert refused.status_code == 400 and "Ligne 3" in refused.content.decode()
    with federal_context():
        assert not Dataset.objects.exists()
    assert _sent(officer, programme, *ROWS).status_code == 302
    assert _sent(officer, programme, *ROWS[1:], title="Corrigée").status_code == 302
    with federal_context():
        first = Dataset.objects.get(title="Habitants")

    share = reverse("programmes:share", args=[programme.pk, "participation"])
    assert "Ce partage ne se peut pas" in text(officer.get(share)), "the amounts of the decree are not at hand"
    terms = {"list": str(first.pk), "key": "inhabitants", "budget": "5.649.000,00"}
    page = text(officer.get(share, {**terms, "b-key": "equal"}))
    assert "3 parts, 5 649 000,00 € en tout." in page and "Reçoivent plus : 2. Reçoivent moins : 1." in page
    assert page.index("D’un partage à l’autre") < page.index("Le résultat"), "differences come first"
    why = text(officer.get(share, {**terms, "centre": "90001"}))
    assert "Habitants : 100 sur 301 en tout" in why and "rien n’est décidé" in why
    book = openpyxl.load_workbook(BytesIO(officer.get(share, {**terms, "format": "xlsx"}).content))
    assert book.active["C4"].value == pytest.approx(1876744.19) and book.active["B4"].value == "Val-Clair"

    decide = reverse("programmes:decide", args=[programme.pk, "participation"])
    asking = officer.get(decide, terms)
    shown = asking.context["form"].initial["shown"]
    query = f"{decide}?list={first.pk}&key=inhabitants&budget=5649000"
    assert "Dites sur quoi" in text(officer.post(query, {"shown": shown, "reason": "-"}))
    assert officer.post(query, {"shown": shown, "reason": "=Arrêté royal de 2015"}).status_code == 302
    assert cabinet.get(decide, terms).status_code == 403 and cabinet.post(query).status_code == 403
    with federal_context():
        decision = Decision.objects.get()
        assert SubsidyAct.objects.count() == 4
    seen = reverse("programmes:decision", args=[decision.pk])
    assert "Wat elk krijgt" in text(cabinet.get(seen)) and "1.876.744,19" in text(cabinet.get(seen))
    csv = officer.get(seen, {"format": "csv"}).content
    assert b"1876744,19" in csv and b"\n=" not in csv
    lines = csv.decode("utf-8-sig").splitlines()[1:5]
    assert read_rows(read_grid("\n".join(lines).encode())).rows[0].values["amount"] == 187674419
    assert "participation-2015" not in text(officer.get(reverse("programmes:list")))
    assert "décision 1" in text(officer.get(reverse("programmes:show", args=[programme.pk])))

    director = client_of(mine)
    with centre_context(centres[0].pk):
        award = Award.objects.get()
    page = text(director.get(reverse("subsidies:mine")))
    assert "1 876 744,19 €" in page and "Mont-Gris" not in page
    page = text(director.get(reverse("subsidies:why", args=[award.pk])))
    assert "Quotient exact" in page and "Arrêté royal de 2015" in page and "3 753" not in page
    assert client_of(theirs).get(reverse("subsidies:why", args=[award.pk])).status_code == 404
    dutch = text(client_of(mine, language="nl").get(reverse("subsidies:why", args=[award.pk])))
    assert "Waarom dit bedrag" in dutch and "Inwoners: 100 op 301" in dutch


def test_a_programme_is_begun_from_last_years_and_corrected_by_its_page():
    client = client_of(a_federal_member(a_user()))
    new = reverse("programmes:new")
    page = client.get(f"{new}?from=clusters-2015")
    fields = filled(BeautifulSoup(page.content, "html.parser"))
    assert fields["year"] == ["2016"] and fields["lines-0-amount"] == [""] and fields["lines-0-members"] == ["3"]
    assert fields["text_title"] == [""], "last year's decree is not this year's"
    wrong = client.post(f"{new}?from=clusters-2015", {**fields, "title_nl": "", "payments-0-percent": "10"})
    assert wrong.status_code == 400 and "Les paiements ne font pas 100 %" in wrong.content.decode()
    told = {**fields, "lines-0-amount": "200000", "total": "200.000,00", "text_title": "Arrêté de 2016"}
    told |= {"costs-1-DELETE": "on", "calendar-0-DELETE": "on"}
    assert client.post(f"{new}?from=clusters-2015", told).status_code == 302
    with federal_context():
        one = Programme.objects.get()
        line = one.decree.lines[0]
        assert (one.year, line.amount, line.cap, line.rule.members) == (2016, 20000000, 1000000, 3)
        assert len(one.decree.costs) == 1 and len(one.decree.calendar) == 5 and one.decree.source.article is None
        assert one.decree.forms and [each.percent for each in one.decree.payments] == [50, 50]
    edit = reverse("programmes:edit", args=[one.pk])
    fields = filled(BeautifulSoup(client.get(edit).content, "html.parser"))
    sums = client.post(edit, {**fields, "total": "1"})
    assert "font ensemble un autre montant" in sums.content.decode()
    assert client.post(edit, {**fields, "article": "art. 2"}).status_code == 302
    late = client.post(edit, {**fields, "article": "art. 3"})
    assert late.status_code == 400 and "Quelqu’un d’autre a modifié" in late.content.decode()
    with federal_context():
        assert Programme.objects.get().decree.source.article == "art. 2"
        assert SubsidyAct.objects.filter(verb="programme.changed").count() == 1


def test_what_is_about_a_centre_s_money_stands_in_one_place_beside_itself_for_those_who_answer_for_it():
    centre, users = four_centres()[0], [a_user(), a_user()]
    with centre_context(centre.pk):
        secretary, worker = a_member(Role.SECRETARY, user=users[0]), a_member(user=users[1])
    page = BeautifulSoup(client_of(secretary).get(reverse("conventions:mine")).content, "html.parser")
    main, beside = page.select(".masthead .nav")
    assert [link.text for link in main.select("[aria-current]")] == ["Subsides"]
    assert [link.text for link in beside.select("a")] == [
        "Montants",
        "Conventions",
        "Dépenses",
        "Rapports",
        "Paiements",
    ]
    assert [link.text for link in beside.select("[aria-current=page]")] == ["Conventions"]
    home = BeautifulSoup(client_of(worker).get(reverse("day:home")).content, "html.parser")
    assert len(home.select(".masthead .nav")) == 1 and "Subsides" not in home.select_one(".masthead").text
