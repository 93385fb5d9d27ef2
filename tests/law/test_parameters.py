"""The parameter files: what they refuse, what they say, and that every value of ours is sourced."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from jalon.law import parameters
from jalon.law.errors import NotCovered, ParameterError, UnknownReading
from jalon.law.loading import load
from jalon.law.sources import Certainty

TEXTS = """
act:
  title: The act
  short: {en: Act, fr: Loi, nl: Wet}
  link: https://example.org/act
"""

SAID = "{en: one thing, fr: une chose, nl: een zaak}"


def entry(**changes: object) -> str:
    keys = {"value": 3, "valid_from": "2020-01-01", "text": "act", "certainty": "found"} | changes
    return "    - " + "\n      ".join(f"{key}: {value}" for key, value in keys.items() if value is not None)


def write(folder: Path, *entries: str, head: str = "last_checked: 2026-11-21", texts: str = TEXTS) -> Path:
    folder.joinpath("_texts.yaml").write_text(texts, encoding="utf-8")
    body = f"{head}\na.rule:\n  title: {SAID}\n  entries:\n" + "\n".join(entries)
    folder.joinpath("some.yaml").write_text(body, encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(ParameterError) as caught:
        load(folder)
    message = str(caught.value)
    assert "To mend it:" in message
    assert message.endswith(".")
    return message


def test_a_good_file_is_read(tmp_path: Path) -> None:
    book = load(write(tmp_path, entry(valid_until="2020-12-31"), entry(value=4, valid_from="2021-01-01")))
    rule = book.parameter("a.rule")
    assert (rule.on(date(2020, 12, 31)).whole, rule.on(date(2021, 1, 1)).whole) == (3, 4)
    assert rule.boundaries() == {date(2020, 1, 1), date(2021, 1, 1)}


def test_a_day_outside_is_not_guessed(tmp_path: Path) -> None:
    rule = load(write(tmp_path, entry(valid_until="2020-12-31"))).parameter("a.rule")
    for day in (date(2019, 12, 31), date(2021, 1, 1)):
        with pytest.raises(NotCovered, match=r"a\.rule is not known on .* from 2020-01-01 to 2020-12-31"):
            rule.on(day)


WRONG = {
    "a gap": ([entry(valid_until="2020-12-31"), entry(valid_from="2021-01-02")], "begin it on 2021-01-01"),
    "an overlap": ([entry(valid_until="2021-01-01"), entry(valid_from="2021-01-01")], "end that one on 2020-12-31"),
    "an open end followed by another": ([entry(), entry(valid_from="2021-01-01")], "overlaps"),
    "the wrong order": ([entry(valid_from="2021-01-01"), entry()], "overlaps"),
    "an end before the beginning": ([entry(valid_until="2019-01-01")], "put the two days in order"),
    "no source": ([entry(text=None)], "no source"),
    "an unknown source": ([entry(text="rumour")], "'rumour' is not in _texts.yaml"),
    "no certainty": ([entry(certainty=None)], "choose among found"),
    "a doubtful value without its doubt": ([entry(certainty="known-low")], "write in `doubt`"),
    "a doubt in one language": ([entry(doubt="{en: hm}")], "in en, fr and nl"),
    "no value": ([entry(value=None)], "no value"),
    "no first day": ([entry(valid_from=None)], "write a day as 2016-11-01"),
    "a day in words": ([entry(valid_from="yesterday")], "write a day as 2016-11-01"),
    "a misspelt key": ([entry(artcle="art. 1")], "unknown key artcle"),
    "a default that is no reading": (
        [entry(value="x", readings=f"{{y: {{label: {SAID}, text: act, certainty: found}}}}")],
        "choose one of y",
    ),
    "a reading without a label": ([entry(value="y", readings="{y: {text: act, certainty: found}}")], "label"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_entry_is_refused_with_its_file_and_name(tmp_path: Path, wrong: str) -> None:
    entries, says = WRONG[wrong]
    message = refusal(write(tmp_path, *entries))
    assert message.startswith("some.yaml: a.rule")
    assert says in message


def test_a_text_needs_a_link_or_the_reason_for_having_none(tmp_path: Path) -> None:
    message = refusal(write(tmp_path, entry(), texts=TEXTS.replace("link:", "number:")))
    assert message.startswith("_texts.yaml: act")


def test_a_file_without_its_last_check_is_refused(tmp_path: Path) -> None:
    assert "last_checked" in refusal(write(tmp_path, entry(), head="checked: never"))


def test_a_file_that_is_not_yaml_is_refused(tmp_path: Path) -> None:
    write(tmp_path, entry()).joinpath("some.yaml").write_text("a: [", encoding="utf-8")
    assert refusal(tmp_path).startswith("some.yaml")


def test_the_same_parameter_in_two_files_is_refused(tmp_path: Path) -> None:
    write(tmp_path, entry())
    tmp_path.joinpath("twice.yaml").write_bytes(tmp_path.joinpath("some.yaml").read_bytes())
    assert "already stands in some.yaml" in refusal(tmp_path)


def test_asking_for_the_wrong_kind_of_value_is_a_sentence(tmp_path: Path) -> None:
    one = load(write(tmp_path, entry())).parameter("a.rule").on(date(2020, 1, 1))
    for kind in ("word", "words", "yes", "day"):
        with pytest.raises(ParameterError, match="ask for it otherwise"):
            getattr(one, kind)
    with pytest.raises(UnknownReading, match="Choose one of: none"):
        one.reading("other")


def test_an_unknown_parameter_is_a_sentence() -> None:
    with pytest.raises(ParameterError, match="No parameter is called"):
        parameters.parameter("no.such")


OURS = [entry for one in parameters.book().parameters.values() for entry in one.entries]


@pytest.mark.parametrize("one", OURS, ids=lambda one: f"{one.parameter} from {one.valid_from}")
def test_every_value_of_ours_is_sourced_checked_and_honest(one: parameters.Entry) -> None:
    for source in (one.source, *(reading.source for reading in one.readings.values())):
        assert source.text.link or source.text.no_link
        assert source.last_checked >= date(2026, 11, 21)
        assert source.certainty is Certainty.FOUND or source.doubt
        if source.certainty is Certainty.FOUND and source.text.link is None:
            assert source.seen_in, f"{one.parameter} is said to be found, but where?"


@pytest.mark.parametrize("one", parameters.book().parameters.values(), ids=lambda one: one.name)
def test_a_parameter_has_no_hole_from_its_first_day_to_its_last(one: parameters.Parameter) -> None:
    for entry in one.entries:
        assert one.on(entry.valid_from) is entry
        assert one.on(entry.valid_until or date(2099, 12, 31)) is entry
    with pytest.raises(NotCovered):
        one.on(one.entries[0].valid_from - timedelta(days=1))
