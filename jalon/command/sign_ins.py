"""Who may sign in to the demonstration: one person per role."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.accounts.models import FederalMembership, Membership, User
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import operator_context


@dataclass(frozen=True)
class SignIn:
    """An invented person and where they work."""

    role: str
    name: str
    email: str
    place: str


def one_per_role(on: date) -> list[SignIn]:
    """One invented person for each role somebody holds on that day, centres first."""
    emails = dict(User.objects.filter(is_demo=True, is_active=True).values_list("pk", "email"))
    if not emails:
        return []
    with translation.override("fr"):
        found = _in_centres(emails, on)
        with operator_context():
            for member in FederalMembership.objects.filter(user_id__in=emails).order_by("pk"):
                if member.works_on(on):
                    email = emails[member.user_id]
                    found.setdefault(member.role, SignIn(_word(member), member.name, email, "SPP IS / POD MI"))
    return [found[role] for role in [*Role.values, *FederalRole.values] if role in found]


def _in_centres(emails: dict, on: date) -> dict[str, SignIn]:
    """Walk the centres until every role is met: the lock shows one centre at a time, even to the operator."""
    found: dict[str, SignIn] = {}
    for centre in Centre.objects.filter(closed_on__isnull=True).order_by("name_fr"):
        with operator_context(centre.pk):
            for member in Membership.objects.working(on).filter(user_id__in=emails).order_by("role", "name"):
                person = SignIn(_word(member), member.name, emails[member.user_id], centre.title)
                found.setdefault(member.role, person)
        if len(found) == len(Role.values):
            break
    return found


def _word(member: Membership | FederalMembership) -> str:
    return str(member.get_role_display())
