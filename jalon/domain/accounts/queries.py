"""What a user may enter."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import translation

from jalon.domain.accounts.enums import Language, MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership, User
from jalon.domain.core import reader
from jalon.domain.core.context import AUTH, Context, entered, sign_in_context

FEDERAL_TITLE = "SPP IS / POD MI"


@dataclass(frozen=True)
class Place:
    """A centre or administration where a user works today."""

    id: UUID
    title: str
    role: str  # in words
    centre_id: UUID | None
    role_code: str = ""

    @property
    def home(self) -> str:
        """Name of the first page there."""
        return "day:home" if self.centre_id else "federal:home"

    def as_session(self) -> dict[str, str]:
        """What the session remembers of the choice."""
        if self.centre_id is None:
            return {"federal": str(self.id)}
        return {"centre": str(self.centre_id), "member": str(self.id), "role": self.role_code}


def open_memberships(*, user: User, on: date) -> list[Place]:
    """The places where this user may work on that day. The database shows a user only their own."""
    with sign_in_context(user.pk):
        active = Membership._base_manager.filter(user_id=user.pk, state=MembershipState.ACTIVE)
        centres = [
            Place(member.pk, member.centre.title, str(member.get_role_display()), member.centre_id, member.role)
            for member in active.select_related("centre").order_by("centre__name_fr", "role")
            if member.works_on(on)
        ]
        federal = [
            Place(member.pk, FEDERAL_TITLE, str(member.get_role_display()), None)
            for member in FederalMembership.objects.filter(user_id=user.pk).order_by("since")
            if member.works_on(on)
        ]
    return centres + federal


def held_places(*, user: User) -> list[str]:
    """Where this user's access waits for the direction to confirm it (`recovery`)."""
    with sign_in_context(user.pk):
        waiting = Membership._base_manager.filter(
            user_id=user.pk, state=MembershipState.ACTIVE, held_at__isnull=False
        ).select_related("centre")
        titles = [member.centre.title for member in waiting.order_by("centre__name_fr")]
        federal = FederalMembership.objects.filter(user_id=user.pk, held_at__isnull=False)
        return titles + [FEDERAL_TITLE] * federal.filter(state=MembershipState.ACTIVE).count()


@dataclass(frozen=True)
class Invented:
    """Somebody of the demonstration, one click away. `place` is named in the language they work in."""

    user_id: UUID
    name: str
    role: str
    place: str
    language: str


@dataclass(frozen=True)
class InventedPlace:
    """A place of the demonstration with its people; `is_shown`: the first of each language."""

    title: str
    language: str
    people: list[Invented]
    is_shown: bool


def invented_people(on: date) -> list[InventedPlace]:
    """One invented person for each role in each place of a demonstration; nobody outside a demonstration.

    First a centre of the reader's language, then one of the other, then the administration; the others after them.
    """
    if not settings.JALON_DEMO or settings.JALON_PRODUCTION:
        return []
    with entered(Context(AUTH)), connection.cursor() as cursor:
        languages = dict(User.objects.filter(is_demo=True).values_list("pk", "language"))
        cursor.execute("SELECT set_config('app.demo', 'on', true)")
        members = list(
            Membership._base_manager.filter(state=MembershipState.ACTIVE, user__isnull=False)
            .select_related("centre")
            .order_by("centre__name_fr", "centre_id", "name")
        )
        members.sort(key=lambda member: Role.values.index(member.role))
        cursor.execute("SELECT set_config('app.demo', '', true)")
        federal = list(FederalMembership.objects.filter(user__is_demo=True).order_by("role", "name"))
    found: dict[object, dict[str, Invented]] = {}
    for member in members:
        if member.works_on(on):
            language = languages.get(member.user_id, Language.FR)
            person = Invented(
                member.user_id, member.name, str(member.get_role_display()), _title(member, language), language
            )
            found.setdefault(member.centre_id, {}).setdefault(member.role, person)
    for official in federal:
        if official.works_on(on):
            facts = (official.user_id, official.name, str(official.get_role_display()), FEDERAL_TITLE, "")
            found.setdefault(None, {}).setdefault(official.role, Invented(*facts))
    return _in_order([list(people.values()) for people in found.values()])


def _title(member: Membership, language: str) -> str:
    with translation.override(language):
        return member.centre.title


def _in_order(groups: list[list[Invented]]) -> list[InventedPlace]:
    """The first centre of each language, the reader's first; the administration; the other centres by name."""
    mine = reader.language()
    groups.sort(key=lambda people: (people[0].language != mine, people[0].place))
    firsts, others, seen = [], [], set()
    for people in groups:
        (others if people[0].language in seen else firsts).append(people)
        seen.add(people[0].language)
    firsts.sort(key=lambda people: people[0].place == FEDERAL_TITLE)
    others.sort(key=lambda people: people[0].place)
    shown = [(people, True) for people in firsts] + [(people, False) for people in others]
    return [InventedPlace(people[0].place, people[0].language, people, is_shown) for people, is_shown in shown]
