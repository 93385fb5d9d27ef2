"""A centre with its staff, and the same roles in another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from tests.factories import a_centre, a_member, a_user

FIRST_NAMES = ("Ada", "Bea", "Cora", "Dora", "Else")
NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@dataclass
class Staff:
    """Somebody in each role."""

    centre: Centre
    worker: Membership
    colleague: Membership
    coordinator: Membership
    president: Membership
    secretary: Membership


def staff_of(name: str) -> Staff:
    """A centre whose members all have accounts."""
    centre = a_centre(name)
    roles = (Role.WORKER, Role.WORKER, Role.COORDINATOR, Role.PRESIDENT, Role.SECRETARY)
    users = [a_user(f"{first} {name}") for first in FIRST_NAMES]
    with centre_context(centre.pk):
        members = [a_member(role, user=user) for role, user in zip(roles, users, strict=True)]
    return Staff(centre, *members)


@pytest.fixture
def staff(db: None) -> Iterator[Staff]:
    """The test works in this centre."""
    here = staff_of("Val-Clair")
    with centre_context(here.centre.pk):
        yield here


@pytest.fixture
def strangers(staff: Staff) -> Staff:
    """The same rights in another centre."""
    from jalon.domain.core.context import Context, entered

    with entered(Context("jalon_auth")):
        users = [a_user(f"{number} Haut-Pré") for number in range(5)]
    centre = a_centre("Haut-Pré")
    roles = (Role.WORKER, Role.WORKER, Role.COORDINATOR, Role.PRESIDENT, Role.SECRETARY)
    with centre_context(centre.pk):
        members = [a_member(role, user=user) for role, user in zip(roles, users, strict=True)]
    return Staff(centre, *members)
