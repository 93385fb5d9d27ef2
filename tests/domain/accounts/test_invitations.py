"""An invitation is a secret that counts fourteen days, once, for one person."""

import random
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.accounts import invitations
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.invitations import (
    ALPHABET,
    DeadInvitation,
    accept,
    ask_again,
    find,
    invite,
    read_secret,
    renew,
)
from jalon.domain.accounts.models import Membership, User
from jalon.domain.accounts.queries import open_memberships
from jalon.domain.accounts.services import create_account, withdraw
from jalon.domain.core.context import AUTH, Context, centre_context, entered
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from tests.conftest import TODAY
from tests.domain.accounts.conftest import NOON, staff_of
from tests.factories import a_user

pytestmark = pytest.mark.django_db
LATE = NOON + timedelta(days=14)


@pytest.fixture
def here():
    return staff_of("Val-Clair")


def invited(here, email="new@example.org", *, actor=None, role=Role.WORKER, **facts):
    with centre_context(here.centre.pk):
        return invite(
            actor=actor or here.secretary,
            name=facts.pop("name", "Nina Neuf"),
            email=email,
            role=role,
            at=NOON,
            on=TODAY,
        )


def account(email="new@example.org"):
    return create_account(email=email, name="Nina Neuf", password="correct-horse-battery", language="fr")


def test_an_invited_person_enters_with_the_code_and_only_once(here):
    invitation = invited(here)
    user = account()
    assert open_memberships(user=user, on=TODAY) == []
    accept(secret=invitation.secret, user=user, at=NOON, on=TODAY)
    assert [place.centre_id for place in open_memberships(user=user, on=TODAY)] == [here.centre.pk]
    with pytest.raises(DeadInvitation):
        accept(secret=invitation.secret, user=user, at=NOON, on=TODAY)


def test_the_secret_itself_is_kept_nowhere(here):
    invitation = invited(here)
    with centre_context(here.centre.pk):
        kept = Membership.objects.filter(pk=invitation.membership.pk).values().get()
    assert invitation.secret not in str(kept)
    assert len(invitation.secret) == 16
    assert len(set(ALPHABET)) == 32


@given(secret=st.text(ALPHABET, min_size=16, max_size=16), seed=st.integers(0, 2**32))
def test_a_code_is_read_however_it_is_typed(secret, seed):
    hand = random.Random(seed)
    alike = {"0": "0oO", "1": "1iIlL"}
    typed = "".join(hand.choice(alike.get(char, char + char.lower())) + hand.choice(["", "-", " "]) for char in secret)
    assert read_secret(typed) == secret


def test_the_code_is_dead_after_fourteen_days(here):
    invitation = invited(here)
    with pytest.raises(DeadInvitation):
        accept(secret=invitation.secret, user=account(), at=LATE, on=TODAY)
    accept(secret=invitation.secret, user=User.objects.get(email="new@example.org"), at=LATE - timedelta(1), on=TODAY)


def test_somebody_else_cannot_use_the_code(here):
    invitation = invited(here)
    with pytest.raises(NotAllowed, match="quelqu’un d’autre"):
        accept(secret=invitation.secret, user=a_user(), at=NOON, on=TODAY)
    assert find(secret=invitation.secret) is not None


def test_a_code_taken_back_or_replaced_is_dead(here):
    invitation = invited(here)
    with centre_context(here.centre.pk):
        second = renew(actor=here.secretary, membership=invitation.membership, at=NOON, on=TODAY)
    assert find(secret=invitation.secret) is None
    assert find(secret=second.secret).pk == invitation.membership.pk
    with centre_context(here.centre.pk):
        withdraw(actor=here.secretary, membership=invitation.membership, on=TODAY)
    assert find(secret=second.secret) is None
    with pytest.raises(TransitionRefused), centre_context(here.centre.pk):
        renew(actor=here.secretary, membership=invitation.membership, at=NOON, on=TODAY)


def test_a_coordinator_invites_social_workers_only_and_a_worker_nobody(here):
    invited(here, actor=here.coordinator)
    for actor, role in ((here.coordinator, Role.SECRETARY), (here.worker, Role.WORKER), (here.president, Role.WORKER)):
        with pytest.raises(NotAllowed):
            invited(here, f"{role}@example.org", actor=actor, role=role)


def test_one_address_has_one_access_to_a_centre(here):
    invited(here)
    with pytest.raises(Conflict, match="déjà un accès"):
        invited(here, "NEW@example.org")


def test_whoever_left_may_be_invited_again(here):
    with centre_context(here.centre.pk):
        Membership.objects.filter(pk=here.worker.pk).update(until=TODAY - timedelta(1))
    invited(here, here.worker.email)
    with centre_context(here.centre.pk):
        assert Membership.objects.get(pk=here.worker.pk).state == MembershipState.LEFT


def test_an_old_link_gets_a_new_one_at_the_invited_address_and_there_alone(here):
    first = invited(here)
    again = ask_again(shown=first.secret, at=LATE, on=TODAY)
    assert [one.membership.email for one in again] == ["new@example.org"]
    assert find(secret=first.secret) is None
    assert find(secret=again[0].secret) is not None
    # A link that was replaced can only be followed up by its address.
    assert ask_again(shown=first.secret, at=LATE, on=TODAY) == []
    assert len(ask_again(shown="New@Example.org", at=LATE, on=TODAY)) == 1


@pytest.mark.parametrize("shown", ["", "nobody@example.org", "0000-0000-0000-0000", "%", "x" * 254])
def test_asking_again_with_anything_else_gives_nothing(here, shown):
    invited(here)
    assert ask_again(shown=shown, at=NOON, on=TODAY) == []


def test_without_an_address_the_code_is_on_paper_and_the_identifier_is_nobodys_mailbox(here):
    invitation = invited(here, "", name="Zoë Ô’Neill-Désiré")
    assert invitation.membership.email.startswith("zoe.oneill.desire@")
    assert invitation.membership.email.endswith(".invalid")
    assert not invitation.membership.has_mail
    second = invited(here, "", name="Zoë Ô’Neill-Désiré")
    assert second.membership.identifier.startswith("zoe.oneill.desire2@")
    assert len(invitation.printed) == 19
    # Nothing can be sent; the centre sees that a new code is wanted.
    assert ask_again(shown=invitation.secret, at=NOON, on=TODAY) == []
    with centre_context(here.centre.pk):
        assert Membership.objects.get(pk=invitation.membership.pk).renewal_asked_at == NOON


def test_nobody_is_invited_at_an_address_of_our_own_making(here):
    with pytest.raises(InvalidInput):
        invited(here, "boss@44084.invalid")


def test_sign_in_sees_the_invitation_shown_and_no_other_row(here):
    other = staff_of("Haut-Pré")
    ours = invited(here)
    invited(other, "else@example.org")
    with entered(Context(AUTH)), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_membership")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT set_config('app.invitation', %s, true)", [invitations.fingerprint(ours.secret)])
        cursor.execute("SELECT email FROM accounts_membership")
        assert cursor.fetchall() == [("new@example.org",)]
        # An address that is not invited shows nothing, even if it has a membership.
        cursor.execute("SELECT set_config('app.invitation', %s, true)", [here.worker.email])
        cursor.execute("SELECT count(*) FROM accounts_membership")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT set_config('app.invitation', '', true)")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE accounts_membership SET role = 'secretary'")
