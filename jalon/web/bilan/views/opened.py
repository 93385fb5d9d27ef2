"""Finding a bilan in its person's file, and entering that file."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Person
from jalon.web.people.opening import enter_file, open_file


def open_bilans(request: HttpRequest, person_id: UUID) -> Person:
    """The person whose bilans are looked at; 404 in another centre."""
    return open_file(request, person_id, "bilan.read")


def open_bilan(request: HttpRequest, person_id: UUID, bilan_id: UUID, verb: str | None = "bilan.read") -> Bilan:
    """One bilan of this person; 404 in another centre or on another file."""
    bilans = Bilan.objects.select_related("person__responsible", "author", "finished_by", "corrects")
    bilan = get_object_or_404(bilans, pk=bilan_id, person_id=person_id)
    enter_file(request, bilan.person, verb)
    return bilan


def url_of(bilan: Bilan, route: str = "show") -> str:
    """The address of a page of this bilan."""
    return reverse(f"bilan:{route}", args=[bilan.person_id, bilan.pk])


def crumbs(person: Person, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way back: file, bilans, here."""
    return [
        (person.full_name, reverse("people:file", args=[person.pk])),
        (_("Bilans sociaux"), reverse("bilan:list", args=[person.pk]) if more else ""),
        *more,
    ]


def around(bilan: Bilan, *more: tuple[str, str], **context: Any) -> dict[str, Any]:
    """What every page of one bilan shows."""
    from jalon.web.bilan.rows import title_of

    return {
        "person": bilan.person,
        "bilan": bilan,
        "bilan_title": title_of(bilan),
        "bilan_url": url_of(bilan),
        "breadcrumbs": crumbs(bilan.person, (title_of(bilan), url_of(bilan) if more else ""), *more),
        **context,
    }
