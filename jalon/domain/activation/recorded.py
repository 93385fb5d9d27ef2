"""What the file already shows of where a trajectory led, and the result it points to. A person decides."""

from datetime import date

from jalon.domain.activation.enums import ActionState, Activity, Counts, Presence
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.progress import seen, told_by
from jalon.domain.instruments.enums import Direction as Toward
from jalon.domain.piis.enums import EndReason, Outcome
from jalon.domain.piis.models import Ending
from jalon.law import activation as law

_USEFUL = {Activity.VOLUNTEERING, Activity.COMMUNITY_SERVICE}


def recorded(trajectory: Trajectory, on: date) -> law.Recorded:
    """The end of the PIIS, modules followed, actions done, and the axes of autonomy by that day. Four queries."""
    took_part = [Presence.FOLLOWED, Presence.PARTLY]
    modules = trajectory.participations.filter(presence__in=took_part).values_list("module__activity", "module__counts")
    actions = trajectory.actions.filter(state=ActionState.DONE).values_list("activity", "counts")
    done = [*modules, *actions]
    ends = Ending.objects.filter(piis_id=trajectory.piis_id, effective_on__lte=on).values_list("outcome", "reason")
    outcomes = {word for end in ends for word in end} if trajectory.piis_id else set()
    return law.Recorded(
        job=bool({Outcome.JOB, EndReason.EMPLOYMENT} & outcomes),
        path=Outcome.PATH in outcomes or any(counts == Counts.PROFESSIONAL for _activity, counts in done),
        volunteering=Outcome.VOLUNTEERING in outcomes or any(activity in _USEFUL for activity, _counts in done),
        autonomy=told_by(seen(trajectory, on), Toward.AUTONOMY),
    )


def proposal(trajectory: Trajectory, on: date) -> law.Proposed:
    """The result that is proposed on a day, and why."""
    return law.proposed_result(recorded=recorded(trajectory, on), on=on)
