"""What people type is printed, never run: markup, controls, any script, any length."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalon.domain.documents.rendering.cleaning import LONGEST_TEXT, MISSING, clean
from jalon.domain.documents.rendering.engine import render
from jalon.domain.documents.rendering.errors import TextTooLong, UnprintableText

from . import examples
from .looking import text_of


def saying(*words):
    return replace(examples.letter("fr"), body="\n".join(words), appointment=None)


@pytest.mark.parametrize(
    "typed",
    [
        '#import "/etc/passwd": *',
        '#panic() #sys.inputs #read("engine.py")',
        "$x^2$ ] [ } { )",
        "\\ \\\\ \\u{41} \\n `code` *gras* _italique_ <etiquette> @renvoi // note /* rien */",
        "= Pas un titre",
        "{name} {} %s %(x)s {0.__class__}",
        "<script>alert(1)</script> &amp; <!-- -->",
        "--- ... ~ ' \"",
    ],
)
def test_markup_is_printed_as_it_was_typed(typed):
    said = text_of(render(saying(typed), language="fr").bytes)
    assert " ".join(typed.split()) in said


@pytest.mark.parametrize(
    "name",
    ["محمد العربي", "Γιώργος Παπαδόπουλος", "Юлія Шевченко", "שרה לוי", "გიორგი", "Հայկ", "தமிழ்", "ትግርኛ"]
    + ["नेपाली", "বাংলা", "ਪੰਜਾਬੀ", "李小龙", "ไทย", "Nguyễn Thị Ánh", "O’Ćwiękała-D’Hôtel", "X"],
)
def test_a_name_is_shown_in_its_own_script(name):
    letter = replace(examples.letter("fr"), person=replace(examples.PERSON, name=name))
    assert render(letter, language="fr").missing == ()


def test_what_no_font_has_becomes_a_square_and_is_reported():
    rendered = render(saying("avant \ue000\U0001fffe après"), language="fr")
    assert rendered.missing == ("\ue000", "\U0001fffe")
    assert f"avant {MISSING}{MISSING} après" in text_of(rendered.bytes)


@pytest.mark.parametrize("typed", ["a\x00b", "\ud800", "fin\udfff"])
def test_nul_and_half_characters_are_refused_with_a_sentence(typed):
    with pytest.raises(UnprintableText, match="caractère invisible"):
        render(saying(typed), language="fr")


def test_letters_can_t_be_reordered_behind_the_reader_s_back():
    assert clean("payer \u202e001\u202c euros \u2066x\u2069") == "payer 001 euros x"


def test_a_text_of_a_hundred_thousand_characters_is_printed_whole():
    rendered = render(saying("mot " * 25_000), language="fr")
    assert text_of(rendered.bytes).count("mot") == 25_000


def test_a_word_of_a_hundred_thousand_letters_stays_on_the_paper():
    rendered = render(saying("x" * 100_000), language="fr")
    assert rendered.pages > 10 and text_of(rendered.bytes).replace(" ", "").count("x" * 50) > 1000


def test_a_text_longer_than_a_document_can_hold_is_refused_with_a_sentence():
    with pytest.raises(TextTooLong, match="200"):
        render(saying("x" * (LONGEST_TEXT + 1)), language="fr")


def test_a_heap_of_accents_is_kept_within_its_line():
    assert clean("q" + "\u0301" * 40) == "q" + "\u0301" * 6


@given(st.text(max_size=60))
@settings(max_examples=60)
def test_any_text_without_nul_makes_a_valid_document(typed):
    typed = typed.replace("\x00", "").encode("utf-8", "ignore").decode()
    letter = replace(saying(typed), person=replace(examples.PERSON, name=typed or "X", address=(typed,)))
    assert render(letter, language="nl").pages >= 1


@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once(typed):
    typed = typed.replace("\x00", "").encode("utf-8", "ignore").decode()
    once = clean(typed)
    assert clean(once) == once


@given(st.text(alphabet=st.characters(max_codepoint=0x17F, blacklist_categories=("Cc", "Cf", "Cs")), max_size=200))
def test_plain_european_text_is_not_changed(typed):
    assert clean(typed).replace("\u200b", "") == typed.replace("\u200b", "") or not typed.isprintable()
