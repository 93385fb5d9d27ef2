"""The words of an amendment before and after: exact, and never the work of minutes."""

from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.documents.rendering.wording.contract import differences
from jalon.domain.piis.content import is_spelling

texts = st.lists(st.sampled_from(["je", "cherche", "un", "travail", "le", "lundi"]), max_size=12).map(" ".join)


@given(texts, texts)
def test_the_pieces_tell_both_texts(before, after):
    pieces = differences(before, after)
    told = {kind: " ".join(p["text"] for p in pieces if p["kind"] in {"same", kind}) for kind in ("gone", "new")}
    assert told == {"gone": before, "new": after}


def test_what_both_begin_and_end_with_stays():
    kinds = [piece["kind"] for piece in differences("Je cherche un travail à Mons", "Je cherche un stage à Mons")]
    assert kinds == ["same", "gone", "new", "same"]


def test_ten_thousand_letters_of_malice_take_no_time():
    """Compared pair by pair these took forty seconds; the long word, two minutes."""
    pieces = differences("début " + "a " * 4_990 + "b fin", "début " + "b " * 4_990 + "a fin")
    assert [piece["kind"] for piece in pieces] == ["same", "gone", "new", "same"]
    assert not is_spelling("a" + "ab" * 5_000, "a" + "ba" * 5_000)
    assert is_spelling("Je cherche un traval.", "je cherche un travail")
