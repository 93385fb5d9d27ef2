"""The statement over a whole centre says of each trajectory what the law's rule says of one."""

import random
from collections import Counter
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jalon.domain.activation.cohorts import ALL, cohort, tally
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.progress import AIMS, seen
from jalon.domain.core.context import centre_context
from jalon.domain.instruments import installing
from jalon.domain.instruments.models import Measurement
from jalon.law.activation import Direction
from tests.domain.activation.builders import BEGINS, ON, a_trajectory, measured, moment, the_bilan
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db
AXES = {
    "bilan": ("housing", "health", "work", "network", "languages", "confidence"),
    "empowerment": ("strength", "network"),
}


def a_scene(draw: random.Random, worker, number: int = 30) -> None:
    """Trajectories with measurements of both sides drawn at random: before, after, twice a day, corrected, unfinished,
    with another instrument, made for this trajectory or for none."""
    instruments = {"bilan": the_bilan(worker), "empowerment": installing.ready(actor=worker, code="empowerment", on=ON)}
    rows = []
    for place in range(number):
        person = a_person(f"Personne{place}")
        code = draw.choice(list(AXES))
        days = draw.choice((60, 200, 364))
        trajectory = a_trajectory(worker, person, until=BEGINS + timedelta(days=days), measured_by=code)
        for _one in range(draw.randrange(6)):
            used = draw.choice((code, code, code, *AXES))
            scores = {axis: draw.choice((None, 100, 200, 300, 450, 500)) for axis in AXES[used] if draw.random() < 0.8}
            day = min(BEGINS + timedelta(days=draw.choice((-3, 0, 0, 30, 90, days, days + 5, 400))), ON)
            facts = {
                "rater": draw.choice(("worker", "worker", "person")),
                "trajectory": draw.choice((None, trajectory.pk)),
                "finished_at": moment() + timedelta(minutes=len(rows)),
            }
            rows.append(measured(person, instruments[used], day, scores, **facts))
            if draw.random() < 0.15:
                other = "person" if facts["rater"] == "worker" else "worker"
                rows.append(
                    measured(
                        person, instruments[used], day, {}, rater=other, sitting=rows[-1].sitting, state="draft",
                        finished_at=None, trajectory=facts["trajectory"],
                    )
                )  # fmt: skip
    drafts: set = set()
    for row in rows:
        key = (row.person_id, row.instrument_id, row.rater)
        if row.state == "draft" and key in drafts:
            continue
        drafts |= {key} if row.state == "draft" else set()
        row.save()
    for row in draw.sample([one for one in rows if one.state == "finished"], 8):
        better = {axis: 500 for axis in row.scores}
        measured(
            row.person, row.instrument, row.held_on, better, rater=row.rater, sitting=row.sitting, corrects=row,
            correction_reason="Une erreur.", trajectory=row.trajectory, finished_at=moment() + timedelta(days=1),
        ).save()  # fmt: skip


def test_one_statement_counts_as_the_rule_does():
    with centre_context(a_centre().pk):
        worker = a_member()
        a_scene(random.Random(2), worker)
        found_of = set()
        for reference in (date(2026, 6, 30), ON):
            for rater in ("worker", "person"):
                known = {"first": BEGINS, "last": date(2026, 12, 31), "reference": reference, "rater": rater}
                found = cohort(**known, aims=list(AIMS))
                for trajectory in Trajectory.objects.all():
                    one = seen(trajectory, reference)[rater]
                    assert found.direction(trajectory.pk) == one.progress.direction
                    gone = found.gone(trajectory.pk)
                    assert (gone.axes if gone else 0) == one.progress.compared
                    assert (gone.difference if gone else 0) == one.progress.difference
                    for aim in AIMS:
                        assert found.direction(trajectory.pk, aim) == one.toward(aim), aim
                    found_of.add(one.progress.direction)
                for by in ((), ("month", "receives", "is_framed", "modules")):
                    counted = Counter()
                    for group in tally(**known, by=by, aims=list(AIMS)):
                        counted[group.aim, group.direction] += group.number
                    for aim in (ALL, *AIMS):
                        directions = Counter(found.direction(one.pk, aim) for one in found.trajectories)
                        assert {way: counted[aim, way] for way in Direction} == {
                            way: directions[way] for way in Direction
                        }
        assert found_of == set(Direction), "the draw shows every direction"


def test_a_cohort_costs_as_many_questions_whatever_its_size():
    with centre_context(a_centre().pk):
        worker = a_member()
        numbers = []
        for times in (2, 12):
            for _one in range(times):
                a_trajectory(worker, a_person())
            with CaptureQueriesContext(
                connection,
            ) as asked:
                cohort(first=BEGINS, last=ON, reference=ON, rater="worker")
                tally(first=BEGINS, last=ON, reference=ON, rater="worker", by=("month",))
            numbers.append(len(asked))
        assert numbers[0] == numbers[1] == 6


def test_another_centre_counts_nothing_of_ours():
    with centre_context(a_centre().pk):
        worker, person = a_member(), a_person()
        a_trajectory(worker, person)
        measured(person, the_bilan(worker), ON, {"housing": 300}, sitting=uuid4()).save()
        assert Measurement.objects.count() == 1
    with centre_context(a_centre("Autre").pk):
        assert not cohort(first=BEGINS, last=ON, reference=ON, rater="worker").trajectories
