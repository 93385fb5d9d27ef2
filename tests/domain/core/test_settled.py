"""Words of Django as they are kept: what stays is written out, what changes is numbered."""

from datetime import date

import pytest

from jalon.domain.core.kept import Slot, filled, settled


def test_a_value_that_stays_is_written_out_and_a_slot_has_one_number_however_often_it_is_asked_for():
    sql, names = settled("a = %s AND b = %s AND c = %s AND d > %s", ["ended", Slot("on"), Slot("on"), Slot("who")])
    assert sql == "a = 'ended' AND b = $1 AND c = $1 AND d > $2"
    assert filled(names, who=7, on=date(2026, 1, 5)) == [date(2026, 1, 5), 7]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2016, 11, 1), "'2016-11-01'::date"),
        (None, "NULL"),
        (3, "3"),
        ("l'aide de 5 %s", "'l''aide de 5 %s'"),
        ("a\\'; DROP", " E'a\\\\''; DROP'"),
    ],
)
def test_a_written_value_says_what_it_is_and_cannot_end_its_own_words(value, written):
    assert settled("a = %s AND b = %s", [value, Slot("b")])[0] == f"a = {written} AND b = $1"


def test_a_percent_sign_stays_one_and_before_an_s_is_no_parameter():
    assert (
        settled("a LIKE '%%s' AND b = %s AND c LIKE '5 %%'", [Slot("b")])[0]
        == "a LIKE '%s' AND b = $1 AND c LIKE '5 %'"
    )
