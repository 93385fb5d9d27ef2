"""What a person's file shows of their trajectories."""

from typing import Any

from django.http import HttpRequest

from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.permissions import may_accompany
from jalon.domain.people.models import Person
from jalon.web.access.middleware import today
from jalon.web.activation.shown import kind_of
from jalon.web.people.panels import Panel


def context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Every trajectory, the latest first, as they were told with the person."""
    on, rows = today(request), [Trajectory.told(row) for row in person.told["trajectories"]]
    for one in rows:
        one.phase_now = one.phase(on)
        one.badge = kind_of(one.phase_now)
    may_open = may_accompany(request.member, person)  # type: ignore[attr-defined]
    running = any(one.is_running for one in rows)
    return {"trajectories": rows, "may_open_trajectory": may_open and not running and person.is_open}


panel = Panel(order=35, template="activation/panel.html", context=context)
