"""The person asks for a change of their project, or to be heard; the centre answers, for them to read."""

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
from jalon.domain.space.enums import AskedFor
from jalon.domain.space.models import OwnRequest, OwnRequestAnswer
from jalon.domain.space.permissions import answers_interviews
from jalon.domain.space.queries import waiting_own_requests
from jalon.domain.space.services.interviews import LONGEST


@transaction.atomic
def ask_for(*, person_id: UUID, kind: str, words: str, at: datetime, on: date) -> OwnRequest:
    """Ask, in the person's own context. Asked again while one of that kind waits, that one is returned.

    Raises `InvalidInput` for a change without words, `Conflict` after an answer of the same day, `DomainError` when
    the file is closed.
    """
    kind, words = AskedFor(kind), clean(words, limit=LONGEST)
    if Person.objects.filter(pk=person_id, closed_on__isnull=False).exists():
        raise DomainError(
            _("Votre dossier est fermé : la demande ne part pas d’ici."),
            what_to_do=_("Téléphonez au centre ou passez-y : vous pouvez toujours y demander de l’aide."),
        )
    if (waiting := waiting_own_requests().filter(person_id=person_id, kind=kind).first()) is not None:
        return waiting
    if kind == AskedFor.CHANGE and not words:
        raise InvalidInput(_("Écrivez en quelques mots ce qui doit changer."), field="words")
    if OwnRequest.objects.filter(person_id=person_id, kind=kind, asked_on=on).exists():
        raise Conflict(
            _("Vous avez déjà demandé cela aujourd’hui, et votre centre a répondu."),
            what_to_do=_("Lisez sa réponse. Demain, vous pourrez demander encore."),
        )
    request = OwnRequest(
        person_id=person_id, kind=kind, words=words, asked_on=on, asked_at=at,
        remind_on=centre_law.interview_due(on).date,
    )  # fmt: skip
    request.save(force_insert=True)
    record(actor=None, verb=f"{kind.value}.asked", subject=request, person_id=person_id, on=on)
    return request


@transaction.atomic
def answer_request(
    *,
    actor: Membership,
    request: OwnRequest,
    meets_at: datetime | None,
    place: str = "",
    words: str = "",
    agreed: str = "",
    at: datetime,
    on: date,
) -> OwnRequestAnswer:
    """Answer a change in words, or with a day to speak of it; a hearing with the day of it. A later answer is added.

    Being heard is done by hearing: a word alone leaves it waiting, unless the person needs it no more (`agreed`: who
    said so, and how). Raises `NotAllowed`, `InvalidInput`.
    """
    if not answers_interviews(actor, request):
        raise NotAllowed
    words, place, agreed = clean(words, limit=LONGEST), clean(place, limit=200), clean(agreed, limit=LONGEST)
    if meets_at is None and not words:
        raise InvalidInput(_("Fixez un rendez-vous, ou répondez en quelques mots."), field="words")
    if meets_at is not None and meets_at.date() < request.asked_on:
        raise InvalidInput(_("Le rendez-vous ne vient pas avant la demande."), field="day")
    answer = OwnRequestAnswer.objects.create(
        request=request,
        meets_at=meets_at,
        place=place,
        words=words,
        agreed=agreed,
        no_longer=bool(agreed),
        answered_at=at,
        answered_by=actor,
    )
    verb = f"{AskedFor(request.kind).value}.answered"
    record(actor=actor, verb=verb, subject=request, person_id=request.person_id, on=on)
    return answer
