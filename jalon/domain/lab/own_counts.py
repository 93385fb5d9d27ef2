"""The counts of the centre's own files, for the workload: how many of each, never who."""

from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Case, Count, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import PiisExemption, Status
from jalon.law import parameters

DAY = timedelta(days=1)
_YOUNG = 25


def own_counts(on: date) -> dict[str, Any]:
    """Of the twelve months that end on that day; the shares are in a hundred of the files open then.

    A right is new when none of the centre's ends on the day before. Who has no year of birth counts as 25 or older; a
    year alone decides otherwise.
    """
    new = _new_rights(on - relativedelta(years=1), on)
    parts = new.aggregate(
        students=Count("pk", filter=Q(sort="student")),
        young=Count("pk", filter=Q(sort="young")),
        adults=Count("pk", filter=Q(sort="adult")),
        returning=Count("pk", filter=Q(came_back=True)),
    )
    quarters = [on - relativedelta(months=3 * back) for back in range(4)]
    there = [_open(day).count() for day in quarters]
    exempt = PiisExemption.objects.filter(person=OuterRef("person")).covering(on)
    now = _open(on).aggregate(
        all=Count("pk"),
        exempt=Count("pk", filter=Q(Exists(exempt))),
        working=Count("pk", filter=Q(works_part_time=True)),
    )
    granted = parts["students"] + parts["young"] + parts["adults"]
    return {
        **{name: parts[name] for name in ("young", "students", "adults")},
        "open": max(round(sum(there) / len(there)), 1),
        "returning": _share(parts["returning"], granted),
        "exempt": _share(now["exempt"], now["all"]),
        "working": _share(now["working"], now["all"]),
    }


def _open(on: date) -> QuerySet[Status]:
    return Status.objects.filter(kind=StatusKind.INTEGRATION).covering(on)


def _new_rights(after: date, until: date) -> QuerySet[Status]:
    rights = Status.objects.filter(kind=StatusKind.INTEGRATION)
    eve = ExpressionWrapper(OuterRef("since") - DAY, output_field=DateField())
    months = parameters.on("piis.obligation.without_dis_months", until).whole
    earlier = ExpressionWrapper(OuterRef("since") - Value(_days_of(months)), output_field=DateField())
    before = rights.filter(person=OuterRef("person"), until__lt=OuterRef("since"))
    age = ExtractYear("since") - F("person__birth_year")
    return (
        rights.filter(since__gt=after, since__lte=until)
        .exclude(Exists(before.filter(until=eve)))
        .annotate(
            came_back=Case(
                When(previous_right_ended_on__gte=F("since") - Value(_days_of(months)), then=True),
                default=Exists(before.filter(until__gte=earlier)),
            ),
            age=age,
            sort=Case(
                When(is_student=True, then=Value("student")),
                When(age__lt=_YOUNG, then=Value("young")),
                default=Value("adult"),
            ),
        )
    )


def _days_of(months: int) -> timedelta:
    """Months as days, near enough for a share of a hundred."""
    return timedelta(days=round(months * 30.44))


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
