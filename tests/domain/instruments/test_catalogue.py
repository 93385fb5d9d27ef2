"""The instrument is data, complete in four languages."""

import copy

import pytest
import yaml
from django.utils.translation import override

from jalon.domain.instruments import catalogue
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.instruments.shipped import shipped, unread


def data():
    return yaml.safe_load((catalogue.DATA / "bilan.yaml").read_text(encoding="utf-8"))


def test_the_bilan_speaks_of_thirteen_domains_in_the_order_of_the_talk():
    bilan = catalogue.instrument()
    assert bilan.codes == tuple(LifeDomain.values)
    assert len(bilan.codes) == 13
    assert bilan.direction == 1


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_interface_names_a_domain_as_the_instrument_does(language):
    with override(language):
        assert [str(domain.name) for domain in catalogue.instrument().domains] == [
            str(label) for label in LifeDomain.labels
        ]


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_each_domain_has_five_short_described_levels_and_questions(language):
    for domain in catalogue.instrument().domains:
        levels = domain.levels.say(language)
        assert len(levels) == 5
        assert all(len(level) <= 70 and level.endswith(".") for level in levels), levels
        assert all(question.endswith("?") for question in domain.ask.say(language))


def test_a_language_we_do_not_speak_is_answered_in_french():
    assert catalogue.instrument().domain("housing").name.say("tr") == "Logement"


def test_an_instrument_nobody_knows_is_a_fault():
    with pytest.raises(KeyError):
        catalogue.instrument("star")


def test_a_hole_in_an_instrument_is_refused_when_it_is_read():
    missing_language = copy.deepcopy(data())
    del missing_language["domains"][3]["name"]["de"]
    four_levels = copy.deepcopy(data())
    four_levels["domains"][0]["levels"]["nl"].pop()
    said_twice = copy.deepcopy(data())
    said_twice["domains"][0]["levels"]["en"][4] = said_twice["domains"][0]["levels"]["en"][3]
    twice = copy.deepcopy(data())
    twice["domains"].append(twice["domains"][0])
    for broken in (missing_language, four_levels, said_twice, twice):
        with pytest.raises(ValueError):
            catalogue.read(broken)


def test_languages_that_wait_for_a_native_reader_are_languages_of_ours():
    assert set(unread()) <= set(shipped())
    for code, languages in unread().items():
        assert set(languages) < set(shipped()[code].languages) and "fr" not in languages, code
