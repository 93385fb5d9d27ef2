"""A person's situation as the law of the PIIS looks at it, and what follows from it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateField, Exists, FilteredRelation, OuterRef, Q, QuerySet

from jalon.domain.accounts import centre_law
from jalon.domain.core.json_rows import instance, rows
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.people import told
from jalon.domain.people.enums import Category, StatusKind
from jalon.domain.people.models import Partnership, Person, PiisExemption, Status
from jalon.law import piis as law

DAY = timedelta(days=1)
_KINDS = {
    StatusKind.INTEGRATION: law.Status.DIS,
    StatusKind.EQUIVALENT: law.Status.EQUIVALENT_AID,
    StatusKind.BROAD: law.Status.BROAD_USER,
}


@dataclass(frozen=True)
class Right:
    """An unbroken stretch of the right to social integration: changes of category inside it do not begin it anew."""

    first: Status
    last: Status


@dataclass(frozen=True)
class Obliged:
    """What the law says of a person's PIIS on a day. `answer` is None when a fact it needs is not recorded."""

    status: Status | None
    exemption: PiisExemption | None = None
    answer: law.ObligationAnswer | None = None
    deadline: law.Deadline | None = None
    missing: str = ""  # "birth", "decision" or "": what to record first


def status_on(person: Person, on: date) -> Status | None:
    """The status that holds on a day."""
    return Status.objects.filter(person=person).covering(on).first()


def read_file(person_id: UUID, on: date) -> Person | None:
    """The person of a file with all that its page asks of their situation on a day, in one statement.

    There is one exemption and one partner at most on any day, so both stand on the person's own row; the statuses are
    told beside it. `exemption_on`, `partner_on` and `follow_up` then ask nothing more about that day. `told` holds what
    the rooms above say of the file (see `people.told`).
    """
    person = _FILE.one(person=person_id, on=on)
    if person is not None:
        person.statuses_read = [instance(Status, row) for row in person.statuses_told]
        person.told = told.read(person)
    return person


def _file() -> QuerySet[Person]:
    on = Slot("on", DateField())
    partner_status = Status.objects.filter(person=OuterRef("partnership_read__partner")).covering(on)
    people = Person.objects.annotate(
        read_on=on,
        exemption_read=_that_day("piis_exemptions", on),
        partnership_read=_that_day("partnerships", on),
        partner_has_status=Exists(partner_status),
        statuses_told=rows(told.of_person(Status).order_by("since"), *_VALUES),
        **told.expressions(),
    )
    beside = ("responsible", "exemption_read", "partnership_read__partner")
    return people.filter(pk=Slot("person")).select_related(*beside)


_FILE = Kept(_file)
_VALUES = [field.attname for field in Status._meta.concrete_fields]


def _that_day(periods: str, on: Slot) -> FilteredRelation:
    """The row of a relation that holds on a day, as `PeriodQuerySet.covering` says it."""
    unended = Q(**{f"{periods}__until__isnull": True}) | Q(**{f"{periods}__until__gte": on})
    return FilteredRelation(periods, condition=unended & Q(**{f"{periods}__since__lte": on}))


def _is_read(person: Person, on: date) -> bool:
    """Whether `read_file` already told that day."""
    return getattr(person, "read_on", None) == on


def statuses_of(person: Person) -> list[Status]:
    """Every status the person had, has or will have, by date."""
    read = getattr(person, "statuses_read", None)
    return list(person.statuses.order_by("since")) if read is None else read


def exemption_on(person: Person, on: date) -> PiisExemption | None:
    """The exemption from the PIIS that holds on a day."""
    if _is_read(person, on):
        return getattr(person, "exemption_read", None)
    return PiisExemption.objects.filter(person=person).covering(on).first()


def partner_on(person: Person, on: date) -> Partnership | None:
    """The partner the person lives with on a day; `partner_has_status` tells whether their own file has a status."""
    if _is_read(person, on):
        if found := getattr(person, "partnership_read", None):
            found.partner_has_status = person.partner_has_status  # type: ignore[attr-defined]
        return found
    has_status = Exists(Status.objects.filter(person=OuterRef("partner")).covering(on))
    households = Partnership.objects.filter(person=person).covering(on).select_related("partner")
    return households.annotate(partner_has_status=has_status).first()


