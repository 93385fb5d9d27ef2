"""Two centres with the same people at work in each, and a browser for any of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from jalon.web.access.middleware import SESSION_MEMBER
from tests.factories import a_centre, a_member, a_user


@dataclass
class Office:
    """A centre and its staff, each able to sign in."""

    centre: Centre
    worker: Membership
    colleague: Membership
    coordinator: Membership
    president: Membership
    secretary: Membership

    def context(self) -> Any:
        """Work in this centre."""
        return centre_context(self.centre.pk)


def an_office(name: str) -> Office:
    """A centre with a worker, a colleague, their coordinator and the council."""
    centre = a_centre(name)
    users = [a_user(f"{word} {name}") for word in ("Ada", "Bea", "Coo", "Pré", "Sec")]
    roles = [Role.WORKER, Role.WORKER, Role.COORDINATOR, Role.PRESIDENT, Role.SECRETARY]
    with centre_context(centre.pk):
        members = [a_member(role, user=user) for role, user in zip(roles, users, strict=True)]
    return Office(centre, *members)


@pytest.fixture
def office(db: None) -> Office:
    """Where the test works."""
    return an_office("Val-Clair")


@pytest.fixture
def elsewhere(db: None) -> Office:
    """The same roles in another centre."""
    return an_office("Haut-Pré")


@pytest.fixture
def browser() -> Iterator[Callable[[Membership], Client]]:
    """`browser(member)`: a client signed in as that member, in their centre."""

    def signed_in(member: Membership) -> Client:
        client = Client()
        client.force_login(member.user)
        session = client.session
        session[SESSION_MEMBER] = {"centre": str(member.centre_id), "member": str(member.pk)}
        session.save()
        return client

    yield signed_in
