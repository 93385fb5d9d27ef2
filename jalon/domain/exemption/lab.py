"""Schemes of reform beside today's rule: curves by wage and by days worked, and typical cases. Nothing is kept."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jalon.law.income import (
    Category,
    Earning,
    Person,
    Point,
    Scheme,
    Work,
    curve,
    income_support,
    income_under,
    shipped_schemes,
)
from jalon.law.income.scheme_file import MOST_SMOOTHING

TODAY = "today"
MOST_SCHEMES = 4  # beside today's rule
STEP = 50_00  # cents between two points of the curve by wage
MOST_BEFORE = MOST_SMOOTHING - 1  # months that a mean may look back; as this one, in a curve and in a steady job
WORKS = (Work.JOB, Work.INTERIM, Work.TRAINING, Work.STUDENT, Work.ART)


@dataclass(frozen=True, kw_only=True)
class Lab:
    """What is compared. `day_pay`: net cents of a day; `here`: the net wage of a month looked at closely."""

    month: date
    category: Category
    work: Work
    day_pay: int
    schemes: tuple[Scheme, ...]
    here: int | None = None

    @property
    def all_schemes(self) -> tuple[Scheme, ...]:
        """Today's rule first."""
        return (shipped_schemes()[TODAY], *self.schemes)


@dataclass(frozen=True)
class Case:
    """A typical person: who, and their month."""

    code: str  # stable: kept with what came out
    title: str | Promise
    person: Person


@dataclass(frozen=True, kw_only=True)
class Total:
    """What a month comes to under one scheme, in cents."""

    exempt: int
    support: int
    disposable: int


def cases() -> tuple[Case, ...]:
    """The five of the working group's debate, with the amounts that make them."""

    def one(category: Category, work: Work, net: int, days: int | None = None) -> Person:
        before = 0 if work is Work.ART else net  # the fee is the only one of its year
        earnings = [Earning(work=work, net=net, days=days)]
        return Person(category=category, earnings=earnings, earlier=[before] * MOST_BEFORE)

    return (
        Case(
            "interim",
            _("Personne isolée, trois jours d’intérim à 95\u00a0€ net"),
            one(Category.SINGLE, Work.INTERIM, 285_00, 3),
        ),
        Case("half_time", _("Parent seul, mi-temps à 950\u00a0€ net"), one(Category.FAMILY, Work.JOB, 950_00)),
        Case(
            "student", _("Étudiante cohabitante, job à 300\u00a0€ net"), one(Category.COHABITANT, Work.STUDENT, 300_00)
        ),
        Case(
            "artist",
            _("Artiste isolé, un cachet de 1\u202f200\u00a0€ net dans l’année"),
            one(Category.SINGLE, Work.ART, 1_200_00),
        ),
        Case("small_job", _("Personne isolée, petit emploi à 120\u00a0€ net"), one(Category.SINGLE, Work.JOB, 120_00)),
    )


@dataclass(frozen=True)
class Compared:
    """Points by scheme, in the order of `Lab.all_schemes`; for each case the answer of each scheme."""

    by_wage: tuple[tuple[Point, ...], ...]
    by_days: tuple[tuple[Point, ...], ...]
    here: tuple[Total, ...]
    cases: tuple[tuple[Case, tuple[Total, ...]], ...]


def compare(lab: Lab) -> Compared:
    """Every answer, by the functions that work out one person's month."""
    nobody = Person(category=lab.category, earlier=[0] * MOST_BEFORE)
    top = 2 * income_support(lab.category, lab.month).month_cents // STEP + 2
    wages = [_working(nobody, lab.work, place * STEP) for place in range(top)]
    most = monthrange(lab.month.year, lab.month.month)[1]
    days = [_working(nobody, lab.work, place * lab.day_pay, place) for place in range(most + 1)]
    return Compared(
        by_wage=tuple(_curve(one, wages, lab.month) for one in lab.all_schemes),
        by_days=tuple(_curve(one, days, lab.month) for one in lab.all_schemes),
        here=() if lab.here is None else _each(lab, _working(nobody, lab.work, lab.here)),
        cases=tuple((one, _each(lab, one.person)) for one in cases()),
    )


def _working(nobody: Person, work: Work, net: int, days: int | None = None) -> Person:
    """The person with this pay; without work when there is neither pay nor day."""
    if not net and not days:
        return nobody
    earnings = [Earning(work=work, net=net, days=days)]
    return replace(nobody, earnings=earnings, earlier=[net] * MOST_BEFORE)


def _curve(scheme: Scheme, people: Sequence[Person], month: date) -> tuple[Point, ...]:
    return curve([income_under(scheme, one, on=month) for one in people])


def _each(lab: Lab, person: Person) -> tuple[Total, ...]:
    answers = [income_under(one, person, on=lab.month) for one in lab.all_schemes]
    return tuple(Total(exempt=one.exempt, support=one.support, disposable=one.disposable) for one in answers)