_HELD = Kept(lambda: Status.objects.filter(person__any=Slot("people")).covering(Slot("on")))


def attach_statuses(people: Sequence[Person], on: date) -> Sequence[Person]:
    """Give each person `status_now` (or None) in one query."""
    held = _HELD.ask(people=[person.pk for person in people], on=on) if people else []
    statuses = {status.person_id: status for status in held}
    for person in people:
        person.status_now = statuses.get(person.pk)  # type: ignore[attr-defined]
    return people


def situation_on(person: Person, on: date) -> law.Situation | None:
    """The facts of the law on a day, from the statuses and the exemption; None when the person has no status."""
    return _told(person, on)[2]


def follow_up(person: Person, on: date) -> Obliged:
    """Whether a PIIS must be concluded, why, and by when (two queries at most, whatever the history)."""
    status, exemption, situation, right = _told(person, on)
    if status is None or situation is None:
        return Obliged(status=None)
    try:
        answer = _answered(person, situation, on)
    except law.MissingFact:
        return Obliged(status, exemption, missing="birth")
    except law.NotCovered:
        return Obliged(status, exemption)
    deadline, missing = None, ""
    if answer and right is not None:
        deadline, missing = _deadline(right)
    return Obliged(status, exemption, answer, deadline, missing)


def _told(person: Person, on: date) -> tuple[Status | None, PiisExemption | None, law.Situation | None, Right | None]:
    history = [one for one in statuses_of(person) if one.since <= on]
    if not history or not history[-1].covers(on):
        return None, None, None, None
    now = history[-1]
    exemption = exemption_on(person, on)
    right = unbroken_right(history)
    situation = law.Situation(
        status=_KINDS[StatusKind(now.kind)],
        born_on=person.birth_date,
        category=law.Category(now.category) if now.category else None,
        right_since=right.first.since if right else None,
        decided_on=right.first.decided_on if right else None,
        previous_right_ended_on=_earlier_right(history, right) if right else None,
        full_time_student=now.is_student,
        homeless=now.is_homeless,
        combines_work=now.works_part_time,
        exemption=law.Exemption(exemption.reason) if exemption else None,
    )
    return now, exemption, situation, right


def unbroken_right(history: Sequence[Status]) -> Right | None:
    """The stretch of the right that ends `history` (statuses by date); None when the last one is no right."""
    if history[-1].kind != StatusKind.INTEGRATION:
        return None
    first = history[-1]
    for earlier in reversed(history[:-1]):
        if earlier.kind != StatusKind.INTEGRATION or earlier.until is None or earlier.until + DAY != first.since:
            break
        first = earlier
    return Right(first=first, last=history[-1])


def _earlier_right(history: Sequence[Status], right: Right) -> date | None:
    """The last day of the right before this one, here or (as the person told) in another centre."""
    ends = [one.until for one in history if one.kind == StatusKind.INTEGRATION and one.since < right.first.since]
    ends.append(right.first.previous_right_ended_on)
    return max((day for day in ends if day is not None), default=None)


def _answered(person: Person, situation: law.Situation, on: date) -> law.ObligationAnswer:
    """The law's answer; a birth of which only the year or month is known counts when its limits agree."""
    if situation.born_on is None and person.birth_year:
        early, late = person.birth_limits()
        answers = [_asked(replace(situation, born_on=day), on) for day in (early, late)]
        if answers[0].obligation != answers[1].obligation:
            raise law.MissingFact("date of birth")
        return answers[1]
    return _asked(situation, on)


def _asked(situation: law.Situation, on: date) -> law.ObligationAnswer:
    if situation.category == Category.FAMILY:
        return centre_law.must_have_piis_each((situation,), on)[0]
    return centre_law.must_have_piis(situation, on)


def _deadline(right: Right) -> tuple[law.Deadline | None, str]:
    decided_on = right.first.decided_on
    if decided_on is None:
        return None, "decision"
    try:
        deadline = centre_law.conclude_by(
            decided_on=decided_on, demanded_on=right.first.demanded_on, notified_on=right.first.notified_on
        )
    except law.MissingFact:
        return None, "notification"
    except law.NotCovered:
        return None, "decision"
    return deadline, ""
