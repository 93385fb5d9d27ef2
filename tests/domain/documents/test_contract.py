"""The contract on paper: one page of plain words, the law after it."""

from dataclasses import replace
from datetime import date

import pytest

from jalon.domain.documents.rendering.contexts import ContractKind, Regime
from jalon.domain.documents.rendering.engine import render

from . import examples
from .looking import text_of

LANGUAGES = ["fr", "nl", "de", "en"]


@pytest.mark.parametrize("name", ["contract", "signed_contract"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contract_with_three_commitments_holds_on_one_page_and_the_law_on_another(name, language):
    rendered = render(examples.ALL[name](language), language=language)
    assert rendered.pages == 2
    first = text_of(rendered.bytes, 0)
    assert examples.PERSON.name in first and "Karim Lahlou" in first and "Claire Vandenbroucke" in first
    assert "2002" not in first and "2002" in text_of(rendered.bytes, 1)


def test_a_contract_says_who_does_what_by_when_and_the_person_s_rights():
    said = text_of(render(examples.contract("fr"), language="fr").bytes, 0)
    for part in (
        "Ce que je veux Je veux travailler dans une crèche.",
        "Ce que je fais",
        "15 décembre 2026",
        "Ce que fait le CPAS",
        "Médiation de dettes Haine",
        "Abonnement de bus",
        "le jeudi 15 juillet 2027, à distance",
        "je peux réfléchir jusqu’au 23 novembre 2026",
        "La personne de mon choix peut m’accompagner",
        "tribunal du travail, dans les trois mois",
        "version 2 · empreinte 9f2c 4be0 7a55 18d3",
    ):
        assert part in said, part


def test_without_a_seal_a_contract_is_a_draft_that_says_so():
    draft = render(replace(examples.contract("fr"), seal=None), language="fr")
    assert "Projet – à ne pas signer" in text_of(draft.bytes, 0)
    assert "à ne pas signer" not in text_of(render(examples.contract("fr"), language="fr").bytes)


@pytest.mark.parametrize(("day", "regime"), [(date(2016, 10, 31), "avant le"), (date(2016, 11, 1), "depuis le")])
def test_the_annex_is_the_law_of_the_day_the_contract_was_made(day, regime):
    old = replace(examples.contract("fr"), regime=Regime.at(day))
    law = text_of(render(old, language="fr").bytes, 1)
    assert f"conclus {regime} 1er novembre 2016" in law
    assert ("une fois par trimestre" in law) is (regime == "avant le")
    assert ("trois fois par an, dont au moins deux fois lors d’un contact personnel" in law) is (regime == "depuis le")
    assert ("sursis" in law) is (regime == "depuis le")


def test_only_a_contract_with_community_service_speaks_of_the_ruling_of_2018():
    plain = examples.contract("fr")
    assert "86/2018" not in text_of(render(plain, language="fr").bytes)
    served = replace(plain, kind=ContractKind.COMMUNITY_SERVICE)
    assert "arrêt n° 86/2018" in text_of(render(served, language="fr").bytes)


def test_a_study_contract_runs_until_the_studies_end():
    study = replace(examples.contract("nl"), kind=ContractKind.STUDY, end=None, ends_with_studies=True)
    assert "tot het einde van de studies" in text_of(render(study, language="nl").bytes, 0)


def test_a_contract_with_nothing_in_it_yet_is_still_a_page():
    empty = replace(
        examples.contract("fr"),
        aims=(),
        person_commitments=(),
        centre_commitments=(),
        third_commitments=(),
        additional_aid=(),
        meetings=(),
        evaluation_how="",
        signatures=(),
    )
    rendered = render(empty, language="fr")
    assert rendered.pages == 2 and "Aucun engagement n’est noté." in text_of(rendered.bytes, 0)


def test_a_long_contract_flows_on_and_its_signatures_stay_together():
    long = replace(examples.contract("de"), person_commitments=examples.contract("de").person_commitments * 14)
    rendered = render(long, language="de")
    pages = [text_of(rendered.bytes, number) for number in range(rendered.pages)]
    signing = [page for page in pages if "Datum und Unterschrift" in page]
    assert rendered.pages == 3 and len(signing) == 1 and "Unterschriften" in signing[0]
