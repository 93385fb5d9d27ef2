"""The contract as an editable text, and the evidence of a person in one file."""

import hashlib
import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document as open_docx

from jalon.domain.documents.rendering.bundle import BundleMismatch, pack
from jalon.domain.documents.rendering.docx import contract_docx
from jalon.domain.documents.rendering.engine import render
from jalon.domain.documents.rendering.errors import UnprintableText, WrongLanguage

from . import examples


def read(language, contract=None):
    return open_docx(io.BytesIO(contract_docx(contract or examples.contract(language), language=language)))


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_editable_contract_says_what_the_paper_says_in_each_language(language):
    paper = read(language)
    said = "\n".join(p.text for p in paper.paragraphs)
    cells = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert examples.PERSON.name in said and examples.AIMS[language][0] in said
    for commitment in (examples.PERSON_DOES, examples.CENTRE_DOES, examples.THIRD_DOES):
        assert commitment[language] in cells
    assert "2002" in said and "Claire Vandenbroucke" in cells


def test_headings_lists_and_tables_are_real_and_the_language_is_set():
    paper = read("nl")
    styles = [p.style.name for p in paper.paragraphs]
    assert styles.count("Title") == 1 and styles.count("Heading 1") >= 5 and "List Bullet" in styles
    assert paper.core_properties.language == "nl-BE" and paper.core_properties.title.startswith("GPMI")
    assert 'w:val="nl-BE"' in paper.styles["Normal"].element.xml
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in paper.tables[:3])


def test_the_editable_contract_is_a_working_copy_that_can_t_pass_for_the_sealed_one():
    paper = read("fr")
    assert "à ne pas signer" in paper.sections[0].footer.paragraphs[0].text
    assert examples.HASH[:4] not in "\n".join(p.text for p in paper.paragraphs)


def test_the_same_contract_gives_the_same_docx():
    contract = examples.contract("de")
    assert contract_docx(contract, language="de") == contract_docx(contract, language="de")


def test_any_text_goes_into_the_docx_and_nul_does_not():
    typed = "<w:p/> & ]]> \x07 \u202e مرحبا 😀"
    contract = replace(examples.contract("fr"), aims=(typed,))
    assert "<w:p/> & ]]>" in "\n".join(p.text for p in read("fr", contract).paragraphs)
    with pytest.raises(UnprintableText):
        contract_docx(replace(contract, aims=("a\x00",)), language="fr")
    with pytest.raises(WrongLanguage):
        contract_docx(contract, language="xx")


@pytest.fixture
def evidence():
    files = {f"{n:03d}-acte.pdf": f"contenu {n}".encode() for n in (1, 2)}
    base = examples.evidence("fr")
    acts = [replace(base.acts[3])]
    for name, data in files.items():
        acts.append(replace(base.acts[0], file_name=name, sha256=hashlib.sha256(data).hexdigest()))
    bundle = replace(base, acts=tuple(acts))
    return bundle, render(bundle, language="fr"), files


def test_a_bundle_holds_the_frozen_files_untouched_and_their_sums(evidence):
    bundle, cover, files = evidence
    packed = pack(bundle, cover, files)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["000-index.pdf", "001-acte.pdf", "002-acte.pdf", "SHA256SUMS"]
        assert archive.read("001-acte.pdf") == files["001-acte.pdf"] and archive.read("000-index.pdf") == cover.bytes
        for line in archive.read("SHA256SUMS").decode().splitlines():
            sha256, name = line.split("  ")
            assert hashlib.sha256(archive.read(name)).hexdigest() == sha256
    assert pack(bundle, cover, files) == packed


def test_a_changed_missing_or_unlisted_file_stops_the_bundle(evidence):
    bundle, cover, files = evidence
    changed = files | {"001-acte.pdf": b"autre"}
    missing = {"001-acte.pdf": files["001-acte.pdf"]}
    unlisted = files | {"003-autre.pdf": b"x"}
    for wrong in (changed, missing, unlisted):
        with pytest.raises(BundleMismatch, match="ne correspond pas"):
            pack(bundle, cover, wrong)


@pytest.mark.parametrize("name", ["../evil.pdf", "a/b.pdf", "", "SHA256SUMS", "000-index.pdf", "é.pdf"])
def test_a_name_that_could_leave_the_bundle_is_refused(evidence, name):
    bundle, cover, files = evidence
    data = b"x"
    act = replace(bundle.acts[1], file_name=name, sha256=hashlib.sha256(data).hexdigest())
    with pytest.raises(BundleMismatch):
        pack(replace(bundle, acts=(act,)), cover, {name: data})
