"""Two centres with the same people at work, one with something to count, and the federal administration."""

from collections.abc import Iterator
from typing import Any

import pytest

from jalon.domain.accounts.models import FederalMembership
from tests.domain.figures.test_counting import a_small_town
from tests.factories import a_federal_member, a_user
from tests.scene import played, shared
from tests.web.people.conftest import Office, an_office


def _build() -> dict[str, Any]:
    office = an_office("Val-Clair")
    with office.context():
        office.town = a_small_town()  # type: ignore[attr-defined]
    federal = {role: a_federal_member(a_user(name), role=role) for role, name in _FEDERAL.items()}
    return {"office": office, "elsewhere": an_office("Haut-Pré"), **federal}


_FEDERAL = {"officer": "Fé Dérale", "cabinet": "Ca Binet"}
_country = shared(_build)


@pytest.fixture
def country(_country: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All of it, for one test."""
    with played(_country) as country:
        yield country


@pytest.fixture
def office(country: dict[str, Any]) -> Office:
    """A centre with a small town's files."""
    return country["office"]


@pytest.fixture
def elsewhere(country: dict[str, Any]) -> Office:
    """The same roles in another centre, without a file."""
    return country["elsewhere"]


@pytest.fixture
def federal(country: dict[str, Any]) -> FederalMembership:
    """A federal officer."""
    return country["officer"]


@pytest.fixture
def cabinet(country: dict[str, Any]) -> FederalMembership:
    """Somebody of the minister's cabinet."""
    return country["cabinet"]
