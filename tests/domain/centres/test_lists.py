"""A municipality list is read as people write it, and refused with a sentence when it cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.centres.lists import ListRefused, read_count, read_list
from tests.domain.centres.conftest import HEADER, a_list, real_list


@pytest.mark.parametrize("mark", ["", ",", " ", ".", "'", "\u00a0", "\u2009", "\u202f"])
@given(number=st.integers(0, 99_999_999))
def test_a_number_of_inhabitants_is_read_with_any_mark_between_thousands(mark, number):
    assert read_count(f"{number:,}".replace(",", mark)) == number


@pytest.mark.parametrize(
    "text", ["", "14,30", "1,2345", "14 304,5", "-5", "1e3", "douze", "１４３０４", "14,304 293", "1" * 10]
)
def test_what_is_not_a_number_of_inhabitants_is_refused(text):
    with pytest.raises(ValueError, match=".*"):
        read_count(text)


def test_a_quoted_field_may_hold_commas_quotes_and_line_ends():
    text = (
        HEADER
        + '\n10001,"Ville ""Haute"", centre","Ville\nBasse",a,b,c,d,e,f,"1,234",1000\n10002,X,X,a,b,c,d,e,f,5,1000'
    )
    read = read_list(text.encode())
    # A line end inside a name is not a name; the next row keeps its own line number.
    assert [(row.line, row.nis_code) for row in read.bad] == [(2, "10001")]
    assert [(row.line, row.name_nl) for row in read.rows] == [(4, "X")]


def test_the_last_line_needs_no_line_end_and_blank_lines_say_nothing():
    assert [row.nis_code for row in read_list(a_list((10001, "A", 5), (10002, "B", 6)) + b"\r\n\r\n  \n").rows] == [
        "10001",
        "10002",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_accents_survive_every_encoding_a_spreadsheet_writes(encoding):
    content = a_list((10001, "Écaussinnes-d’Été", 5)).decode().encode(encoding)
    assert read_list(content).rows[0].name_fr == "Écaussinnes-d’Été"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_separate_as_well_as_commas(mark):
    text = mark.join(["NIS", "gemeente", "commune", "inwoners"]) + "\n" + mark.join(["10001", "A", "B", "1.234"])
    row = read_list(text.encode()).rows[0]
    assert (row.name_nl, row.name_fr, row.inhabitants, row.postal_code) == ("A", "B", 1234, "")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The list is empty"),
        (HEADER.encode(), "no municipality"),
        (b"\x00\x01\x02", "not a text file"),
        (b"\x81\x8d\xff\x9d", "not a text file"),
        (b"NIS_code,municipality_NL\n10001,A", "Columns are missing: municipality_FR"),
        (b"NIS_code,NIS,municipality_NL,municipality_FR\n1,1,A,A", "say the same thing twice: NIS_code, NIS"),
        (b'NIS_code,municipality_NL,municipality_FR\n10001,"A,A', "cannot be read from line 2"),
        (b"x" * 20_000_001, "larger than 20 MB"),
        (b"10001,A,A\n10002,B,B", "Columns are missing"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(ListRefused) as refusal:
        read_list(content)
    assert sentence in str(refusal.value)


def test_a_column_nobody_asked_for_is_left_alone_and_told():
    text = b"NIS_code,municipality_NL,municipality_FR,mayor\n10001,A,A,X"
    read = read_list(text)
    assert (len(read.rows), list(read.ignored)) == (1, ["mayor"])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1000,A,A,5,1000", "not a NIS code"),
        ("11000,A,A,5,1000", "province or an arrondissement"),
        ("10001,,A,5,1000", "municipality_NL is empty"),
        ("10001,A,,5,1000", "municipality_FR is empty"),
        ("10001,A,A,many,1000", "not a number of inhabitants"),
        ("10001,A,A,,1000", "not a number of inhabitants"),
        ("10001,A,A,5,12", "not a postal code"),
        ("10001,A,A,5", "it has 4 fields where the header has 5"),
        ("10001,A,A,5,1000,more", "it has 6 fields where the header has 5"),
        (f"10001,{'A' * 121},A,5,1000", "not a name"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_its_reason(row, reason):
    read = read_list(f"NIS_code,municipality_NL,municipality_FR,inhabitants,zip\n10009,Z,Z,5,1000\n{row}".encode())
    assert [line.nis_code for line in read.rows] == ["10009"]
    assert (read.bad[0].line, reason in read.bad[0].reason) == (3, True), read.bad


def test_a_code_that_stands_twice_makes_both_rows_bad():
    read = read_list(a_list((10001, "A", 5), (10002, "B", 5), (10001, "C", 5)))
    assert [row.nis_code for row in read.rows] == ["10002"]
    assert [bad.line for bad in read.bad] == [2, 4]


@pytest.mark.parametrize(("year", "count", "inhabitants"), [(2018, 589, 14304), (2019, 581, 14293), (2020, 581, 14427)])
def test_the_real_lists_are_read_whole(year, count, inhabitants):
    read = read_list(real_list(year))
    assert (len(read.rows), len(read.bad)) == (count, 0)
    assert read.rows[0].inhabitants == inhabitants
    assert all(row.inhabitants and row.name_fr and row.name_nl and row.postal_code for row in read.rows)
    assert not any(row.province_fr == "0" for row in read.rows)
