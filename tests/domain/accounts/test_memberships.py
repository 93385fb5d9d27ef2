"""Who may do what to whose membership, and what follows."""

from datetime import date, timedelta

import pytest

from jalon.domain.accounts import services
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.transitions import ACTIVE, INVITED, LEFT, MEMBERSHIP, SUSPENDED, LastSecretary
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from tests.conftest import TODAY
from tests.factories import a_member

TOMORROW, YESTERDAY = TODAY + timedelta(1), TODAY - timedelta(1)


def state_of(member):
    with centre_context(member.centre_id):
        return Membership.objects.get(pk=member.pk).state


def verbs():
    return list(JournalEntry.objects.order_by("number").values_list("verb", flat=True))


def test_the_secretary_suspends_and_restores_and_the_journal_keeps_both(staff):
    services.suspend(actor=staff.secretary, membership=staff.worker, on=TODAY)
    assert state_of(staff.worker) == SUSPENDED
    services.restore(actor=staff.secretary, membership=staff.worker, on=TODAY)
    assert state_of(staff.worker) == ACTIVE
    assert verbs() == ["member.suspended", "member.restored"]


@pytest.mark.parametrize("act", [services.suspend, services.restore, services.withdraw])
def test_the_same_rights_in_another_centre_are_no_rights_here(staff, strangers, act):
    with pytest.raises((NotAllowed, TransitionRefused)):
        act(actor=strangers.secretary, membership=staff.worker, on=TODAY)
    with pytest.raises((NotAllowed, Membership.DoesNotExist)), centre_context(strangers.centre.pk):
        act(actor=strangers.secretary, membership=staff.worker, on=TODAY)
    assert state_of(staff.worker) == ACTIVE
    assert verbs() == []


def test_a_coordinator_manages_social_workers_and_nobody_above(staff):
    for other in (staff.president, staff.secretary, staff.coordinator):
        with pytest.raises(NotAllowed):
            services.suspend(actor=staff.coordinator, membership=other, on=TODAY)
    services.suspend(actor=staff.coordinator, membership=staff.worker, on=TODAY)
    assert state_of(staff.worker) == SUSPENDED


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.PRESIDENT, Role.SECRETARY])
def test_a_coordinator_cannot_lift_a_worker_above_a_worker(staff, role):
    with pytest.raises(NotAllowed):
        services.change_member(
            actor=staff.coordinator, membership=staff.worker, name="A", role=role, team=None, revision=1, on=TODAY
        )
    assert Membership.objects.get(pk=staff.worker.pk).role == Role.WORKER


@pytest.mark.parametrize("who", ["worker", "coordinator", "president", "secretary"])
def test_nobody_changes_their_own_role_nor_suspends_themselves(staff, who):
    me = getattr(staff, who)
    with pytest.raises(NotAllowed):
        services.change_member(actor=me, membership=me, name="A", role=Role.SECRETARY, team=None, revision=1, on=TODAY)
    with pytest.raises(NotAllowed):
        services.suspend(actor=me, membership=me, on=TODAY)
    assert Membership.objects.get(pk=me.pk).role == me.role


def test_the_last_secretary_cannot_leave_until_another_is_named(staff):
    with pytest.raises(LastSecretary):
        services.end(actor=staff.secretary, membership=staff.secretary, until=TODAY, on=TODAY)
    with pytest.raises(LastSecretary):
        services.end(actor=staff.secretary, membership=staff.secretary, until=TODAY + timedelta(30), on=TODAY)
    services.change_member(
        actor=staff.secretary,
        membership=staff.president,
        name="P",
        role=Role.SECRETARY,
        team=None,
        revision=1,
        on=TODAY,
    )
    services.end(actor=staff.secretary, membership=staff.secretary, until=TODAY, on=TODAY)
    assert state_of(staff.secretary) == LEFT


