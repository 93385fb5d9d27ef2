"""During an absence a deputy answers for the files."""

from datetime import timedelta

import pytest

from jalon.domain.accounts.models import Deputyship
from jalon.domain.accounts.services import end_absence, plan_absence, suspend
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from tests.conftest import TODAY

WEEK = timedelta(7)


def plan(staff, **changes):
    facts = {
        "actor": staff.worker,
        "absent": staff.worker,
        "deputy": staff.colleague,
        "since": TODAY,
        "until": TODAY + WEEK,
    }
    return plan_absence(**{**facts, **changes}, on=TODAY)


def test_a_worker_plans_their_own_absence_and_the_coordinator_that_of_others(staff):
    assert plan(staff).runs_on(TODAY)
    plan(staff, actor=staff.coordinator, absent=staff.coordinator, deputy=staff.colleague)
    with pytest.raises(NotAllowed):
        plan(staff, actor=staff.colleague, since=TODAY + 2 * WEEK, until=TODAY + 3 * WEEK)


def test_a_stranger_plans_nothing_here(staff, strangers):
    with pytest.raises(NotAllowed):
        plan(staff, actor=strangers.coordinator)
    assert not Deputyship.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"until": TODAY - WEEK, "since": TODAY - 2 * WEEK}, "déjà finie"),
        ({"since": TODAY + 2 * WEEK}, "avant le début"),
        ({"deputy": "worker"}, "pas soi-même"),
        ({"deputy": "president"}, "travailleur social"),
    ],
)
def test_an_absence_that_makes_no_sense_is_refused_with_a_sentence(staff, changes, sentence):
    if isinstance(changes.get("deputy"), str):
        changes = {**changes, "deputy": getattr(staff, changes["deputy"])}
    with pytest.raises(InvalidInput, match=sentence):
        plan(staff, **changes)


def test_somebody_suspended_replaces_nobody(staff):
    suspend(actor=staff.secretary, membership=staff.colleague, on=TODAY)
    staff.colleague.refresh_from_db()
    with pytest.raises(InvalidInput, match="actif"):
        plan(staff)


def test_one_is_absent_once_at_a_time(staff):
    plan(staff)
    with pytest.raises(InvalidInput, match="une autre"):
        plan(staff, since=TODAY + WEEK, until=TODAY + 2 * WEEK)


def test_somebody_absent_replaces_nobody(staff):
    plan(staff)
    with pytest.raises(InvalidInput, match="lui-même absent"):
        plan(staff, absent=staff.colleague, actor=staff.colleague, deputy=staff.worker)


def test_coming_back_early_ends_the_absence_the_day_before(staff):
    deputyship = plan(staff)
    end_absence(actor=staff.worker, deputyship=deputyship, on=TODAY + timedelta(3))
    deputyship.refresh_from_db()
    assert deputyship.until == TODAY + timedelta(2)
    with pytest.raises(Conflict):
        end_absence(actor=staff.worker, deputyship=deputyship, on=TODAY + timedelta(3))


def test_an_absence_that_had_not_begun_disappears(staff):
    deputyship = plan(staff, since=TODAY + WEEK, until=TODAY + 2 * WEEK)
    end_absence(actor=staff.worker, deputyship=deputyship, on=TODAY)
    assert not Deputyship.objects.exists()


def test_the_absences_of_another_centre_are_out_of_sight(staff, strangers):
    plan(staff)
    with centre_context(strangers.centre.pk):
        assert not Deputyship.objects.exists()
