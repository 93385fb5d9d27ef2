"""A centre at work, with its staff, and another one."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from tests.factories import a_centre, a_member, a_user


@dataclass
class Staff:
    """Who works in a centre."""

    centre: Centre
    worker: Membership
    colleague: Membership
    coordinator: Membership
    president: Membership


def staff_of(name: str) -> Staff:
    """A centre with its staff."""
    centre = a_centre(name)
    users = [a_user(f"{word} {name}") for word in ("Ada", "Bea", "Coo", "Pré")]
    with centre_context(centre.pk):
        roles = (Role.WORKER, Role.WORKER, Role.COORDINATOR, Role.PRESIDENT)
        members = [
            a_member(role, user=user, state=MembershipState.ACTIVE) for role, user in zip(roles, users, strict=True)
        ]
    return Staff(centre, *members)


@pytest.fixture
def elsewhere(db: None) -> Staff:
    """Another centre with the same staff."""
    return staff_of("Haut-Pré")


@pytest.fixture
def here(db: None, elsewhere: Staff) -> Iterator[Staff]:
    """The centre in whose context the test runs."""
    staff = staff_of("Val-Clair")
    with centre_context(staff.centre.pk, member_id=staff.worker.pk):
        yield staff
