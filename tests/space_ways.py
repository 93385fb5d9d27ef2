"""A person's telephone, for tests about signing on it: the card opened, a code chosen, a colleague who confirms it."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jalon.domain.accounts.models import Membership
from jalon.domain.core.context import centre_context, person_context
from jalon.domain.people.models import Person
from jalon.domain.piis.models import PiisVersion
from jalon.domain.space import codes, services
from jalon.domain.space.models import PersonAccess
from jalon.domain.space.queries import access_of, open_way
from tests.domain.piis.world import MAY_SIGN, MONDAY, at

SECRET = "482913"
PASSWORD = "quatre mots sans rapport"


@dataclass
class Phone:
    """What the person does on it, and what the desk does about it."""

    person: Person
    access: PersonAccess
    version: PiisVersion
    colleague: Membership

    @classmethod
    def opened(cls, person: Person, version: Any, *, colleague: Membership) -> "Phone":
        """The worker who follows the file makes the card, the person opens it."""
        card = services.make(actor=person.responsible, person=person, at=at(MONDAY), on=MONDAY)
        services.activate(proven=card.access, password=PASSWORD, at=at(MONDAY), on=MONDAY)
        return cls(person, access_of(person), version, colleague)

    @property
    def centre_id(self) -> UUID:
        """Whose file it is."""
        return self.person.centre_id

    def inside(self) -> AbstractContextManager[Any]:
        """The person's own context."""
        return person_context(self.centre_id, person_id=self.person.pk, user_id=self.access.user_id)

    def choose(self, secret: str = SECRET) -> None:
        """A code of their own."""
        with self.inside():
            services.choose(access=self.access, secret=secret, at=at(MONDAY), on=MONDAY)

    def confirm(self, member: Membership | None = None, figures: str = "", *, seen: bool = True) -> None:
        """A colleague meets them and reads the figures on the telephone."""
        with centre_context(self.centre_id):
            way = open_way(self.person.pk)
            shown = figures or codes.shown(way.pk, at(MONDAY))
            actor = member or self.colleague
            services.confirm(actor=actor, access=self.access, shown=shown, seen=seen, at=at(MONDAY), on=MONDAY)

    def sign(
        self, version: PiisVersion | None = None, *, secret: str = SECRET, on: date = MAY_SIGN, shown_hash: str = ""
    ) -> services.Tried | None:
        """The text, with the code."""
        version = version or self.version
        facts = {"version_id": version.pk, "shown_hash": shown_hash or version.sha256}
        with self.inside():
            return services.sign(access=self.access, secret=secret, at=at(on), **facts)

    def withdraw(self) -> None:
        """By the person."""
        with self.inside():
            services.withdraw(access=self.access, at=at(MONDAY), on=MONDAY)

    def withdraw_at_desk(self) -> None:
        """At their word."""
        with centre_context(self.centre_id):
            facts = {"at": at(MONDAY), "on": MONDAY}
            services.withdraw_at_desk(actor=self.person.responsible, access=self.access, **facts)

    def renew(self) -> None:
        """A new code for the card."""
        with centre_context(self.centre_id):
            services.renew(actor=self.person.responsible, access=self.access, at=at(MONDAY), on=MONDAY)
