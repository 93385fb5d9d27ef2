"""Figures against a human count, against the rules one by one, and as they were known on a past day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jalon.domain.accounts import law_readings
from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.law_readings import CONCLUDE_FROM, MONTHS, SHORT_PERIOD, TRANSITION
from jalon.domain.accounts.models import LawChoice
from jalon.domain.core.context import centre_context
from jalon.domain.figures.counting import behind, measure
from jalon.domain.figures.definitions import FIGURES, RATIOS
from jalon.domain.figures.memory import remembered
from jalon.domain.figures.periods import Period, last_complete, quarter, quarter_of
from jalon.domain.people.enums import Category, StatusKind
from jalon.domain.people.models import PiisExemption, Status
from jalon.domain.piis import services
from jalon.domain.piis.enums import AbsenceCause, Cause, CommitmentState, Side
from jalon.domain.piis.models import Commitment, Evaluation, Piis
from jalon.domain.piis.queries import obliged, obliged_without_piis
from jalon.domain.piis.services.reviewing import CommitmentFinding
from jalon.law import piis as law
from tests.domain.piis.world import a_beneficiary, a_draft_piis, at, ended, running, signed
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
MISSED = date(2026, 5, 12)
SPRING = Period(date(2026, 4, 1), date(2026, 6, 30))


@pytest.fixture
def centre():
    centre = a_centre()
    with centre_context(centre.pk):
        yield centre


CHOSEN = st.none() | st.dates(date(2013, 1, 1), date(2026, 6, 1))  # the day from which other readings are followed


def choose(since: date | None, readings: dict[str, str]) -> None:
    """The centre follows these readings from a day on, or the law's own."""
    director = a_member(Role.SECRETARY)
    for parameter, reading in readings.items() if since else ():
        facts = {"parameter": parameter, "reading": reading, "since": since, "chosen_by": director}
        LawChoice.objects.create(chosen_at=timezone.now(), **facts)


def evaluated(piis: Piis, on: date, *, in_person: bool = True, states: dict[str, Any] | None = None) -> Evaluation:
    findings = []
    for commitment in Commitment.objects.filter(piis=piis):
        state, cause = (states or {}).get(commitment.side, (CommitmentState.KEPT, ""))
        findings.append(CommitmentFinding(commitment=commitment.pk, state=state, cause=cause))
    return services.record_evaluation(
        actor=piis.responsible, piis=piis, held_on=on, in_person=in_person, findings=tuple(findings), at=at(on)
    )


def a_small_town() -> dict[str, Any]:
    """Six people whose figures anybody can count on their fingers."""
    ada = running(a_beneficiary(last_name="Ada", sex="f", birth_year=2004, birth_month=5, birth_day=2, language="nl"))
    evaluated(ada, date(2026, 5, 11), states={Side.CENTRE: (CommitmentState.NOT_KEPT, Cause.CENTRE)})
    evaluated(ada, date(2026, 6, 8), in_person=False)
    bob = running(a_beneficiary(last_name="Bob", sex="m", birth_year=1980))
    services.record_missed_evaluation(
        actor=bob.responsible,
        piis=bob,
        missed_on=date(2026, 5, 12),
        cause=AbsenceCause.PERSON,
        at=at(date(2026, 5, 12)),
    )
    ended(running(a_beneficiary(last_name="Cleo", birth_year=1970)), date(2026, 6, 10))
    signed(a_beneficiary(last_name="Dan"))
    a_draft_piis(a_beneficiary(last_name="Eve", birth_year=2005))
    broad = a_person("Fay")
    a_status(broad, StatusKind.BROAD)
    return {"ada": ada, "bob": bob}


