"""Whose work: mine (and that of the colleagues I replace), my team's, the whole centre's."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q, QuerySet

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

    def members(self) -> "QuerySet[Membership] | None":
        """Those whose files are looked at; None is everybody's, given to somebody or not."""
        if self.reach == Reach.CENTRE:
            return None
        if self.reach == Reach.TEAM and self.member.team_id:
            return Membership.objects.filter(team_id=self.member.team_id).values("pk")
        absent = Deputyship.objects.filter(deputy=self.member, since__lte=self.on, until__gte=self.on)
        return Membership.objects.filter(Q(pk=self.member.pk) | Q(pk__in=absent.values("absent_id"))).values("pk")

    def narrow(self, rows: QuerySet, path: str) -> QuerySet:
        """Keep the rows whose `path` (a reference to a member) is in scope."""
        members = self.members()
        return rows if members is None else rows.filter(**{f"{path}__in": members})
