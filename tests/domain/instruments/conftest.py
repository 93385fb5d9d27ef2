"""A bilan in progress in a centre."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from jalon.domain.instruments import services
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.merging import Change, Writer
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.people.models import Person
from tests.conftest import TODAY
from tests.factories import a_centre, a_member, a_person

NOW = datetime(2026, 11, 23, 13, 32, tzinfo=UTC)


@dataclass
class Talk:
    """A worker, a person and their bilan, in the context of their centre."""

    centre: Centre
    worker: Membership
    person: Person
    bilan: Bilan

    def write(self, domain="housing", *, by=None, base=1, page="", attempt=0, at=NOW, **values):
        """Save some fields of one domain."""
        return services.save(
            actor=by or self.worker,
            bilan=self.bilan,
            changes={domain: Change(base, values)},
            writer=Writer(page, attempt),
            at=at,
        )

    def entry(self, domain="housing") -> BilanEntry:
        """As the database has it."""
        return self.bilan.entries.get(domain=domain)

    def finish(self, bilan=None) -> Bilan:
        """Whatever its revision."""
        bilan = bilan or self.bilan
        bilan.refresh_from_db()
        return services.finish(actor=self.worker, bilan=bilan, revision=bilan.revision, at=NOW)

    def another(self, held_on: date = TODAY, moment: Moment = Moment.MIDDLE, **ratings) -> Bilan:
        """A further finished bilan of the same person, with the person's ratings by domain."""
        self.bilan = services.start(actor=self.worker, person=self.person, moment=moment, held_on=held_on, on=TODAY)
        for domain, level in ratings.items():
            self.write(domain, rating_person=level)
        return self.finish()


@pytest.fixture
def talk(db):
    """Started today."""
    centre = a_centre()
    with centre_context(centre.pk):
        worker, person = a_member(), a_person()
        bilan = services.start(actor=worker, person=person, moment=Moment.START, held_on=TODAY, on=TODAY)
        yield Talk(centre, worker, person, bilan)
