"""From rows to the law and back: facts in, dates out. The law is in `jalon.law.piis`; nothing is decided here."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jalon.domain.accounts import centre_law
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person, PiisExemption
from jalon.domain.people.models import Status as StatusRow
from jalon.domain.people.queries import exemption_on, statuses_of
from jalon.domain.piis.enums import Act
from jalon.domain.piis.models import Evaluation, Piis
from jalon.law import piis as law
from jalon.law.terms import add_months

_KINDS = {
    StatusKind.INTEGRATION: law.Status.DIS,
    StatusKind.EQUIVALENT: law.Status.EQUIVALENT_AID,
    StatusKind.BROAD: law.Status.BROAD_USER,
}
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HORIZON_MONTHS = 36  # how far a project without agreed end is looked at, past its last evaluation


@dataclass(frozen=True)
class Right:
    """An unbroken run of the right to social integration, whatever its category: the rows that make it up."""

    rows: tuple[StatusRow, ...]
    previous_ended_on: date | None

    @property
    def since(self) -> date:
        """Its first day."""
        return self.rows[0].since

    @property
    def grant(self) -> StatusRow:
        """The row whose decision granted it."""
        return self.rows[0]


def born_on(person: Person) -> date | None:
    """The birth date the law reckons with; an unknown month or day counts as the last possible one."""
    if person.birth_year is None:
        return None
    month = person.birth_month or 12
    last = _LAST_DAYS[month - 1]
    if person.birth_day is None:
        return date(person.birth_year, month, last)
    return date(person.birth_year, month, min(person.birth_day, monthrange(person.birth_year, month)[1]))


def right_on(statuses: Iterable[StatusRow], on: date) -> Right | None:
    """The right to social integration that covers a day, back to its first day; None when there is none."""
    rows = sorted((one for one in statuses if one.kind == StatusKind.INTEGRATION), key=lambda one: one.since)
    runs: list[list[StatusRow]] = []
    for row in rows:
        last = runs[-1][-1] if runs else None
        if last is not None and last.until is not None and last.until + timedelta(days=1) == row.since:
            runs[-1].append(row)
        else:
            runs.append([row])
    for index, run in enumerate(runs):
        current = tuple(row for row in run if row.since <= on)
        if current and current[-1].covers(on):
            here = runs[index - 1][-1].until if index else None
            elsewhere = run[0].previous_right_ended_on
            return Right(current, max((day for day in (here, elsewhere) if day), default=None))
    return None


def status_on(statuses: Iterable[StatusRow], on: date) -> StatusRow | None:
    """The status that covers a day."""
    return next((one for one in statuses if one.covers(on)), None)


def situation(
    *, person: Person, statuses: Sequence[StatusRow], exemptions: Iterable[PiisExemption], on: date
) -> law.Situation | None:
    """What decides the obligation on a day; None for a person without any status that day."""
    status = status_on(statuses, on)
    if status is None:
        return None
    right = right_on(statuses, on)
    exempt = next((e for e in exemptions if e.since <= on and (e.until is None or on <= e.until)), None)
    return law.Situation(
        status=_KINDS[StatusKind(status.kind)],
        born_on=born_on(person),
        category=law.Category(status.category) if status.category else None,
        right_since=right.since if right else None,
        decided_on=right.grant.decided_on if right else None,
        previous_right_ended_on=right.previous_ended_on if right else None,
        full_time_student=status.is_student,
        homeless=status.is_homeless,
        combines_work=status.works_part_time,
        exemption=law.Exemption(exempt.reason) if exempt else None,
    )


def obligation(person: Person, on: date) -> law.ObligationAnswer | None:
    """Whether this person must have a PIIS on a day, with the reasons; None without any status that day."""
    return owed(person, on)[0]


def owed(person: Person, on: date) -> tuple[law.ObligationAnswer | None, law.Deadline | None]:
    """`obligation` and `conclude_by` of one day, from facts read once (two queries at most)."""
    statuses, exemption = statuses_of(person), exemption_on(person, on)
    facts = situation(person=person, statuses=statuses, exemptions=[exemption] if exemption else [], on=on)
    answer, right = obligation_of(facts, on), right_on(statuses, on)
    return answer, term_of(right.grant) if answer and right else None


def obligation_of(facts: law.Situation | None, on: date) -> law.ObligationAnswer | None:
    """As the law answers. Without a year of birth the grounds that need an age are left out, never presumed."""
    if facts is None:
        return None
    if facts.born_on is None:
        facts = replace(facts, born_on=date(1900, 1, 1))
    return centre_law.must_have_piis(facts, on)


def conclude_by(person: Person, on: date) -> law.Deadline | None:
    """The last day to conclude, for someone obliged on that day; None when there is no term or its event is unknown."""
    return owed(person, on)[1]


def term_of(grant: StatusRow) -> law.Deadline | None:
    """The term the law opens with this grant, when the date it counts from is recorded."""
    if grant.decided_on is None:
        return None
    try:
        return centre_law.conclude_by(
            decided_on=grant.decided_on, demanded_on=grant.demanded_on, notified_on=grant.notified_on
        )
    except (law.MissingFact, law.NotCovered):
        return None


_HELD = Kept(
    lambda: Evaluation.objects.held().filter(piis=Slot("piis")).only("held_on", "in_person").order_by("held_on")
)


def held_evaluations(piis: Piis) -> list[law.Held]:
    """The evaluations that took place, as the law counts them."""
    return [law.Held(on=row.held_on, in_person=row.in_person) for row in _HELD.ask(piis=piis.pk)]


def horizon(piis: Piis, last_held: date) -> date:
    """Up to which day evaluations are counted: the agreed end, or far enough when the studies decide."""
    return piis.until or add_months(last_held, _HORIZON_MONTHS)


def evaluations_status(piis: Piis, on: date, held: Sequence[law.Held] | None = None) -> law.EvaluationsStatus:
    """What is owed, what was held and what is next, on a day."""
    held = held_evaluations(piis) if held is None else held
    last = max([piis.since, on, *(one.on for one in held)])
    return centre_law.evaluations_status(held=held, start=piis.since, until=max(horizon(piis, last), piis.since), on=on)


def next_evaluation_on(piis: Piis, held: Sequence[law.Held]) -> date | None:
    """The last day for the next evaluation. It rests on facts alone (what was agreed, what was held), not on today:
    an evaluation that was never held stays due until the next one is."""
    last = max([piis.since, *(one.on for one in held)])
    due = evaluations_status(piis, last, held).next_due
    return due.date if due else None


def propose_next(piis: Piis, after: date) -> date | None:
    """The date to propose once an evaluation is held on `after`: the law's last day for the next, a working day."""
    held = [*held_evaluations(piis), law.Held(on=after, in_person=True)]
    proposed = next_evaluation_on(piis, held)
    return centre_law.next_working_day(proposed) if proposed else None


def refresh(piis: Piis) -> None:
    """Recompute what lists read (`next_evaluation_on`) from the facts; the caller saves."""
    piis.next_evaluation_on = next_evaluation_on(piis, held_evaluations(piis)) if piis.since else None


def work_before(piis: Piis) -> dict[str, str]:
    """The work after which this project takes up a former one (`worked_from`, `worked_until`), or nothing."""
    begun = piis.events.filter(act=Act.PREPARE).order_by("number").first()
    return begun.detail if begun and "worked_from" in begun.detail else {}


def bilan_is_required(piis: Piis, on: date) -> law.YesNo:
    """Whether a bilan must stand before this text is handed over, knowing what it resumes."""
    work = work_before(piis)
    days = {name: date.fromisoformat(work[name]) for name in ("worked_from", "worked_until")} if work else {}
    return law.bilan_required(on, **days)
