"""The law as this centre reads it: `jalon.law` with the readings the centre chose (`accounts.law_readings`).

Each rule looks at the day of its own fact: a text handed over, a project begun, a decision taken before a choice keep
the reading of their day.
"""

from collections.abc import Sequence
from datetime import date

from jalon.domain.accounts import law_readings as chosen
from jalon.law import calendar
from jalon.law import piis as law


def may_sign_from(handed_over_on: date) -> law.Deadline:
    """The first day the PIIS may be signed."""
    counting, week = chosen.reading(chosen.SIGNING, handed_over_on), chosen.reading(chosen.WEEK, handed_over_on)
    return law.may_sign_from(handed_over_on, reading=counting, week=week)


def conclude_by(*, decided_on: date, demanded_on: date | None, notified_on: date | None) -> law.Deadline:
    """The last day to conclude. Raises `MissingFact` and `NotCovered` as the law does."""
    return law.conclude_by(
        decided_on=decided_on,
        demanded_on=demanded_on,
        notified_on=notified_on,
        reading=chosen.reading(chosen.CONCLUDE_FROM, decided_on),
        month_count=chosen.reading(chosen.MONTHS, decided_on),
    )


def interview_due(requested_on: date) -> law.Deadline:
    """The last day to see a person who asked for an interview."""
    return law.interview_due(requested_on, week=chosen.reading(chosen.WEEK, requested_on))


def evaluations_due(*, start: date, until: date) -> tuple[law.Due, ...]:
    """The last day of each evaluation of a project that begins on `start`."""
    short, week = chosen.reading(chosen.SHORT_PERIOD, start), chosen.reading(chosen.WEEK, start)
    return law.evaluations_due(start=start, until=until, short_period=short, week=week)


def evaluations_status(*, held: Sequence[law.Held], start: date, until: date, on: date) -> law.EvaluationsStatus:
    """What is owed, what was held and what is next."""
    short, week = chosen.reading(chosen.SHORT_PERIOD, start), chosen.reading(chosen.WEEK, start)
    return law.evaluations_status(held=held, start=start, until=until, on=on, short_period=short, week=week)


def must_have_piis(facts: law.Situation, on: date) -> law.ObligationAnswer:
    """Whether a PIIS must be concluded."""
    return law.must_have_piis(facts, on, transition=chosen.reading(chosen.TRANSITION, on))


def must_have_piis_each(partners: Sequence[law.Situation], on: date) -> tuple[law.ObligationAnswer, ...]:
    """Whether each of two partners of category 3 must conclude one."""
    return law.must_have_piis_each(partners, on, transition=chosen.reading(chosen.TRANSITION, on))


def is_working_day(day: date) -> bool:
    """Whether this is a working day."""
    return calendar.is_working_day(day, reading=chosen.reading(chosen.WEEK, day))


def next_working_day(day: date) -> date:
    """The day itself when it is a working day, otherwise the first one after it."""
    return calendar.next_working_day(day, reading=chosen.reading(chosen.WEEK, day))


def previous_working_day(day: date) -> date:
    """The day itself when it is a working day, otherwise the last one before it."""
    return calendar.previous_working_day(day, reading=chosen.reading(chosen.WEEK, day))
