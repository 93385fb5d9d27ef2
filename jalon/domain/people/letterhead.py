"""What every paper says of the centre, the person and the worker, in the document's own words."""

import contextlib
from datetime import date, datetime
from typing import Any

from django.utils import translation

from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre, CentreSettings
from jalon.domain.documents.rendering.contexts import common
from jalon.domain.people.models import Person


def centre_on_paper(centre: Centre, *, language: str) -> common.Centre:
    """The centre in context, with its logo and colour."""
    settings = CentreSettings.of_current_centre()
    # German and English papers name the centre as its French-speaking half does, the names it has in the law.
    with translation.override("nl" if language == "nl" else "fr"):
        name, place = centre.title, centre.name
    return common.Centre(
        name=name,
        place=place,
        address=tuple(settings.address.splitlines()),
        phone=settings.phone,
        logo=bytes(settings.logo) if settings.logo else None,
        colour=settings.colour,
    )


def person_on_paper(person: Person) -> common.Person:
    """The person without a national number."""
    birth = None
    if person.birth_year and person.birth_month and person.birth_day:
        with contextlib.suppress(ValueError):
            birth = date(person.birth_year, person.birth_month, person.birth_day)
    return common.Person(
        name=person.full_name,
        file_number=person.file_number,
        birth_date=birth,
        address=tuple(person.address.splitlines()),
    )


def worker_on_paper(member: Membership) -> common.Worker:
    """The worker to turn to."""
    return common.Worker(name=member.name, email=member.email)


def head(person: Person, worker: Membership, *, language: str, at: datetime) -> dict[str, Any]:
    """What stands at the head of a paper about one person: `contexts.Letter(**head(…), …)`."""
    return {
        "made_at": at,
        "centre": centre_on_paper(person.centre, language=language),
        "reference": person.file_number,
        "person": person_on_paper(person),
        "worker": worker_on_paper(worker),
    }
