"""What the forms of a programme may say, whoever writes them: a file or a page."""

from dataclasses import replace
from datetime import date

import pytest

from jalon.law.sayings import Saying
from jalon.law.subsidies import shipped_programmes
from jalon.law.subsidies.form_file import completed, shipped_forms
from jalon.law.subsidies.form_rules import FormFault, faults, sentences
from jalon.law.subsidies.programme import content_of, programme_of

LAST = date(2015, 12, 31)
CONVENTION, REPORT = (shipped_forms()[code] for code in ("convention_2015", "report_2015"))
INDICATORS = shipped_forms()["indicators_2017"]


def broken(form, point, **facts):
    fields = tuple(replace(one, **facts) if one.code == point else one for one in form.fields)
    return [replace(form, fields=fields)]


def test_the_forms_that_ship_break_no_rule_and_come_back_from_plain_data_as_they_were():
    for one in shipped_programmes().values():
        assert not faults(one.forms, one.last)
        assert programme_of(content_of(one)) == one


@pytest.mark.parametrize(
    ("forms", "code", "about"),
    [
        ([replace(REPORT, code="survey_2015")], "form_role", ""),
        ([REPORT, replace(REPORT, code="report_2")], "form_twice", ""),
        ([replace(REPORT, fields=())], "form_fields", ""),
        (broken(REPORT, "A1", code="a 1"), "code_wrong", "code"),
        (broken(REPORT, "A1", code="A2"), "code_twice", "code"),
        (broken(REPORT, "A1", title=Saying("x" * 301, "x", "x")), "title_long", "title"),
        (broken(REPORT, "A1", kind="drawing"), "kind_wrong", "kind"),
        (broken(CONVENTION, "A", limit=0), "limit_wrong", "limit"),
        (broken(CONVENTION, "A", limit=True), "limit_wrong", "limit"),
        (broken(REPORT, "A1", measure="assessed"), "text_counts", "kind"),
        (broken(REPORT, "A1", need="often"), "need_wrong", "need"),
        (broken(CONVENTION, "A", need="below"), "need_of_report", "need"),
        (broken(REPORT, "R1", limit=20), "count_is_text", "kind"),
        (broken(REPORT, "R1", measure="guessed"), "measure_wrong", "measure"),
        (broken(REPORT, "R1", measure="entitled"), "measure_early", "measure"),
        (broken(REPORT, "2", parts=("2.1", "A1")), "parts_strangers", "parts"),
        (broken(REPORT, "2", parts=("2.1",)), "parts_few", "parts"),
        (broken(REPORT, "2.1", parts=("2", "2.2")), "parts_of_itself", "parts"),
        (broken(REPORT, "R1", at_most=None, strict=True), "strict_alone", "at_most"),
        (broken(REPORT, "R1", at_most="R1"), "at_most_stranger", "at_most"),
        (broken(CONVENTION, "2.1", at_most="2"), "at_most_promised", "at_most"),
        ([replace(INDICATORS, fields=REPORT.fields[:1])], "text_of_indicators", "kind"),
        ([REPORT, replace(INDICATORS, fields=broken(INDICATORS, "I1", code="R1")[0].fields)], "asked_twice", "code"),
        ([CONVENTION, *broken(REPORT, "A1", code="2.4"), ], None, ""),
        ([*broken(CONVENTION, "A", code="R1"), REPORT], "kind_differs", "kind"),
    ],
)  # fmt: skip
def test_a_form_that_breaks_a_rule_is_told_where_and_how_to_mend_it(forms, code, about):
    found = faults(forms, LAST)
    if code is None:
        assert not found
        return
    assert (code, about) in [(one.code, one.about) for one in found]
    for language in ("en", "fr", "nl"):
        words = next(one for one in found if one.code == code).say(language)
        assert "{" not in words and len(words.split(". ")) >= 2, "what is wrong, then how to mend it"


def test_every_sentence_about_a_form_is_said_somewhere_and_none_is_missing():
    from pathlib import Path

    from jalon.law.subsidies import form_rules

    written = Path(form_rules.__file__).read_text(encoding="utf-8")
    assert all(f'"{code}"' in written for code in sentences())
    assert FormFault("code_twice", "report_2015", "A1").say("nl").startswith("Twee velden")


def test_a_form_kept_before_it_named_its_measures_counts_as_the_one_that_ships():
    raw = next(one for one in content_of(shipped_programmes()["big_cities-2015"])["forms"] if "report" in one["code"])
    now = ("measure", "at_most", "strict", "need")
    before = {**raw, "fields": [{name: one[name] for name in one if name not in now} for one in raw["fields"]]}
    assert [completed(before, one) for one in before["fields"]] == raw["fields"]
    other = {**before, "code": "report_2027"}
    asked = {one["code"]: one for one in before["fields"]}
    assert completed(other, asked["2.2"])["measure"] == "towards_autonomy"
    assert completed(other, {**asked["2.2"], "title": {"fr": "Autre chose", "nl": "Iets"}})["measure"] is None
