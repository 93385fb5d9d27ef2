"""Lists of files: whose, in what state, with what status."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import Membership
from jalon.domain.core.paging import SIZE, Page, page_by
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person, PiisExemption, Status
from jalon.domain.people.situation import attach_statuses

Whose = Literal["mine", "nobody", "centre"] | UUID
Narrowing = Callable[[QuerySet, date], QuerySet]
NO_STATUS = "none"


@dataclass(frozen=True)
class Filters:
    """What a list shows. `whose`: mine (and those I replace), nobody, the whole centre, or a member's id."""

    whose: Whose = "mine"
    state: Literal["open", "closed"] = "open"
    status: str = ""  # a StatusKind, or NO_STATUS
    language: str = ""
    narrowed_by: Sequence[Narrowing] = ()  # what the rooms above add: late, without PIIS…


@dataclass(frozen=True)
class Caseload:
    """A member and how many open files they answer for, in the order of names: never a ranking."""

    member: Membership
    files: int
    at_work: bool


def caseload(
    *,
    member: Membership,
    filters: Filters,
    on: date,
    after: UUID | None = None,
    before: UUID | None = None,
    size: int = SIZE,
) -> Page:
    """A page of files, each with `status_now`, in the order of names."""
    return listed(narrowed(member=member, filters=filters, on=on), on=on, after=after, before=before, size=size)


def listed(
    people: QuerySet[Person],
    *,
    on: date,
    after: UUID | None = None,
    before: UUID | None = None,
    size: int = SIZE,
) -> Page:
    """A page of these people, each with `status_now`, in the order of names."""
    page = page_by(people.select_related("responsible"), "sort_name", after=after, before=before, size=size)
    attach_statuses(page.items, on)
    return page


def narrowed(*, member: Membership, filters: Filters, on: date) -> QuerySet[Person]:
    """Every file the filters let through, in no order."""
    people = _of_whom(member, filters.whose, on)
    people = people.filter(closed_on__isnull=filters.state == "open")
    if filters.status:
        if filters.status == NO_STATUS:
            people = without_status(people, on)
        elif filters.status in StatusKind.values:
            held = Status.objects.filter(person=OuterRef("pk"), kind=filters.status).covering(on)
            people = people.filter(Exists(held))
    if filters.language:
        people = people.filter(language=filters.language)
    for narrowing in filters.narrowed_by:
        people = narrowing(people, on)
    return people


def exemption_to_review(people: QuerySet, on: date) -> QuerySet:
    """Those whose exemption should have been looked at again by now."""
    due = PiisExemption.objects.filter(person=OuterRef("pk"), review_on__lte=on).covering(on)
    return people.filter(Exists(due))


def without_status(people: QuerySet, on: date) -> QuerySet:
    """Those accompanied in no known capacity that day."""
    return people.filter(~Exists(Status.objects.filter(person=OuterRef("pk")).covering(on)))


def without_birth_year(people: QuerySet, on: date) -> QuerySet:
    """Those of whom nobody can say how old they are."""
    return people.filter(birth_year=None)


def workload(*, on: date) -> list[Caseload]:
    """Social staff who have open files or may receive some, with how many (two queries)."""
    counts = dict(
        Person.objects.open().exclude(responsible=None).values_list("responsible").annotate(Count("pk")).order_by()
    )
    staff = Membership.objects.filter(role__in=[Role.WORKER, Role.COORDINATOR]).select_related("team").order_by("name")
    loads = [Caseload(one, counts.get(one.pk, 0), one.works_on(on)) for one in staff]
    return [load for load in loads if load.files or load.at_work]


def colleagues(*, on: date) -> QuerySet[Membership]:
    """Who may answer for files that day, by name."""
    staff = Membership.objects.filter(state=MembershipState.ACTIVE, role__in=[Role.WORKER, Role.COORDINATOR])
    return staff.working(on).order_by("name")


def _of_whom(member: Membership, whose: Whose, on: date) -> QuerySet[Person]:
    if whose == "mine":
        return Person.objects.of(member, on=on)
    if whose == "nobody":
        return Person.objects.without_worker(on=on)
    if whose == "centre":
        return Person.objects.all()
    return Person.objects.filter(responsible=whose)