def test_a_hand_counted_town(centre):
    a_small_town()
    count = measure(SPRING)
    assert {figure.code: count.total(figure.code) for figure in FIGURES} == {
        "in_force": 2,  # Ada, Bob
        "on_the_way": 3,  # Cleo ended, Dan signed, Eve draft
        "obliged": 5,  # all but Fay
        "without": 3,  # Cleo, Dan, Eve
        "concluded": 0,  # all in March
        "evaluations": 3,
        "windows": 1,  # Cleo's, cut short
        "commitments_person": 3,  # due 4 May: Ada, Bob, Cleo
        "commitments_centre": 1,  # Ada's, without a date, judged twice in the spring
        "commitments_third": 0,
        "outcomes": 1,
        "sanctions": 0,
    }
    assert count.by("in_force", "sex") == {"f": 1, "m": 1, "x": 0}
    assert count.by("in_force", "language") == {"fr": 1, "nl": 1, "de": 0, "en": 0}
    assert count.by("in_force", "age")["18_24"] == 1
    assert count.by("on_the_way", "state") == {
        "draft": 1, "handed": 0, "signed": 1, "not_begun": 0, "expired": 0, "ended": 1, "refused": 0, "withdrawn": 0,
    }  # fmt: skip
    assert count.by("obliged", "cover") == {
        "young_with": 1, "young_within": 0, "young_passed": 1, "young_unknown": 0,
        "others_with": 1, "others_within": 0, "others_passed": 0, "others_unknown": 2,
    }  # fmt: skip
    assert count.by("evaluations", "manner")["in_person"] == 1
    assert count.by("evaluations", "manner")["otherwise"] == 1
    assert count.by("evaluations", "manner")["missed_person"] == 1
    assert count.by("commitments_person", "state") == {"kept": 1, "partly": 0, "not_kept": 0, "open": 2, "dropped": 0}
    assert count.by("outcomes", "outcome")["job"] == 1
    assert measure(Period(date(2026, 3, 1), date(2026, 3, 31))).by("concluded", "timing") == {
        "in_time": 4,
        "late": 0,
        "no_term": 0,
    }


def test_the_centre_is_judged_like_the_person(centre):
    piis = running(a_beneficiary())
    blame = (CommitmentState.NOT_KEPT, Cause.CENTRE)
    evaluated(piis, date(2026, 5, 11), states={Side.CENTRE: blame})
    count = measure(SPRING)
    shares = {ratio.code: count.share(ratio) for ratio in RATIOS}
    assert shares["kept_person"] == (1, 1)
    assert shares["kept_centre"] == (0, 1)
    assert count.by("commitments_centre", "cause")["centre"] == 1


def test_every_number_is_the_number_of_its_files(centre):
    a_small_town()
    count = measure(SPRING)
    for figure in FIGURES:
        if figure.relation in ("evaluations", "commitments"):
            continue  # several of one person
        assert len(behind(figure.code, SPRING)) == count.total(figure.code), figure.code
        for axis in figure.axes:
            for key, number in count.by(figure.code, axis.code).items():
                assert len(behind(figure.code, SPRING, axis=axis.code, key=key)) == number
            assert sum(count.by(figure.code, axis.code).values()) == count.total(figure.code), (figure.code, axis.code)


def test_a_figure_or_key_that_does_not_exist_is_refused(centre):
    with pytest.raises(KeyError):
        behind("in_force", SPRING, axis="person_id", key="x")
    with pytest.raises(KeyError):
        behind("in_force", SPRING, axis="sex", key="f' OR true --")


def test_another_centre_counts_nothing(centre):
    a_small_town()
    with centre_context(a_centre("Ailleurs").pk):
        assert measure(YEAR).cells == {}
        assert behind("in_force", YEAR) == []


def test_as_it_was_before_it_ended(centre):
    piis = running(a_beneficiary())
    before = measure(Period(date(2026, 4, 1), date(2026, 5, 31)))
    ended(piis, date(2026, 6, 10))
    assert measure(Period(date(2026, 4, 1), date(2026, 5, 31))).cells == before.cells
    assert measure(Period(date(2026, 6, 1), date(2026, 6, 10))).total("in_force") == 1  # its last day
    assert measure(Period(date(2026, 6, 1), date(2026, 6, 11))).total("in_force") == 0


def test_in_force_is_what_the_projects_own_room_says(centre):
    a_small_town()
    for day in (date(2026, 3, 1), date(2026, 3, 20), date(2026, 5, 1), date(2026, 6, 10), date(2026, 6, 11)):
        wanted = Piis.objects.in_force_as_of(day).count()
        assert measure(Period(date(2026, 1, 1), day)).total("in_force") == wanted, day


