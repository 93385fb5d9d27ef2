"""An office with a beneficiary, a clock that tests set, and the pages as each member sees them."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from jalon.domain.people.models import Person
from tests.domain.piis.world import MONDAY, a_beneficiary
from tests.signing_in import client_of
from tests.web.people.conftest import Office, an_office


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Callable[[date], None]:
    """`clock(day)`: that morning in Brussels, until it is set again. Nobody is signed out by the jump."""
    settings.SESSION_COOKIE_AGE = 10**9

    def at(day: date, hour: int = 10) -> None:
        moment = datetime.combine(day, time(hour), tzinfo=ZoneInfo("Europe/Brussels"))
        monkeypatch.setattr(timezone, "now", lambda: moment)

    at(MONDAY)
    return at


@pytest.fixture
def office(db: None, clock: Callable[[date], None]) -> Office:
    """Where the test works."""
    return an_office("Val-Clair")


@pytest.fixture
def elsewhere(db: None) -> Office:
    """The same roles in another centre."""
    return an_office("Haut-Pré")


@pytest.fixture
def person(office: Office) -> Person:
    """A person new to the right, with a finished bilan."""
    with office.context():
        return a_beneficiary(responsible=office.worker)


@pytest.fixture
def worker(office: Office) -> Client:
    """The responsible worker at their screen."""
    return client_of(office.worker)


@pytest.fixture
def president(office: Office, person: Person) -> Callable[[], Client]:
    """`president()`: their screen, once they have said why they open this file today."""

    def today() -> Client:
        client = client_of(office.president)
        answer = client.post(f"/files/{person.pk}/purpose/", {"reason": "council"})
        assert answer.status_code == 302, answer.content
        return client

    return today
