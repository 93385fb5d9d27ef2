"""Who may sign in to the demonstration: those whom the sign-in page shows first, in either language."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from jalon.domain.accounts.models import User
from jalon.domain.accounts.queries import FEDERAL_TITLE, InventedPlace, invented_people


@dataclass(frozen=True)
class SignIn:
    """An invented person and where they work."""

    role: str
    name: str
    email: str
    place: str


def one_per_role(on: date) -> list[SignIn]:
    """One invented person for each role: in a centre of each language, in its own words, then at the administration."""
    emails = dict(User.objects.filter(is_demo=True, is_active=True).values_list("pk", "email"))
    (french, federal), (dutch, _same) = _shown("fr", on), _shown("nl", on)
    people = [person for place in (french, dutch, federal) if place for person in place.people]
    return [SignIn(one.role, one.name, emails[one.user_id], one.place) for one in people]


def _shown(language: str, on: date) -> tuple[InventedPlace | None, InventedPlace | None]:
    """The centre of this language and the administration, as a reader of this language is shown them."""
    with translation.override(language):
        places = invented_people(on)
    centre = next((place for place in places if place.language == language), None)
    return centre, next((place for place in places if place.title == FEDERAL_TITLE), None)
