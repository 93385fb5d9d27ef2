"""The first member of a centre comes in by the operator's hand, the others by theirs."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from jalon.command.console import Refusal
from jalon.command.members import add_federal, invite_first
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership, User
from jalon.domain.centres.models import CentreCode
from jalon.domain.core.context import centre_context, operator_context
from tests.factories import a_centre

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
