"""Every test of this room works in one centre, with one beneficiary."""

from collections.abc import Iterator

import pytest

from jalon.domain.core.context import centre_context
from jalon.domain.people.models import Person
from tests.domain.piis.world import a_beneficiary
from tests.factories import a_centre


@pytest.fixture
def centre(db: None) -> Iterator[None]:
    """Work in an invented centre."""
    with centre_context(a_centre().pk):
        yield


@pytest.fixture
def person(centre: None) -> Person:
    """Somebody new to the right, with a finished bilan."""
    return a_beneficiary()
