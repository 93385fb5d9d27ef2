"""What a person's file shows of sanctions: the open proposal, and those before it."""

from typing import Any

from django.http import HttpRequest

from jalon.domain.core.json_rows import instance
from jalon.domain.people.models import Person
from jalon.domain.sanctions.models import Proposal


def panel_context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Every proposal about this person, latest first, as they were told with the person."""
    return {"proposals": [instance(Proposal, row) for row in person.told["proposals"]]}