STATUS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([StatusKind.INTEGRATION, StatusKind.INTEGRATION, StatusKind.EQUIVALENT]),
        "category": st.sampled_from(Category.values),
        "days": st.integers(1, 900),
        "gap": st.sampled_from([0, 0, 1, 40, 120]),
        "is_student": st.booleans(),
        "is_homeless": st.booleans(),
        "works_part_time": st.booleans(),
        "decided": st.booleans(),
    }
)
BRIEF = {"kind": StatusKind.INTEGRATION, "category": 1, "days": 1, "gap": 0, "decided": False}
BRIEF |= dict.fromkeys(["is_student", "is_homeless", "works_part_time"], False)
NEW_YEAR = {"start": date(2014, 2, 1), "on": date(2015, 1, 1), "exempt": False, "chosen": None}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(
        st.tuples(st.sampled_from([None, 1975, 1992, 1999, 2001, 2003]), st.lists(STATUS, min_size=1, max_size=3)),
        min_size=1,
        max_size=4,
    ),
    start=st.dates(date(2013, 1, 1), date(2025, 1, 1)),
    on=st.dates(date(2014, 1, 1), date(2026, 11, 1)),
    exempt=st.booleans(),
    chosen=CHOSEN,
)
@example(people=[(1992, [BRIEF, BRIEF, BRIEF | {"days": 330, "works_part_time": True}])], **NEW_YEAR)
def test_the_obliged_are_those_of_the_law(db, people, start, on, exempt, chosen):
    with centre_context(a_centre().pk):
        choose(chosen, {TRANSITION: "new_rule_only", CONCLUDE_FROM: "notification", MONTHS: "eve"})
        for birth_year, statuses in people:
            person, since = a_person(birth_year=birth_year), start
            for facts in statuses:
                facts = dict(facts)
                days, gap, decided = facts.pop("days"), facts.pop("gap"), facts.pop("decided")
                since += timedelta(days=gap)
                until = since + timedelta(days=days)
                granted = since + timedelta(days=3) if decided else None
                a_status(
                    person,
                    since=since,
                    until=until,
                    demanded_on=since,
                    decided_on=granted,
                    notified_on=granted,
                    **facts,
                )
                since = until + timedelta(days=1)
        if exempt:
            PiisExemption.objects.create(
                person=person, reason="health", explanation="…", since=start, review_on=date(2027, 1, 1),
                author=a_member(Role.WORKER),
            )  # fmt: skip
        period = Period(date(2013, 1, 1), on)
        assert set(behind("obliged", period)) == set(obliged(on).values_list("pk", flat=True))
        rows = obliged_without_piis(on)
        count = measure(period).by("without", "cover")
        assert sum(count.values()) == len(rows)
        assert count["young_passed"] + count["others_passed"] == sum(
            1 for row in rows if row.conclude_by and row.conclude_by < on
        )


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.dates(date(2014, 6, 1), date(2025, 6, 1)),
    days=st.integers(0, 1000),
    first=st.dates(date(2014, 6, 1), date(2026, 1, 1)),
    length=st.integers(0, 500),
    held=st.lists(st.tuples(st.integers(0, 1000), st.booleans()), max_size=9, unique_by=lambda one: one[0]),
    chosen=CHOSEN,
)
def test_the_windows_are_those_of_the_law(db, start, days, first, length, held, chosen):
    until, period = start + timedelta(days=days), Period(first, first + timedelta(days=length))
    with centre_context(a_centre().pk):
        choose(chosen, {SHORT_PERIOD: "whole"})
        reading = "whole" if chosen and chosen <= start else None
        worker = a_member(Role.WORKER)
        piis = Piis.objects.create(
            person=a_person(), number=1, state="running", drafted_on=start, since=start, until=until, responsible=worker
        )
        for number, (day, in_person) in enumerate(held, 1):
            Evaluation.objects.create(
                piis=piis, number=number, state="held", due_on=start, held_on=start + timedelta(days=day),
                in_person=in_person, recorded_by=worker, recorded_at=timezone.now(),
            )  # fmt: skip
        facts = [law.Held(on=start + timedelta(days=day), in_person=in_person) for day, in_person in held]
        status = law.evaluations_status(held=facts, start=start, until=until, on=until, short_period=reading)
        wanted = {"enough": 0, "too_few_in_person": 0, "too_few": 0}
        for one in status.windows:
            if one.window.number and period.first <= one.window.last <= period.last:
                key = "too_few" if not one.enough else "enough" if one.enough_in_person else "too_few_in_person"
                wanted[key] += 1
        assert measure(period).by("windows", "done") == wanted


