"""Costs go out with the report's workbook and come back: corrected, added, each wrong row named, nothing by halves."""

import io

import openpyxl
import pytest

from jalon.domain.core.context import centre_context
from jalon.domain.grants.services import grants
from jalon.domain.reports import services
from jalon.domain.reports.costs_sheet import KEYS
from jalon.domain.reports.sheet import Refused
from jalon.domain.spending.models import Cost
from jalon.web.reports import workbook
from tests.domain.reports import scene
from tests.domain.reports.scene import at
from tests.domain.reports.test_lives import add_cost
from tests.scene import played, shared

world_of_module = shared(scene.a_world)
NEW = {
    "category": "Fonctionnement", "spent_on": "2015-04-01", "supplier": "Asbl Le Pont", "number": "2015/77",
    "net": 100, "vat": 21, "total": 121, "project": "Ateliers", "link": "Cours des ateliers.",
    "proportion": "Tous les cours.",
}  # fmt: skip


@pytest.fixture
def world(world_of_module):
    with played(world_of_module) as world:
        yield world


def opened(content: bytes):
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = next(book[name] for name in book.sheetnames if name.split()[-1] == "C")
    return book, page, {key: place for place, key in enumerate(KEYS, 1)}


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_costs_come_back_corrected_and_added_and_a_wrong_row_is_named_and_stores_nothing(world):
    report, ours = scene.opened(world.ours), world.ours
    with centre_context(ours.centre.pk):
        grant = grants(actor=ours.coordinator, at=at(0))[0].grant
        bought = add_cost(ours, grant)
        facts = {"actor": ours.coordinator, "report": report}
        sheet = workbook.of_now(report, on=at(1).date())
        taken = services.bring_back(content=sheet, at=at(1), **facts)
        assert (taken.texts, taken.numbers, taken.costs) == (0, 0, 0), "what is as it stood is left alone"

        book, page, places = opened(sheet)
        assert page.cell(4, places["place"]).value == bought.place
        page.cell(4, places["project"]).value = "Atelier vélo"
        for name, value in NEW.items():
            page.cell(5, places[name]).value = value
            page.cell(6, places[name]).value = value
        page.cell(6, places["number"]).value = "2015/78"
        page.cell(6, places["total"]).value = "beaucoup"
        with pytest.raises(Refused) as refusal:
            services.bring_back(content=saved(book), at=at(1), **facts)
        assert [(one.sheet, one.row) for one in refusal.value.errors] == [("C", 6)]


def test_a_mended_workbook_is_taken_whole_once_and_a_cost_changed_meanwhile_is_said(world):
    report, ours = scene.opened(world.ours), world.ours
    with centre_context(ours.centre.pk):
        grant = grants(actor=ours.coordinator, at=at(0))[0].grant
        bought = add_cost(ours, grant)
        facts = {"actor": ours.coordinator, "report": report}
        book, page, places = opened(workbook.of_now(report, on=at(1).date()))
        page.cell(4, places["project"]).value = "Atelier vélo"
        for name, value in NEW.items():
            page.cell(5, places[name]).value = value
        filled = saved(book)
        assert services.bring_back(content=filled, at=at(1), **facts).costs == 2
        kept = Cost.objects.get(pk=bought.pk)
        assert kept.project == "Atelier vélo" and (kept.total, kept.answers) == (bought.total, bought.answers)
        assert Cost.objects.get(number="2015/77").counts
        page.cell(4, places["project"]).value = "Autre chose"
        with pytest.raises(Refused) as refusal:
            services.bring_back(content=saved(book), at=at(2), **facts)
        told = {one.row: one.words for one in refusal.value.errors}
        assert "a changé dans Jalon" in told[4] and Cost.objects.filter(removed_at=None).count() == 2
        page.cell(4, places["place"]).value = 99
        with pytest.raises(Refused, match="Rien n’est repris"):
            services.bring_back(content=saved(book), at=at(2), **facts)
