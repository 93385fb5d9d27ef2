"""Finding a measurement in its person's file, and entering that file."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.instruments import sittings
from jalon.domain.instruments.enums import BilanState, Rated, Rater
from jalon.domain.instruments.models import Measurement
from jalon.domain.instruments.sittings import Sitting
from jalon.domain.people.models import Person
from jalon.web.people.opening import enter_file, open_file

READ = "measurement.read"


def side_of(request: HttpRequest) -> Rater | None:
    """Whose eyes these are: the social service's, or those of who only reads complete measurements."""
    return Rater.WORKER if is_social_staff(request.member) else None  # type: ignore[attr-defined]


def open_measures(request: HttpRequest, person_id: UUID) -> Person:
    """The person whose measurements are looked at; 404 in another centre."""
    return open_file(request, person_id, READ)


def open_sitting(request: HttpRequest, person_id: UUID, sitting_id: UUID) -> tuple[Person, Sitting]:
    """One sitting of this person, as the reader may see it; what a bilan measured has its pages there."""
    person = open_measures(request, person_id)
    found = sittings.sitting(person.pk, sitting_id, seen_by=side_of(request))
    if found is None or found.any_row.bilan_id:
        raise Http404
    return person, found


def open_measurement(
    request: HttpRequest, person_id: UUID, measurement_id: UUID, verb: str | None = READ
) -> Measurement:
    """One measurement of this person; 404 in another centre, on another file, or for what a bilan measured.

    A side of a bilan that is rated apart is filled in here; the bilan's own page shows both once they are in.
    """
    rows = Measurement.objects.select_related("person__responsible", "instrument", "bilan")
    rows = rows.filter(Q(bilan=None) | Q(bilan__rated=Rated.APART, bilan__state=BilanState.DRAFT))
    row = get_object_or_404(rows, pk=measurement_id, person_id=person_id)
    enter_file(request, row.person, verb)
    return row


def url_of(row: Measurement, route: str) -> str:
    """The address of a page of this measurement; `sitting` for that of both: of a bilan, the bilan itself.

    There the worker's side is rated too, beside the words.
    """
    if row.bilan_id and (route == "sitting" or route == "rate" and row.rater == Rater.WORKER):
        return reverse("bilan:show", args=[row.person_id, row.bilan_id])
    key = row.sitting if route == "sitting" else row.pk
    return reverse(f"measures:{route}", args=[row.person_id, key])


def title_of(row: Measurement) -> str:
    """« Pouvoir d’agir, au début »."""
    return _("%(instrument)s, %(moment)s") % {
        "instrument": row.instrument.read.name,
        "moment": row.get_moment_display(),
    }


def crumbs(person: Person, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back: file, measurements, here."""
    return [
        (person.full_name, reverse("people:file", args=[person.pk])),
        (_("Mesures"), reverse("measures:list", args=[person.pk]) if more else ""),
        *more,
    ]


def around(row: Measurement, *more: tuple[str, str], **context: Any) -> dict[str, Any]:
    """What every page of one measurement shows."""
    back = url_of(row, "sitting")
    return {
        "person": row.person,
        "row": row,
        "title": title_of(row),
        "back": back,
        "breadcrumbs": crumbs(row.person, (title_of(row), back if more else ""), *more),
        **context,
    }


def sides_named(person: Person) -> dict[str, str]:
    """Whose rating it is, as the page says it."""
    return {
        Rater.PERSON: person.first_names or person.last_name,
        Rater.WORKER: _("Le service social"),
    }
