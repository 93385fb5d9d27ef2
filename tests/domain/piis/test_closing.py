"""A file is not closed over an open project."""

from datetime import date

import pytest

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import DomainError
from jalon.domain.people.services import FileClosed, close_file
from jalon.domain.piis.enums import State
from jalon.domain.piis.models import Piis
from jalon.domain.piis.services import prepare
from tests.domain.piis.world import at
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)


@pytest.mark.parametrize(("state", "closes"), [(State.DRAFT, False), (State.RUNNING, False), (State.WITHDRAWN, True)])
def test_a_file_closes_only_once_its_project_has_an_end(state: State, closes: bool):
    with centre_context(a_centre().pk):
        worker = a_member(Role.COORDINATOR)
        person = a_person(responsible=worker)
        Piis.objects.create(person=person, number=1, state=state, drafted_on=ON, since=ON, responsible=worker)
        if closes:
            close_file(actor=worker, person=person, closed_on=ON, reason="Fin du suivi", on=ON)
            with pytest.raises(FileClosed):
                prepare(actor=worker, person=person, at=at(ON))
        else:
            with pytest.raises(DomainError, match="encore un PIIS ouvert"):
                close_file(actor=worker, person=person, closed_on=ON, reason="Fin du suivi", on=ON)
        person.refresh_from_db()
        assert (person.closed_on == ON) is closes
