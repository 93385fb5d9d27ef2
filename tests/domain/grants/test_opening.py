"""A centre opens what it has to justify from what it was awarded."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import NotAllowed
from jalon.domain.grants import queries
from jalon.domain.grants.models import Grant
from jalon.domain.grants.services import grants
from jalon.domain.subsidies import deciding
from jalon.law.subsidies import Terms
from tests.domain.conventions.scene import AT, World, a_world, in_force

pytestmark = pytest.mark.django_db


def capped(world: World) -> None:
    """The same line decided again, at most 50 EUR a centre."""
    programme, dataset = world.decision.programme, world.decision.dataset
    with federal_context():
        terms = Terms("equal", world.decision.budget, cap=50_00, may_leave=True)
        shared = deciding.proposal(programme, programme.line("activation"), dataset, terms)
        facts = {"shown": shared.sha256, "reason": "Plafond", "at": AT + timedelta(days=30)}
        deciding.decide(actor=world.officer, programme=programme, shared=shared, **facts)


def test_a_grant_is_opened_once_with_its_lines_its_period_and_what_its_programme_asks():
    world = a_world()
    with centre_context(world.ours.centre.pk):
        (first,) = grants(actor=world.ours.coordinator, at=AT)
        (again,) = grants(actor=world.ours.president, at=AT)
    assert first.grant.pk == again.grant.pk
    assert (first.grant.first, first.grant.last) == (date(2015, 1, 1), date(2015, 12, 31))
    assert first.grant.moment("report") == date(2016, 2, 28)
    assert first.grant.form("report")["code"] == "report_2015"
    assert first.grant.form("indicators") is None
    assert [(one.code, one.cents, one.convention) for one in first.lines] == [("activation", 326_738_193, None)]


def test_the_amount_is_that_of_the_last_decision_and_the_convention_the_one_in_force():
    world = a_world()
    in_force(world)
    with centre_context(world.ours.centre.pk):
        (before,) = grants(actor=world.ours.coordinator, at=AT)
    assert before.lines[0].convention == world.ours.convention
    capped(world)
    with centre_context(world.ours.centre.pk):
        (after,) = grants(actor=world.ours.coordinator, at=AT)
    assert (before.cents, after.cents) == (326_738_193, 50_00)
    assert (before.grant, after.lines[0].convention) == (after.grant, world.ours.convention)


def test_the_administration_reads_the_grants_of_all_and_opens_none():
    world = a_world()
    for office in (world.ours, world.theirs):
        with centre_context(office.centre.pk):
            grants(actor=office.secretary, at=AT)
    with federal_context():
        found = queries.many(queries.all_grants())
        assert sorted(one.cents for one in found) == [326_738_193, 326_738_193]
        forged = Grant(centre=world.ours.centre, programme_id=uuid4(), award=found[0].grant.award, opened_at=AT)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Grant._base_manager.bulk_create([forged])


def test_a_centre_reads_no_grant_of_another_and_a_worker_opens_none():
    world = a_world()
    with centre_context(world.theirs.centre.pk):
        (theirs,) = grants(actor=world.theirs.president, at=AT)
    with centre_context(world.ours.centre.pk):
        assert queries.grant(theirs.grant.pk) is None
        with pytest.raises(NotAllowed):
            grants(actor=world.ours.worker, at=AT)
        assert not Grant.objects.exists()


def test_a_grant_of_another_programme_than_its_award_is_refused_by_the_database():
    world = a_world()
    with centre_context(world.ours.centre.pk):
        (held,) = grants(actor=world.ours.president, at=AT)
        with pytest.raises(IntegrityError, match="amount of its programme"), transaction.atomic():
            Grant.objects.create(programme_id=uuid4(), award=held.grant.award, opened_at=AT)
