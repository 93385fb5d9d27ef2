"""What a person's file shows of sanctions: the open proposal, and those before it."""

from typing import Any

from django.http import HttpRequest

from jalon.domain.core.kept import Kept, Slot
from jalon.domain.people.models import Person
from jalon.domain.sanctions.models import Proposal

_PROPOSALS = Kept(lambda: Proposal.objects.filter(person=Slot("person")).order_by("-opened_on", "id"))


def panel_context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Every proposal about this person, latest first."""
    return {"proposals": _PROPOSALS.ask(person=person.pk)}
