"""Figures of sanctions, on decisions really taken: scope, length, reprieve, lifted since, of whom, known when."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context
from jalon.domain.figures.counting import behind, measure
from jalon.domain.figures.definitions import RATIOS
from jalon.domain.figures.periods import Period
from jalon.domain.people.models import Person
from jalon.domain.sanctions import services
from jalon.domain.sanctions.enums import Reprieve, Scope
from jalon.domain.sanctions.models import Proposal
from jalon.domain.sanctions.services.deciding import Terms
from tests.domain.sanctions.builders import (
    COUNCIL_DAY,
    a_complete_proposal,
    a_signed_piis,
    a_submitted_proposal,
    moment,
    some_terms,
)
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db
AUTUMN = Period(date(2026, 10, 1), date(2026, 12, 31))
WINTER = Period(date(2026, 10, 1), date(2027, 3, 31))
AGAIN = date(2027, 1, 18)


@pytest.fixture
def council() -> Any:
    with centre_context(a_centre().pk):
        yield a_member(Role.PRESIDENT)


def decided(council: Any, person: Person, terms: Terms | None = None) -> Proposal:
    proposal = a_submitted_proposal(person.responsible, a_signed_piis(person))
    services.decide(actor=council, proposal=proposal, terms=terms or some_terms(), at=moment(COUNCIL_DAY))
    return proposal


def somebody(**facts: Any) -> Person:
    person = a_person(responsible=a_member(Role.WORKER), **facts)
    a_status(person)
    return person


def three_decisions(council: Any) -> dict[str, Any]:
    """A total suspension, a partial one with reprieve, one that is lifted in December; a fourth is only proposed."""
    total = decided(council, somebody(last_name="Ada", sex="f", birth_year=2004))
    partial = some_terms(
        scope=Scope.PARTIAL, withheld_cents=15_000, reprieve=Reprieve.TOTAL, reprieve_until=date(2027, 4, 30)
    )
    half = decided(council, somebody(last_name="Bob", sex="m", birth_year=1980), partial)
    lifted = decided(council, somebody(last_name="Cleo", sex="f", birth_year=1970))
    services.lift(actor=council, proposal=lifted, reason="Un motif est apparu.", at=moment(date(2026, 12, 3)))
    waiting = somebody(last_name="Dan")
    a_complete_proposal(waiting.responsible, a_signed_piis(waiting))
    return {"total": total, "half": half, "lifted": lifted}


def test_decisions_are_counted_by_scope_length_reprieve_fate_and_person(council):
    three_decisions(council)
    count = measure(AUTUMN)
    assert count.total("sanctions") == 3
    assert count.by("sanctions", "scope") == {"total": 2, "partial": 1}
    assert count.by("sanctions", "months") == {"m1": 3, "m2": 0, "m3": 0}
    assert count.by("sanctions", "reprieve") == {"none": 2, "partial": 0, "total": 1}
    assert count.by("sanctions", "fate") == {"stands": 2, "lifted": 1}
    assert count.by("sanctions", "sex") == {"f": 2, "m": 1, "x": 0}
    assert {key: number for key, number in count.by("sanctions", "age").items() if number} == {
        "18_24": 1,
        "45_54": 1,
        "55_64": 1,
    }
    shares = {ratio.code: count.share(ratio) for ratio in RATIOS}
    assert shares["total"] == (2, 3)
    assert shares["sanctioned"] == (3, 4)


def test_a_sanction_of_three_months_on_recidivism_is_one_sanction_more(council):
    person = somebody(last_name="Ada")
    first = decided(council, person)
    services.notify(actor=council, proposal=first, notified_on=date(2026, 11, 5), at=moment(date(2026, 11, 5)))
    second = a_submitted_proposal(person.responsible, first.piis)
    terms = some_terms(decided_on=AGAIN, months=3, starts_on=date(2027, 2, 1))
    services.decide(actor=council, proposal=second, terms=terms, at=moment(AGAIN))
    assert measure(AUTUMN).by("sanctions", "months") == {"m1": 1, "m2": 0, "m3": 0}
    assert measure(WINTER).by("sanctions", "months") == {"m1": 1, "m2": 0, "m3": 1}
    assert len(behind("sanctions", WINTER)) == 1  # decisions are counted, people are listed


def test_every_number_of_sanctions_opens_its_files(council):
    three = three_decisions(council)
    count = measure(AUTUMN)
    assert behind("sanctions", AUTUMN, axis="scope", key="partial") == [three["half"].person_id]
    assert behind("sanctions", AUTUMN, axis="fate", key="lifted") == [three["lifted"].person_id]
    for axis in ("scope", "months", "reprieve", "fate", "age", "sex"):
        for key, number in count.by("sanctions", axis).items():
            assert len(behind("sanctions", AUTUMN, axis=axis, key=key)) == number, (axis, key)


def test_a_decision_counts_on_its_own_day_and_a_lift_from_its_own(council):
    three_decisions(council)
    assert measure(Period(COUNCIL_DAY, COUNCIL_DAY)).total("sanctions") == 3
    assert measure(Period(date(2026, 10, 1), date(2026, 11, 1))).total("sanctions") == 0
    assert measure(Period(date(2026, 11, 3), date(2026, 12, 31))).total("sanctions") == 0
    november = measure(Period(date(2026, 11, 1), date(2026, 11, 30)))
    assert november.by("sanctions", "fate") == {"stands": 3, "lifted": 0}


def test_what_the_council_did_later_was_not_known_before(council):
    three_decisions(council)
    before, after = moment(date(2026, 11, 1)), moment(date(2026, 11, 20))
    assert measure(replace(AUTUMN, known_by=before)).total("sanctions") == 0
    assert measure(replace(AUTUMN, known_by=after)).by("sanctions", "fate") == {"stands": 3, "lifted": 0}
