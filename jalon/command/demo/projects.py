"""Projects on their way and running."""

from datetime import date, timedelta
from typing import Any

from jalon.command.demo import activating, measures
from jalon.command.demo.life import Life
from jalon.command.demo.stories import Story
from jalon.command.demo.texts import said
from jalon.domain.instruments.enums import MeasurementMoment, Moment
from jalon.domain.people.enums import StatusKind
from jalon.domain.piis import services
from jalon.domain.piis.enums import AbsenceCause, DecisionOutcome, Side
from jalon.domain.piis.models import PiisVersion
from jalon.domain.piis.queries import current_draft
from jalon.law.calendar import next_working_day


def granted(life: Life, days: int, **facts: Any) -> date:
    """The file opened, the right granted and the bilan done; `days` before today. Returns the day of the grant."""
    day = life.ago(days)
    status = {name: facts.pop(name) for name in ("is_student", "is_homeless") if name in facts}
    life.open(day, young=facts.pop("young", life.draw.random() < 0.35))
    life.status(day, facts.pop("kind", StatusKind.INTEGRATION), **status)
    life.bilan(min(next_working_day(day + timedelta(days=4)), life.on))
    return day


def handed(life: Life, days: int, **text: Any) -> PiisVersion:
    """Handed over `days` before today, three weeks after the grant."""
    granted(life, days + 24)
    day = life.ago(days)
    life.prepare(life.ago(days + 4), life.text(next_working_day(day + timedelta(days=10)), **text))
    return life.hand_over(day)


def running(life: Life, days: int, **text: Any) -> date:
    """A project that runs since about `days` before today. Returns the day of the council's decision."""
    version = handed(life, days + 14, **text)
    signed = life.sign_all(version)
    day = next_working_day(signed + timedelta(days=life.draw.randint(1, 6)))
    life.decide(min(day, life.on))
    return day


def evaluated(life: Life, days: int, times: int, **how: Any) -> None:
    """Running since `days`, evaluated `times` times in time."""
    running(life, days)
    for _time in range(times):
        due = life.piis.next_evaluation_on
        day = due - timedelta(days=life.draw.randint(3, 25)) if due else None
        if day is None or day > life.on:
            return
        life.evaluate(next_working_day(day) if next_working_day(day) <= life.on else life.on, **how)


def draft_new(life: Life) -> None:
    """A draft of this week."""
    granted(life, life.draw.randint(20, 50))
    life.prepare(life.ago(life.draw.randint(0, 4)))


def draft_old(life: Life) -> None:
    """A draft nobody touched for weeks."""
    granted(life, life.draw.randint(70, 130))
    life.prepare(life.ago(life.draw.randint(20, 55)))


def in_reflection(life: Life) -> None:
    """Handed over two days ago: the person thinks it over."""
    handed(life, life.draw.randint(0, 3))


def signable(life: Life) -> None:
    """The days to think over are past, nobody has signed."""
    handed(life, life.draw.randint(11, 30))


def half_signed(life: Life) -> None:
    """The person has signed, the centre has not."""
    version = handed(life, life.draw.randint(12, 20))
    life.sign(version, Side.PERSON, max(version.may_sign_from, life.ago(3)))


def taken_back(life: Life) -> None:
    """Handed over, taken back to change a line, handed over again."""
    handed(life, 30)
    services.take_back(actor=life.worker, piis=life.piis, at=life.at(life.ago(27)))
    life.refresh()
    life.hand_over(life.ago(25))


def waiting_for_council(life: Life) -> None:
    """Signed by all, on the council's table."""
    version = handed(life, life.draw.randint(13, 40))
    life.sign_all(version, after=1)


def concluded_late(life: Life) -> None:
    """Concluded after the three months."""
    granted(life, 190)
    life.prepare(life.ago(90))
    version = life.hand_over(life.ago(80))
    life.decide(min(next_working_day(life.sign_all(version) + timedelta(days=7)), life.on))


def sent_back(life: Life) -> None:
    """The council asked for a change: a draft again."""
    version = handed(life, 40)
    day = life.sign_all(version)
    words = said("council.sent_back", life.world.language)
    life.decide(next_working_day(day + timedelta(days=6)), DecisionOutcome.SENT_BACK, words)


def refused(life: Life) -> None:
    """The council refused."""
    version = handed(life, 90)
    day = life.sign_all(version)
    words = said("council.refused", life.world.language)
    life.decide(next_working_day(day + timedelta(days=6)), DecisionOutcome.REFUSED, words)


def given_up(life: Life) -> None:
    """Handed over, then given up."""
    handed(life, 60)
    reason = said("given_up", life.world.language)
    services.withdraw(actor=life.worker, piis=life.piis, at=life.at(life.ago(30)), reason=reason)


def just_begun(life: Life) -> None:
    """Running since some weeks, nothing due yet; the worker has measured the start, the person not yet."""
    running(life, life.draw.randint(5, 80))
    measures.one_side_waits(life, life.ago(3), MeasurementMoment.START, low=2)


def due_soon(life: Life) -> None:
    """The first evaluation is due within days."""
    running(life, life.draw.randint(104, 112))


def late(life: Life) -> None:
    """An evaluation is late."""
    evaluated(life, life.draw.randint(160, 230), life.draw.choice([0, 0, 1]))


