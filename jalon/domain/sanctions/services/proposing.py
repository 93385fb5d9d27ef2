"""The worker's side: open, write, cite, explain, warn, submit, withdraw."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.documents.models import DocumentKind
from jalon.domain.documents.services import freeze
from jalon.domain.piis.enums import AbsenceCause, Cause, CommitmentState, EvaluationState, Side
from jalon.domain.piis.models import Commitment, Evaluation, Piis
from jalon.domain.sanctions import documents
from jalon.domain.sanctions.enums import Act, State
from jalon.domain.sanctions.models import CitedAbsence, CitedCommitment, LatenessExplained, Proposal
from jalon.domain.sanctions.permissions import may_propose
from jalon.domain.sanctions.requirements import NotReady, lacks, late_of_centre, refuse_unless_sanctionable
from jalon.domain.sanctions.services.acts import act, already_done, explained, locked, trace

TEXTS = ("facts", "reasons_of_person", "tried", "asked", "heard_words", "advice")
FIELDS = (*TEXTS, "facts_on", "has_legitimate_reason", "asked_by", "hearing_on", "hearing_place", "heard_on")


def _open_to(actor: Membership, proposal: Proposal) -> Proposal:
    proposal = locked(proposal)
    if not may_propose(actor, proposal):
        raise NotAllowed
    if proposal.state != State.DRAFT:
        raise DomainError(
            _("Cette proposition n’est plus en préparation."), what_to_do=_("Demandez au Conseil de la renvoyer.")
        )
    return proposal


def _note(actor: Membership, proposal: Proposal, verb: str, on: date, **detail: Any) -> None:
    record(actor=actor, verb=verb, subject=proposal, person_id=proposal.person_id, on=on, detail=detail)


@transaction.atomic
def propose(*, actor: Membership, piis: Piis, at: datetime) -> Proposal:
    """Open a proposal about a PIIS. Impossible for anybody without the right to social integration."""
    if not may_propose(actor, piis):
        raise NotAllowed
    on = day_of(at)
    refuse_unless_sanctionable(person=piis.person, piis=piis, on=on)
    open_one = Proposal.objects.open().filter(piis=piis).first()
    if open_one:
        return open_one
    proposal = Proposal.objects.create(person=piis.person, piis=piis, author=actor, opened_on=on)
    trace(actor=actor, proposal=proposal, act="open", source="", at=at)
    return proposal


@transaction.atomic
def save(*, actor: Membership, proposal: Proposal, revision: int, at: datetime, **values: Any) -> Proposal:
    """Write some of the fields named in FIELDS. An advice is dated and signed by who writes it.

    What is stored already (a form sent twice) changes nothing; otherwise another revision raises `Conflict`.
    """
    proposal = _open_to(actor, proposal)
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"not fields of a proposal: {sorted(unknown)}")
    told = {name: clean(value) if name in TEXTS else value for name, value in values.items()}
    changed = sorted(name for name, value in told.items() if getattr(proposal, name) != value)
    if not changed:
        return proposal
    if proposal.revision != revision:
        raise Conflict(theirs=proposal)
    for name in changed:
        setattr(proposal, name, told[name])
    if proposal.facts_on and proposal.facts_on > day_of(at):
        raise InvalidInput(_("Les faits ne peuvent pas être dans le futur."), field="facts_on")
    if "advice" in changed:
        proposal.advice_by, proposal.advice_on = actor, day_of(at)
    proposal.revision += 1
    proposal.save()
    _note_writing(actor, proposal, day_of(at), changed)
    return proposal


def _note_writing(actor: Membership, proposal: Proposal, on: date, changed: list[str]) -> None:
    """A page that saves itself leaves one row for each field, writer and day, not one for each pause."""
    told = JournalEntry.objects.filter(subject_id=proposal.pk, verb="sanction.written", actor=actor, on=on)
    known = {name for detail in told.values_list("detail", flat=True) for name in detail["fields"]}
    if new := sorted(set(changed) - known):
        _note(actor, proposal, "sanction.written", on, fields=new)


@transaction.atomic
def cite_commitment(*, actor: Membership, proposal: Proposal, commitment: Commitment, on: date) -> CitedCommitment:
    """Rest the proposal on a commitment the person did not keep, by their own cause."""
    proposal = _open_to(actor, proposal)
    fits = (
        commitment.piis_id == proposal.piis_id
        and commitment.side == Side.PERSON
        and commitment.state in {CommitmentState.NOT_KEPT, CommitmentState.PARTLY}
        and commitment.cause == Cause.PERSON
    )
    if not fits:
        raise DomainError(
            _("Cet engagement ne peut pas être invoqué."),
            _("Seul compte un engagement de la personne, constaté comme pas tenu par son propre fait."),
            _("Notez d’abord l’état de l’engagement lors d’une évaluation."),
        )
    cited, new = CitedCommitment.objects.get_or_create(proposal=proposal, commitment=commitment)
    if new:
        _note(actor, proposal, "sanction.cited", on)
    return cited


@transaction.atomic
def cite_absence(*, actor: Membership, proposal: Proposal, evaluation: Evaluation, on: date) -> CitedAbsence:
    """Rest the proposal on an evaluation the person did not come to. What an organiser caused is left out."""
    proposal = _open_to(actor, proposal)
    fits = (
        evaluation.piis_id == proposal.piis_id
        and evaluation.state == EvaluationState.MISSED
        and evaluation.absence_cause == AbsenceCause.PERSON
    )
    if not fits:
        raise DomainError(
            _("Cette absence ne peut pas être invoquée."),
            _("Elle n’est pas du fait de la personne, ou n’appartient pas à ce projet."),
        )
    cited, new = CitedAbsence.objects.get_or_create(proposal=proposal, evaluation=evaluation)
    if new:
        _note(actor, proposal, "sanction.cited", on)
    return cited


@transaction.atomic
def uncite(*, actor: Membership, cited: CitedCommitment | CitedAbsence, on: date) -> None:
    """Leave a commitment or an absence out of the proposal again."""
    proposal = _open_to(actor, cited.proposal)
    cited.delete()
    _note(actor, proposal, "sanction.uncited", on)


@transaction.atomic
def explain_lateness(
    *, actor: Membership, proposal: Proposal, commitment: Commitment, explanation: str, on: date
) -> LatenessExplained:
    """Say in writing why the centre is itself late with a commitment."""
    proposal = _open_to(actor, proposal)
    if commitment not in late_of_centre(proposal.piis, on):
        raise DomainError(_("Cet engagement du centre n’est pas en retard."))
    text = clean(explanation)
    if len(text) < 20:
        raise InvalidInput(_("Expliquez en une phrase entière."), field="explanation")
    facts = {"explanation": text, "author": actor, "on": on}
    _note(actor, proposal, "sanction.lateness_explained", on)
    return LatenessExplained.objects.update_or_create(proposal=proposal, commitment=commitment, defaults=facts)[0]


@transaction.atomic
def send_notice(
    *, actor: Membership, proposal: Proposal, sent_on: date, at: datetime, key: UUID | None = None
) -> Proposal:
    """Freeze the notice (mise en demeure) as it is sent. A second one replaces the date, both papers stay."""
    proposal = _open_to(actor, proposal)
    if already_done(proposal, key):
        return proposal
    _may_be_sent(proposal, sent_on, day_of(at))
    made = documents.notice(proposal=proposal, worker=actor, on=sent_on, at=at)
    proposal.notice = freeze(
        kind=DocumentKind.NOTICE,
        subject_id=proposal.pk,
        person_id=proposal.person_id,
        language=proposal.person.language,
        title=_("Mise en demeure"),
        content=made.bytes,
        pages=made.pages,
        made_at=at,
    )
    proposal.notice_sent_on = sent_on
    proposal.revision += 1
    proposal.save()
    trace(actor=actor, proposal=proposal, act="notice", source=proposal.state, at=at, on=sent_on, key=key)
    return proposal


def _may_be_sent(proposal: Proposal, sent_on: date, today: date) -> None:
    """A notice is complete, follows the facts and leaves time to react."""
    if not (proposal.facts and proposal.asked and proposal.asked_by and proposal.hearing_on):
        raise DomainError(
            _("La mise en demeure n’est pas complète."),
            _("Elle dit les faits, ce qui est demandé et pour quand, et propose une audition."),
        )
    if not proposal.facts_on or not proposal.facts_on <= sent_on <= today:
        raise InvalidInput(_("La mise en demeure part après les faits, et pas dans le futur."), field="sent_on")
    if proposal.asked_by <= sent_on:
        raise InvalidInput(_("Laissez à la personne le temps de réagir."), field="asked_by")


@transaction.atomic
def submit(*, actor: Membership, proposal: Proposal, at: datetime, key: UUID | None = None) -> Proposal:
    """Put a complete proposal before the council. Raises `NotReady` with everything that lacks."""
    proposal = locked(proposal)
    if already_done(proposal, key):
        return proposal
    on = day_of(at)
    refuse_unless_sanctionable(person=proposal.person, piis=proposal.piis, on=on)
    if proposal.state == State.DRAFT and (lacking := lacks(proposal, on)):
        raise NotReady(lacking)
    proposal.submitted_on = on
    return act(actor=actor, proposal=proposal, act=Act.SUBMIT, at=at, key=key)


@transaction.atomic
def withdraw(*, actor: Membership, proposal: Proposal, reason: str, at: datetime, key: UUID | None = None) -> Proposal:
    """Give the proposal up; nothing happens to the person."""
    return explained(actor, proposal, Act.WITHDRAW, reason, at=at, key=key)
