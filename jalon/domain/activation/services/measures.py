"""A measurement made for one trajectory: it counts for that one and no other."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.services.trajectories import running
from jalon.domain.core.errors import InvalidInput
from jalon.domain.instruments import measuring
from jalon.domain.instruments.models import Measurement


@transaction.atomic
def begin_measure(
    *, actor: Membership, trajectory: Trajectory, code: str, moment: str, held_on: date, on: date
) -> list[Measurement]:
    """As `measuring.begin`, on the way of a trajectory that runs: from where it is measured to its last day."""
    trajectory = running(actor, trajectory)
    if not trajectory.measured_from <= held_on <= trajectory.until:
        raise InvalidInput(_("Ce jour n’est pas dans la trajectoire."), field="held_on")
    facts = {"code": code, "moment": moment, "held_on": held_on, "on": on}
    return measuring.begin(actor=actor, person=trajectory.person, trajectory=trajectory.pk, **facts)
