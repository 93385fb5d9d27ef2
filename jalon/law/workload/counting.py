"""A centre's files, and what a regime asks for them in a year.

**In a steady state.** A centre where as many rights begin each year, each lasting as long, meets in a year what one
year's new files meet in their whole life. So one life is counted for each sort of file, with the rules of
`jalon.law.piis` by date, and multiplied. Where a centre grows or shrinks, the year differs.

**What is counted.** A contract for each PIIS concluded, on the last day allowed, and again when its agreed term ends
while the right goes on. An interview for the needs to be assessed, where the law wants that, one to hand the text over
and tell the rights, and one for each evaluation that must be in person. A letter for the decision that grants, one for
the text handed over before signing, and one for the written reason of a second year of subsidy. The yearly review of
the right is the same under every regime, and left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta

from jalon.law import parameters
from jalon.law.answers import Line
from jalon.law.piis import (
    Exemption,
    Kind,
    Situation,
    Status,
    bilan_required,
    conclude_by,
    duration,
    evaluation_windows,
    evaluations_due,
    first_subsidy,
    may_sign_from,
    must_have_piis,
    prolongation,
    regime_on,
    told_before_signing,
)
from jalon.law.piis import Regime as InForce
from jalon.law.terms import add_months, last_day_of_span
from jalon.law.workload.regimes import Regime

DECIDED_AFTER = 30  # days from the demand: the most the law allows
LONGEST = 96  # months of a right: a life stays within one law
PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What is known of a centre's files. Rights granted in a year by sort; `open`: files open on average.

    `returning`, `exempt` and `working`: in a hundred of them, those who had a right within three months before, those
    exempted for health or equity, those who work beside. `agreed`: months of a contract that is agreed.
    """

    young: int  # under 25, no student
    students: int
    adults: int
    open: int
    returning: int = 0
    exempt: int = 0
    working: int = 0
    agreed: int = 12

    @property
    def granted(self) -> int:
        """Rights granted in a year."""
        return self.young + self.students + self.adults

    @property
    def months(self) -> int:
        """How long a right lasts on average: as many are open as begin in that time."""
        return min(max(round(12 * self.open / self.granted), 1), LONGEST) if self.granted else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the law asks for one file in its whole life; or for a centre in a year, rounded."""

    contracts: float = 0
    annexes: float = 0
    evaluations: float = 0
    in_person: float = 0
    interviews: float = 0
    letters: float = 0

    def __add__(self, other: "Asked") -> "Asked":
        return Asked(**{one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(Asked)})

    def times(self, many: float) -> "Asked":
        """As often."""
        return Asked(**{one.name: getattr(self, one.name) * many for one in fields(Asked)})


@dataclass(frozen=True, slots=True)
class Load:
    """What a regime asks of a centre in a year. `obliged`: in how many of the new files; `lines`: the law's reasons."""

    regime: Regime
    asked: Asked
    obliged: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Sort:
    many: float
    age: int
    student: bool
    returning: bool
    exempt: bool
    working: bool


def asked_in_a_year(files: Files, regime: Regime) -> Load:
    """What the regime asks for all files."""
    total, obliged, lines = Asked(), 0.0, dict[str, Line]()
    for sort in _sorts(files):
        asked, reasons = life(sort, files, regime)
        total += asked.times(sort.many)
        obliged += sort.many if asked.contracts else 0
        lines |= {one.code: one for one in reasons}
    return Load(regime, total, obliged, tuple(lines.values()))


def life(sort: _Sort, files: Files, regime: Regime) -> tuple[Asked, list[Line]]:
    """One file from its grant to the end of the right, and the law's reasons."""
    with parameters.supposing(regime.changes):
        granted = regime.granted
        since = granted - timedelta(days=DECIDED_AFTER)
        last = add_months(since, files.months) - timedelta(days=1)
        obligation = must_have_piis(_situation(sort, since, granted), granted)
        reasons, asked = list(obligation.lines), Asked(letters=1)
        if not obligation:
            return asked, reasons
        conclude = conclude_by(decided_on=granted, demanded_on=since)
        reasons += conclude.lines
        if conclude.date > last:
            return asked, reasons
        kind = Kind.STUDY if sort.student else Kind.GENERAL
        for first, end in _contracts(conclude.date, last, kind, files.agreed):
            one, more = _contract(first, end, regime)
            asked, reasons = asked + one, reasons + more
        if _second_year(conclude.date, granted, last, kind):
            asked += Asked(letters=1)
        return asked, reasons


def _sorts(files: Files) -> Iterator[_Sort]:
    ages = ((files.young, 20, False), (files.students, 20, True), (files.adults, 35, False))
    shares = {name: getattr(files, name) / PERCENT for name in ("returning", "exempt", "working")}
    for many, age, student in ages:
        for number in range(8):
            yes = {name: bool(number >> place & 1) for place, name in enumerate(shares)}
            part = float(many)
            for name, share in shares.items():
                part *= share if yes[name] else 1 - share
            if part:
                yield _Sort(part, age, student, **yes)


def _situation(sort: _Sort, since: date, granted: date) -> Situation:
    return Situation(
        status=Status.DIS,
        born_on=date(granted.year - sort.age, 1, 1),
        right_since=since,
        decided_on=granted,
        previous_right_ended_on=since - timedelta(days=31) if sort.returning else None,
        full_time_student=sort.student,
        combines_work=sort.working,
        exemption=Exemption.HEALTH if sort.exempt else None,
    )


def _contracts(first: date, last: date, kind: Kind, agreed: int) -> Iterator[tuple[date, date]]:
    """Each contract until the right ends: for the studies, for the right itself where that is proposed, else agreed."""
    while first <= last:
        lasting = parameters.on("piis.duration.other", first).word == "income_support"
        until = last if lasting else min(last, last_day_of_span(first, agreed))
        span = duration(kind=kind, starts_on=first, agreed_until=until, studies_until=last)
        assert span.last is not None
        yield first, span.last
        first = span.last + timedelta(days=1)


def _contract(first: date, last: date, regime: Regime) -> tuple[Asked, list[Line]]:
    needs, told, handed = bilan_required(first), told_before_signing(first), may_sign_from(first)
    due = len(evaluations_due(start=first, until=last))
    windows = evaluation_windows(start=first, until=last)
    in_person = sum(one.in_person for one in windows)
    asked = Asked(
        contracts=1,
        annexes=due if regime.annex else 0,
        evaluations=due,
        in_person=in_person,
        interviews=int(needs.yes) + int(bool(told)) + in_person,
        letters=1,
    )
    return asked, [*needs.lines, *handed.lines, *(line for one in windows for line in one.lines)]


def _second_year(signed: date, granted: date, last: date, kind: Kind) -> bool:
    """Whether a written reason is due for a second year of subsidy."""
    if regime_on(signed) is not InForce.SINCE_2016 or kind is Kind.STUDY:
        return False
    ends = first_subsidy(granted_on=granted, signed_on=signed, kind=kind).last
    assert ends is not None
    return bool(
        prolongation(
            first_ends_on=ends, piis_on_last_day=ends <= last, income_goes_on=ends < last, motivated_in_writing=True
        )
    )
