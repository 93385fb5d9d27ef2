"""What a user may enter."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from jalon.domain.accounts.enums import MembershipState
from jalon.domain.accounts.models import FederalMembership, Membership, User
from jalon.domain.core.context import sign_in_context


@dataclass(frozen=True)
class Place:
    """A centre or administration where a user works today."""

    id: UUID
    title: str
    role: str
    centre_id: UUID | None

    @property
    def home(self) -> str:
        """Name of the first page there."""
        return "day:home" if self.centre_id else "federal:home"

    def as_session(self) -> dict[str, str]:
        """What the session remembers of the choice."""
        if self.centre_id is None:
            return {"federal": str(self.id)}
        return {"centre": str(self.centre_id), "member": str(self.id)}


def open_memberships(*, user: User, on: date) -> list[Place]:
    """The places where this user may work on that day. The database shows a user only their own."""
    with sign_in_context(user.pk):
        active = Membership._base_manager.filter(user_id=user.pk, state=MembershipState.ACTIVE)
        centres = [
            Place(member.pk, member.centre.title, str(member.get_role_display()), member.centre_id)
            for member in active.select_related("centre").order_by("centre__name_fr", "role")
            if member.works_on(on)
        ]
        federal = [
            Place(member.pk, "SPP IS / POD MI", str(member.get_role_display()), None)
            for member in FederalMembership.objects.filter(user_id=user.pk).order_by("since")
            if member.works_on(on)
        ]
    return centres + federal
