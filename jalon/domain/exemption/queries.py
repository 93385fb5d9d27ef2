"""What a file already knows of a month, so that nothing of it is typed again; and the results kept there."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery

from jalon.domain.core.json_rows import rows
from jalon.domain.exemption.models import MonthResult
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person, Status
from jalon.domain.people.queries import unbroken_right
from jalon.domain.people.told import of_person
from jalon.domain.piis.models import Piis
from jalon.law.income import Category


def kept_months() -> ArraySubquery:
    """Every result kept in a file, corrected ones included, as its page tells them: the latest month first."""
    found = of_person(MonthResult).order_by("-month", "-made_at")
    return rows(found, "id", "month", "made_on", cents="disposable", corrects="corrects_id")


@dataclass(frozen=True)
class Known:
    """What the file tells of a month. `status` None: no income support is recorded for it.

    `result`: the last kept month before this one, which `used` to `used_this_year` come from.
    """

    status: Status | None
    since: date | None = None  # the income support, without interruption
    piis: Piis | None = None
    result: MonthResult | None = None
    used: int = 0
    first_used_on: date | None = None
    used_this_year: int = 0
    count_in: str | None = None

    @property
    def category(self) -> Category | None:
        """The category the income support has at the end of the month."""
        return Category(self.status.category) if self.status and self.status.category else None


def known(person: Person, month: date) -> Known:
    """What is recorded for `month` (its first day), in three queries."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    statuses = [one for one in person.statuses.order_by("since") if one.since <= last]
    status = statuses[-1] if statuses and (statuses[-1].until is None or statuses[-1].until >= month) else None
    if status is not None and status.kind == StatusKind.BROAD:
        status = None
    right = unbroken_right(statuses) if status is not None else None
    since = right.first.since if right else status.since if status else None
    projects = Piis.objects.filter(person=person, since__lte=last).order_by("-since")
    piis = next((one for one in projects if one.covers(max(month, one.since or month))), None)
    return Known(status=status, since=since, piis=piis, **_used(person, month))


def _used(person: Person, month: date) -> dict[str, object]:
    """The exemption already taken, as the last standing result before this month tells it."""
    before = MonthResult.objects.standing().of(person.pk).filter(month__lt=month)
    found: dict[str, object] = {}
    for one in before:
        left = one.answer["left"]
        if left and "used" not in found:
            begun = date.fromisoformat(left["begun"]) if left["begun"] else None
            found |= {"result": one, "used": left["used_after"], "first_used_on": begun, "count_in": left["unit"]}
        if "used_this_year" not in found and one.month.year == month.year and (art := _art(one)):
            found |= {"used_this_year": art} | ({} if "result" in found else {"result": one})
    return found


def _art(result: MonthResult) -> int:
    """What is exempt of the year's artistic work once this month is counted; 0 for other work."""
    if not any(one["work"] == "art" for one in result.inputs["calendar"]):
        return 0
    return int(result.inputs["used_this_year"]) + int(result.answer["answers"][0]["exempt"])
