"""Finding a project and entering the file it belongs to. Another centre's project does not exist: 404."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import DateField, Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from jalon.domain.core.json_rows import instance
from jalon.domain.core.json_rows import rows as rows_of
from jalon.domain.core.kept import Kept, Slot
from jalon.domain.people.models import Status
from jalon.domain.piis import services
from jalon.domain.piis.enums import AmendmentState
from jalon.domain.piis.models import Amendment, Commitment, Evaluation, Piis, PiisVersion
from jalon.domain.piis.permissions import may_record_signature
from jalon.web.access.middleware import today
from jalon.web.people.opening import enter_file

STATUS = ("id", "kind", "category")
_PERSON = ("person__responsible", "responsible")


def kept(rows: Callable[[], QuerySet[Piis]]) -> Kept:
    """The question « this project among these rows », with its person, their status and workers, and whether an agreed
    amendment's day has come."""

    def words() -> QuerySet[Piis]:
        held = Status.objects.filter(person_id=OuterRef("person_id")).covering(Slot("on", DateField()))
        found = rows().annotate(has_due_amendment=Exists(_due_amendments()), held=rows_of(held, *STATUS))
        return found.select_related(*_PERSON).filter(pk=Slot("piis"))

    return Kept(words)


def _due_amendments() -> QuerySet[Amendment]:
    agreed = Amendment.objects.filter(centre_id=OuterRef("centre_id"), piis_id=OuterRef("pk"))
    return agreed.filter(state=AmendmentState.AGREED, effective_on__lte=Slot("on", DateField()))


_PIIS = kept(lambda: Piis.objects.all())


def open_piis(request: HttpRequest, piis_id: UUID, question: Kept = _PIIS) -> Piis:
    """The project, its person's file entered. An agreed amendment whose day has come takes force first."""
    asked = {"piis": piis_id, "on": today(request)}
    piis = _found(question, asked)
    if piis is None:
        raise Http404
    enter_file(request, piis.person)
    member = request.member  # type: ignore[attr-defined]
    if piis.has_due_amendment and may_record_signature(member, piis):
        services.take_effect(actor=member, piis=piis, at=timezone.now())
        piis = _found(question, asked)
    return piis


def _found(question: Kept, asked: dict[str, Any]) -> Piis | None:
    piis = question.one(**asked)
    if piis is not None:
        piis.person.status_now = next((instance(Status, row) for row in piis.held), None)
    return piis


def open_version(request: HttpRequest, version_id: UUID) -> PiisVersion:
    """A version of a project, its person's file entered."""
    return _of_piis(request, PiisVersion, version_id, "document", "amendment")


def open_amendment(request: HttpRequest, amendment_id: UUID) -> Amendment:
    """An amendment, its person's file entered."""
    return _of_piis(request, Amendment, amendment_id)


def open_evaluation(request: HttpRequest, evaluation_id: UUID) -> Evaluation:
    """An evaluation, its person's file entered."""
    return _of_piis(request, Evaluation, evaluation_id)


def open_commitment(request: HttpRequest, commitment_id: UUID) -> Commitment:
    """A commitment, its person's file entered."""
    return _of_piis(request, Commitment, commitment_id, "third_party")


def _of_piis(request: HttpRequest, model: Any, pk: UUID, *also: str) -> Any:
    related = [f"piis__{name}" for name in _PERSON]
    found = get_object_or_404(model.objects.select_related(*related, *also), pk=pk)
    enter_file(request, found.piis.person)
    return found
