"""Adjectives of proposals."""

from jalon.domain.core.models import CentreQuerySet
from jalon.domain.sanctions.enums import State


class ProposalQuerySet(CentreQuerySet):
    """Proposals by what they wait for."""

    def open(self) -> "ProposalQuerySet":
        """Still going somewhere."""
        return self.filter(state__in=[State.DRAFT, State.SUBMITTED, State.DECIDED])

    def waiting_for_council(self) -> "ProposalQuerySet":
        """Submitted, not decided."""
        return self.filter(state=State.SUBMITTED)

    def waiting_for_notification(self) -> "ProposalQuerySet":
        """Decided, but the person has not been told."""
        return self.filter(state=State.DECIDED)
