"""Correcting a programme changes what was typed, and nothing that the page does not show."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from jalon.domain.core.context import federal_context
from jalon.domain.subsidies import programmes
from jalon.domain.subsidies.models import Programme
from jalon.law.subsidies import content_of, programme_of, shipped_programmes
from jalon.web.subsidies.writing import Writing
from tests.domain.subsidies.scene import NOW
from tests.factories import a_federal_member, a_user
from tests.security.forms import filled
from tests.signing_in import client_of

TODAY = date(2027, 1, 11)
INVESTMENT = 4  # « Investissement… », refused by a letter of the autumn, not by the decree
SHIPPED = sorted(shipped_programmes())


def sent_by(html: str | bytes) -> dict[str, str]:
    """The fields as a browser sends them: a ticked box without a value is « on »."""
    page = BeautifulSoup(html, "html.parser")
    for box in page.select("input[type=checkbox][checked]:not([value])"):
        box["value"] = "on"
    return {name: values[0] for name, values in filled(page).items() if values}


def fields_of(decree: Any) -> dict[str, str]:
    writing = Writing(start=decree)
    html = str(writing.form) + "".join(str(one) for one in writing.sets.values())
    return sent_by(html)


def saved(decree: Any, changes: Mapping[str, str | None] = {}) -> dict[str, Any]:
    fields = {**fields_of(decree), **changes}
    writing = Writing({name: value for name, value in fields.items() if value is not None}, start=decree)
    assert writing.is_valid(), (writing.form.errors, [one.errors for one in writing.sets.values()])
    return content_of(writing.programme(TODAY))


def differences(before: Any, after: Any, path: str = "") -> set[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        return set().union(*(differences(before[key], after[key], f"{path}.{key}") for key in before))
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return set().union(*(differences(*two, f"{path}.{n}") for n, two in enumerate(zip(before, after, strict=True))))
    return set() if before == after else {path.removeprefix(".")}


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_programme_saved_unchanged_is_what_it_was(code, language):
    decree = shipped_programmes()[code]
    with translation.override(language):
        assert saved(decree) == content_of(decree)


@pytest.mark.parametrize(
    ("code", "changes", "touched"),
    [
        ("participation-2017", {"title_nl": "Deelname"}, {"title.nl"}),
        ("participation-2017", {"last": "2017-12-30"}, {"last"}),
        ("participation-2017", {"advance_on_raise": "on"}, {"advance_on_raise"}),
        ("participation-2017", {"lines-1-title_fr": "Modules"}, {"lines.1.title.fr"}),
        # an English title that is the French one follows it
        ("participation-2017", {"lines-0-title_fr": "Participer"}, {"lines.0.title.fr", "lines.0.title.en"}),
        ("participation-2017", {"lines-1-may_leave": "on"}, {"lines.1.may_leave"}),
        ("participation-2017", {"costs-4-title_fr": "Investissement"}, {"costs.4.title.fr"}),
        ("clusters-2015", {"payments-0-title_fr": "Une avance"}, {"payments.0.title.fr"}),
        ("clusters-2015", {"calendar-0-first": "2015-01-05"}, {"calendar.0.first", "calendar.0.last"}),
        ("clusters-2015", {"lines-0-most": "19"}, {"lines.0.rule.most"}),
        ("clusters-2015", {"lines-0-completed_below": "15"}, {"lines.0.rule.completed_below"}),
        ("clusters-2015", {"lines-0-small_below": "20000"}, {"lines.0.rule.small_below"}),
        ("big_cities-2015", {"lines-0-need": "1"}, {"lines.0.rule.need"}),
        ("big_cities-2015", {"lines-0-inhabitants": "50000"}, {"lines.0.rule.criteria.1.at_least"}),
        # a text that was changed was looked at again that day
        ("participation-2017", {"article": "art. 3"}, {"source.article", "source.last_checked"}),
        ("participation-2017", {"certainty": "known-low"}, {"source.certainty", "source.last_checked"}),
    ],
)
def test_one_field_changed_changes_that_field_alone(code, changes, touched):
    decree = shipped_programmes()[code]
    after = saved(decree, changes)
    assert differences(content_of(decree), after) == touched


def test_a_figure_changed_cites_the_text_of_the_page_and_its_neighbours_keep_theirs():
    decree = shipped_programmes()["participation-2017"]
    refused = decree.costs[INVESTMENT].source
    after = programme_of(saved(decree, {"lines-0-amount": "1.000,00", "costs-0-accepted": None}))
    assert after.lines[0].source == decree.source != decree.lines[0].source and after.lines[1:] == decree.lines[1:]
    assert after.costs[0].source == decree.source and after.costs[1:] == decree.costs[1:]
    assert after.costs[INVESTMENT].source == refused and "2017" in refused.text.title
    assert after.source == decree.source and after.source.seen_in


def test_what_cites_the_text_of_the_page_follows_it_when_it_is_corrected():
    decree = shipped_programmes()["participation-2017"]
    own = replace(decree, costs=tuple(replace(one, source=decree.source) for one in decree.costs[:2]))
    after = programme_of(saved(own, {"article": "art. 3"}))
    assert [one.source.article for one in after.costs] == ["art. 3", "art. 3"] and after.lines == decree.lines


def test_another_text_brings_neither_the_short_name_nor_the_pages_of_the_one_before():
    decree = shipped_programmes()["participation-2017"]
    after = programme_of(saved(decree, {"text_title": "Un autre arrêté"})).source
    assert after.seen_in == () and after.text.short.fr == "Un autre arrêté" and after.text.id == "un-autre-arrete"
    numbered = shipped_programmes()["clusters-2015"]
    after = programme_of(saved(numbered, {"text_title": "Le même, mieux écrit"})).source
    assert (after.text.id, after.text.short, after.seen_in) == (
        numbered.source.text.id, numbered.source.text.short, numbered.source.seen_in,
    )  # fmt: skip


def test_a_row_taken_out_leaves_the_source_of_those_that_follow():
    decree = shipped_programmes()["participation-2017"]
    after = programme_of(saved(decree, {"costs-0-DELETE": "on", "lines-0-DELETE": "on"}))
    assert after.costs == decree.costs[1:] and after.lines == decree.lines[1:]


@pytest.mark.django_db
def test_the_page_of_a_shipped_programme_sent_as_it_was_read_changes_nothing():
    officer = a_federal_member(a_user())
    client = client_of(officer)
    for code in ("participation-2017", "clusters-2015", "big_cities-2015"):
        with federal_context():
            one = programmes.take_over(actor=officer, code=code, at=NOW)
        edit = reverse("programmes:edit", args=[one.pk])
        assert client.post(edit, sent_by(client.get(edit).content)).status_code == 302
        with federal_context():
            again = Programme.objects.get(pk=one.pk)
        assert (again.revision, again.content) == (one.revision + 1, content_of(shipped_programmes()[code]))
