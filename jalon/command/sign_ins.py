"""Who may sign in to the demonstration: one person per role, in a French-speaking and in a Dutch-speaking centre."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation

from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.accounts.models import FederalMembership, Membership, User
from jalon.domain.accounts.queries import FEDERAL_TITLE
from jalon.domain.centres.models import Centre, CentreSettings
from jalon.domain.core.context import operator_context


@dataclass(frozen=True)
class SignIn:
    """An invented person and where they work."""

    role: str
    name: str
    email: str
    place: str


def one_per_role(on: date) -> list[SignIn]:
    """One invented person for each role somebody holds on that day: in a centre of each language, then federal."""
    emails = dict(User.objects.filter(is_demo=True, is_active=True).values_list("pk", "email"))
    if not emails:
        return []
    found = [person for language in ("fr", "nl") for person in _in_a_centre(language, emails, on)]
    federal: dict[str, SignIn] = {}
    with translation.override("fr"), operator_context():
        for member in FederalMembership.objects.filter(user_id__in=emails).order_by("pk"):
            if member.works_on(on):
                email = emails[member.user_id]
                federal.setdefault(member.role, SignIn(_word(member), member.name, email, FEDERAL_TITLE))
    return found + [federal[role] for role in FederalRole.values if role in federal]


def _in_a_centre(language: str, emails: dict, on: date) -> list[SignIn]:
    """The people of the first centre of this language in which every role is held, in its own words.

    The lock shows one centre at a time, even to the operator.
    """
    best: dict[str, SignIn] = {}
    for centre in Centre.objects.filter(closed_on__isnull=True).order_by("name_fr"):
        found: dict[str, SignIn] = {}
        with translation.override(language), operator_context(centre.pk):
            if not CentreSettings.objects.filter(language=language).exists():
                continue
            for member in Membership.objects.working(on).filter(user_id__in=emails).order_by("role", "name"):
                person = SignIn(_word(member), member.name, emails[member.user_id], centre.title)
                found.setdefault(member.role, person)
        best = max(best, found, key=len)
        if len(best) == len(Role.values):
            break
    return [best[role] for role in Role.values if role in best]


def _word(member: Membership | FederalMembership) -> str:
    return str(member.get_role_display())
