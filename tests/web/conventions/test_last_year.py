"""Last year's values beside this year's: a nought is a value, and so is a text."""

from types import SimpleNamespace

from django.template.loader import render_to_string

from jalon.web.conventions.forms import WriteForm
from jalon.web.conventions.shown import Line


def _asked(code: str, kind: str) -> dict[str, object]:
    return {"code": code, "title": {"fr": code, "nl": code, "en": code}, "kind": kind, "limit": None, "parts": []}


CONVENTION = SimpleNamespace(facts={"form": {"fields": [_asked("A", "text"), _asked("1", "count")]}})


def test_a_nought_of_last_year_is_said_and_an_answer_that_was_not_given_is_not():
    told = WriteForm(CONVENTION, last_year=(2014, {"1": 0})).fields["field_1"].help_text
    assert "2014" in told and "0" in told.replace("2014", "")
    assert WriteForm(CONVENTION, last_year=(2014, {"1": None})).fields["field_1"].help_text == ""
    assert WriteForm(CONVENTION).fields["field_1"].help_text == ""


def test_last_year_s_text_stands_beside_this_year_s_and_is_never_read_as_markup():
    text, count = WriteForm(CONVENTION).asked
    page = render_to_string("conventions/_value.html", {"line": Line(text, "Neuf", None, "Vieux <b>", "", 4)})
    assert "Neuf" in page and "Vieux &lt;b&gt;" in page and "L’an passé" in page
    assert "L’an passé" not in render_to_string("conventions/_value.html", {"line": Line(text, "N", None, "", "", 1)})
    assert "L’an passé" in render_to_string("conventions/_value.html", {"line": Line(count, "3", None, "0", "", None)})
