"""Centres, their members and the federal members of the demonstration."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid5

from django.db.backends.postgresql.psycopg_any import DateRange

from jalon.command.demo.centre import SEED, Plan
from jalon.command.demo.data import read
from jalon.domain.accounts.enums import FederalRole, MembershipState, Role
from jalon.domain.accounts.models import Deputyship, FederalMembership, Membership, Team, User
from jalon.domain.audit.services import record
from jalon.domain.centres.models import Centre, CentreCode, CentreSettings
from jalon.domain.core.context import centre_context, operator_context
from jalon.domain.piis.services import delegate_signing

AT_WORK_SINCE = date(2012, 1, 2)
SOCIAL_STAFF = {Role.WORKER, Role.COORDINATOR}
COLOURS = ["#1f4e5f", "#5f3b1f", "#2f5d3a", "#4b3b73", "#7a2f3b", "#24506e"]
REGIONS = {
    "wallonne": ("Région wallonne", "Waals Gewest"),
    "flamande": ("Région flamande", "Vlaams Gewest"),
    "bruxelloise": ("Région de Bruxelles-Capitale", "Brussels Hoofdstedelijk Gewest"),
}


@dataclass(frozen=True)
class Invented:
    """A member to be: who, as what, in which team (0, 1 or none), in what state."""

    name: str
    role: Role
    team: int | None
    state: MembershipState = MembershipState.ACTIVE


def open_centre(plan: Plan) -> tuple[Centre, list[Membership], str]:
    """The centre with its settings and members (made once, found again afterwards) and its language."""
    place, centre_id = read("places")[plan.number % len(read("places"))], uuid5(SEED, f"centre {plan.number}")
    centre = Centre.objects.filter(pk=centre_id).first() or _centre(place, plan, centre_id)
    with centre_context(centre.pk):
        known = list(Membership.objects.exclude(state=MembershipState.LEFT).order_by("email"))
    if not known:
        users = _users(plan, place["language"])
        with centre_context(centre.pk):
            _settings(place, plan)
            known = _members(centre, plan, users)
    order = {Role.WORKER: 0, Role.COORDINATOR: 1, Role.PRESIDENT: 2, Role.SECRETARY: 3}
    return centre, sorted(known, key=lambda one: (order[one.role], one.email)), place["language"]


def _centre(place: dict, plan: Plan, centre_id: UUID) -> Centre:
    suffix = f" {plan.copy + 1}" if plan.copy else ""
    province = place["province"] or ["", ""]
    region = REGIONS[place["region"]]
    with operator_context():
        centre = Centre.objects.create(
            id=centre_id,
            name_fr=place["fr"] + suffix,
            name_nl=place["nl"] + suffix,
            province_fr=province[0],
            province_nl=province[1],
            region_fr=region[0],
            region_nl=region[1],
            postal_code=place["postal"],
        )
        for code, since, *until in [] if plan.copy else place["codes"]:
            last = until[0] + timedelta(days=1) if until else None
            CentreCode.objects.create(centre=centre, nis_code=code, validity=DateRange(since, last))
    return centre


def _staff(plan: Plan, language: str) -> list[Invented]:
    """Four workers (one suspended), a coordinator, a president and a secretary, with names of its language."""
    drawn = list(read("people")["workers"][language])
    Random(f"staff {plan.number}").shuffle(drawn)
    roles = [
        (Role.WORKER, 0, MembershipState.ACTIVE),
        (Role.WORKER, 0, MembershipState.ACTIVE),
        (Role.WORKER, 1, MembershipState.ACTIVE),
        (Role.WORKER, 1, MembershipState.SUSPENDED),
        (Role.COORDINATOR, None, MembershipState.ACTIVE),
        (Role.PRESIDENT, None, MembershipState.ACTIVE),
        (Role.SECRETARY, None, MembershipState.ACTIVE),
    ]
    return [Invented(name, *rest) for name, rest in zip(drawn, roles, strict=False)]


def _users(plan: Plan, language: str) -> list[tuple[Invented, User]]:
    """Accounts that nobody can use yet: `open_doors` does that at the end."""
    made = []
    for number, invented in enumerate(_staff(plan, language)):
        name = invented.name.casefold().replace(" ", ".").replace("ï", "i")
        email = f"{name}.{plan.number + 1:03d}@example.org"
        user = User.objects.filter(email=email).first()
        user = user or User.objects.create_user(
            email=email, name=invented.name, language=language, id=uuid5(SEED, f"user {plan.number} {number}")
        )
        made.append((invented, user))
    return made


def _members(centre: Centre, plan: Plan, users: list[tuple[Invented, User]]) -> list[Membership]:
    words = {"fr": ("Équipe Insertion", "Équipe Jeunes"), "nl": ("Team Activering", "Team Jongeren")}
    teams = [Team.objects.create(name=name) for name in words[users[0][1].language]]
    members = [
        Membership.objects.create(
            id=uuid5(SEED, f"member {user.pk}"),
            user=user,
            name=invented.name,
            email=user.email,
            role=invented.role,
            team=None if invented.team is None else teams[invented.team],
            state=invented.state,
            since=AT_WORK_SINCE,
        )
        for invented, user in users
    ]
    secretary = members[-1]
    for member in members:
        record(actor=secretary, verb="member.accepted", subject=member, on=AT_WORK_SINCE)
    signers = [one.pk for one in members if one.role in SOCIAL_STAFF and one.state == MembershipState.ACTIVE]
    delegate_signing(actor=secretary, members=signers, on=AT_WORK_SINCE)
    # One colleague is away these days; another answers for the files.
    facts = {"since": plan.on - timedelta(days=3), "until": plan.on + timedelta(days=11)}
    Deputyship.objects.create(absent=members[1], deputy=members[0], **facts)
    return members


def _settings(place: dict, plan: Plan) -> None:
    street = read("people")["streets"][place["language"]][0]
    number = plan.number + 1
    lines = f"{street[0].upper()}{street[1:]} {number}\n{place['postal']} {place[place['language']]}"
    CentreSettings.of_current_centre(
        language=place["language"],
        address=lines,
        phone=f"02 000 {number:02d} 00",
        colour=COLOURS[plan.number % len(COLOURS)],
        appeal_court=place["court"],
    )


def open_doors(emails: list[str], on: date) -> None:
    """Everything is there: the invented users may sign in with one click, federal ones included."""
    federal = [
        (FederalRole.OFFICER, "Claire Monfort", "claire.monfort@example.org", "fr"),
        (FederalRole.OFFICER, "Wim Degroote", "wim.degroote@example.org", "nl"),
        (FederalRole.MANAGER, "Nele Vranckx", "nele.vranckx@example.org", "nl"),
        (FederalRole.CABINET, "Hélène Castermans", "helene.castermans@example.org", "fr"),
    ]
    for role, name, email, language in federal:
        user = User.objects.filter(email=email).first()
        user = user or User.objects.create_user(email=email, name=name, language=language)
        with operator_context():
            if not FederalMembership.objects.filter(user=user).exists():
                facts = {"name": name, "email": email, "role": role, "since": AT_WORK_SINCE}
                FederalMembership.objects.create(user=user, **facts)
    User.objects.filter(email__in=[*emails, *(one[2] for one in federal)]).update(is_demo=True)
