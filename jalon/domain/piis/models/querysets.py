"""Adjectives of projects and commitments. They chain, ask for no clock, and read one table at a time where they can."""

from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from jalon.domain.core.models import CentreQuerySet
from jalon.domain.piis.enums import CommitmentState, Side, State


class PiisQuerySet(CentreQuerySet):
    """Projects by where they stand."""

    def drafts(self) -> "PiisQuerySet":
        """Still being prepared."""
        return self.filter(state=State.DRAFT)

    def waiting_for_signature(self) -> "PiisQuerySet":
        """The text is with the parties."""
        return self.filter(state=State.HANDED_OVER)

    def signable(self, on: date) -> "PiisQuerySet":
        """Waiting for a signature, with the time to think over."""
        return self.waiting_for_signature().filter(may_sign_from__lte=on)

    def waiting_for_decision(self) -> "PiisQuerySet":
        """Signed by all, not yet before the council."""
        return self.filter(state=State.SIGNED)

    def held(self) -> "PiisQuerySet":
        """Approved at some time: running, or ended since."""
        return self.filter(state__in=[State.RUNNING, State.ENDED])

    def touching(self, since: date, until: date | None) -> "PiisQuerySet":
        """Sharing at least one day with a period, both days included; no end is open."""
        after = Q(ended_on__gte=since) | Q(ended_on__isnull=True) & (Q(until__gte=since) | Q(until__isnull=True))
        return self.filter(after) if until is None else self.filter(after, since__lte=until)

    def running(self, on: date) -> "PiisQuerySet":
        """In force on that day by its dates: begun, and not ended before it."""
        return self.filter(
            Q(state=State.RUNNING) | Q(state=State.ENDED, ended_on__gte=on),
            Q(until__isnull=True) | Q(until__gte=on) | Q(ended_on__gte=on),
            since__lte=on,
        )

    def expired(self, on: date) -> "PiisQuerySet":
        """Past their agreed end, and nobody said what became of them."""
        return self.filter(state=State.RUNNING, until__lt=on)

    def ending_by(self, on: date) -> "PiisQuerySet":
        """Running, with an agreed end up to that day."""
        return self.filter(state=State.RUNNING, until__lte=on)

    def concluded_in_time(self) -> "PiisQuerySet":
        """Signed by all no later than the law's last day; those without a legal term are left out."""
        return self.filter(concluded_on__lte=F("conclude_by"))

    def concluded_late(self) -> "PiisQuerySet":
        """Signed by all after the law's last day."""
        return self.filter(concluded_on__gt=F("conclude_by"))

    def evaluation_due_by(self, on: date) -> "PiisQuerySet":
        """Running, with their next evaluation due up to that day."""
        return self.filter(state=State.RUNNING, next_evaluation_on__lte=on)

    def as_of(self, on: date, *, known_by: datetime | None = None) -> "PiisQuerySet":
        """Those that existed on a day, with `state_then` and `until_then`, read from the append-only trail.

        `known_by`: only what had been recorded by that moment, so that a past report gives the same number again.
        """
        from jalon.domain.piis.models.project import PiisEvent

        known = {"at__lte": known_by} if known_by is not None else {}
        # A join and an anti-join, which PostgreSQL hashes for a whole centre: the last act is the one nothing follows.
        # Acts follow one another by number: an end dated before the last evaluation ends the project all the same.
        followed = PiisEvent.objects.filter(
            number__gt=OuterRef("event_number"),
            centre_id=OuterRef("centre_id"),
            piis_id=OuterRef("pk"),
            on__lte=on,
            **known,
        )
        return (
            self.filter(events__on__lte=on, **{f"events__{name}": moment for name, moment in known.items()})
            .annotate(state_then=F("events__target"), until_then=F("events__until"))
            .alias(event_number=F("events__number"))
            .filter(~Exists(followed))
        )

    def in_force_as_of(self, on: date, *, known_by: datetime | None = None) -> "PiisQuerySet":
        """In force on a past day, by what was so then: approved, begun, not past its agreed end, not ended before."""
        return self.as_of(on, known_by=known_by).filter(
            Q(state_then=State.RUNNING) | Q(state_then=State.ENDED, ended_on=on),
            Q(until_then__isnull=True) | Q(until_then__gte=on),
            since__lte=on,
        )


class CommitmentQuerySet(CentreQuerySet):
    """Commitments by side and by what became of them."""

    def of_person(self) -> "CommitmentQuerySet":
        """What the person will do."""
        return self.filter(side=Side.PERSON)

    def in_text(self) -> "CommitmentQuerySet":
        """Not taken out by an amendment."""
        return self.filter(left_on__isnull=True)

    def open(self) -> "CommitmentQuerySet":
        """Something is still expected."""
        return self.in_text().filter(state__in=CommitmentState.open())

    def late(self, on: date) -> "CommitmentQuerySet":
        """Expected before that day, in a project that runs."""
        return self.open().filter(due_on__lt=on, piis__state=State.RUNNING)

    def as_of(self, on: date, *, known_by: datetime | None = None) -> "CommitmentQuerySet":
        """With `state_then` and `cause_then`, as last reviewed on or before a day."""
        from jalon.domain.piis.models.follow_up import CommitmentReview

        reviews = CommitmentReview.objects.filter(
            centre_id=OuterRef("centre_id"), commitment_id=OuterRef("pk"), on__lte=on
        )
        if known_by is not None:
            reviews = reviews.filter(at__lte=known_by)
        last = reviews.order_by("-on", "-at")
        return self.annotate(
            state_then=Coalesce(Subquery(last.values("state")[:1]), Value(str(CommitmentState.TO_DO))),
            cause_then=Coalesce(Subquery(last.values("cause")[:1]), Value("")),
        )
