"""The articles of a convention as data: what they may say, and that a file gives them back."""

from dataclasses import replace

import pytest

from jalon.law.subsidies import content_of, programme_of, shipped_programmes
from jalon.law.subsidies.article_rules import article_faults
from jalon.law.subsidies.articles import Article, Holds, Paragraph, Worded, filled, printed, usual_articles
from jalon.law.subsidies.programme_written import write_programme
from jalon.law.subsidies.programme_yaml import ProgrammeRefused, read_programme

CITIES = shipped_programmes()["big_cities-2015"]
USUAL = usual_articles()
PROGRAMME = replace(CITIES, articles=USUAL)


def said(french, dutch="", german=""):
    return Worded(french, dutch or french, german)


def with_paragraph(*paragraphs, **more):
    return (*USUAL, Article(said("Divers", "Allerlei"), paragraphs, **more))


def test_the_text_that_ships_breaks_no_rule_and_comes_back_from_plain_data_and_from_a_file():
    assert not article_faults(USUAL) and not article_faults(())
    assert programme_of(content_of(PROGRAMME)) == PROGRAMME
    assert read_programme(write_programme(PROGRAMME).encode()) == PROGRAMME
    assert "articles" not in content_of(CITIES), "a programme that brings none is kept as before"


def test_a_paragraph_is_printed_when_all_it_names_is_known_and_what_fills_it_is_never_read_again():
    one = Paragraph(said("Avance : {advance} %."), said("Pas d’avance pour {centre}."))
    assert printed(one, "fr", {"advance": "50"}) == "Avance : {advance} %."
    assert printed(one, "fr", {"advance": ""}) == "Pas d’avance pour {centre}."
    assert printed(Paragraph(said("{reason}")), "fr", {"reason": ""}) == ""
    assert filled("Raison : {reason}", {"reason": "{amount} {0}"}) == "Raison : {amount} {0}"
    assert Worded("oui", "ja").say("de") == "oui"


@pytest.mark.parametrize(
    ("articles", "code", "about", "language"),
    [
        (USUAL[2:], "no_initiatives", "holds", ""),
        ((*USUAL[:2], *USUAL[3:]), "no_objectives", "holds", ""),
        ((*USUAL, USUAL[1]), "twice_initiatives", "holds", ""),
        ((*USUAL, USUAL[2]), "twice_objectives", "holds", ""),
        ((*USUAL, *USUAL[:1] * 25), "too_many", "", ""),
        ((*USUAL, Article(Worded("Divers", ""), (Paragraph(said("x")),))), "title_missing", "title", ""),
        ((*USUAL, Article(said("{amount}"), (Paragraph(said("x")),))), "title_wrong", "title", "fr"),
        (with_paragraph(), "empty", "paragraphs", ""),
        (with_paragraph(*[Paragraph(said("x"))] * 21), "paragraphs_many", "paragraphs", ""),
        (with_paragraph(Paragraph(said("x" * 3001))), "paragraph_long", "paragraphs", "fr"),
        (with_paragraph(Paragraph(Worded("Deux.", ""))), "language_missing", "paragraphs", "nl"),
        (with_paragraph(Paragraph(said("a", "b", "c"))), "language_missing", "paragraphs", "de"),
        (with_paragraph(Paragraph(said("Un {"))), "brace", "paragraphs", "fr"),
        (with_paragraph(Paragraph(said("{Amount}"))), "brace", "paragraphs", "fr"),
        (with_paragraph(Paragraph(said("{iban}"))), "place_unknown", "paragraphs", "fr"),
        (with_paragraph(Paragraph(said("{amount}", "bedrag"))), "places_differ", "paragraphs", "nl"),
        (with_paragraph(Paragraph(said("{reason}"), said("{cluster}"))), "otherwise_open", "paragraphs", "fr"),
        (with_paragraph(Paragraph(said("{amount}"), said("rien"))), "otherwise_never", "paragraphs", ""),
    ],
)  # fmt: skip
def test_what_articles_may_not_say_is_told_where_and_how_to_mend_it(articles, code, about, language):
    found = article_faults(articles)
    assert (code, about, language) in {(one.code, one.about, one.language) for one in found}
    for one in found:
        assert len({one.say(each) for each in ("en", "fr", "nl")}) == 3


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("  holds: objectives\n", "", "tableau des objectifs"),
        ("  holds: objectives\n", "  holds: dreams\n", "ne se lit pas"),
        ("    fr: Paiement\n", "    fr: [1]\n", "ne se lit pas"),
        ("    nl: Betaling\n", "", "ne se lit pas"),
        ("fr: La subvention est de {amount}", "fr: La subvention est de {money}", "« money »"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_article_is_told_near_its_line(old, new, words):
    file = write_programme(PROGRAMME)
    assert file.count(old) == 1, old
    with pytest.raises(ProgrammeRefused) as refused:
        read_programme(file.replace(old, new).encode())
    (first, *_others) = refused.value.mistakes
    assert words in first.say("fr").replace("\N{NO-BREAK SPACE}", " ")
    at = file[: file.index(old)].count("\n") + 1
    assert words == "tableau des objectifs" or abs(first.line - at) <= 12, (first.line, at)


def test_an_article_that_holds_the_table_may_stand_anywhere():
    moved = (USUAL[2], USUAL[0], replace(USUAL[1], holds=Holds.INITIATIVES), *USUAL[3:])
    assert not article_faults(moved)
