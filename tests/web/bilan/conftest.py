"""Two centres with the same staff, a person with a bilan in progress, and a client for any member."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from jalon.domain.instruments import services
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Person
from tests.factories import a_centre, a_member, a_person, a_user
from tests.signing_in import client_of

ONE = {"discard", "join", "show", "save", "about", "finish", "correct", "pdf"}


@dataclass
class House:
    """A centre, who works there, and one file nobody answers for."""

    centre: Centre
    worker: Membership
    colleague: Membership
    president: Membership
    person: Person
    bilan: Bilan

    def context(self) -> Any:
        return centre_context(self.centre.pk)

    def url(self, route="show", bilan=None):
        ids = [self.person.pk] + ([(bilan or self.bilan).pk] if route in ONE else [])
        return reverse(f"bilan:{route}", args=ids)

    def write(self, bilan=None, **domains):
        with self.context():
            services.save(
                actor=self.worker,
                bilan=bilan or self.bilan,
                changes={domain: Change(999, values) for domain, values in domains.items()},
                at=timezone.now(),
            )

    def finish(self, bilan=None):
        bilan = bilan or self.bilan
        with self.context():
            bilan.refresh_from_db()
            return services.finish(actor=self.worker, bilan=bilan, revision=bilan.revision, at=timezone.now())

    def begin(self, days_ago, moment=Moment.MIDDLE):
        today = timezone.localdate()
        with self.context():
            return services.start(
                actor=self.worker, person=self.person, moment=moment, held_on=today - timedelta(days_ago), on=today
            )

    def entry(self, domain="housing", bilan=None):
        with self.context():
            return (bilan or self.bilan).entries.get(domain=domain)

    def as_it_stands(self):
        """Everything written, for « nothing happened »."""
        with self.context():
            return list(Bilan.objects.order_by("number").values()), list(self.bilan.entries.order_by("id").values())


def a_house(name):
    centre = a_centre(name)
    users = [a_user(f"{first} {name}") for first in ("Ada", "Bea", "Pré")]
    today = timezone.localdate()
    with centre_context(centre.pk):
        roles = (Role.WORKER, Role.WORKER, Role.PRESIDENT)
        members = [a_member(role, user=user) for role, user in zip(roles, users, strict=True)]
        person = a_person("Dubois", "Camille", responsible=members[0])
        bilan = services.start(
            actor=members[0], person=person, moment=Moment.START, held_on=today - timedelta(200), on=today
        )
    return House(centre, *members, person, bilan)


@pytest.fixture
def house(db):
    return a_house("Val-Clair")


@pytest.fixture
def elsewhere(db):
    return a_house("Haut-Pré")


@pytest.fixture
def worker(house):
    return client_of(house.worker)
