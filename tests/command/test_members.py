"""The first member of a centre comes in by the operator's hand, the others by theirs."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from jalon.command.console import Refusal
from jalon.command.members import add_federal, invite_first, reset_access
from jalon.domain.accounts.codes import read_secret
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership, User
from jalon.domain.accounts.recovery import find
from jalon.domain.centres.models import CentreCode
from jalon.domain.core.context import centre_context, operator_context
from tests.factories import a_centre, a_member, a_user

pytestmark = pytest.mark.django_db


def test_the_first_secretary_of_a_centre_gets_a_code(capsys: pytest.CaptureFixture[str]):
    centre = a_centre("Val-Clair")
    with operator_context():
        CentreCode.objects.create(centre=centre, nis_code="10001", validity=DateRange(date(2019, 1, 1), None))
    invite_first("10001", name="Mia Claes", email="mia@example.org", role="secretary")
    assert "Mia Claes is invited" in capsys.readouterr().out
    with centre_context(centre.pk):
        member = Membership.objects.get()
        assert (member.role, member.state) == (Role.SECRETARY, MembershipState.INVITED)


def test_a_code_no_centre_bears_invites_nobody():
    with pytest.raises(Refusal, match="No centre bears"):
        invite_first("99999", name="Mia Claes", email="mia@example.org", role="secretary")


def test_a_federal_member_gets_an_account_once(capsys: pytest.CaptureFixture[str]):
    add_federal(name="Ann De Wit", email="ann@example.org", role="officer")
    password = capsys.readouterr().out.split("shown once: ")[1].strip()
    assert User.objects.get(email="ann@example.org").check_password(password)
    with operator_context():
        assert FederalMembership.objects.get().role == "officer"
    with pytest.raises(Refusal, match="already works"):
        add_federal(name="Ann De Wit", email="ann@example.org", role="officer")


def test_the_only_director_who_is_locked_out_gets_a_code(capsys: pytest.CaptureFixture[str]):
    user = a_user("Mia Claes", email="mia@example.org")
    with centre_context(a_centre("Val-Clair").pk):
        a_member(Role.SECRETARY, user=user)
    reset_access("Mia@Example.org ")
    code = capsys.readouterr().out.split("hours: ")[1].strip()
    assert not User.objects.get(pk=user.pk).has_usable_password()
    found = find(secret=read_secret(code), at=timezone.now())
    assert found is not None
    assert found.user == user


def test_an_identifier_without_mail_is_known_as_it_is_typed(capsys: pytest.CaptureFixture[str]):
    a_user("Mia Claes", email="mia.claes@10001.invalid")
    reset_access("mia.claes@10001")
    assert "Mia Claes" in capsys.readouterr().out


def test_nobody_is_reset_by_an_address_nobody_has():
    with pytest.raises(Refusal, match="Nobody signs in"):
        reset_access("nobody@example.org")
