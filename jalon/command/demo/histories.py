"""Projects that changed, ended, were taken up again, and those of other laws."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from jalon.command.demo import activating, measures
from jalon.command.demo.earning import interim_days
from jalon.command.demo.life import Life
from jalon.command.demo.projects import running
from jalon.command.demo.stories import Story
from jalon.command.demo.texts import said
from jalon.domain.activation.enums import Result
from jalon.domain.instruments.enums import MeasurementMoment, Moment
from jalon.domain.people.enums import Category
from jalon.domain.piis import services
from jalon.domain.piis.drafts import CommitmentDraft
from jalon.domain.piis.enums import EndReason, Outcome, Side
from jalon.domain.piis.models import Amendment
from jalon.domain.piis.queries import current_draft
from jalon.law.calendar import next_working_day
from jalon.law.terms import last_day_of_span


def _amend(life: Life, day: date, *, promise: bool = True, effective_on: date | None = None) -> Amendment:
    """A draft amendment: another promise of the centre, or only another way to evaluate."""
    draft, language = current_draft(life.piis), life.person.language
    if promise:
        text = {"nl": "Het OCMW betaalt het abonnement terug.", "de": "Das ÖSHZ erstattet die Fahrkarte."}
        more = CommitmentDraft(
            side=Side.CENTRE, domain="mobility", text=text.get(language, "Le CPAS rembourse le bus.")
        )
        draft = replace(draft, commitments=(*draft.commitments, more))
    else:
        draft = replace(draft, evaluation_how=f"{draft.evaluation_how}\n{said('amended', language)}")
    return services.prepare_amendment(
        actor=life.worker,
        piis=life.piis,
        draft=draft,
        asked_by=life.draw.choice([Side.PERSON, Side.CENTRE]),
        reason=said("amended", language),
        effective_on=effective_on or day,
        at=life.at(day),
    )


def amendment_draft(life: Life) -> None:
    """A change is being written."""
    running(life, 90)
    _amend(life, life.ago(3))


def amendment_handed(life: Life) -> None:
    """A change waits for its signatures."""
    running(life, 100)
    amendment = _amend(life, life.ago(12))
    services.hand_over_amendment(actor=life.worker, amendment=amendment, at=life.at(life.ago(11)))


def amendment_agreed(life: Life) -> None:
    """A change signed by both, for a day still to come."""
    running(life, 130)
    amendment = _amend(life, life.ago(40), effective_on=life.on + timedelta(days=21))
    life.sign_all(services.hand_over_amendment(actor=life.worker, amendment=amendment, at=life.at(life.ago(39))))


def amendment_in_force(life: Life) -> None:
    """A change was signed by both."""
    running(life, 130)
    amendment = _amend(life, life.ago(60))
    version = services.hand_over_amendment(actor=life.worker, amendment=amendment, at=life.at(life.ago(59)))
    life.sign_all(version)


def amendment_unsigned(life: Life) -> None:
    """A change that moves no promise: both were informed."""
    running(life, 110)
    amendment = _amend(life, life.ago(30), promise=False)
    services.hand_over_amendment(actor=life.worker, amendment=amendment, at=life.at(life.ago(29)))


def amendment_abandoned(life: Life) -> None:
    """A change that was given up."""
    running(life, 100)
    amendment = _amend(life, life.ago(40))
    reason = said("given_up", life.world.language)
    services.abandon_amendment(actor=life.worker, amendment=amendment, at=life.at(life.ago(35)), reason=reason)


def extended(life: Life) -> None:
    """Prolonged by six months, signed by all."""
    running(life, 200, months=8)
    version = services.extend(
        actor=life.worker,
        piis=life.piis,
        until=last_day_of_span(life.piis.until + timedelta(days=1), 6),
        asked_by=Side.PERSON,
        reason=said("extended", life.person.language),
        at=life.at(life.ago(30)),
    )
    life.sign_all(version)


def ended(life: Life, reason: str, outcome: str) -> None:
    """Ended for a reason, with what it brought."""
    days = life.draw.randint(200, 900)
    running(life, days)
    life.evaluate(life.ago(days - 100))
    life.end(life.ago(max(days - life.draw.randint(120, 330), 10)), reason, outcome)


def ended_for_a_job(life: Life) -> None:
    """Ended for a job, after days of interim work that were worked out beside the income support."""
    ended(life, reason=EndReason.EMPLOYMENT, outcome=Outcome.JOB)
    interim_days(life)


def three_bilans(life: Life) -> None:
    """A bilan and a measurement at each of the three moments, looks in between, and an end in autonomy."""
    running(life, 380)
    measures.both_rate(life, life.ago(375), MeasurementMoment.START, low=2)
    way = activating.goes_along(life, life.ago(370))
    for days, moment, low in ((220, Moment.MIDDLE, 1), (40, Moment.END, 2)):
        bilan = life.bilan(life.ago(days), moment, low=low)
        life.evaluate(life.ago(days), bilan_id=bilan.pk)
        measures.both_rate(life, life.ago(days), MeasurementMoment(moment), low=low + 2)
    for days, low in ((300, 2), (180, 3), (100, 4)):
        measures.a_minute(life, life.ago(days), low=low)
    activating.led_to(life, way, life.ago(35), Result.AUTONOMY)
    life.end(life.ago(30), EndReason.NORMAL, Outcome.AUTONOMY)


def resumed(life: Life) -> None:
    """Ended for a job of two months, taken up again."""
    running(life, 300)
    life.end(life.ago(150), EndReason.EMPLOYMENT, Outcome.JOB)
    again = services.resume(
        actor=life.worker,
        piis=life.piis,
        worked_from=life.ago(149),
        worked_until=life.ago(92),
        at=life.at(life.ago(60)),
    )
    life.piis = again
    version = life.hand_over(life.ago(58))
    life.decide(next_working_day(life.sign_all(version) + timedelta(days=4)))


def resumed_draft(life: Life) -> None:
    """The job ended last week; the project is being taken up."""
    running(life, 260)
    life.end(life.ago(90), EndReason.EMPLOYMENT, Outcome.JOB)
    days = {"worked_from": life.ago(89), "worked_until": life.ago(20)}
    services.resume(actor=life.worker, piis=life.piis, at=life.at(life.ago(6)), **days)


def community_service(life: Life) -> None:
    """2017: a community service, revised after the ruling of 5 July 2018."""
    day = date(2017, 10, 16)
    life.open(day)
    life.status(day, category=Category.ISOLATED)
    life.bilan(date(2017, 10, 23))
    since = date(2017, 12, 1)
    text = life.text(since, has_community_service=True, until=date(2018, 11, 30))
    life.prepare(date(2017, 11, 6), text)
    signed = life.sign_all(life.hand_over(date(2017, 11, 8)))
    life.decide(next_working_day(signed + timedelta(days=6)))
    life.evaluate(date(2018, 3, 20))
    if life.draw.random() < 0.8:
        revised = date(2018, 9, 10)
        draft = replace(current_draft(life.piis), has_community_service=False)
        amendment = services.prepare_amendment(
            actor=life.worker, piis=life.piis, draft=draft, asked_by=Side.CENTRE,
            reason=said("amended", life.person.language), effective_on=revised, at=life.at(revised),
        )  # fmt: skip
        version = services.hand_over_amendment(actor=life.worker, amendment=amendment, at=life.at(revised))
        if version.must_sign:
            life.sign_all(version)
        life.refresh()
    life.end(date(2018, 11, 30), EndReason.NORMAL, Outcome.VOLUNTEERING)


def old_law(life: Life, kind: str) -> None:
    """Before 1 November 2016: for those under 25, evaluated each quarter."""
    begun = date(2015, 3, 2)
    life.open(begun, young=True)
    life.status(begun)
    life.prepare(date(2015, 3, 9), life.text(date(2015, 3, 23), kind=kind, until=date(2016, 3, 22)))
    signed = life.sign_all(life.hand_over(date(2015, 3, 10)))
    life.decide(next_working_day(signed + timedelta(days=3)))
    for day in (date(2015, 6, 15), date(2015, 9, 14), date(2015, 12, 14), date(2016, 3, 14)):
        life.evaluate(day)
    life.end(date(2016, 3, 22), EndReason.NORMAL, Outcome.PATH)


STORIES = [
    Story("amendment_draft", amendment_draft),
    Story("amendment_handed", amendment_handed),
    Story("amendment_agreed", amendment_agreed),
    Story("amendment_in_force", amendment_in_force),
    Story("amendment_unsigned", amendment_unsigned),
    Story("amendment_abandoned", amendment_abandoned),
    Story("extended", extended),
    Story("ended_normal", partial(ended, reason=EndReason.NORMAL, outcome=Outcome.PATH)),
    Story("ended_job", ended_for_a_job),
    Story("ended_study", partial(ended, reason=EndReason.STUDY, outcome=Outcome.AUTONOMY)),
    Story("ended_moved", partial(ended, reason=EndReason.MOVED, outcome=Outcome.NONE_YET)),
    Story("ended_right", partial(ended, reason=EndReason.RIGHT_WITHDRAWN, outcome=Outcome.NONE_YET)),
    Story("ended_force", partial(ended, reason=EndReason.FORCE_MAJEURE, outcome=Outcome.VOLUNTEERING)),
    Story("ended_other", partial(ended, reason=EndReason.OTHER, outcome=Outcome.AUTONOMY)),
    Story("three_bilans", three_bilans),
    Story("resumed", resumed),
    Story("resumed_draft", resumed_draft),
    Story("community_service", community_service),
    Story("old_employment", partial(old_law, kind="employment")),
    Story("old_training", partial(old_law, kind="training")),
    Story("old_social", partial(old_law, kind="social")),
]
