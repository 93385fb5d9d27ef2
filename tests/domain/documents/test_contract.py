"""The contract on paper: one page of plain words, the law after it."""

import io

import pikepdf
import pypdfium2
import pytest

from jalon.domain.documents.rendering.engine import content_hash, render

from . import examples

LANGUAGES = ["fr", "nl", "de", "en"]


def text_of(pdf: bytes, page: int = 0) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return opened[page].get_textpage().get_text_bounded().replace("\r\n", "\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contract_with_three_commitments_holds_on_one_page_and_the_law_on_another(language):
    rendered = render(examples.contract(language), language=language)
    assert rendered.pages == 2
    first = text_of(rendered.bytes)
    assert examples.PERSON.name in first and "Karim Lahlou" in first and "Claire Vandenbroucke" in first
    assert "2002" not in first and "2002" in text_of(rendered.bytes, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contract_says_of_itself_that_it_can_be_archived_and_read_aloud(language):
    rendered = render(examples.contract(language), language=language)
    with pikepdf.open(io.BytesIO(rendered.bytes)) as pdf:
        xmp = pdf.open_metadata()
        assert xmp["pdfaid:part"] == "2" and xmp["pdfaid:conformance"] == "A" and xmp["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang).startswith(language)
        assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root
        assert "2026-00417" in xmp["dc:title"]


def test_the_same_contract_gives_the_same_bytes():
    one, other = (render(examples.contract("fr"), language="fr") for _ in range(2))
    assert one.bytes == other.bytes and one.sha256 == other.sha256


def test_the_hash_of_a_text_does_not_depend_on_who_signed_it():
    import dataclasses

    contract = examples.contract("fr")
    unsigned = dataclasses.replace(contract, signatures=(), seal=None)
    assert content_hash(contract, language="fr") == content_hash(unsigned, language="fr")
    changed = dataclasses.replace(contract, aims=("Autre chose",))
    assert content_hash(contract, language="fr") != content_hash(changed, language="fr")
