"""What the person's first page opens on, read at once: one statement, its words kept (`core.kept`).

Each part names its columns, as the rest of this room does: asked for one that `reach` does not open, PostgreSQL refuses
the whole page. What comes is JSON, read back by `core.json_rows`. What few people have at a time (a text to sign, a
sanction notified) is asked for apart, by whom this statement says that they have it: PostgreSQL prepares each table
with its policies before it reads a row, and half of them served one page in twenty.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from jalon.domain.centres.models import Centre, CentreSettings
from jalon.domain.core.json_rows import rows, typed
from jalon.domain.core.kept import KeptRows, Slot
from jalon.domain.people.models import Person, Status
from jalon.domain.piis.enums import AmendmentState
from jalon.domain.piis.models import Amendment, Commitment, Evaluation, Piis
from jalon.domain.sanctions.enums import State as Sanction
from jalon.domain.sanctions.models import Proposal
from jalon.domain.space.models import EvaluationVoice, InterviewAnswer, InterviewRequest
from jalon.domain.space.queries import is_given
from jalon.domain.space.ratings import waiting


def _names(text: str) -> list[str]:
    return text.split()


PROJECT = _names(
    "id number kind is_voluntary state language since until ended_on aims additional_aid evaluation_how conclude_by "
    "handed_over_on may_sign_from concluded_on decided_on next_evaluation_on"
)
LINE = _names("side third_party__organisation text due_on recurring state state_on")
EVALUATION = _names(
    "id number state due_on planned_for place in_person held_on absence_cause went_well is_hard next_steps "
    "opinion person_comment next_on document_id"
)
REQUEST = _names("id centre_id person_id about wishes asked_on asked_at due_on")
ANSWER = _names("id centre_id request_id meets_at place words answered_at")
VOICE = _names("id centre_id person_id evaluation_id opinion words said_on said_at")
WHO = ("first_names", "last_name", "language", "responsible__name", "closed_on")


def _frame() -> dict[str, ArraySubquery]:
    """What stands on every page inside: the centre and how to reach it."""
    return {
        "told_centre": rows(Centre.objects.filter(pk=OuterRef("centre_id")), "id", "name_fr", "name_nl"),
        "told_settings": rows(CentreSettings.objects.all()[:1], "phone", "address"),
    }


def _person() -> QuerySet[Any]:
    return Person.objects.filter(pk=Slot("person"))


def _everything() -> QuerySet[Any]:
    own, of_it = {"person_id": OuterRef("pk")}, {"piis_id": OuterRef("pk")}
    runs = Q(until__isnull=True) | Q(until__gte=Slot("on"))
    asked = InterviewRequest.objects.filter(**own).order_by("-asked_at")
    answers = InterviewAnswer.objects.filter(request_id=OuterRef("pk")).order_by("-answered_at")
    sent = Proposal.objects.filter(**own, state__in=[Sanction.DRAFT, Sanction.SUBMITTED, Sanction.NOTIFIED])
    lines = Commitment.objects.filter(**of_it, left_on__isnull=True).order_by("position", "id")
    handed = Amendment.objects.filter(**of_it, state=AmendmentState.HANDED_OVER)
    of_project = {
        "lines": rows(lines, *LINE),
        "talks": rows(Evaluation.objects.filter(**of_it).order_by("number"), *EVALUATION),
        "handed": Exists(handed),
    }
    return _person().values(
        *WHO,
        **_frame(),
        told_projects=rows(Piis.objects.filter(**own), *PROJECT, **of_project),
        told_voices=rows(EvaluationVoice.objects.filter(**own).order_by("said_at"), *VOICE),
        told_status=rows(Status.objects.filter(runs, **own, since__lte=Slot("on"))[:1], "kind"),
        told_warned=rows(sent, "state", "asked_by", "hearing_on", "hearing_place"),
        told_questions=rows(waiting(OuterRef("pk"))[:1], "id"),
        told_asked=rows(asked[:1], *REQUEST, answers=rows(answers[:1], *ANSWER), given=is_given()),
    )


_FRAME, _PAGE = KeptRows(lambda: _person().values(*WHO, **_frame())), KeptRows(_everything)
_MODELS: Mapping[str, type[Model]] = {
    "projects": Piis,
    "lines": Commitment,
    "talks": Evaluation,
    "voices": EvaluationVoice,
    "warned": Proposal,
    "asked": InterviewRequest,
    "answers": InterviewAnswer,
}


def frame(person_id: UUID) -> dict[str, Any]:
    """The person's name and worker, their centre. One statement; raises `Person.DoesNotExist`."""
    return _named(_FRAME.one(person=person_id))


def page(person_id: UUID, on: date) -> dict[str, Any]:
    """All that the first page tells, part by part. One statement; raises `Person.DoesNotExist`."""
    return _read(_named(_PAGE.one(person=person_id, on=on)))


def _read(told: dict[str, Any]) -> dict[str, Any]:
    """Its parts, and the parts of those, with days, moments and ids as what they are."""
    return {
        name: [_read(typed(_MODELS[name], row)) for row in value] if name in _MODELS else value
        for name, value in told.items()
    }


def _named(row: dict[str, Any] | None) -> dict[str, Any]:
    """Without what keeps the parts apart from the person's own columns."""
    if row is None:
        raise Person.DoesNotExist
    return {name.removeprefix("told_"): value for name, value in row.items()}
