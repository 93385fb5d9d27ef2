"""Dates, delays and figures as people say them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from jalon.web.ui import badges, people

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "french", "dutch"),
    [
        (-400, "il y a 13 mois", "13 maanden geleden"),
        (-800, "il y a 2 ans", "2 jaar geleden"),
        (-21, "il y a 3 semaines", "3 weken geleden"),
        (-13, "il y a 13 jours", "13 dagen geleden"),
        (-2, "avant-hier", "eergisteren"),
        (-1, "hier", "gisteren"),
        (0, "aujourd’hui", "vandaag"),
        (1, "demain", "morgen"),
        (2, "après-demain", "overmorgen"),
        (3, "dans 3 jours", "over 3 dagen"),
        (20, "dans 2 semaines", "over 2 weken"),
        (62, "dans 2 mois", "over 2 maanden"),
    ],
)
def test_a_date_is_said_as_people_say_it(days, french, dutch):
    day = TODAY + timedelta(days)
    with override("fr"):
        assert people.ago(day, TODAY) == french
    with override("nl"):
        assert people.ago(day, TODAY) == dutch


@given(st.integers(min_value=0, max_value=40_000))
def test_a_delay_is_never_said_longer_than_it_is(days):
    with override("fr"):
        words = people.delay(days)
    count, unit = int(words.split()[0]), words.split()[1].rstrip("s")
    at_least = {"jour": 1, "semaine": 7, "moi": 28, "an": 365}[unit]
    assert count * at_least <= days


def test_the_first_of_the_month_is_said_premier_in_french_only():
    with override("fr"):
        assert people.long_day(date(2026, 6, 1), weekday=True) == "lundi 1er juin 2026"
    with override("nl"):
        assert people.long_day(date(2026, 6, 1), weekday=True) == "maandag 1 juni 2026"


def test_the_hour_is_the_one_on_the_wall_in_brussels():
    moment = datetime(2026, 7, 1, 12, 5, tzinfo=UTC)
    with override("fr"):
        assert people.clock(moment) == "14 h 05"
    with override("nl"):
        assert people.clock(moment) == "14.05 uur"


def test_a_moment_just_after_midnight_belongs_to_the_new_day():
    assert people.as_day(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (0, 0, "0"),
        (1204377, 0, "1\u202f204\u202f377"),
        (-1288.5, 2, "\u22121\u202f288,50"),
        (Decimal("0.125"), 1, "0,1"),
        (-0.001, 1, "0,0"),
        (None, 0, "–"),
    ],
)
def test_figures_have_thin_spaces_and_a_comma(value, places, said):
    assert people.number(value, places) == said


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "1\u202f288,5"), ("nl", "1.288,5"), ("de", "1.288,5"), ("en", "1,288.5")]
)
def test_figures_are_grouped_as_the_reader_writes_them(language, said):
    with override(language):
        assert people.number(1288.5, 1) == said


def test_money_stands_on_its_side_in_each_language():
    with override("fr"):
        assert people.euros(Decimal("1288.46")) == "1\u202f288,46\u202f€"
    with override("nl"):
        assert people.euros(Decimal("1288.46")) == "€\u202f1.288,46"


def test_a_share_of_nothing_is_a_dash_not_a_zero():
    assert people.percent(None) == "–"
    assert people.percent(0.125, 1) == "12,5\u202f%"


@pytest.mark.parametrize(
    ("days", "state", "text"),
    [
        (-1, "late", "en retard de 1 jour"),
        (0, "soon", "aujourd’hui"),
        (7, "soon", "dans 7 jours"),
        (8, "ok", "dans 8 jours"),
    ],
)
def test_a_deadline_is_late_only_the_day_after(days, state, text):
    with override("fr"):
        found = badges.due(TODAY + timedelta(days), TODAY)
    assert (found.state, found.text) == (state, text)
