"""Answers in conditions: what counts as a yes, and what an answer says of its own certainty."""

from datetime import date

from jalon.law.piis import (
    Kind,
    Situation,
    Status,
    conclude_by,
    kinds_allowed,
    may_be_sanctioned,
    must_have_piis,
    prolongation,
    sanction_starts,
)
from jalon.law.sources import Certainty, weakest

DAY = date(2026, 3, 2)


def test_an_answer_is_true_only_when_it_is_a_yes() -> None:
    assert may_be_sanctioned(status=Status.DIS, has_piis=True, on=DAY)
    assert not may_be_sanctioned(status=Status.DIS, has_piis=False, on=DAY)
    assert must_have_piis(Situation(status=Status.DIS, right_since=DAY), DAY)
    assert not must_have_piis(Situation(status=Status.BROAD_USER), DAY)
    facts = {"first_ends_on": DAY, "piis_on_last_day": True, "income_goes_on": True}
    assert prolongation(**facts, motivated_in_writing=True)
    assert not prolongation(**facts, motivated_in_writing=False)


def test_a_kind_and_a_day_can_be_looked_for_in_an_answer() -> None:
    assert Kind.STUDY in kinds_allowed(DAY)
    assert Kind.EMPLOYMENT not in kinds_allowed(DAY)
    span = sanction_starts(decided_on=DAY, notified_on=DAY)
    assert span.first in span
    assert span.last in span
    assert DAY not in span


def test_an_answer_is_as_certain_as_its_weakest_line_and_says_each_doubt_once() -> None:
    answer = conclude_by(decided_on=date(2026, 4, 30))
    assert [line.certainty for line in answer.lines] == [Certainty.FOUND, Certainty.KNOWN_MEDIUM]
    assert answer.certainty is Certainty.KNOWN_MEDIUM
    assert len(answer.doubts) == len(set(answer.doubts)) == 2
    assert weakest([]) is Certainty.FOUND
