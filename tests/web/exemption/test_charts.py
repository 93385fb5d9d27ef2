"""The curves as a picture: what stands where, how it reads without colour, and in both languages."""

from bs4 import BeautifulSoup
from django.utils import translation

from jalon.web.exemption.charts import Line, curves

UP = Line("La règle actuelle", [(0, 1_000, False), (1_000, 1_500, True), (2_500, 3_000, False)])
LEVEL = Line("Moitié <b> & une piste dont le nom est bien trop long pour une seule ligne", [(0, 1_000, False)])


def drawn(*lines: Line, **marks: object) -> BeautifulSoup:
    return BeautifulSoup(curves(lines, **{"across": "Gagné", "here": None, "level": None} | marks), "html.parser")


def texts(picture: BeautifulSoup) -> list[str]:
    return [one.get_text() for one in picture.select("text")]


def test_each_scheme_has_its_dash_and_its_name_and_kinks_are_points() -> None:
    picture = drawn(UP, LEVEL)
    dashes = [one.get("stroke-dasharray") for one in picture.select('path[stroke-width="2"]')]
    assert (
        dashes == [None, "7 4"] == [one.get("stroke-dasharray") for one in picture.select('path[stroke-width="2.5"]')]
    )
    assert len(picture.select("circle")) == 1
    named = " ".join(texts(picture))
    assert "La règle actuelle" in named and "Moitié <b> & une piste" in named and "une seule ligne" in named
    assert "<b>" not in curves([LEVEL], across="Gagné", here=None, level=None), "a name is no markup"


def test_a_point_stands_where_its_numbers_say() -> None:
    (line,) = drawn(UP).select('path[stroke-width="2"]')
    assert line["d"] == "M62 222L166 169.5L322 12", "from 0 to 2,500 across 260, from 1,000 to 3,000 up 210"
    (steps,) = drawn(UP, steps=True, level=500.0).select('path[stroke-width="2"]')
    assert steps["d"].startswith("M62 ") and "H166V" in steps["d"]


def test_marks_have_their_words_inside_the_picture() -> None:
    for here, anchor in ((50.0, "start"), (2_000.0, "end")):
        (mark,) = (one for one in drawn(UP, here=here).select("text") if one.get_text() == "vous êtes ici")
        assert mark["text-anchor"] == anchor
    assert "seuil de pauvreté" in texts(drawn(UP, level=1_520.0))


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert "1\u202f500" in texts(drawn(UP)) and "−20" in texts(drawn(Line("x", [(0, -20, False), (1, 40, False)])))
    with translation.override("nl"):
        assert "1.500" in texts(drawn(UP)) and "In totaal, in euro" in texts(drawn(UP))


def test_a_curve_without_points_or_of_one_value_is_still_a_picture() -> None:
    assert drawn(Line("x", [])).select("svg") and drawn(Line("x", [(5, 5, False)])).select("svg")
