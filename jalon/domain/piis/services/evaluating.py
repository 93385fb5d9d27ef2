"""Evaluations: an appointment, what was found together, or why it did not take place."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jalon.domain.accounts.centre_law import is_working_day, next_working_day
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.instruments.models import Bilan
from jalon.domain.piis import deadlines
from jalon.domain.piis.enums import AbsenceCause, Act, EvaluationState, Method, Opinion, State
from jalon.domain.piis.evaluation_papers import freeze_evaluation
from jalon.domain.piis.models import Evaluation, EvaluationDraft, Piis
from jalon.domain.piis.permissions import may_draw_up
from jalon.domain.piis.pictures import signature_picture
from jalon.domain.piis.services.common import already_done, leave_trail, locked, same_revision
from jalon.domain.piis.services.evaluation_drafts import same_draft
from jalon.domain.piis.services.force import settle
from jalon.domain.piis.services.reviewing import CommitmentFinding, review_all
from jalon.domain.piis.transitions import PIIS


@transaction.atomic
def plan_evaluation(
    *,
    actor: Membership,
    piis: Piis,
    planned_for: datetime,
    at: datetime,
    place: str = "",
    in_person: bool = True,
    revision: int | None = None,
) -> Evaluation:
    """Fix, or move, the appointment of the next evaluation. Refused on a day that is not a working day."""
    piis, day = locked(piis), day_of(planned_for)
    if not may_draw_up(actor, piis):
        raise NotAllowed
    if piis.state != State.RUNNING:
        raise DomainError(_("Seul un PIIS en cours s’évalue."), "", _("Rechargez la page pour voir où il en est."))
    if day < max(piis.since, day_of(at)):
        raise InvalidInput(_("Choisissez une date à venir, après le début du PIIS."), field="planned_for")
    _working(day, "planned_for")
    evaluation = Evaluation.objects.planned().filter(piis=piis).first() or _new(actor, piis, at)
    place = clean(place, limit=200)
    if (evaluation.planned_for, evaluation.place, evaluation.in_person) == (planned_for, place, in_person):
        return evaluation  # the same form sent twice
    same_revision(evaluation, revision)
    evaluation.planned_for, evaluation.place = planned_for, place
    evaluation.in_person, evaluation.recorded_at = in_person, at
    evaluation.revision += 1
    evaluation.save()
    _tell(actor, "piis.evaluation_planned", evaluation, at, planned_for=planned_for.isoformat())
    return evaluation


def _tell(actor: Membership, verb: str, evaluation: Evaluation, at: datetime, **detail: str) -> None:
    facts = {"evaluation": str(evaluation.pk), "number": evaluation.number, **detail}
    person_id = evaluation.piis.person_id
    record(actor=actor, verb=verb, subject=evaluation.piis, person_id=person_id, on=day_of(at), detail=facts)


def _new(actor: Membership, piis: Piis, at: datetime) -> Evaluation:
    last = Evaluation.objects.filter(piis=piis).aggregate(last=Max("number"))["last"] or 0
    due = piis.next_evaluation_on or day_of(at)
    return Evaluation(piis=piis, number=last + 1, due_on=due, recorded_by=actor, recorded_at=at, revision=0)


def _working(day: date, field: str) -> None:
    if not is_working_day(day):
        raise InvalidInput(
            _("Ce jour n’est pas un jour ouvrable."),
            what_to_do=_("Le suivant est le %(day)s.") % {"day": next_working_day(day).strftime("%d/%m/%Y")},
            field=field,
        )


@transaction.atomic
def cancel_appointment(*, actor: Membership, evaluation: Evaluation, at: datetime, reason: str) -> Evaluation:
    """Cancel a planned evaluation long enough before it; it stays due."""
    locked(evaluation.piis)
    evaluation = locked(evaluation)
    if not may_draw_up(actor, evaluation):
        raise NotAllowed
    if evaluation.state != EvaluationState.PLANNED:
        raise DomainError(_("Ce rendez-vous n’est plus à venir."), "", _("Rechargez la page."))
    evaluation.state, evaluation.absence_note = EvaluationState.CANCELLED, clean(reason, limit=4_000)
    evaluation.recorded_by, evaluation.recorded_at = actor, at
    evaluation.revision += 1
    evaluation.save()
    _tell(actor, "piis.evaluation_cancelled", evaluation, at)
    return evaluation


@transaction.atomic
def record_evaluation(
    *,
    actor: Membership,
    piis: Piis,
    held_on: date,
    in_person: bool,
    findings: tuple[CommitmentFinding, ...],
    at: datetime,
    place: str = "",
    went_well: str = "",
    is_hard: str = "",
    next_steps: str = "",
    opinion: str = "",
    person_comment: str = "",
    next_on: date | None = None,
    bilan_id: UUID | None = None,
    signature_name: str = "",
    signature_picture_png: bytes | None = None,
    revision: int | None = None,
    draft_revision: int | None = None,
    key: UUID | None = None,
) -> Evaluation:
    """Record an evaluation that took place, the state of the commitments of every side, and what the person says of it.

    The planned appointment, if there is one, becomes this evaluation; its paper is frozen with it. A commitment
    without a finding keeps its state. Without `next_on`, `deadlines.propose_next` fills it. `draft_revision`: what the
    page knew of the kept draft, which goes; a colleague's newer one raises `Conflict` with it as `theirs`.
    """
    piis = locked(piis)
    if done := already_done(key, Act.EVALUATE, of=piis):
        return Evaluation.objects.get(pk=done.detail["evaluation"])
    same_revision(piis, revision)
    if draft_revision is not None:
        same_draft(piis, draft_revision, key)
    settle(actor=actor, piis=piis, at=at)
    source = _may_evaluate(actor, piis, held_on, at, "held_on")
    evaluation = _the_one(actor, piis, at)
    evaluation.state, evaluation.held_on, evaluation.in_person = EvaluationState.HELD, held_on, in_person
    texts = {"went_well": went_well, "is_hard": is_hard, "next_steps": next_steps, "person_comment": person_comment}
    _say(evaluation, place, opinion, texts)
    evaluation.bilan_id = _own_bilan(piis, bilan_id)
    _sign_evaluation(evaluation, signature_name, signature_picture_png)
    evaluation.next_on = _next(piis, held_on, next_on)
    _keep(evaluation, actor, at)
    review_all(actor=actor, piis=piis, evaluation=evaluation, findings=findings, on=held_on, at=at)
    evaluation.document = freeze_evaluation(evaluation, centre=actor.centre, made_at=at)
    evaluation.save()
    EvaluationDraft.objects.filter(piis=piis).delete()
    _after(actor, piis, evaluation, source, held_on, at, key)
    return evaluation


def _say(evaluation: Evaluation, place: str, opinion: str, texts: dict[str, str]) -> None:
    """Where it was, what was said, and what the person thinks of it."""
    evaluation.place = clean(place, limit=200) or evaluation.place
    for name, value in texts.items():
        setattr(evaluation, name, clean(value))
    if opinion and opinion not in Opinion.values:
        raise InvalidInput(_("Ce choix n’existe pas."), field="opinion")
    evaluation.opinion = opinion


def _keep(evaluation: Evaluation, actor: Membership, at: datetime) -> None:
    evaluation.recorded_by, evaluation.recorded_at = actor, at
    evaluation.revision += 1
    evaluation.save()


@transaction.atomic
def record_missed_evaluation(
    *,
    actor: Membership,
    piis: Piis,
    missed_on: date,
    cause: str,
    at: datetime,
    note: str = "",
    next_on: date | None = None,
    key: UUID | None = None,
) -> Evaluation:
    """The short form: it did not take place, with whose cause it was (`enums.AbsenceCause`). It stays due."""
    piis = locked(piis)
    if done := already_done(key, Act.EVALUATE, of=piis):
        return Evaluation.objects.get(pk=done.detail["evaluation"])
    if cause not in AbsenceCause.values:
        raise InvalidInput(_("Dites pourquoi l’évaluation n’a pas eu lieu."), field="cause")
    settle(actor=actor, piis=piis, at=at)
    source = _may_evaluate(actor, piis, missed_on, at, "missed_on")
    evaluation = _the_one(actor, piis, at)
    evaluation.state, evaluation.held_on = EvaluationState.MISSED, missed_on
    evaluation.absence_cause, evaluation.absence_note = cause, clean(note, limit=4_000)
    if next_on is not None:
        _working(next_on, "next_on")
    evaluation.next_on = next_on
    _keep(evaluation, actor, at)
    evaluation.document = freeze_evaluation(evaluation, centre=actor.centre, made_at=at)
    evaluation.save()
    _after(actor, piis, evaluation, source, missed_on, at, key)
    return evaluation


def _may_evaluate(actor: Membership, piis: Piis, day: date, at: datetime, field: str) -> str:
    """Ask the table; also refuse a second evaluation of the same day, in words."""
    source, today = piis.state, day_of(at)
    PIIS.apply(piis, Act.EVALUATE, actor=actor, day=day, earliest=piis.since, today=today, field=field)
    states = [EvaluationState.HELD, EvaluationState.MISSED]
    if Evaluation.objects.filter(piis=piis, held_on=day, state__in=states).exists():
        raise InvalidInput(_("Une évaluation de ce PIIS est déjà enregistrée à cette date."), field=field)
    return source


def _the_one(actor: Membership, piis: Piis, at: datetime) -> Evaluation:
    return Evaluation.objects.planned().filter(piis=piis).first() or _new(actor, piis, at)


def _own_bilan(piis: Piis, bilan_id: UUID | None) -> UUID | None:
    """A finished bilan of this very person."""
    if bilan_id and not Bilan.objects.finished().filter(pk=bilan_id, person_id=piis.person_id).exists():
        raise InvalidInput(_("Ce bilan n’est pas terminé, ou n’est pas celui de cette personne."), field="bilan")
    return bilan_id


def _sign_evaluation(evaluation: Evaluation, name: str, picture: bytes | None) -> None:
    name = clean(name, limit=220)
    if picture:
        evaluation.signature_picture = signature_picture(picture)
        evaluation.signature_method = Method.DRAWN
    elif name:
        evaluation.signature_method = Method.TYPED
    evaluation.signature_name = name or (str(evaluation.piis.person) if picture else "")


def _next(piis: Piis, held_on: date, next_on: date | None) -> date | None:
    if next_on is None:
        return deadlines.propose_next(piis, held_on)
    if next_on <= held_on:
        raise InvalidInput(_("La prochaine évaluation vient après celle-ci."), field="next_on")
    _working(next_on, "next_on")
    return next_on


def _after(
    actor: Membership, piis: Piis, evaluation: Evaluation, source: str, on: date, at: datetime, key: UUID | None
) -> None:
    """The next one is due, and the trail says what was recorded."""
    deadlines.refresh(piis)
    piis.revision += 1
    piis.save()
    detail: dict[str, Any] = {
        "evaluation": str(evaluation.pk),
        "number": evaluation.number,
        "state": str(evaluation.state),
        "cause": str(evaluation.absence_cause),
        "document": evaluation.document.sha256,
    }
    leave_trail(actor=actor, piis=piis, act=Act.EVALUATE, source=source, on=on, at=at, detail=detail, key=key)
