"""What each number of a report counts: dated, sourced, linked over the forms that ask it."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from jalon.law.errors import ParameterError
from jalon.law.subsidies.form_file import measure_of, shipped_forms
from jalon.law.subsidies.programme import content_of
from jalon.law.subsidies.programme_file import shipped_programmes
from jalon.law.subsidies.results import FILE, definition, definitions, load
from jalon.law.yaml_file import read_yaml


def test_every_number_of_the_forms_that_ship_is_counted_and_has_a_source_or_a_doubt():
    for code, form in shipped_forms().items():
        assert all(one.measure in definitions().measures for one in form.fields if one.kind == "count"), code
    for held in definitions().measures.values():
        for one in held:
            assert one.source.doubt and all(one.words.say(language) for language in ("en", "fr", "nl"))
            assert held[0].valid_from.year in (2015, 2017)


@pytest.mark.parametrize(
    ("measure", "day", "before", "after"),
    [
        ("assessed", date(2015, 1, 1), None, {}),
        ("led_to_job", date(2015, 1, 1), None, {"result": "job"}),
        ("progress_to_path", date(2015, 1, 1), None, {"aim": "socio_professional"}),
        ("entitled", date(2017, 1, 1), None, {"statuses": ["dis", "equivalent", "broad"]}),
        (
            "towards_service",
            date(2018, 7, 5),
            {"activities": ["volunteering", "community_service"], "community_service": True},
            {"activities": ["volunteering"]},
        ),
    ],
)
def test_a_definition_holds_from_its_day_and_not_before(measure, day, before, after):
    eve = definition(measure, day.fromordinal(day.toordinal() - 1))
    assert (eve.facts if eve else None) == before
    assert definition(measure, day).facts == after


def test_next_years_form_is_counted_by_the_measure_it_names_whatever_its_words_and_typed_without_one():
    asked = next(
        one for one in content_of(shipped_programmes()["big_cities-2015"])["forms"] if one["code"] == "report_2015"
    )
    fields = {one["code"]: one for one in asked["fields"]}
    next_year = {**asked, "code": "report_2027"}
    assert measure_of(asked, fields["2.2"]) == measure_of(next_year, fields["2.2"]) == "towards_autonomy"
    other = {**fields["2.2"], "title": {"fr": "Autre chose", "nl": "Iets anders"}}
    assert measure_of(next_year, other) == "towards_autonomy"
    assert measure_of(next_year, {**other, "measure": None}) is None
    assert measure_of(next_year, {"code": "Z1", "title": {"fr": "Ateliers ouverts"}}) is None


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (lambda raw: raw["measures"]["assessed"].update(counts="felt"), "none we know"),
        (lambda raw: raw["measures"]["led_to_job"].update(facts={"aim": "job"}), "has no such facts"),
        (lambda raw: raw["measures"]["towards_service"]["entries"].reverse(), "comes after a later one"),
        (lambda raw: raw["measures"]["entitled"]["entries"][0].pop("doubt"), "states no doubt"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_the_way_to_mend_it(tmp_path: Path, break_it, says):
    raw = read_yaml(FILE)
    break_it(raw)
    file = tmp_path / "results.yaml"
    file.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ParameterError, match=says):
        load(file)
