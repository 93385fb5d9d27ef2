"""The facts that the law of the PIIS looks at. Values are stable: they may be stored."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from jalon.law.category import Category


class Regime(StrEnum):
    """The two regimes of the PIIS."""

    BEFORE_2016 = "before_2016"  # until 31 October 2016
    SINCE_2016 = "since_2016"  # from 1 November 2016


class Status(StrEnum):
    """What a person receives from the centre."""

    DIS = "dis"  # the right to social integration
    EQUIVALENT_AID = "equivalent_aid"
    BROAD_USER = "broad_user"  # anyone else the centre helps


class Kind(StrEnum):
    """The kinds of PIIS. The last three exist only before 1 November 2016."""

    GENERAL = "general"
    STUDY = "study"  # full-time studies
    EMPLOYMENT = "employment"
    TRAINING = "training"
    SOCIAL = "social"


class Exemption(StrEnum):
    """What may lift the obligation to have a PIIS."""

    HEALTH = "health"
    EQUITY = "equity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What decides whether a person must have a PIIS.

    `right_since` is the first day of the present right to social integration, `decided_on` the day it was granted
    (when known), `previous_right_ended_on` the last day of the right before it, if any. A rule that needs a fact
    left at None raises `MissingFact`.
    """

    status: Status
    born_on: date | None = None
    category: Category | None = None
    right_since: date | None = None
    decided_on: date | None = None
    previous_right_ended_on: date | None = None
    full_time_student: bool = False  # full-time studies accepted on grounds of equity
    homeless: bool = False
    combines_work: bool = False  # a job and the income together
    exemption: Exemption | None = None
