"""Components: what a reader, a keyboard and a screen reader find in them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import override

from jalon.web.ui import parts
from jalon.web.ui.badges import KINDS, badge
from jalon.web.ui.charts import bars
from jalon.web.ui.forms import DateField, Level, RatingField, SignatureField
from jalon.web.ui.icons import PATHS
from jalon.web.ui.tables import Column, Table

TODAY = date(2026, 11, 23)
LEVELS = [Level(n, f"Niveau {n}", f"Description {n}") for n in range(1, 6)]


class TalkForm(forms.Form):
    name = forms.CharField(label="Nom", help_text="Comme sur la carte")
    note = forms.CharField(label="Note", required=False)
    on = DateField(label="Date")
    health = RatingField(label="Santé", levels=LEVELS)
    drawn = SignatureField(label="Signature")
    sure = forms.BooleanField(label="Relu")


def drawn(source: str, **context) -> BeautifulSoup:
    """The HTML of a template that loads the components."""
    context.setdefault("today", TODAY)
    with override("fr"):
        return BeautifulSoup(Template("{% load ui %}" + source).render(Context(context)), "html.parser")


def test_a_field_in_error_is_described_by_its_help_then_its_error():
    form = TalkForm({})
    page = drawn("{% field form.name %}", form=form)
    field = page.input
    described = [page.find(id=name).get_text() for name in field["aria-describedby"].split()]
    assert described[0] == "Comme sur la carte"
    assert "Ce champ est obligatoire" in described[1]
    assert field["aria-invalid"] == "true"
    assert page.label["for"] == field["id"]


def test_a_field_that_may_stay_empty_says_so_and_others_say_nothing():
    form = TalkForm()
    assert "(facultatif)" in drawn("{% field form.note %}", form=form).label.get_text()
    assert "(facultatif)" not in drawn("{% field form.name %}", form=form).label.get_text()


def test_every_line_of_the_error_summary_leads_to_something_on_the_page():
    form = TalkForm({"health": "9", "drawn": "x"})
    page = drawn(
        "{% error_summary form %}{% for f in form %}{% field f %}{% endfor %}{% signature form.drawn form.note %}",
        form=form,
    )
    links = page.select(".error-summary a")
    assert [link.get_text() for link in links] == ["Nom", "Date", "Santé", "Signature", "Relu"]
    for link in links:
        assert page.find(id=link["href"][1:]) is not None


def test_no_error_no_summary():
    assert drawn("{% error_summary form %}", form=TalkForm()).find("section") is None


def test_a_text_that_begins_with_a_line_break_keeps_it():
    form = TalkForm({"name": '"><script>'})
    assert drawn("{% field form.name %}", form=form).input["value"] == '"><script>'
    text = forms.Form({"words": "\n a </textarea> b"})
    text.fields["words"] = forms.CharField(widget=forms.Textarea, strip=False)
    assert drawn("{% field form.words %}", form=text).textarea.get_text() == "\n\n a </textarea> b"


def test_a_widget_of_several_parts_draws_itself():
    form = forms.Form()
    form.fields["at"] = forms.SplitDateTimeField(label="Quand", widget=forms.SplitDateTimeWidget)
    page = drawn("{% field form.at %}", form=form)
    assert page.legend.get_text() == "Quand"
    assert len(page.find_all("input")) == 2


def test_a_rating_is_a_group_of_described_levels_with_a_way_not_to_answer():
    page = drawn("{% field form.health %}", form=TalkForm(initial={"health": 3}))
    assert page.fieldset.legend.get_text() == "Santé"
    assert len(page.select("input[type=radio]")) == 6
    assert page.select_one("input[checked]")["value"] == "3"
    assert "Description 3" in page.select_one("label:has(input[checked])").get_text()
    assert page.select(".rating__level--none")[0].get_text() == "Pas abordé"


@pytest.mark.parametrize(("sent", "kept"), [("4", 4), ("", None)])
def test_a_rating_is_a_number_or_nothing(sent, kept):
    field = RatingField(levels=LEVELS)
    assert field.clean(sent) == kept


def test_a_text_that_is_no_date_is_shown_as_it_was_typed():
    page = drawn("{% field form.on %}", form=TalkForm({"on": "31/02/2026"}))
    assert (page.input["type"], page.input["value"]) == ("text", "31/02/2026")


def test_a_date_typed_the_belgian_way_is_understood():
    assert DateField().clean("4/5/2026") == date(2026, 5, 4)
    assert drawn("{% field form.on %}", form=TalkForm(initial={"on": date(2026, 5, 4)})).input["value"] == "2026-05-04"


@pytest.mark.parametrize("bad", ["M1 2<script>", "L1 2", "M1 2L3", "M1e9 2", "javascript:1", "M1 2 "])
def test_a_signature_that_is_not_a_path_is_refused(bad):
    with pytest.raises(forms.ValidationError):
        SignatureField(strip=False).clean(bad)


def test_a_drawn_signature_is_kept_as_it_is():
    assert SignatureField().clean("M10 20L30 40M1 1") == "M10 20L30 40M1 1"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_badge_says_its_state_in_words_beside_its_shape(kind):
    page = BeautifulSoup(badge("En cours", kind), "html.parser")
    assert page.get_text() == "En cours"
    assert page.svg["aria-hidden"] == "true"


def test_a_text_once_trusted_lends_no_trust_to_the_same_letters_typed_by_someone():
    assert "<b>x</b>" in badge(mark_safe("<b>x</b>"))
    assert "<b>x</b>" not in badge("<b>x</b>")


def test_no_two_kinds_of_badge_differ_by_colour_alone():
    shapes = [PATHS[name] for name in KINDS.values()]
    assert len(set(shapes)) == len(shapes)


def test_a_deadline_shows_the_full_date_to_who_asks():
    page = drawn("{% deadline day %}", day=date(2026, 11, 11))
    assert page.time["title"] == "échéance : mercredi 11 novembre 2026"
    assert page.time.get_text() == "en retard de 12 jours"


def test_what_people_write_is_never_read_as_code():
    evil = "<img src=x onerror=alert(1)>"
    page = drawn(
        "{% badge e %}{% list_row e meta=e act=e act_url='/a' %}{% empty_state e e %}{% diff '' e %}"
        "{% callout 'info' e %}{{ e }}{% endcallout %}{% person_header e e %}{% facts p %}{% tabs t 'a' %}",
        e=evil,
        p=[(evil, evil)],
        t=[("a", evil, "/")],
    )
    assert page.find("img") is None


def test_a_row_of_work_has_one_next_act_named_for_its_subject():
    page = drawn("{% list_row 'Amélie' '/p' act='Évaluer' act_url='/e' due=day %}", day=TODAY)
    assert page.select_one(".row__act a").get_text() == "Évaluer, Amélie"


def test_a_misspelt_argument_of_a_row_is_refused():
    with pytest.raises(TemplateSyntaxError):
        drawn("{% list_row 'Amélie' stauts='x' %}")


def test_the_path_tells_past_present_and_future_apart_in_words():
    page = drawn("{% steps items 'b' %}", items=[("a", "Remis"), ("b", "Signé"), ("c", "Terminé")])
    assert [li.get_text() for li in page.find_all("li")] == [
        "Fait : Remis",
        "En ce moment : Signé",
        "À venir : Terminé",
    ]
    assert page.find_all("li")[1]["aria-current"] == "step"


def test_a_path_without_that_step_is_a_mistake_of_the_page():
    with pytest.raises(ValueError, match="not in"):
        parts.steps([("a", "Remis")], "z")


def test_differences_are_announced_in_words():
    page = BeautifulSoup(parts.words_changed("venir le lundi matin", "venir le mardi matin"), "html.parser")
    assert page.find("del").get_text() == "supprimé : lundi "
    assert page.find("ins").get_text() == "ajouté : mardi "


def test_two_huge_texts_are_compared_without_waiting():
    old, new = "mot " * 200_000, "autre " * 200_000
    page = BeautifulSoup(parts.words_changed(old, new), "html.parser")
    assert page.find("ins") and page.find("del")


def test_moments_side_by_side_skip_the_one_where_nothing_was_said():
    row = parts.compared([("Santé", [parts.Measure(2), None, parts.Measure(4), parts.Measure(3), parts.Measure(3)])])[0]
    assert [(cell["move"], cell["step"]) for cell in row["cells"]] == [
        ("", 0),
        ("", 0),
        ("up", 2),
        ("down", 1),
        ("same", 0),
    ]


def test_a_table_names_each_cell_for_a_narrow_screen():
    table = Table("Projets", [Column("An", heading=True), Column("N", numeric=True)], [("2026", "12")])
    page = drawn("{% table t %}", t=table)
    assert page.caption.get_text() == "Projets"
    assert page.td["data-label"] == "N"
    assert page.tbody.th["scope"] == "row"


def test_sorting_keeps_the_filters_and_forgets_the_page():
    request = RequestFactory().get("/?state=running&sort=name&after=xyz")
    page = drawn("{% sort_header 'Nom' 'name' %}", request=request)
    query = QueryDict(page.a["href"][1:])
    assert query.dict() == {"state": "running", "sort": "-name"}
    assert page.th["aria-sort"] == "ascending"


def test_the_next_page_keeps_the_filters():
    request = RequestFactory().get("/?state=running&before=abc")
    page = drawn("{% pager after='xyz' %}", request=request)
    assert QueryDict(page.a["href"][1:]).dict() == {"state": "running", "after": "xyz"}


def test_a_law_note_says_how_sure_it_is_and_why_not():
    page = drawn("{% lawnote article='art. 11' certainty='doubtful' doubt='Deux dates.' %}<p>Clair</p>{% endlawnote %}")
    assert "art. 11" in page.summary.get_text()
    assert "Douteux" in page.get_text() and "Deux dates." in page.get_text()


def test_a_chart_has_its_table_and_brings_no_inline_style_into_the_page():
    table = Table("Projets", [Column("An")], [("2026",)])
    page = drawn("{% chart 'Projets' svg t %}", svg=bars([("2026 <b>", 3)]), t=table)
    assert page.find(style=True) is None and page.find("b") is None
    assert page.figure.table is not None


def test_each_form_shown_has_its_own_key():
    first, second = (drawn("{% idempotency_key %}").input["value"] for _ in range(2))
    assert first != second
