"""The person asks to be seen; the centre answers within the days the law leaves."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts import centre_law
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.people.models import Person
from jalon.domain.space.models import InterviewAgreement, InterviewAnswer, InterviewRequest
from jalon.domain.space.permissions import answers_interviews
from jalon.domain.space.queries import last_request, waiting_request

LONGEST = 2_000  # characters


@transaction.atomic
def ask_interview(*, person_id: UUID, about: str, wishes: str, at: datetime, on: date) -> InterviewRequest:
    """Ask for an interview, in the person's own context. Asked again while one waits, that one is returned.

    Raises `DomainError` when the file is closed: no project runs in which the centre owes an interview.
    """
    if Person.objects.filter(pk=person_id, closed_on__isnull=False).exists():
        raise DomainError(
            _("Votre dossier est fermé : la demande ne part pas d’ici."),
            what_to_do=_("Téléphonez au centre ou passez-y : vous pouvez toujours y demander de l’aide."),
        )
    if (waiting := waiting_request(person_id)) is not None:
        return waiting
    if InterviewRequest.objects.filter(person_id=person_id, asked_on=on).exists():
        raise Conflict(
            _("Vous avez déjà demandé un entretien aujourd’hui, et votre centre a répondu."),
            what_to_do=_("Lisez sa réponse. Demain, vous pourrez demander encore."),
        )
    due = centre_law.interview_due(on)
    request = InterviewRequest(
        person_id=person_id,
        about=clean(about, limit=LONGEST),
        wishes=clean(wishes, limit=LONGEST),
        asked_on=on,
        asked_at=at,
        due_on=due.date,
        law=[line.as_json() for line in due.lines],
    )
    request.save(force_insert=True)
    record(actor=None, verb="interview.asked", subject=request, person_id=person_id, on=on)
    return request


@transaction.atomic
def answer_interview(
    *,
    actor: Membership,
    request: InterviewRequest,
    meets_at: datetime | None,
    place: str = "",
    words: str = "",
    agreed: str = "",
    at: datetime,
    on: date,
) -> InterviewAnswer:
    """Say when and where the person is seen, or why not. A later answer replaces the earlier one, which stays.

    A day that has passed is the day it was held. The duty stays while `queries.is_given` says no; `agreed`: the person
    accepts a later day, or none, and who said so. One that gives the interview in time needs no agreement.
    Raises `NotAllowed`, `InvalidInput`.
    """
    if not answers_interviews(actor, request):
        raise NotAllowed
    words, place = clean(words, limit=LONGEST), clean(place, limit=200)
    if meets_at is None and not words:
        raise InvalidInput(_("Fixez un rendez-vous, ou dites pourquoi il n’y en a pas."), field="day")
    if meets_at is not None and meets_at.date() < request.asked_on:
        raise InvalidInput(_("L’entretien ne vient pas avant la demande."), field="day")
    answer = InterviewAnswer.objects.create(
        request=request, meets_at=meets_at, place=place, words=words, answered_at=at, answered_by=actor
    )
    if agreed := clean(agreed, limit=LONGEST):
        InterviewAgreement.objects.create(answer=answer, words=agreed, said_on=on, said_at=at, by=actor)
    detail = {"meets_at": meets_at.isoformat() if meets_at else None, "due_on": request.due_on.isoformat()}
    record(actor=actor, verb="interview.answered", subject=request, person_id=request.person_id, on=on, detail=detail)
    if agreed:
        record(actor=actor, verb="interview.agreed", subject=request, person_id=request.person_id, on=on)
    return answer


@transaction.atomic
def agree(*, person_id: UUID, answer_id: UUID, at: datetime, on: date) -> InterviewAgreement | None:
    """In the person's own context: a later day suits them, or they need no interview any more.

    None when that answer is not the last one to what they asked, or needs no agreement: nothing is written then.
    """
    found = last_request(person_id)
    if found is None or not found.may_agree(at) or found.answer is None or found.answer.pk != answer_id:
        return None
    said = InterviewAgreement(answer=found.answer, said_on=on, said_at=at)
    said.save(force_insert=True)
    record(actor=None, verb="interview.agreed", subject=found.request, person_id=person_id, on=on)
    return said