def in_time(life: Life) -> None:
    """Evaluated as the law asks."""
    evaluated(life, life.draw.randint(130, 330), 3)


def by_telephone(life: Life) -> None:
    """Evaluated, but never face to face."""
    evaluated(life, 250, 2, in_person=False)


def with_new_bilan(life: Life) -> None:
    """Evaluated with a second bilan; measured at the start, looked at in between."""
    running(life, 180)
    activating.goes_along(life, life.ago(176), measured_by="empowerment")
    measures.both_rate(life, life.ago(175), MeasurementMoment.START, low=2)
    measures.a_minute(life, life.ago(110), low=3)
    day = life.ago(60)
    bilan = life.bilan(day, Moment.MIDDLE, low=1)
    life.evaluate(day, bilan_id=bilan.pk)


def appointment(life: Life) -> None:
    """The next evaluation has its day; in between they rated a bilan, each apart, and talked about it."""
    running(life, life.draw.randint(90, 118))
    measures.both_rate(life, life.ago(80), MeasurementMoment.START, low=3)
    measures.a_minute(life, life.ago(30), low=2)
    measures.bilan_apart(life, life.ago(20), Moment.MIDDLE, low=2)
    life.plan(life.on + timedelta(days=life.draw.randint(1, 12)), recorded=life.ago(6))


def called_off(life: Life) -> None:
    """An appointment the centre called off."""
    running(life, 120)
    life.plan(life.ago(10), recorded=life.ago(20), cancelled=True)


def missed_by_person(life: Life) -> None:
    """The person did not come; the next evaluation took place."""
    running(life, life.draw.randint(150, 200))
    life.miss(life.ago(60), AbsenceCause.PERSON)
    life.evaluate(life.ago(40))


def missed_by_centre(life: Life) -> None:
    """The centre called it off on the day."""
    running(life, life.draw.randint(130, 200))
    life.miss(life.ago(20), AbsenceCause.ORGANISER)


def missed_by_nobody(life: Life) -> None:
    """No train ran that day."""
    running(life, life.draw.randint(130, 200))
    life.miss(life.ago(25), AbsenceCause.FORCE_MAJEURE)


def promise_late(life: Life) -> None:
    """The centre is late with what it promised."""
    version = handed(life, 150)
    services.take_back(actor=life.worker, piis=life.piis, at=life.at(version.handed_over_on))
    draft = current_draft(life.refresh())
    due = life.ago(life.draw.randint(5, 40))
    lines = [
        type(one)(**{**vars(one), "due_on": due, "recurring": ""}) if one.side == Side.CENTRE else one
        for one in draft.commitments
    ]
    changed = type(draft)(**{**vars(draft), "commitments": tuple(lines)})
    at = life.at(version.handed_over_on)
    services.save_draft(actor=life.worker, piis=life.piis, draft=changed, revision=life.piis.revision, at=at)
    life.refresh()
    signed = life.sign_all(life.hand_over(version.handed_over_on))
    life.decide(next_working_day(signed + timedelta(days=3)))


def voluntary(life: Life) -> None:
    """Equivalent aid, and a project all the same: no sanction is possible."""
    granted(life, 140, kind=StatusKind.EQUIVALENT)
    life.prepare(life.ago(110), life.text(life.ago(95)))
    version = life.hand_over(life.ago(108))
    life.decide(next_working_day(life.sign_all(version) + timedelta(days=5)))


def student(life: Life) -> None:
    """Studies full time; the project runs with them."""
    granted(life, 120, young=True, is_student=True)
    life.prepare(life.ago(95), life.text(life.ago(80), kind="study"))
    version = life.hand_over(life.ago(93))
    life.decide(next_working_day(life.sign_all(version) + timedelta(days=5)))


def ending_soon(life: Life) -> None:
    """Three weeks before its agreed end."""
    evaluated_short(life, ends_in=life.draw.randint(4, 28))


def expired(life: Life) -> None:
    """Its agreed end has passed and nobody closed it."""
    evaluated_short(life, ends_in=-life.draw.randint(3, 50))


def evaluated_short(life: Life, *, ends_in: int) -> None:
    """A project of six months that ends in so many days, evaluated once."""
    running(life, 150, until=life.on + timedelta(days=ends_in))
    life.evaluate(life.ago(70))


STORIES = [
    Story("draft_new", draft_new),
    Story("draft_old", draft_old),
    Story("in_reflection", in_reflection),
    Story("signable", signable),
    Story("half_signed", half_signed),
    Story("taken_back", taken_back),
    Story("waiting_for_council", waiting_for_council),
    Story("concluded_late", concluded_late),
    Story("sent_back", sent_back),
    Story("refused", refused),
    Story("given_up", given_up),
    Story("just_begun", just_begun),
    Story("due_soon", due_soon),
    Story("late", late),
    Story("in_time", in_time),
    Story("by_telephone", by_telephone),
    Story("with_new_bilan", with_new_bilan),
    Story("appointment", appointment),
    Story("called_off", called_off),
    Story("missed_by_person", missed_by_person),
    Story("missed_by_centre", missed_by_centre),
    Story("missed_by_nobody", missed_by_nobody),
    Story("promise_late", promise_late),
    Story("voluntary", voluntary),
    Story("student", student),
    Story("ending_soon", ending_soon),
    Story("expired", expired),
]
