"""A lost access is given back by the direction, and opens no centre but its own."""

from datetime import timedelta

import pytest
from django.apps import apps

from jalon.domain.accounts import recovery
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import AccessReset, FederalAct, FederalMembership, Membership, User
from jalon.domain.accounts.queries import open_memberships
from jalon.domain.accounts.recovery import DeadCode, TooManyResets
from jalon.domain.accounts.services import suspend
from jalon.domain.accounts.transitions import LastSecretary
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.worklist.models import CalendarFeed
from jalon.domain.worklist.services import open_calendar
from tests.conftest import TODAY
from tests.domain.accounts.conftest import NOON, staff_of
from tests.factories import a_federal_member, a_member, a_user

pytestmark = pytest.mark.django_db
OLD, NEW = "correct-horse-battery", "cheval agrafe pluie"


@pytest.fixture
def here():
    return staff_of("Val-Clair")


@pytest.fixture
def elsewhere():
    return staff_of("Haut-Pré")


def reset(here, membership, *, actor=None, way="paper", at=NOON):
    with centre_context(here.centre.pk):
        return recovery.reset_member(actor=actor or here.secretary, membership=membership, way=way, at=at, on=TODAY)


def also_in(there, user, role=Role.WORKER, **facts):
    with centre_context(there.centre.pk):
        return a_member(role, user=user, **facts)


def fresh(membership):
    with centre_context(membership.centre_id):
        return Membership.objects.get(pk=membership.pk)


def verbs(membership):
    with centre_context(membership.centre_id):
        return list(
            JournalEntry.objects.filter(subject_id=membership.pk).order_by("number").values_list("verb", flat=True)
        )


def places(user):
    return [place.title for place in open_memberships(user=user, on=TODAY)]


def test_nothing_that_let_the_person_in_counts_any_more(here):
    user = here.worker.user
    apps.get_model("mfa", "Authenticator").objects.create(user=user, type="totp", data={})
    apps.get_model("mfa", "Authenticator").objects.create(user=user, type="recovery_codes", data={})
    with centre_context(here.centre.pk):
        open_calendar(actor=here.worker, on=TODAY)
    before = user.get_session_auth_hash()
    reset(here, here.worker)
    user = User.objects.get(pk=user.pk)
    assert not user.has_usable_password()
    assert user.get_session_auth_hash() != before
    assert not apps.get_model("mfa", "Authenticator").objects.filter(user=user).exists()
    with centre_context(here.centre.pk):
        assert not CalendarFeed.objects.exists()


def test_the_code_opens_a_new_password_once_and_for_a_day(here):
    made = reset(here, here.worker)
    assert recovery.find(secret=made.secret, at=NOON + timedelta(hours=24)) is None
    user = recovery.use(secret=made.secret, password=NEW, at=NOON + timedelta(hours=23), on=TODAY)
    assert User.objects.get(pk=user.pk).check_password(NEW)
    with pytest.raises(DeadCode):
        recovery.use(secret=made.secret, password=OLD, at=NOON, on=TODAY)
    assert places(user) == ["CPAS de Val-Clair"]
    assert verbs(here.worker) == ["member.access_reset", "member.access_recovered"]


def test_only_the_fingerprint_of_the_code_is_kept(here):
    made = reset(here, here.worker)
    assert made.secret not in str(AccessReset.objects.values())
    assert len(AccessReset.objects.get().code_hash) == 64


def test_a_new_code_kills_the_former(here):
    first = reset(here, here.worker)
    reset(here, here.worker)
    assert recovery.find(secret=first.secret, at=NOON) is None


def test_a_fourth_reset_in_a_day_is_refused_and_changes_nothing(here):
    for _time in range(3):
        made = reset(here, here.worker)
    with pytest.raises(TooManyResets):
        reset(here, here.worker)
    assert recovery.find(secret=made.secret, at=NOON)
    assert reset(here, here.worker, at=NOON + timedelta(days=1, seconds=1))


def test_nobody_resets_themselves_or_whoever_stands_above_them(here):
    for actor, subject in [
        (here.secretary, here.secretary),
        (here.coordinator, here.coordinator),
        (here.coordinator, here.secretary),
        (here.coordinator, here.president),
        (here.president, here.worker),
        (here.worker, here.colleague),
    ]:
        with pytest.raises(NotAllowed):
            reset(here, subject, actor=actor)
    assert not AccessReset.objects.exists()
    assert reset(here, here.worker, actor=here.coordinator)


def test_two_memberships_of_one_person_are_that_person(here):
    # The same account under two addresses of one centre would be two members for the lists, never for a reset.
    with centre_context(here.centre.pk):
        twin = a_member(Role.WORKER, user=here.coordinator.user, email="twin@example.org")
    with pytest.raises(NotAllowed):
        reset(here, twin, actor=here.coordinator)


def test_a_direction_cannot_reset_a_member_of_another_centre(here, elsewhere):
    with pytest.raises(Membership.DoesNotExist):
        reset(here, elsewhere.worker)
    assert elsewhere.worker.user.has_usable_password()


