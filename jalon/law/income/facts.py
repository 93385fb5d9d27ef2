"""What the law of the income support and of its exemption looks at. Values are stable: they may be stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from jalon.law.category import Category

NoEnd = Literal["no_end"]
NO_END: NoEnd = "no_end"  # of a contract


class Work(StrEnum):
    """What is earned with."""

    JOB = "job"  # begun while receiving the income support
    TRAINING = "training"
    SHORTAGE = "shortage"  # a job in a shortage occupation
    STUDENT = "student"  # a student's job, full-time studies in a PIIS
    ART = "art"
    INTERIM = "interim"  # a job through an agency, on scattered days


class Basis(StrEnum):
    """How an incomplete month is counted. The values are the readings of `income.order`."""

    DAY = "day"  # brought to a full month and back; the days without work are worked out apart
    PRORATE = "prorate"  # the exemption follows the days, the month is worked out as one
    MONTH = "month"  # as if the month were whole


class Branch(StrEnum):
    """The paragraphs of the exemption. How two of them would add up in one month is not established."""

    GENERAL = "general"
    STUDENT = "student"
    ARTIST = "artist"


BRANCHES = {
    Work.JOB: Branch.GENERAL,
    Work.TRAINING: Branch.GENERAL,
    Work.SHORTAGE: Branch.GENERAL,
    Work.STUDENT: Branch.STUDENT,
    Work.ART: Branch.ARTIST,
    Work.INTERIM: Branch.GENERAL,
}
WHOLE_MONTH = frozenset({Work.ART, Work.INTERIM})  # counted for the whole month, whatever days it takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Earning:
    """What one activity brings in a month: net, in cents. `days` it covers; None when that is the whole month.

    Days are counted as the divisor counts them: of the calendar, or working days when a month is divided by 26. Those
    of interim work only count towards the three years: its income is of the whole month. `minutes`: the working time
    those days were counted from, where only hours are known (see `days_of_hours`).
    """

    work: Work
    net: int
    days: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person's month. Amounts are net, in cents.

    `other`: all other resources of the month. `used`: days (or months, by the reading chosen) of the exemption already
    taken, of which the first began on `first_used_on`. `used_this_year`: artistic earnings already exempt this year.
    `shortage_since`: first day of the raised exemption, once in a lifetime; `contract_months` and `has_certificate`:
    what it needs of the job in a shortage occupation, None where nobody said, `NO_END` of a contract that has none.
    `earlier`: what was earned in the months before, the latest first, for a scheme that takes a mean.
    """

    category: Category
    earnings: Sequence[Earning] = ()
    other: int = 0
    began_on_support: bool = True  # False for someone already working when first applying
    has_grant: bool = False
    has_piis: bool = True  # a student's exemption needs one
    used: int = 0
    first_used_on: date | None = None
    used_this_year: int = 0
    shortage_since: date | None = None
    contract_months: int | NoEnd | None = None
    has_certificate: bool | None = None
    earlier: Sequence[int] = ()
