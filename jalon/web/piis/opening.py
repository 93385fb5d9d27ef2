"""Finding a project and entering the file it belongs to. Another centre's project does not exist: 404."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from jalon.domain.piis.models import Amendment, Commitment, Evaluation, Piis, PiisVersion
from jalon.web.people.opening import enter_file

_PERSON = ("person__responsible", "responsible")


def open_piis(request: HttpRequest, piis_id: UUID, rows: QuerySet[Piis] | None = None) -> Piis:
    """The project, its person's file entered."""
    rows = Piis.objects.all() if rows is None else rows
    piis = get_object_or_404(rows.select_related(*_PERSON), pk=piis_id)
    enter_file(request, piis.person)
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
