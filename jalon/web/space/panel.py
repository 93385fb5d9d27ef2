"""The panel of the file: whether the person has an access, what they ask, what they said last."""

from typing import Any

from django.http import HttpRequest

from jalon.domain.people.models import Person
from jalon.domain.space import queries
from jalon.domain.space.enums import AccessState
from jalon.domain.space.models import PersonAccess
from jalon.web.access.middleware import today

_KINDS = {AccessState.INVITED: "waiting", AccessState.ACTIVE: "active", AccessState.SUSPENDED: "stopped"}


def kind_of(access: PersonAccess | None) -> str:
    """The badge of its state."""
    return _KINDS[AccessState(access.state)] if access else "neutral"


def context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Three or four queries, whatever the file holds."""
    asked, answer = queries.last_request(person.pk) or (None, None)
    on, access = today(request), queries.access_of(person)
    return {
        "access": access,
        "access_kind": kind_of(access),
        "asked": asked if asked and (answer is None or not answer.meets_at or answer.meets_at.date() >= on) else None,
        "answer": answer,
        "late": bool(asked) and queries.is_late(asked, answer, on),
        "voices": queries.voices_of(person, limit=3),
    }
