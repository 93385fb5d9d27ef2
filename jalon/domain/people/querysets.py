"""Adjectives of people and of what is dated about them."""

from datetime import date

from django.db.models import Q

from jalon.domain.accounts.models import Deputyship, Membership
from jalon.domain.core.models import CentreQuerySet


class PersonQuerySet(CentreQuerySet):
    """Files by their state and by who answers for them."""

    def open(self) -> "PersonQuerySet":
        """Files that are not closed."""
        return self.filter(closed_on=None)

    def of(self, member: Membership, *, on: date) -> "PersonQuerySet":
        """Those the member answers for that day: their own, and those of the colleagues they replace."""
        # Asked first: a list of ids is found by the index on the worker, a subquery would read every file.
        absent = Deputyship.objects.filter(deputy=member, since__lte=on, until__gte=on)
        return self.filter(responsible__in=[member.pk, *absent.values_list("absent_id", flat=True)])

    def without_worker(self, *, on: date) -> "PersonQuerySet":
        """Open files that nobody at work answers for: never given, or given to somebody who has left."""
        at_work = Membership.objects.working(on).values("pk")
        away = list(Membership.objects.exclude(pk__in=at_work).values_list("pk", flat=True))
        return self.open().filter(Q(responsible=None) | Q(responsible__in=away))

    def by_name(self) -> "PersonQuerySet":
        """In the order of the names, accents and case set aside."""
        return self.order_by("sort_name", "id")


class PeriodQuerySet(CentreQuerySet):
    """Rows that hold from one day to another, both included."""

    def covering(self, on: date) -> "PeriodQuerySet":
        """Those that hold on that day."""
        return self.filter(Q(until=None) | Q(until__gte=on), since__lte=on)

    def latest_first(self) -> "PeriodQuerySet":
        """The most recent first."""
        return self.order_by("-since", "id")
