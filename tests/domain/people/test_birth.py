"""Dates of birth as people know them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.birth import Birth, read_birth

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "birth"),
    [
        ("04/05/1990", Birth(1990, 5, 4)),
        ("4.5.1990", Birth(1990, 5, 4)),
        ("4-5-1990", Birth(1990, 5, 4)),
        ("4 5 1990", Birth(1990, 5, 4)),
        ("1990-05-04", Birth(1990, 5, 4)),
        ("05/1990", Birth(1990, 5)),
        ("00/05/1990", Birth(1990, 5)),
        ("00/00/1990", Birth(1990)),
        ("1990", Birth(1990)),
        ("00/00/0000", Birth()),
        ("  ", Birth()),
        ("23/11/2026", Birth(2026, 11, 23)),
    ],
)
def test_what_is_known_is_kept(typed, birth):
    assert read_birth(typed, on=ON) == birth


@pytest.mark.parametrize(
    "typed",
    [
        "4/5/90",
        "31/02/1990",
        "29/02/2023",
        "1890",
        "24/11/2026",
        "2027",
        "13/1990",
        "05/00/1990",
        "0001",
        "hier",
        "٤/٥/١٩٩٠",
        "1990/05/04",
        "04/05/1990 ; --",
        "9" * 10**6,
        "\x00",
    ],
)
def test_what_cannot_be_a_birth_is_refused_with_words(typed):
    with pytest.raises(InvalidInput) as refusal:
        read_birth(typed, on=ON)
    assert refusal.value.why
    assert refusal.value.field == "birth"


@given(st.dates(date(1901, 12, 1), ON), st.sampled_from(["day", "month", "year"]))
def test_what_is_written_reads_back_as_itself(day, known):
    birth = Birth(day.year, day.month if known != "year" else None, day.day if known == "day" else None)
    assert read_birth(str(birth), on=ON) == birth
