"""An instrument is data: read with care, counted exactly, and the same after every way it travels."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.instruments.definition import InstrumentRefused, as_data, bounds, fingerprint, read, read_yaml, score
from jalon.domain.instruments.shipped import SCALES, shipped

A_SCALE = {
    "code": "calm", "version": 1, "languages": ["fr", "nl"], "name": {"fr": "Calme", "nl": "Rust"},
    "about": {"fr": "Deux phrases.", "nl": "Twee zinnen."}, "licence": {"fr": "À nous.", "nl": "Van ons."},
    "direction": "up", "raters": "both", "recall_days": 7,
    "scales": {"often": {"fr": ["Jamais", "Parfois", "Souvent"], "nl": ["Nooit", "Soms", "Vaak"]}},
    "scoring": {"method": "sum", "overall": "none", "answered": "0.5"}, "meaning": {"step": "2"},
    "axes": [{
        "code": "calm", "name": {"fr": "Calme", "nl": "Rust"}, "domains": ["health"], "directions": ["autonomy"],
        "items": [
            {"code": "sleep", "text": {"fr": "Je dors bien.", "nl": "Ik slaap goed."}, "levels": "often"},
            {"code": "worry", "text": {"fr": "Je m’inquiète.", "nl": "Ik pieker."}, "levels": "often",
             "reversed": True},
        ],
    }],
}  # fmt: skip


def test_what_comes_with_jalon_says_it_is_ours_and_not_validated():
    assert list(shipped()) == ["bilan", "check_in", "empowerment"]
    for one in shipped().values():
        assert one.meaning.reliability is None and "valid" in one.licence.say("fr") and "Jalon" in one.licence.say("nl")
        assert {"fr", "nl"} <= set(one.languages)
        assert all(axis.domains and axis.directions for axis in one.axes)
    assert len(shipped()["empowerment"].items) == 12 and len(shipped()["bilan"].axes) == 13


def test_an_instrument_is_the_same_after_it_was_kept_and_read_again():
    for one in shipped().values():
        again = read(as_data(one))
        assert again == one and fingerprint(again) == fingerprint(one)


def test_a_score_counts_turned_sentences_and_says_nothing_of_what_was_hardly_answered():
    calm = read(A_SCALE)
    assert score(calm, {"sleep": 3, "worry": 1}).axes == {"calm": 600}
    assert score(calm, {"sleep": 2}).axes == {"calm": 400}  # half is enough here, and stretched
    assert score(calm, {}).axes == {"calm": None}
    assert bounds(calm, calm.axes[0]) == (200, 600)
    power = shipped()["empowerment"]
    partly = score(power, {item.code: 4 for item in power.axes[0].items})
    assert partly.axes["strength"] == 400 and partly.axes["network"] is None and partly.overall is None


@given(st.data())
def test_a_score_never_leaves_the_possible_way(data: Any):
    one = shipped()["empowerment"]
    answers = {item.code: data.draw(st.integers(1, item.count)) for item in one.items if data.draw(st.booleans())}
    found = score(one, answers)
    for axis in one.axes:
        low, high = bounds(one, axis)
        assert found.axes[axis.code] is None or low <= found.axes[axis.code] <= high
    low, high = bounds(one)
    assert found.overall is None or low <= found.overall <= high


def _with(path: str, value: Any) -> dict[str, Any]:
    data = yaml.safe_load(yaml.safe_dump(A_SCALE))
    place, *names = data, *path.split(".")
    for name in names[:-1]:
        place = place[int(name) if name.isdigit() else name]
    place[names[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "place", "said"),
    [
        ("code", "Mon échelle", "code", "n’est pas un code"),
        ("axes.0.items.1.code", "sleep", "axes[0].items[1].code", "déjà pris"),
        ("axes.0.items.0.text", {"fr": "Je dors bien."}, "axes[0].items[0].text.nl", "manque un texte"),
        ("axes.0.items.0.levels", "rarely", "axes[0].items[0].levels", "n’existe pas"),
        ("scales.often.nl", ["Nooit", "Vaak"], "scales.often", "même nombre de niveaux"),
        ("axes.0.domains", ["weather"], "axes[0].domains[0]", "n’est pas un choix"),
        ("meaning.reliability", "0.8", "meaning.spread", "écart-type"),
        ("recall_days", -1, "recall_days", "nombre entier"),
        ("colour", "red", "colour", "n’est pas connu ici"),
    ],
)
def test_each_mistake_is_told_with_its_place(path: str, value: Any, place: str, said: str):
    with pytest.raises(InstrumentRefused) as refused:
        read(_with(path, value))
    assert any(place == one.place and said in one.what for one in refused.value.problems)


def test_a_file_says_the_line_and_takes_no_alias_and_no_double_word():
    text = yaml.safe_dump(A_SCALE, sort_keys=False, allow_unicode=True)
    assert read_yaml(text.encode()) == read(A_SCALE)
    with pytest.raises(InstrumentRefused, match="ligne 2, version"):
        read_yaml(text.replace("version: 1", "version: one").encode())
    with pytest.raises(InstrumentRefused, match="deux fois"):
        read_yaml((text + "\nversion: 2\n").encode())
    with pytest.raises(InstrumentRefused, match="renvoi"):
        read_yaml(b"name: &a {fr: x}\nabout: *a\n")
    for hostile in (b"", b"- 1", b"\xff\xfe", b"a: [", b"!!python/object:os.system {}", b"x" * (2**20 + 1)):
        with pytest.raises(InstrumentRefused):
            read_yaml(hostile)
    assert all(path.suffix == ".yaml" for path in SCALES.iterdir())
