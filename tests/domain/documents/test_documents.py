"""Every document, in every language: archivable, readable aloud, inert, the same each time."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import typst

from jalon.domain.documents.rendering import engine
from jalon.domain.documents.rendering.contexts import AbsenceCause, Opinion, Suspension
from jalon.domain.documents.rendering.engine import canonical, content_hash, render
from jalon.domain.documents.rendering.errors import MissingTimeZone, NotConforming, WrongLanguage

from . import examples
from .looking import dictionaries, faults, inside, text_of

LANGUAGES = ["fr", "nl", "de", "en"]
EACH = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in examples.ALL for language in LANGUAGES]
)


@EACH
def test_each_document_declares_the_archive_and_accessibility_standards_and_its_language_and_title(name, language):
    rendered = render(examples.ALL[name](language), language=language)
    with inside(rendered.bytes) as pdf:
        xmp = pdf.open_metadata()
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
        assert str(pdf.Root.Lang).startswith(language)
        assert pdf.Root.MarkInfo.Marked and pdf.Root.ViewerPreferences.DisplayDocTitle
        assert xmp["dc:title"] and xmp["dc:creator"] == [examples.centre(language).name]
        assert len(pdf.pages) == rendered.pages
    assert rendered.missing == ()


@EACH
@pytest.mark.parametrize("profile", ["2a", "ua1"])
def test_a_validator_that_is_not_ours_finds_no_fault_in_any_document(name, language, profile):
    assert faults(render(examples.ALL[name](language), language=language).bytes, profile=profile) == []


def test_the_validator_sees_a_document_that_lost_its_structure():
    with inside(render(examples.ALL["contract"]("fr"), language="fr").bytes) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(broken := io.BytesIO())
    assert faults(broken.getvalue(), profile="2a") and faults(broken.getvalue(), profile="ua1")


@EACH
def test_no_table_has_a_column_without_a_name(name, language):
    with inside(render(examples.ALL[name](language), language=language).bytes) as pdf:
        assert all(len(head.get("/K", [])) > 0 for head in dictionaries(pdf) if head.get("/S") == "/TH")


@EACH
def test_no_document_can_run_open_or_attach_anything(name, language):
    rendered = render(examples.ALL[name](language), language=language)
    with inside(rendered.bytes) as pdf:
        assert "/OpenAction" not in pdf.Root and "/AA" not in pdf.Root
        for each in dictionaries(pdf):
            assert not set(each.keys()) & {"/JS", "/JavaScript", "/EmbeddedFiles", "/Launch", "/XFA"}
            assert each.get("/S") not in ("/URI", "/JavaScript", "/Launch", "/SubmitForm")


@EACH
def test_every_document_gives_the_same_bytes_again_on_a_fresh_compiler(name, language):
    one = render(examples.ALL[name](language), language=language)
    engine._local.__dict__.clear()
    assert render(examples.ALL[name](language), language=language) == one


@pytest.mark.parametrize("name", list(examples.ALL))
def test_every_picture_in_a_document_has_words_for_who_does_not_see_it(name):
    with inside(render(examples.ALL[name]("fr"), language="fr").bytes) as pdf:
        figures = [each for each in dictionaries(pdf) if each.get("/S") == "/Figure"]
        assert figures, "the logo is a figure"
        assert all(str(figure.get("/Alt", "")) for figure in figures)
        assert any("Logo" in str(figure.get("/Alt", "")) for figure in figures)


def test_headings_and_tables_of_a_contract_are_real():
    with inside(render(examples.contract("nl"), language="nl").bytes) as pdf:
        kinds = {str(each.get("/S")) for each in dictionaries(pdf)}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI"} <= kinds


def test_a_document_that_would_break_the_standard_is_not_made(tmp_path, monkeypatch):
    for part in engine.TEMPLATES.glob("*.typ"):
        (tmp_path / part.name).write_text(part.read_text())
    letter = tmp_path / "letter.typ"
    letter.write_text(letter.read_text() + '\n#image(bytes(look.pictures.logo), format: "svg")\n')
    monkeypatch.setattr(engine, "TEMPLATES", tmp_path)
    engine._local.__dict__.clear()
    with pytest.raises(NotConforming) as refused:
        render(examples.letter("fr"), language="fr")
    engine._local.__dict__.clear()
    assert "alt" in refused.value.detail and "accessibilité" in str(refused.value)


def test_a_template_reads_no_file_of_the_machine_and_no_package(tmp_path, monkeypatch):
    for source in ('#read("/etc/hostname")', '#read("../engine.py")', '#import "@preview/cetz:0.3.0": *'):
        (tmp_path / "letter.typ").write_text(source)
        monkeypatch.setattr(engine, "TEMPLATES", tmp_path)
        engine._local.__dict__.clear()
        with pytest.raises(NotConforming):
            render(examples.letter("fr"), language="fr")
    engine._local.__dict__.clear()


def test_documents_are_made_in_several_threads_at_once():
    expected = {name: render(examples.ALL[name]("fr"), language="fr").sha256 for name in ("contract", "notice")}
    with ThreadPoolExecutor(4) as pool:
        names = ["contract", "notice"] * 8
        made = pool.map(lambda name: (name, render(examples.ALL[name]("fr"), language="fr").sha256), names)
        assert all(expected[name] == sha256 for name, sha256 in made)


def test_a_language_no_document_exists_in_is_refused_with_a_sentence():
    with pytest.raises(WrongLanguage, match="allemand"):
        render(examples.letter("fr"), language="it")


def test_an_hour_without_its_zone_is_refused():
    naive = datetime(2026, 1, 1)  # noqa: DTZ001
    with pytest.raises(MissingTimeZone):
        render(replace(examples.letter("fr"), made_at=naive), language="fr")


def test_the_signed_text_is_bound_to_its_words_and_not_to_its_looks():
    contract = examples.contract("fr")
    bound = content_hash(contract, language="fr")
    later = contract.made_at + timedelta(days=3)
    same = replace(contract, seal=None, signatures=(), made_at=later, centre=replace(contract.centre, logo=None))
    assert content_hash(same, language="fr") == bound
    for changed in (
        replace(contract, aims=contract.aims[:1]),
        replace(contract, end=contract.end + timedelta(days=1)),
        replace(contract, person=replace(contract.person, name="Quelqu’un d’autre")),
    ):
        assert content_hash(changed, language="fr") != bound
    assert content_hash(contract, language="nl") != bound
    assert b"9f2c" not in canonical(contract, language="fr")


def test_an_amendment_shows_what_goes_and_what_comes_without_colour():
    said = text_of(render(examples.amendment("fr"), language="fr").bytes)
    assert "Avenant n° 1" in said
    assert "[deux]" in said and "trois" in said and "à Mons" in said
    for word in ("~ changé", "+ ajouté", "– retiré"):
        assert word in said


def test_an_amendment_that_changes_no_commitment_asks_for_no_signature():
    told = replace(examples.amendment("fr"), must_sign=False, seal=None)
    said = text_of(render(told, language="fr").bytes)
    assert "ne demande pas de signature" in said and "à ne pas signer" not in said and "Date et signature" not in said


def test_an_evaluation_shows_the_centre_s_part_as_well_as_the_person_s():
    said = text_of(render(examples.evaluation("fr"), language="fr").bytes)
    assert "Mes engagements" in said and "Les engagements du CPAS" in said and "deux semaines après" in said
    assert "2 → 4, mieux" in said and "2 → 2, pareil" in said and "3 → 2, moins bien" in said


@pytest.mark.parametrize("opinion", [Opinion.AGREES, Opinion.DISAGREES, None])
def test_an_evaluation_ticks_only_what_the_person_chose(opinion):
    said = text_of(render(replace(examples.evaluation("fr"), opinion=opinion), language="fr").bytes)
    assert ("☑ Je suis d’accord" in said) is (opinion is Opinion.AGREES)
    assert ("☑ Je ne suis pas d’accord" in said) is (opinion is Opinion.DISAGREES)


def test_a_meeting_the_organiser_cancelled_is_not_the_person_s_absence():
    said = text_of(render(examples.absence("fr"), language="fr").bytes)
    assert "Cette absence n’est pas celle de la personne" in said
    theirs = replace(examples.absence("fr"), absence_cause=AbsenceCause.PERSON)
    assert "La personne n’est pas venue" in text_of(render(theirs, language="fr").bytes)


def test_a_filled_bilan_names_the_domains_nobody_spoke_of():
    said = text_of(render(examples.bilan("nl"), language="nl").bytes)
    assert "Niet besproken:" in said and "Zelfvertrouwen" in said
    assert "3 van 5: wisselend, het hangt van de dag af" in said and "geen score" in said


def test_a_blank_bilan_has_every_domain_and_nobody_s_name():
    said = text_of(render(examples.blank_bilan("fr"), language="fr").bytes)
    assert "Nom et prénom" in said and examples.PERSON.name not in said
    for title in ("Logement", "Argent et dettes", "Confiance en soi"):
        assert title in said
    assert said.count("1 2 3 4 5") == 2 * len(examples.blank_bilan("fr").domains)


def test_a_notice_always_shows_what_the_centre_has_not_done():
    said = text_of(render(examples.notice("fr"), language="fr").bytes)
    assert "Ce que le CPAS n’a pas encore fait" in said and "8 janvier 2027" in said
    assert "le 2 juin 2027 à 14 h" in said and "n’est pas une sanction" in said


def test_a_sanction_says_how_much_how_long_why_and_how_to_contest_it():
    decision = examples.sanction("fr")
    said = text_of(render(decision, language="fr").bytes)
    for part in ("en partie du 1er juillet 2027 au 31 juillet 2027", "284,50 €", "sursis total", "vous restez"):
        assert part in said
    assert "24 septembre 2027" in said and "Tribunal du travail du Hainaut" in said and "art. 30, § 2" in said
    assert "Vous avez été entendu(e) le 2 juin 2027" in said
    plain = text_of(render(replace(decision, suspension=Suspension.NONE, heard_on=None), language="fr").bytes)
    assert "sursis" not in plain and "Cette audition n’a pas eu lieu" in plain


def test_an_invitation_says_when_where_and_what_to_bring():
    said = text_of(render(examples.letter("nl"), language="nl").bytes)
    assert "Donderdag 3 december 2026, om 9.30 uur" in said and "bureau 4" in said and "45 minuten" in said


def test_an_attestation_shows_each_signature_its_means_and_the_whole_hash():
    said = text_of(render(examples.trace("en"), language="en").bytes)
    assert "signed on screen on 16 November 2026 at 10:30" in said and "signed on paper on 16 November 2026" in said
    assert examples.HASH in re.sub(r"\s", "", said)


def test_typst_itself_is_the_one_that_checks_the_standards():
    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        typst.Compiler(b"no title, no date").compile(format="pdf", pdf_standards=engine.STANDARDS)
