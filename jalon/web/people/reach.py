"""Whose work a list shows, and the place in it after which it goes on; both from the address."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import speaks_for_council
from jalon.domain.worklist.scopes import Reach


def asked_reach(request: HttpRequest, member: Membership) -> Reach:
    """What was asked for; else one's own work, or the centre's for those who speak for its council."""
    if request.GET.get("reach") in set(Reach):
        return Reach(request.GET["reach"])
    return Reach.CENTRE if speaks_for_council(member) else Reach.ME


def reaches(member: Membership) -> list[tuple[str, str, str]]:
    """The tabs; a member without a team has none to look at."""
    labels = {Reach.ME: _("Mes dossiers"), Reach.TEAM: _("Mon équipe"), Reach.CENTRE: _("Le centre")}
    return [
        (reach, label, f"?reach={reach}") for reach, label in labels.items() if reach != Reach.TEAM or member.team_id
    ]


def asked_place(request: HttpRequest) -> tuple[date, UUID] | None:
    """The day and key of the last row seen; anything unreadable is the beginning."""
    day, _separator, key = request.GET.get("after", "").partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def place(day: date, key: UUID) -> str:
    """A place in a list, for `?after=`."""
    return f"{day.isoformat()}_{key}"
