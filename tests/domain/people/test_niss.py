"""The national number: what is accepted, what is refused and why, what it tells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.enums import Sex
from jalon.domain.people.niss import Niss, disagreements, looks_like_niss, parse

ON = date(2026, 11, 23)


def number(birth: date, sequence: int, *, bis: int = 0, month: int | None = None, day: int | None = None) -> str:
    """A number with the right check digits. `month` and `day` replace those of the date (00 when not known)."""
    month = birth.month if month is None else month
    day = birth.day if day is None else day
    nine = f"{birth.year % 100:02d}{month + bis:02d}{day:02d}{sequence:03d}"
    full = int(("2" if birth.year >= 2000 else "") + nine)
    return f"{nine}{97 - full % 97:02d}"


births = st.dates(date(1900, 2, 1), date(2026, 11, 22))
sequences = st.integers(1, 998)
bis = st.sampled_from([0, 20, 40])


@given(births, sequences, bis)
def test_a_number_made_for_a_birth_tells_that_birth_and_sex(birth, sequence, step):
    niss = parse(number(birth, sequence, bis=step), on=ON)
    assert (niss.birth_year, niss.birth_month, niss.birth_day) == (birth.year, birth.month, birth.day)
    assert niss.is_bis is (step > 0)
    assert niss.sex == (Sex.UNKNOWN if step == 20 else Sex.MALE if sequence % 2 else Sex.FEMALE)


@given(births, sequences, bis, st.sampled_from(["", " ", ".", "-", "/", "\u00a0", "\u202f", " - "]))
def test_separators_between_the_digits_change_nothing(birth, sequence, step, between):
    digits = number(birth, sequence, bis=step)
    assert parse(between.join(digits), on=ON) == parse(f"  {digits}\n", on=ON)


@given(births, sequences, bis)
def test_the_written_form_reads_back_as_itself(birth, sequence, step):
    niss = parse(number(birth, sequence, bis=step), on=ON)
    assert len(str(niss)) == 15
    assert parse(str(niss), on=ON) == niss


@given(births, sequences, bis, st.integers(0, 8), st.integers(1, 9))
def test_one_mistyped_digit_never_gives_another_valid_birth_in_silence(birth, sequence, step, place, shift):
    digits = number(birth, sequence, bis=step)
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + digits[place + 1 :]
    try:
        niss = parse(wrong, on=ON)
    except InvalidInput:
        return
    # The only way through is the check digits fitting in the other century.
    assert niss.birth_year is None or (niss.birth_year >= 2000) != (birth.year >= 2000)


@given(births, st.sampled_from([0, 999]), bis)
def test_the_sequences_000_and_999_are_nobody(birth, sequence, step):
    with pytest.raises(InvalidInput):
        parse(number(birth, sequence, bis=step), on=ON)


@given(st.text(max_size=40))
def test_any_text_is_either_a_number_or_refused_with_words(text):
    try:
        assert isinstance(parse(text, on=ON), Niss)
    except InvalidInput as refusal:
        assert refusal.why
        assert refusal.field == "niss"


@pytest.mark.parametrize("year", [1985, 1900, 2001, 2023])
def test_29_february_of_a_common_year_is_refused(year):
    with pytest.raises(InvalidInput, match="n’existe pas"):
        parse(number(date(year, 2, 28), 33, day=29), on=ON)


@pytest.mark.parametrize("year", [1984, 2000, 2024])
def test_29_february_of_a_leap_year_is_accepted(year):
    assert parse(number(date(year, 2, 29), 33), on=ON).birth_day == 29


def test_the_century_of_2000_is_leap_where_that_of_1900_is_not():
    assert parse(number(date(2000, 2, 28), 5, day=29), on=ON).birth_year == 2000
    with pytest.raises(InvalidInput):
        parse(number(date(1900, 2, 28), 5, day=29), on=ON)


@pytest.mark.parametrize(
    ("month", "day", "told"),
    [(0, 0, (1985, None, None)), (0, 17, (1985, None, None)), (7, 0, (1985, 7, None))],
)
@pytest.mark.parametrize("step", [0, 20, 40])
def test_an_incomplete_birth_date_is_accepted_and_tells_only_what_it_knows(month, day, told, step):
    niss = parse(number(date(1985, 7, 30), 33, bis=step, month=month, day=day), on=ON)
    assert (niss.birth_year, niss.birth_month, niss.birth_day) == told


@pytest.mark.parametrize("year", [1900, 2000])
@pytest.mark.parametrize("day", [0, 1])
def test_the_first_day_of_nothing_tells_no_birth_at_all(year, day):
    assert parse(number(date(year, 1, 1), 33, month=0, day=day), on=ON).birth_year is None


@pytest.mark.parametrize("month", [13, 19, 33, 39, 53, 60, 80, 99])
def test_a_month_that_does_not_exist_is_refused(month):
    with pytest.raises(InvalidInput, match="mois"):
        parse(number(date(1985, 7, 30), 33, month=month), on=ON)


def test_a_birth_to_come_is_refused_and_one_of_today_is_not():
    assert parse(number(ON, 33), on=ON).birth_day == ON.day
    with pytest.raises(InvalidInput, match="futur"):
        parse(number(date(2026, 11, 24), 33), on=ON)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "8507300332",  # the leading zero a spreadsheet eats
        "850730033281",
        "8.50730E+10",
        "٨٥٠٧٣٠٠٣٣٢٨",  # Arabic-Indic
        "８５０７３００３３２８",  # full width
        "²5073003328",
        "O5073003328",
        "85073003300",  # check digits are never 00
        "85073003328; DROP TABLE",
        "0" * 11,
        "9" * 11,
        "1" * 1_000_000,
    ],
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(InvalidInput):
        parse(typed, on=ON)


def test_a_lost_leading_zero_is_named():
    with pytest.raises(InvalidInput, match="zéro"):
        parse("8507300332", on=ON)


def test_check_digits_of_97_are_accepted():
    nine = next(n for n in range(850730001, 850730998) if n % 97 == 0)
    assert parse(f"{nine}97", on=ON)


def test_a_number_never_shows_in_a_representation():
    niss = parse(number(date(1985, 7, 30), 33), on=ON)
    assert niss.digits not in repr(niss)


def test_only_eleven_digits_look_like_a_number():
    assert looks_like_niss("85.07.30-033.28")
    assert not looks_like_niss("2026-00042")
    assert not looks_like_niss("٨٥٠٧٣٠٠٣٣٢٨")


def test_a_disagreement_is_said_and_silence_is_no_disagreement():
    niss = parse(number(date(1985, 7, 30), 33), on=ON)
    same = {"birth_year": 1985, "birth_month": 7, "birth_day": 30, "sex": Sex.MALE}
    assert disagreements(niss, **same) == []
    assert disagreements(niss, **{**same, "birth_month": None, "birth_day": None, "sex": Sex.UNKNOWN}) == []
    assert len(disagreements(niss, **{**same, "birth_day": 3})) == 1
    assert len(disagreements(niss, **{**same, "birth_year": 1986, "sex": Sex.FEMALE})) == 2