def _later_statuses(person: Any) -> None:
    Status.objects.filter(person=person).update(until=date(2026, 3, 31))
    a_status(person, since=date(2026, 4, 1), category=Category.FAMILY)


JULY = at(date(2026, 7, 1))
LATER = {
    "end": lambda piis: services.end(
        actor=piis.responsible, piis=piis, reason="employment", outcome="job", effective_on=date(2026, 5, 20), at=JULY
    ),
    "evaluation": lambda piis: services.record_evaluation(
        actor=piis.responsible, piis=piis, held_on=date(2026, 5, 18), in_person=True, findings=(), at=JULY
    ),
    "review": lambda piis: services.review_commitment(
        actor=piis.responsible, commitment=piis.commitments.first(), state="not_kept", cause="person",
        on=date(2026, 5, 19), at=JULY,
    ),
    "status": lambda piis: _later_statuses(piis.person),
    "right withdrawn": lambda piis: Status.objects.filter(person=piis.person, since__lt=date(2026, 2, 28)).update(
        until=date(2026, 2, 28)
    ),
    "exemption": lambda piis: PiisExemption.objects.create(
        person=piis.person, reason="health", explanation="…", since=date(2026, 3, 1), review_on=date(2027, 1, 1),
        author=piis.responsible,
    ),
    "commitment": lambda piis: Commitment.objects.create(piis=piis, side=Side.CENTRE, text="x", due_on=MISSED),
    "commitment moved": lambda piis: Commitment.objects.filter(piis=piis).update(due_on=date(2026, 8, 8)),
    "new file": lambda piis: a_status(a_person(), since=date(2026, 4, 1), decided_on=date(2026, 4, 1)),
}  # fmt: skip


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(later=st.lists(st.sampled_from(sorted(LATER)), min_size=1, max_size=3, unique=True))
def test_what_is_recorded_later_never_changes_an_old_figure(db, later):
    later = sorted(later, key=lambda what: what == "end")  # nothing is evaluated once ended
    with centre_context(a_centre().pk):
        known = datetime(2026, 6, 15, 12, tzinfo=UTC)
        with _recorded(datetime(2026, 6, 1, tzinfo=UTC)):
            piis = running(a_beneficiary())
            evaluated(piis, date(2026, 5, 11))
        old = measure(replace(SPRING, known_by=known))
        assert old.cells == measure(SPRING).cells
        with _recorded(JULY):
            for what in later:
                LATER[what](Piis.objects.get(pk=piis.pk))
        assert measure(replace(SPRING, known_by=known)).cells == old.cells


class _recorded:  # noqa: N801  reads as a word
    """What the database will write as the moment of recording."""

    def __init__(self, moment: datetime):
        self.moment = moment.isoformat()

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.recorded_at', %s, true)", [self.moment])

    def __exit__(self, *error: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.recorded_at', '', true)")


def test_a_count_is_kept_until_something_happens(centre, django_assert_max_num_queries):
    piis = running(a_beneficiary())
    now = timezone.now()
    first, counted = remembered(SPRING, at=now)
    with django_assert_max_num_queries(3):
        again, when = remembered(SPRING, at=now + timedelta(hours=1))
    assert (again.cells, when) == (first.cells, counted)
    ended(piis, date(2026, 5, 20))
    changed, when = remembered(SPRING, at=now + timedelta(hours=2))
    assert changed.total("in_force") == 0
    assert when == now + timedelta(hours=2)


def test_all_figures_are_counted_in_two_queries(centre, django_assert_num_queries):
    law_readings.chosen()  # a page brings them with its member
    with django_assert_num_queries(2):
        measure(YEAR)


@pytest.mark.parametrize(("day", "code"), [(date(2026, 1, 1), "2026Q1"), (date(2026, 12, 31), "2026Q4")])
def test_a_day_belongs_to_its_quarter(day, code):
    assert quarter_of(day) == code
    assert day in (quarter(code).first, quarter(code).last)


def test_the_last_complete_quarter_is_over():
    assert last_complete(date(2026, 1, 1)) == "2025Q4"
    assert last_complete(date(2026, 11, 23)) == "2026Q3"
