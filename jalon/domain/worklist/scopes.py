"""Whose work: mine (and that of the colleagues I replace), my team's, the whole centre's."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from jalon.domain.accounts.models import Deputyship, Membership


class Reach(StrEnum):
    """How far the list looks."""

    ME = "me"
    TEAM = "team"
    CENTRE = "centre"


@dataclass(frozen=True)
class Scope:
    """A reach seen from one member on one day. There is no scope « that other worker »: nobody is watched."""

    member: Membership
    reach: Reach
    on: date

    @property
    def whole_centre(self) -> bool:
        """Whether every file is looked at, given to somebody or not."""
        return self.reach == Reach.CENTRE

    def workers(self) -> list[UUID]:
        """Those whose files are looked at, when it is not everybody's."""
        if self.reach == Reach.TEAM and self.member.team_id:
            return list(Membership.objects.filter(team_id=self.member.team_id).values_list("pk", flat=True))
        absent = Deputyship.objects.filter(deputy=self.member, since__lte=self.on, until__gte=self.on)
        return [self.member.pk, *absent.values_list("absent_id", flat=True)]

    def away(self) -> list[UUID]:
        """Members who are not at work, whose files are nobody's."""
        at_work = Membership.objects.working(self.on).values("pk")
        return list(Membership.objects.exclude(pk__in=at_work).values_list("pk", flat=True))
