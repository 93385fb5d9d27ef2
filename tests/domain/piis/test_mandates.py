"""Who signs for the centre: president and secretary, and those they name."""

from types import SimpleNamespace

import pytest

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.people.models import Person
from jalon.domain.piis import services
from jalon.domain.piis.enums import Method, Side, State
from jalon.domain.piis.errors import NotForTheCentre
from jalon.domain.piis.models import Piis, Signature, SigningMandate
from jalon.domain.piis.permissions import may_sign_for_centre
from tests.domain.piis.world import MONDAY, a_beneficiary, a_drawing, council, handed_over, sign
from tests.factories import a_centre, a_member, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleagues(db: None) -> SimpleNamespace:
    """Two members at work in one centre, and one in another; users are made outside any centre."""
    users = [a_user(name) for name in ("Ada", "Coo", "Noor")]
    here, elsewhere = a_centre("Ici"), a_centre("Ailleurs")
    with centre_context(elsewhere.pk):
        stranger = a_member(Role.WORKER, user=users[2], state=MembershipState.ACTIVE)
    with centre_context(here.pk):
        worker = a_member(Role.WORKER, user=users[0], state=MembershipState.ACTIVE)
        coordinator = a_member(Role.COORDINATOR, user=users[1], state=MembershipState.ACTIVE)
        yield SimpleNamespace(worker=worker, coordinator=coordinator, stranger=stranger, elsewhere=elsewhere)


def nobody_signs_for_the_centre() -> None:
    SigningMandate.objects.update(ended_on=MONDAY)


def test_a_worker_without_a_mandate_takes_the_person_s_signature_and_not_the_centre_s(person: Person):
    nobody_signs_for_the_centre()
    version = handed_over(person)
    with pytest.raises(NotForTheCentre):
        sign(version, Side.CENTRE, actor=person.responsible)
    sign(version, Side.PERSON)
    assert [one.side for one in Signature.objects.all()] == [Side.PERSON]
    sign(version, Side.CENTRE, actor=council())
    assert Piis.objects.get(pk=version.piis_id).state == State.SIGNED


def test_who_signs_for_the_centre_signs_with_their_own_name(person: Person):
    president = council()
    version = handed_over(person)
    with pytest.raises(InvalidInput, match="propre nom"):
        sign(version, Side.CENTRE, actor=president, name="Quelqu’un d’autre")
    drawn = sign(version, Side.CENTRE, actor=president, name="Quelqu’un", method=Method.DRAWN, picture=a_drawing())
    assert drawn.name == president.name


def test_president_or_secretary_delegate_and_take_back_and_the_journal_says_so(colleagues):
    president, worker = council(), colleagues.worker
    services.delegate_signing(actor=president, members=[worker.pk], on=MONDAY)
    services.delegate_signing(actor=president, members=[worker.pk], on=MONDAY)  # a double click
    assert may_sign_for_centre(worker, on=MONDAY)
    assert SigningMandate.objects.filter(ended_on=None).count() == 1
    services.delegate_signing(actor=president, members=[], on=MONDAY)
    assert not may_sign_for_centre(worker, on=MONDAY)
    verbs = JournalEntry.objects.filter(verb__startswith="piis.mandate").order_by("number")
    assert [one.verb for one in verbs] == ["piis.mandate_given", "piis.mandate_ended"]


@pytest.mark.parametrize("role", ["worker", "coordinator"])
def test_nobody_else_delegates_not_even_to_themselves(colleagues, role: str):
    member = getattr(colleagues, role)
    with pytest.raises(NotAllowed):
        services.delegate_signing(actor=member, members=[member.pk], on=MONDAY)
    assert not may_sign_for_centre(member, on=MONDAY)


def test_a_mandate_of_another_centre_signs_nothing_here(colleagues):
    version = handed_over(a_beneficiary(responsible=colleagues.worker))
    with centre_context(colleagues.elsewhere.pk):
        intruder = council()
        services.delegate_signing(actor=intruder, members=[colleagues.stranger.pk], on=MONDAY)
    for actor in (intruder, colleagues.stranger):
        with pytest.raises(NotAllowed):
            sign(version, Side.CENTRE, actor=actor)
    services.delegate_signing(actor=council(), members=[colleagues.stranger.pk], on=MONDAY)  # unknown here
    assert not SigningMandate.objects.filter(member_id=colleagues.stranger.pk).exists()
    assert not Signature.objects.exists()
