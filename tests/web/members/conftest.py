"""The staff of two centres and a browser for any of them."""

from collections.abc import Callable

import pytest
from django.test import Client

from jalon.domain.accounts.models import Membership
from jalon.web.access.middleware import SESSION_MEMBER
from tests.domain.accounts.conftest import Staff, staff_of


@pytest.fixture
def here(db: None) -> Staff:
    """Where the test works."""
    return staff_of("Val-Clair")


@pytest.fixture
def elsewhere(db: None) -> Staff:
    """The same roles in another centre."""
    return staff_of("Haut-Pré")


@pytest.fixture
def browser() -> Callable[[Membership], Client]:
    """`browser(member)`: a client signed in as that member, in their centre."""

    def signed_in(member: Membership) -> Client:
        client = Client()
        client.force_login(member.user)
        session = client.session
        session[SESSION_MEMBER] = {"centre": str(member.centre_id), "member": str(member.pk), "role": member.role}
        session.save()
        return client

    return signed_in


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the commit happens at once: a test's own transaction never commits."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, using=None, robust=False: act())
