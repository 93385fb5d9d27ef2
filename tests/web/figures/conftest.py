"""Two centres with the same people at work, one with something to count, and the federal administration."""

import pytest

from jalon.domain.accounts.models import FederalMembership
from tests.domain.figures.test_counting import a_small_town
from tests.factories import a_federal_member, a_user
from tests.web.people.conftest import Office, an_office


@pytest.fixture
def office(db: None) -> Office:
    """A centre with a small town's files."""
    office = an_office("Val-Clair")
    with office.context():
        office.town = a_small_town()  # type: ignore[attr-defined]
    return office


@pytest.fixture
def elsewhere(db: None) -> Office:
    """The same roles in another centre, without a file."""
    return an_office("Haut-Pré")


@pytest.fixture
def federal(db: None) -> FederalMembership:
    """A federal officer."""
    return a_federal_member(a_user("Fé Dérale"))
