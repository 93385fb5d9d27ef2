"""The plain files of a centre, by weight: what most of a caseload is made of."""

from datetime import date, timedelta

from jalon.command.demo.sheet import Sheet
from jalon.domain.people.enums import StatusKind
from jalon.domain.piis.enums import EndReason, Outcome
from jalon.law.calendar import next_working_day

ENDS = [
    (EndReason.EMPLOYMENT, Outcome.JOB, 30),
    (EndReason.NORMAL, Outcome.AUTONOMY, 20),
    (EndReason.NORMAL, Outcome.PATH, 15),
    (EndReason.STUDY, Outcome.AUTONOMY, 10),
    (EndReason.MOVED, Outcome.NONE_YET, 10),
    (EndReason.RIGHT_WITHDRAWN, Outcome.NONE_YET, 10),
    (EndReason.NORMAL, Outcome.VOLUNTEERING, 5),
]


def _broad(sheet: Sheet) -> None:
    sheet.open(sheet.ago(sheet.draw.randint(10, 1500)), StatusKind.BROAD)


def _equivalent(sheet: Sheet) -> None:
    sheet.open(sheet.ago(sheet.draw.randint(20, 1200)), StatusKind.EQUIVALENT)


def _obliged_in_time(sheet: Sheet) -> None:
    sheet.open(sheet.ago(sheet.draw.randint(3, 85)), StatusKind.INTEGRATION, young=sheet.draw.random() < 0.4)


def _obliged_late(sheet: Sheet) -> None:
    sheet.open(sheet.ago(sheet.draw.randint(95, 200)), StatusKind.INTEGRATION, young=sheet.draw.random() < 0.5)


def _returned(sheet: Sheet) -> None:
    day = sheet.ago(sheet.draw.randint(60, 1100))
    sheet.open(day, StatusKind.INTEGRATION, previous_right_ended_on=day - timedelta(days=20))


def _closed(sheet: Sheet) -> None:
    sheet.open(sheet.ago(sheet.draw.randint(500, 2500)), sheet.draw.choice(list(StatusKind)))
    sheet.close(sheet.ago(sheet.draw.randint(20, 480)))


def _signed(sheet: Sheet, days: int, *, months: int = 12) -> date:
    """A contract signed by all, begun so many days ago. Returns the day of the last signature."""
    draw, day = sheet.draw, sheet.ago(days)
    study = draw.random() < 0.15
    sheet.open(day, StatusKind.INTEGRATION, young=study or draw.random() < 0.35, is_student=study)
    sheet.bilan(next_working_day(day + timedelta(days=5)))
    draft = sheet.prepare(next_working_day(day + timedelta(days=draw.randint(8, 40))), months=months, study=study)
    first = sheet.hand_over(draft, next_working_day(sheet.piis.drafted_on + timedelta(days=3)))
    signed = next_working_day(first + timedelta(days=draw.choice([0, 1, 4, 9])))
    sheet.sign(signed)
    return signed


def _draft(sheet: Sheet) -> None:
    day = sheet.ago(sheet.draw.randint(25, 80))
    sheet.open(day, StatusKind.INTEGRATION)
    sheet.bilan(next_working_day(day + timedelta(days=5)))
    sheet.prepare(sheet.ago(sheet.draw.randint(0, 15)))


def _waiting(sheet: Sheet) -> None:
    _signed(sheet, sheet.draw.randint(70, 90))


def _running(sheet: Sheet, days: int, *, months: int = 12, forgotten: float = 0.12) -> None:
    """Approved, then evaluated as its day comes; now and then an evaluation is forgotten."""
    signed = _signed(sheet, days, months=months)
    sheet.approve(next_working_day(signed + timedelta(days=sheet.draw.randint(1, 9))))
    while due := sheet.piis.next_evaluation_on:
        day = next_working_day(due - timedelta(days=sheet.draw.randint(2, 30)))
        if day > sheet.on or day <= sheet.piis.decided_on or sheet.draw.random() < forgotten:
            return
        sheet.evaluate(day)


def _in_time(sheet: Sheet) -> None:
    _running(sheet, sheet.draw.randint(80, 380))


def _expired(sheet: Sheet) -> None:
    _running(sheet, sheet.draw.randint(260, 300), months=6)


def _ended(sheet: Sheet) -> None:
    _running(sheet, sheet.draw.randint(430, 1300), forgotten=0.25)
    reason, outcome, _weight = sheet.draw.choices(ENDS, weights=[one[2] for one in ENDS])[0]
    last = max([sheet.piis.since, sheet.piis.decided_on, *(one.on for one in sheet.held)])
    agreed = sheet.piis.until or sheet.on
    day = agreed if reason == EndReason.NORMAL else last + timedelta(days=sheet.draw.randint(5, 60))
    sheet.end(min(max(day, last), sheet.on), reason, outcome)
    if sheet.draw.random() < 0.6 and (left := (sheet.on - sheet.piis.ended_on).days) > 1:
        sheet.close(sheet.piis.ended_on + timedelta(days=min(left, sheet.draw.randint(1, 60))))


FILES = [
    (_broad, 29),
    (_equivalent, 14),
    (_obliged_in_time, 4),
    (_obliged_late, 3),
    (_returned, 9),
    (_closed, 16),
    (_draft, 3),
    (_waiting, 1),
    (_in_time, 13),
    (_expired, 1),
    (_ended, 7),
]


def tell(sheet: Sheet) -> None:
    """One plain file, drawn by weight."""
    what = sheet.draw.choices([one[0] for one in FILES], weights=[one[1] for one in FILES])[0]
    what(sheet)
