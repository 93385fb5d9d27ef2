"""A paper that carries its data: PDF/A-3a, read aloud as the others, with one file inside and nothing that runs."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from jalon.domain.documents.rendering.contexts import (
    AnnualReport,
    Attached,
    ReportCost,
    ReportLine,
    ReportNumbers,
    Seal,
)
from jalon.domain.documents.rendering.engine import canonical, render

from . import examples
from .examples.people import MADE_AT
from .looking import dictionaries, faults, inside, text_of

DATA = Attached(name="report.json", media_type="application/json", text='{"a": "é"}')


def annual_report(language: str) -> AnnualReport:
    return AnnualReport(
        made_at=MADE_AT, centre=examples.centre(language), reference="R-2026", attached=(DATA,), of="CPAS de Val-Clair",
        programme="Activation sociale 2025", first=date(2025, 1, 1), last=date(2025, 12, 31), number=2,
        words=(("Les objectifs sont-ils atteints ?", "Oui.\nSauf un."), ("Sinon, pourquoi ?", "")), reply="Voyez A1.",
        numbers=(ReportNumbers(title="Activation", rows=(("1", "Bilan", 4, 3, "Double"), ("2", "PIIS", None, 0, ""))),),
        lines=(ReportLine(title="Activation", granted=100_00, justified=120_00, rest=0, above=20_00),),
        costs=(ReportCost(words="Imprimerie", day=date(2025, 5, 4), category="running", cents=120_00),),
        signed=(("president", "Ada Lovens", MADE_AT), ("secretary", "Bo Peeters", MADE_AT)), received_at=MADE_AT,
        seal=Seal(version_id=UUID(int=7), version=2, content_hash="ab" * 32),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_a_report_is_archived_with_its_data_inside_and_nothing_that_runs(language):
    made = render(annual_report(language), language=language)
    with inside(made.bytes) as pdf:
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        assert list(pdf.attachments) == ["report.json"]
        assert pdf.attachments["report.json"].get_file().read_bytes().decode() == DATA.text
        for each in dictionaries(pdf):
            assert not set(each.keys()) & {"/JS", "/JavaScript", "/Launch", "/XFA"}
    assert faults(made.bytes, profile="3a") == faults(made.bytes, profile="ua1") == []
    said = text_of(made.bytes)
    assert "CPAS de Val-Clair" in said and "Sauf un." in said and "Ada Lovens" in said and "abab abab" in said
    assert render(annual_report(language), language=language) == made
    assert canonical(annual_report(language), language=language) == canonical(
        replace(annual_report(language), attached=()), language=language
    ), "what a paper says does not change with what it carries"


def test_another_paper_that_carries_data_keeps_its_words():
    plain = examples.contract("fr")
    with inside(render(replace(plain, attached=(DATA,)), language="fr").bytes) as pdf:
        assert pdf.open_metadata()["pdfaid:part"] == "3" and list(pdf.attachments) == ["report.json"]
