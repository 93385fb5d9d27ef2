"""Bars and ways as pictures: what stands where, and how they read without colour and in both languages."""

from bs4 import BeautifulSoup, Tag
from django.utils import translation

from jalon.web.ui import way_chart
from jalon.web.ui.charts import bars


def drawn(svg: str) -> Tag:
    return BeautifulSoup(svg, "html.parser").svg


def texts(picture: Tag) -> list[str]:
    return [one.get_text() for one in picture.select("text")]


def test_each_bar_is_as_long_as_its_number_which_stands_beside_it() -> None:
    picture = drawn(bars([("Isolés", 1_200), ("Cohabitants", 600), ("Familles", 0), ("Protégé", None)]))
    whole, half = (float(one["width"]) for one in picture.select("rect"))
    assert whole == 2 * half and whole + 9 * len("1 200") < 300, "the number has room beside the longest"
    assert texts(picture) == ["Isolés", "1\u202f200", "Cohabitants", "600", "Familles", "0", "Protégé", "–"]
    with translation.override("nl"):
        assert "1.200" in texts(drawn(bars([("a", 1_200)])))


def test_a_long_label_takes_lines_and_is_no_markup() -> None:
    label = "Un <b> libellé bien trop long pour tenir sur une seule ligne d’un téléphone"
    picture = drawn(bars([(label, 3), ("court", 2)]))
    assert " ".join(texts(picture)[:-3]) == label and not picture.select("b")
    tops = [float(one["y"]) for one in picture.select("rect")]
    assert tops == sorted(tops) and float(picture["viewbox"].split()[3]) > tops[-1] + 14


def test_no_bar_at_all_is_still_a_picture() -> None:
    assert drawn(bars([])) is not None and not drawn(bars([("a", 0)])).select("rect")


def test_a_way_has_a_line_a_side_told_apart_without_colour_and_the_days_that_have_room() -> None:
    mine = [("2026-01-05", 2.0), ("2026-01-06", 2.5), ("2026-06-05", 4.0)]
    picture = drawn(way_chart.line([("Mes réponses", mine), ("Le service <social>", [("2026-06-05", 3.0)])], 1.0, 5.0))
    dashes = [one.get("stroke-dasharray") for one in picture.select('path[stroke-width="2.5"]')]
    assert dashes == [None, "7 4", None, "7 4"], "the key, then the lines"
    assert len(picture.select("circle")) == 4 and len(picture.select("rect")) == 2
    said = texts(picture)
    assert {"Mes réponses", "Le service <social>", "1", "5", "05/01/26", "05/06/26"} <= set(said)
    assert "06/01/26" not in said, "a day too near the one before is not written over it"
    heights = [float(one["cy"]) for one in picture.select("circle")][1:]
    assert heights == sorted(heights, reverse=True), "better is higher"


def test_a_way_of_one_day_is_a_picture_too() -> None:
    assert drawn(way_chart.line([("x", [("2026-01-05", 2.0)])], 1.0, 1.0)).select("circle")
