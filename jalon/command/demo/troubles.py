"""Proposals of sanction, at each stage: rare, and never without what the law asks first."""

from datetime import date, timedelta

from jalon.command.demo.life import Life
from jalon.command.demo.projects import running
from jalon.command.demo.stories import Story
from jalon.command.demo.texts import said
from jalon.domain.piis.enums import Cause, CommitmentState, Side
from jalon.domain.sanctions import services
from jalon.domain.sanctions.enums import Reprieve, Scope
from jalon.domain.sanctions.models import Proposal
from jalon.domain.sanctions.requirements import late_of_centre
from jalon.domain.sanctions.services.deciding import Terms
from jalon.law.calendar import next_working_day


def _words(life: Life, name: str) -> str:
    return said(f"sanction.{name}", life.world.language)


def proposal_draft(life: Life) -> Proposal:
    """Being written, the notice not sent yet."""
    running(life, 200)
    life.evaluate(life.ago(60), broken=True)
    return _proposed(life, life.ago(50))


def _proposed(life: Life, day: date) -> Proposal:
    proposal = services.propose(actor=life.worker, piis=life.piis, at=life.at(day))
    broken = life.piis.commitments.filter(side=Side.PERSON, state=CommitmentState.NOT_KEPT, cause=Cause.PERSON).first()
    services.cite_commitment(actor=life.worker, proposal=proposal, commitment=broken, on=day)
    return services.save(
        actor=life.worker,
        proposal=proposal,
        revision=proposal.revision,
        at=life.at(day),
        facts=_words(life, "facts"),
        facts_on=life.ago(62),
        tried=_words(life, "tried"),
        asked=_words(life, "asked"),
        asked_by=day + timedelta(days=12),
        hearing_on=life.at(next_working_day(day + timedelta(days=14))),
        hearing_place=life.world.centre.name,
        reasons_of_person=_words(life, "words"),
        has_legitimate_reason=False,
        advice=_words(life, "advice"),
    )


def submitted(life: Life) -> Proposal:
    """Complete, before the council."""
    proposal, sent = proposal_draft(life), life.ago(48)
    proposal = services.send_notice(actor=life.worker, proposal=proposal, sent_on=sent, at=life.at(sent))
    heard = life.ago(30)
    proposal = services.save(
        actor=life.worker, proposal=proposal, revision=proposal.revision, at=life.at(heard),
        heard_on=heard, heard_words=_words(life, "words"),
    )  # fmt: skip
    day = life.ago(28)
    for line in late_of_centre(life.piis, day):
        services.explain_lateness(
            actor=life.worker, proposal=proposal, commitment=line, explanation=_words(life, "late"), on=day
        )
    return services.submit(actor=life.worker, proposal=proposal, at=life.at(day))


def decided(life: Life) -> Proposal:
    """Decided by the council, to be notified."""
    proposal, day = submitted(life), life.ago(21)
    # A promise of the centre that fell late meanwhile is explained too: the council asks for it.
    if any(line.due_on and line.due_on >= life.ago(28) for line in late_of_centre(life.piis, day)):
        life.on = life.world.on
        services.send_back(actor=life.world.council, proposal=proposal, reason=_words(life, "late"), at=life.at(day))
        proposal.refresh_from_db()
        for line in late_of_centre(life.piis, day):
            services.explain_lateness(
                actor=life.worker, proposal=proposal, commitment=line, explanation=_words(life, "late"), on=day
            )
        proposal = services.submit(actor=life.worker, proposal=proposal, at=life.at(day))
    partial = life.draw.random() < 0.5
    terms = Terms(
        decided_on=day,
        scope=Scope.PARTIAL if partial else Scope.TOTAL,
        withheld_cents=25_000 if partial else None,
        months=1,
        starts_on=day + timedelta(days=14),
        start_reading="between",
        motivation=_words(life, "motivation"),
        reprieve=Reprieve.NONE if partial else Reprieve.TOTAL,
        reprieve_until=None if partial else day + timedelta(days=180),
    )
    services.decide(actor=life.world.council, proposal=proposal, terms=terms, at=life.at(day))
    proposal.refresh_from_db()
    return proposal


def notified(life: Life) -> Proposal:
    """Notified; the time to appeal runs."""
    proposal, day = decided(life), life.ago(18)
    services.notify(actor=life.world.council, proposal=proposal, notified_on=day, at=life.at(day))
    proposal.refresh_from_db()
    return proposal


def lifted(life: Life) -> None:
    """Lifted: the course is followed again."""
    proposal = notified(life)
    services.lift(actor=life.world.council, proposal=proposal, reason=_words(life, "lifted"), at=life.at(life.ago(4)))


def refused(life: Life) -> None:
    """The council decided that there is no sanction."""
    proposal, day = submitted(life), life.ago(20)
    reason = _words(life, "refused")
    services.refuse(actor=life.world.council, proposal=proposal, reason=reason, decided_on=day, at=life.at(day))


def withdrawn(life: Life) -> None:
    """Given up: the person took contact again."""
    proposal = proposal_draft(life)
    reason = _words(life, "withdrawn")
    services.withdraw(actor=life.worker, proposal=proposal, reason=reason, at=life.at(life.ago(30)))


STORIES = [
    Story("sanction_draft", proposal_draft),
    Story("sanction_submitted", submitted),
    Story("sanction_decided", decided),
    Story("sanction_notified", notified),
    Story("sanction_lifted", lifted),
    Story("sanction_refused", refused),
    Story("sanction_withdrawn", withdrawn),
]
