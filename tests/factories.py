"""Invented centres, members and people, made in the context of their centre."""

import itertools
from datetime import date
from typing import Any

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership, User
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import current_or_none, operator_context
from jalon.domain.people.enums import Category, StatusKind
from jalon.domain.people.models import Person, Status
from jalon.domain.people.names import index_names

LONG_AGO = date(2020, 1, 1)
_numbers = itertools.count(1)


def a_centre(name: str = "Val-Clair", **facts: Any) -> Centre:
    """A centre that exists nowhere; only the operator may open one."""
    with operator_context():
        return Centre.objects.create(name_fr=name, name_nl=facts.pop("name_nl", name), **facts)


def a_user(name: str = "Ada Lovens", **facts: Any) -> User:
    """A user who may sign in (password « correct-horse-battery »)."""
    return User.objects.create_user(
        email=facts.pop("email", f"user{next(_numbers)}@example.org"),
        password="correct-horse-battery",
        name=name,
        **facts,
    )


def a_member(role: Role = Role.WORKER, *, user: User | None = None, **facts: Any) -> Membership:
    """A member at work in the centre of the context. Give `user` when they must be able to sign in."""
    context = current_or_none()
    assert context, "a_member() needs the centre's context; its user is made outside it"
    number = next(_numbers)
    facts.setdefault("state", MembershipState.ACTIVE if user else MembershipState.LEFT)
    return Membership.objects.create(
        user=user,
        name=facts.pop("name", user.name if user else f"Membre {number}"),
        email=facts.pop("email", user.email if user else f"member{number}@example.org"),
        role=role,
        since=facts.pop("since", LONG_AGO),
        **facts,
    )


def a_person(last_name: str = "Dubois", first_names: str = "Camille", **facts: Any) -> Person:
    """A person's file in the centre of the context, searchable by name."""
    person = Person.objects.create(
        file_number=facts.pop("file_number", f"T{next(_numbers):05d}"),
        last_name=last_name,
        first_names=first_names,
        opened_on=facts.pop("opened_on", LONG_AGO),
        birth_year=facts.pop("birth_year", 1990),
        **facts,
    )
    index_names(person)
    return person


def a_status(person: Person, kind: StatusKind = StatusKind.INTEGRATION, **facts: Any) -> Status:
    """A status of the person; by default the right to social integration, isolated."""
    if kind != StatusKind.BROAD:
        facts.setdefault("category", Category.ISOLATED)
    return Status.objects.create(person=person, kind=kind, since=facts.pop("since", LONG_AGO), **facts)


def a_federal_member(user: User, **facts: Any) -> FederalMembership:
    """A member of the federal administration."""
    with operator_context():
        return FederalMembership.objects.create(
            user=user, name=user.name, email=user.email, role=facts.pop("role", "officer"), since=LONG_AGO, **facts
        )
