"""What every page of a trajectory begins with."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from jalon.domain.activation.models import Trajectory
from jalon.domain.core.errors import Conflict, DomainError
from jalon.web.people.opening import enter_file
from jalon.web.ui.sent import show_refusal


def entered(request: HttpRequest, trajectory_id: UUID, verb: str | None = "activation.read") -> Trajectory:
    """The trajectory, after the door of the person's file; 404 in any other centre."""
    rows = Trajectory.objects.select_related("person__responsible", "bilan", "piis", "decided_by")
    trajectory = get_object_or_404(rows, pk=trajectory_id)
    enter_file(request, trajectory.person, verb)
    return trajectory


def tried(form: Form, do: Callable[[], Any]) -> bool:
    """Do the act; a refusal becomes an error of the form, beside what was typed. A clash of writers is raised on."""
    try:
        do()
    except Conflict as conflict:
        form.add_error(None, str(conflict))
        raise
    except DomainError as refusal:
        show_refusal(form, refusal)
        return False
    return True
