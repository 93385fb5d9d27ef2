"""What a person's file shows of their trajectories."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.permissions import may_accompany
from jalon.domain.core.json_rows import instance
from jalon.domain.people.models import Person
from jalon.web.access.middleware import today
from jalon.web.activation.shown import kind_of
from jalon.web.people.panels import Facts, Panel, Start
from jalon.web.ui.addresses import address


def context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Every trajectory, the latest first, as they were told with the person."""
    on, rows = today(request), [instance(Trajectory, row) for row in person.told["trajectories"]]
    for one in rows:
        one.phase_now = one.phase(on)
        one.badge = kind_of(one.phase_now)
    may_open = may_accompany(request.member, person)  # type: ignore[attr-defined]
    running = any(one.is_running for one in rows)
    return {"trajectories": rows, "may_open_trajectory": may_open and not running and person.is_open}


def start(request: HttpRequest, person: Person, facts: Facts) -> Start | None:
    """A line while no trajectory was opened."""
    if facts["trajectories"]:
        return None
    url = address("activation:new", person.pk) if facts["may_open_trajectory"] else ""
    hint = _("Une trajectoire part d’un bilan, suit un plan et dure un an au plus.")
    return Start(_("Activation sociale"), hint, url, _("Ouvrir une trajectoire"))


panel = Panel(order=35, template="activation/panel.html", context=context, start=start)
