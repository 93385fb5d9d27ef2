"""The numbers of a report counted once more, in plain loops over the rows, as somebody with the files would."""

from collections import defaultdict
from datetime import date
from typing import Any

from jalon.domain.activation.models import Action, Participation, Trajectory
from jalon.domain.activation.progress import seen, told_by
from jalon.domain.instruments.enums import Direction
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Status
from jalon.domain.piis.models import Piis

PLACEMENTS = {"remobilisation", "discovery", "trial_placement"}
SERVICE = {"volunteering", "community_service"}


def counted(first: date, last: date) -> dict[str, int]:
    """Every number of the forms of 2015 and 2017, by its code."""
    ways = [one for one in Trajectory.objects.all() if one.starts_on <= last and one.last >= first]
    framed = [one for one in ways if one.piis_id]
    along = _along(first, last)
    found: dict[str, int] = {
        "1": len(_assessed(first, last)),
        "2": len({one.person_id for one in framed}),
        "2.1": len({one.person_id for one in framed if _prepares(one, along[one.pk])}),
        "2.2": len({one.person_id for one in framed if any(_is_workshop(*each) for each in along[one.pk])}),
        "2.3": len({one.person_id for one in framed if _serves(one, along[one.pk])}),
    }
    ended = [one for one in framed if one.ended_on and first <= one.ended_on <= last]
    for code, result in (("R1", "autonomy"), ("R2", "path"), ("R3", "job"), ("R4", "volunteering")):
        found[code] = len([one for one in ended if one.result == result])
    aims = {"P1": Direction.SOCIO_PROFESSIONAL, "P2": Direction.AUTONOMY, "P3": Direction.VOLUNTEERING}
    for code, aim in aims.items():
        forward = [one for one in framed if told_by(seen(one, last), aim).value == "progress"]
        found[code] = len({one.person_id for one in forward})
    return {**found, **_indicators(first, last, ways)}


def _indicators(first: date, last: date, ways: list[Trajectory]) -> dict[str, int]:
    held = [one for one in Status.objects.all() if one.since <= last and (one.until is None or one.until >= first)]
    known = {one.person_id for one in held}
    return {
        "I1": len(known),
        "I2": len({one.person_id for one in held if one.kind == "dis"}),
        "I3": len({one.person_id for one in ways} & known),
    }


def _assessed(first: date, last: date) -> set[Any]:
    found = set()
    rows = list(Bilan.objects.all())
    for one in rows:
        replaced = any(other.corrects_id == one.pk and other.state == "finished" for other in rows)
        if one.state != "finished" or replaced or not first <= one.held_on <= last:
            continue
        mine = Trajectory.objects.filter(person_id=one.person_id)
        rests = [each for each in mine if each.bilan_id and each.bilan_id in (one.pk, one.corrects_id)]
        begun = [each.starts_on for each in mine]
        begun += [each.drafted_on for each in Piis.objects.filter(person_id=one.person_id)]
        if one.together.strip() or rests or any(one.held_on <= day <= last for day in begun):
            found.add(one.person_id)
    return found


def _along(first: date, last: date) -> dict[Any, list[tuple[str, str]]]:
    found = defaultdict(list)
    for part in Participation.objects.select_related("module"):
        over = part.left_on or part.module.ends_on
        if part.presence != "not_followed" and part.joined_on <= last and (over is None or over >= first):
            found[part.trajectory_id].append((part.module.activity, part.module.counts))
    for one in Action.objects.all():
        if one.state != "dropped" and one.noted_on <= last and (one.settled_on is None or one.settled_on >= first):
            found[one.trajectory_id].append((one.activity, one.counts))
    return found


def _prepares(way: Trajectory, along: list[tuple[str, str]]) -> bool:
    return way.piis.kind in ("employment", "training") or any(
        activity in PLACEMENTS or counts == "professional" for activity, counts in along
    )


def _is_workshop(activity: str, counts: str) -> bool:
    return counts == "social" and activity not in PLACEMENTS | SERVICE


def _serves(way: Trajectory, along: list[tuple[str, str]]) -> bool:
    return way.piis.has_community_service or any(activity in SERVICE for activity, _counts in along)