def test_a_secretary_who_is_about_to_leave_does_not_count_as_staying(staff):
    other = a_member(Role.SECRETARY, user=None, state=MembershipState.LEFT)
    Membership.objects.filter(pk=other.pk).update(user=staff.worker.user_id, state=ACTIVE, until=TOMORROW)
    with pytest.raises(LastSecretary):
        services.end(actor=staff.secretary, membership=staff.secretary, until=TODAY, on=TODAY)


def test_a_member_may_leave_by_themselves(staff):
    services.end(actor=staff.worker, membership=staff.worker, until=TODAY, on=TODAY)
    assert state_of(staff.worker) == LEFT


def test_a_planned_end_leaves_the_access_open_until_the_last_day(staff):
    services.end(actor=staff.secretary, membership=staff.worker, until=TOMORROW, on=TODAY)
    member = Membership.objects.get(pk=staff.worker.pk)
    assert (member.works_on(TODAY), member.works_on(TOMORROW), member.works_on(TOMORROW + timedelta(1))) == (
        True,
        True,
        False,
    )


def test_a_membership_never_ends_before_it_began(staff):
    with pytest.raises(InvalidInput, match="avant le début"):
        services.end(actor=staff.secretary, membership=staff.worker, until=date(2019, 1, 1), on=TODAY)


def test_two_people_changing_the_same_member_get_told(staff):
    change = {"actor": staff.secretary, "membership": staff.worker, "team": None, "on": TODAY, "name": "Ada"}
    services.change_member(**change, role=Role.COORDINATOR, revision=1)
    with pytest.raises(Conflict) as conflict:
        services.change_member(**change, role=Role.PRESIDENT, revision=1)
    assert conflict.value.theirs.role == Role.COORDINATOR


def test_every_cell_of_the_table_is_allowed_or_refused_as_it_says(staff):
    acts = {"suspend": services.suspend, "restore": services.restore, "withdraw": services.withdraw}
    for state in (INVITED, ACTIVE, SUSPENDED, LEFT):
        for act, service in acts.items():
            user = staff.colleague.user_id if state in (ACTIVE, SUSPENDED) else None
            member = a_member()
            Membership.objects.filter(pk=member.pk).update(user=user, state=state)
            if MEMBERSHIP.find(state, act):
                assert service(actor=staff.secretary, membership=member, on=TODAY).state != state
            else:
                with pytest.raises(TransitionRefused):
                    service(actor=staff.secretary, membership=member, on=TODAY)
            Membership.objects.filter(pk=member.pk).update(state=LEFT)


def test_the_table_can_be_printed():
    assert "| active | suspend | suspended | manages_member | another_secretary_stays |" in MEMBERSHIP.as_markdown()
    wanted = ["accept", "renew", "withdraw", "change", "reset", "confirm", "suspend", "restore", "end"]
    assert MEMBERSHIP.acts == wanted


def test_a_team_is_made_renamed_filled_and_removed_once_empty(staff):
    team = services.create_team(actor=staff.secretary, name="Jeunes", on=TODAY)
    with pytest.raises(InvalidInput, match="déjà ce nom"):
        services.create_team(actor=staff.secretary, name="jeunes", on=TODAY)
    services.rename_team(actor=staff.coordinator, team=team, name="Jeunes et étudiants", on=TODAY)
    services.change_member(
        actor=staff.secretary, membership=staff.worker, name="A", role=Role.WORKER, team=team, revision=1, on=TODAY
    )
    with pytest.raises(Conflict, match="encore des membres"):
        services.remove_team(actor=staff.secretary, team=team, on=TODAY)
    services.end(actor=staff.secretary, membership=staff.worker, until=TODAY, on=TODAY)
    services.remove_team(actor=staff.secretary, team=team, on=TODAY)
    assert Membership.objects.get(pk=staff.worker.pk).team is None


def test_a_worker_makes_no_team(staff):
    with pytest.raises(NotAllowed):
        services.create_team(actor=staff.worker, name="Jeunes", on=TODAY)