def test_whoever_is_invited_suspended_or_gone_has_no_access_to_reset(here):
    for state in (MembershipState.SUSPENDED, MembershipState.LEFT):
        member = also_in(here, a_user(), state=state)
        with pytest.raises(TransitionRefused):
            reset(here, member)


def test_a_reset_opens_no_other_centre_until_its_own_direction_confirms(here, elsewhere):
    there = also_in(elsewhere, here.worker.user, Role.SECRETARY)
    made = reset(here, here.worker)
    user = recovery.use(secret=made.secret, password=NEW, at=NOON, on=TODAY)
    assert places(user) == ["CPAS de Val-Clair"]
    held = fresh(there)
    assert (held.works_on(TODAY), held.held_from_id) == (False, here.centre.pk)
    assert verbs(there) == ["member.access_held", "member.access_recovered"]
    with centre_context(elsewhere.centre.pk):
        with pytest.raises(NotAllowed):
            recovery.confirm_member(actor=elsewhere.coordinator, membership=there, on=TODAY)
        with pytest.raises(NotAllowed):
            recovery.confirm_member(actor=there, membership=there, on=TODAY)
        recovery.confirm_member(actor=elsewhere.secretary, membership=there, on=TODAY)
    assert len(places(user)) == 2
    assert verbs(there)[-1] == "member.access_confirmed"


def test_an_access_that_waits_for_nobody_is_not_confirmed(here):
    with centre_context(here.centre.pk), pytest.raises(NotAllowed):
        recovery.confirm_member(actor=here.secretary, membership=here.worker, on=TODAY)


def test_the_other_direction_may_reset_in_its_turn_and_then_the_first_waits(here, elsewhere):
    there = also_in(elsewhere, here.worker.user)
    stolen = reset(here, here.worker)
    mine = reset(elsewhere, there)
    assert recovery.find(secret=stolen.secret, at=NOON) is None
    user = recovery.use(secret=mine.secret, password=NEW, at=NOON, on=TODAY)
    assert places(user) == ["CPAS de Haut-Pré"]


def test_a_held_director_does_not_count_as_the_one_who_stays(here, elsewhere):
    second = also_in(elsewhere, here.worker.user, Role.SECRETARY)
    reset(here, here.worker)
    with centre_context(elsewhere.centre.pk), pytest.raises(LastSecretary):
        suspend(actor=fresh(second), membership=elsewhere.secretary, on=TODAY)


def test_a_reset_in_a_centre_closes_the_national_figures_too(here):
    federal = a_federal_member(here.worker.user)
    made = reset(here, here.worker)
    user = recovery.use(secret=made.secret, password=NEW, at=NOON, on=TODAY)
    assert places(user) == ["CPAS de Val-Clair"]
    boss = a_federal_member(a_user(), role="manager")
    with federal_context():
        assert list(
            FederalAct.objects.filter(subject=federal).values_list("verb", flat=True).order_by("at", "verb")
        ) == [
            "federal.access_held",
            "federal.access_recovered",
        ]
        recovery.confirm_federal(actor=boss, membership=federal, at=NOON)
    assert len(places(user)) == 2


def test_a_federal_reset_opens_the_figures_and_no_centre(here):
    federal = a_federal_member(here.secretary.user)
    boss = a_federal_member(a_user(), role="manager")
    with federal_context():
        made = recovery.reset_federal(actor=boss, membership=federal, way="mail", at=NOON, on=TODAY)
    user = recovery.use(secret=made.secret, password=NEW, at=NOON, on=TODAY)
    assert places(user) == ["SPP IS / POD MI"]
    assert fresh(here.secretary).held_at == NOON
    with federal_context():
        assert FederalMembership.objects.get(pk=federal.pk).held_at is None


def test_an_officer_resets_nobody():
    officer, other = a_federal_member(a_user()), a_federal_member(a_user())
    with federal_context(), pytest.raises(NotAllowed):
        recovery.reset_federal(actor=officer, membership=other, way="paper", at=NOON, on=TODAY)


def test_the_operator_opens_every_place_at_once(here, elsewhere):
    there = also_in(elsewhere, here.secretary.user)
    reset(elsewhere, there)
    assert fresh(here.secretary).held_at
    made = recovery.reset_by_operator(user=here.secretary.user, at=NOON, on=TODAY)
    user = recovery.use(secret=made.secret, password=NEW, at=NOON, on=TODAY)
    assert len(places(user)) == 2
    assert "member.access_reset" in verbs(here.secretary)


def test_a_code_is_not_sent_to_an_address_nobody_reads(here):
    with centre_context(here.centre.pk):
        member = a_member(Role.WORKER, user=here.worker.user, email="ada@10001.invalid")
    with pytest.raises(InvalidInput):
        reset(here, member, way="mail")
    with pytest.raises(InvalidInput):
        reset(here, here.worker, way="operator")


def test_the_person_is_told_until_they_have_read_it(here):
    made = reset(here, here.worker)
    assert [one.begun_by for one in recovery.untold(made.user)] == [here.secretary.name]
    recovery.told(user=made.user, at=NOON)
    assert recovery.untold(made.user) == []
    assert len(recovery.history(made.user)) == 1
