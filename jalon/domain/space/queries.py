"""What the desk and the person's pages ask of this room."""

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from jalon.domain.people.models import Person
from jalon.domain.piis.models import Evaluation
from jalon.domain.space.enums import AccessState
from jalon.domain.space.models import EvaluationVoice, InterviewAnswer, InterviewRequest, PersonAccess


def access_of(person: Person) -> PersonAccess | None:
    """The access that is not ended, with the member who made its card."""
    rows = PersonAccess.objects.filter(person=person).exclude(state=AccessState.ENDED)
    return rows.select_related("made_by").first()


def waiting_requests() -> QuerySet[InterviewRequest]:
    """Requests nobody has answered."""
    answered = InterviewAnswer.objects.filter(centre_id=OuterRef("centre_id"), request_id=OuterRef("pk"))
    return InterviewRequest.objects.filter(~Exists(answered))


def waiting_request(person_id: UUID) -> InterviewRequest | None:
    """This person's, if one waits."""
    return waiting_requests().filter(person_id=person_id).order_by("asked_at").first()


def voices_of(person: Person, *, limit: int = 50) -> list[EvaluationVoice]:
    """What the person said of their evaluations, the latest first."""
    rows = EvaluationVoice.objects.filter(person=person).select_related("evaluation__piis")
    return list(rows.order_by("-said_at")[:limit])


def voices_on(evaluation: Evaluation) -> list[EvaluationVoice]:
    """What the person said of one evaluation, in the order it was said."""
    return list(EvaluationVoice.objects.filter(evaluation=evaluation).order_by("said_at"))


def entered(*, centre_id: UUID, person_id: UUID, user_id: UUID) -> PersonAccess | None:
    """The open access of whoever asks, in the person's own context; None when it is not, or no longer, open."""
    shown = PersonAccess.objects.filter(person_id=person_id, user_id=user_id, state=AccessState.ACTIVE)
    return shown.only("id", "centre_id", "person_id", "user_id", "number", "state", "made_at", "opened_at").first()


def last_request(person_id: UUID) -> tuple[InterviewRequest, InterviewAnswer | None] | None:
    """The latest request of a person with the latest answer, in the person's own context or the centre's."""
    request = InterviewRequest.objects.filter(person_id=person_id).order_by("-asked_at").first()
    if request is None:
        return None
    answers = InterviewAnswer.objects.filter(request=request).order_by("-answered_at")
    return request, answers.only("id", "centre_id", "request_id", "meets_at", "place", "words", "answered_at").first()


def is_late(request: InterviewRequest, answer: InterviewAnswer | None, on: date) -> bool:
    """Whether the centre let the law's day pass without giving an interview."""
    return answer is None and request.due_on < on
