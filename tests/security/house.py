"""Two centres with the same people at work, one file with everything in it, and a browser for each kind of actor.

Built once per test module inside one transaction that is undone at the end; each try is undone on its own.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalon.domain.accounts import invitations
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context, federal_context, operator_context
from jalon.domain.people.models import Person
from jalon.domain.space import services as space
from jalon.domain.space.models import PersonAccess
from jalon.domain.worklist.services import open_calendar
from jalon.web.people.opening import SESSION_PURPOSES
from tests.factories import a_centre, a_federal_member, a_member, a_user
from tests.security.addresses import Address
from tests.security.agreements import agreed_between
from tests.security.grants import shared_between
from tests.security.justified import justified_by
from tests.security.objects import a_scenario, everything_in_a_file
from tests.security.payments import paid_by
from tests.security.reported import reported_by
from tests.signing_in import client_of

ROLES = list(Role.values)
COLLEAGUE = "colleague"  # a worker of the same centre outside whose caseload the file is
# The person the file is about; somebody else of the same centre; somebody of another centre. None is a member.
PEOPLE = ["the_person", "another_person", "person_elsewhere"]
ACTORS = [
    *ROLES,
    *PEOPLE,
    "other_centre",
    "suspended",
    "left",
    "federal",
    "federal_manager",
    "anonymous",
]  # as the matrix names them
MARK = "Zwartebroeck"  # the family name of the person: found in a page of somebody else, it leaked
NISS = "85073003328"


@dataclass
class House:
    """`ours` holds the objects; `members` one of each kind of actor."""

    ours: Centre
    theirs: Centre
    members: dict[str, Membership | FederalMembership | PersonAccess]
    person: Person
    objects: dict[str, UUID | str] = field(default_factory=dict)
    foreign: dict[str, UUID | str] = field(default_factory=dict)
    sessions: dict[tuple[str, bool], Any] = field(default_factory=dict)
    untouched: str = ""

    def path(self, address: Address, objects: dict[str, Any] | None = None) -> str:
        """The address with our objects in it; `route:key` wins over `key`."""
        known = objects or self.objects
        return reverse(
            address.name, kwargs={key: known.get(f"{address.name}.{key}", known[key]) for key in address.keys}
        )

    def body(self, address: Address) -> dict[str, str]:
        """What a form of this address must hold for the page to know what is meant at all."""
        commitment = str(self.objects["commitment_id"])
        bodies = {
            "sanctions:cite": {"what": f"commitment:{commitment}"},
            "sanctions:explain": {"commitment": commitment},
            "activation:settle": {"state": "done"},
        }
        return bodies.get(address.name, {})

    def browser(self, actor: str, *, purpose: bool = True) -> Client:
        """Signed in as this actor, with the reason for opening each file already given unless told otherwise."""
        client = Client(raise_request_exception=False)
        client.cookies.update(self.sessions.get((actor, purpose), {}))
        return client

    def sign_everybody_in(self) -> None:
        """Once for all: each try is undone, their sessions are not."""
        with centre_context(self.ours.pk):
            people = list(Person.objects.values_list("pk", flat=True))
        today = timezone.localdate().isoformat()
        for actor, member in self.members.items():
            for purpose in (True, False):
                client = client_of(member)
                if purpose:
                    session = client.session
                    session[SESSION_PURPOSES] = {f"{member.pk}:{pk}": [today, "Préparer le Conseil"] for pk in people}
                    session.save()
                self.sessions[actor, purpose] = client.cookies
        self.untouched = self.fingerprint()

    def fingerprint(self, *, centre: Centre | None = None, mentioning: Iterable[Any] = ("",)) -> str:
        """A hash of every row of a centre, or of those that mention an id; of the journal, acts but not reads."""
        with operator_context((centre or self.ours).pk), connection.cursor() as cursor:
            # The owner has every right on its tables; its policy shows this centre alone.
            cursor.execute(
                "SELECT md5(string_agg(name || md5(text), ',' ORDER BY name, md5(text))) "
                f"FROM ({_every_row()}) AS rows WHERE text LIKE ANY(%s)",
                [[f"%{one}%" for one in mentioning]],
            )
            return str(cursor.fetchone()[0])

    def has_changed(self, mark: int, *, to: str | None = None) -> bool:
        """Whether a row of ours is another than before `mark`. Rows are compared only when something was written."""
        return written() != mark and self.fingerprint() != (to or self.untouched)


def written() -> int:
    """How many rows of centres this transaction has written so far, in any table, undone ones included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid)"
            " + pg_stat_get_xact_tuples_deleted(oid)) FROM unnest(%s::regclass[]) AS tables (oid)",
            [_tables()],
        )
        return int(cursor.fetchone()[0])


@functools.cache
def _tables() -> list[str]:
    """Those with rows of centres; the head of a journal moves with its rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
            "WHERE attname = 'centre_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "AND relname <> 'audit_journalhead' ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


@functools.cache
def _every_row() -> str:
    return " UNION ALL ".join(
        f"SELECT '{table}' AS name, row::text AS text FROM {table} AS row"
        + (" WHERE kind = 'act'" if table == "audit_journalentry" else "")
        for table in _tables()
    )


def build() -> House:
    """Both centres, everybody, and the file."""
    ours, theirs = a_centre("Val-Clair"), a_centre("Mont-Gris")
    signing_in = [
        *ROLES,
        *(f"other_{role}" for role in ROLES),
        COLLEAGUE,
        "suspended",
        "left",
        "federal",
        "federal_manager",
    ]
    users = {actor: a_user(f"Membre {actor}") for actor in signing_in}
    members: dict[str, Any] = {}
    with centre_context(ours.pk):
        for role in ROLES:
            members[role] = a_member(Role(role), user=users[role])
        members[COLLEAGUE] = a_member(Role.WORKER, user=users[COLLEAGUE])
        for state in (MembershipState.SUSPENDED, MembershipState.LEFT):
            members[str(state)] = a_member(Role.WORKER, user=users[str(state)], state=state)
        person, objects = everything_in_a_file(members, name=MARK, niss=NISS)
        objects |= _keys(members)
    with centre_context(theirs.pk):
        elsewhere = {role: a_member(Role(role), user=users[f"other_{role}"]) for role in ROLES}
        members |= {f"other_{role}": member for role, member in elsewhere.items()}
        foreign = everything_in_a_file(elsewhere, name="Ailleurs", niss="")[1]
    members["federal"] = a_federal_member(users["federal"])
    members["federal_manager"] = a_federal_member(users["federal_manager"], role="manager")
    objects |= _federal_objects(members["federal"])
    ours_of_grants, theirs_of_grants = shared_between(ours, theirs, members["federal"])
    objects, foreign = objects | ours_of_grants, foreign | theirs_of_grants
    agreed, agreed_elsewhere = agreed_between(ours, theirs, members["federal"])
    objects, foreign = objects | agreed, foreign | agreed_elsewhere
    objects |= justified_by(members[Role.COORDINATOR])
    foreign |= justified_by(members[f"other_{Role.COORDINATOR}"])
    objects |= reported_by(members[Role.COORDINATOR], objects["grant_id"])
    foreign |= reported_by(members[f"other_{Role.COORDINATOR}"], foreign["grant_id"])
    paid, paid_elsewhere = paid_by(members["federal"], members, elsewhere)
    objects, foreign = objects | paid, foreign | paid_elsewhere
    whose = {"the_person": person.pk, "another_person": objects["other.person_id"]}
    members |= {actor: _own_space(ours, members["worker"], one) for actor, one in whose.items()}
    members["person_elsewhere"] = _own_space(theirs, members["other_worker"], foreign["person_id"])
    house = House(ours, theirs, members, person, objects, foreign)
    house.sign_everybody_in()
    return house


def _own_space(centre: Centre, worker: Any, person_id: Any) -> PersonAccess:
    """An access that is open: a card made at the desk, then a password."""
    at, on = timezone.now(), timezone.localdate()
    with centre_context(centre.pk):
        person = Person.objects.get(pk=person_id)
        card = space.make(actor=worker, person=person, at=at, on=on)
    space.activate(proven=card.access, password="quatre mots sans rapport", at=at, on=on)
    with centre_context(centre.pk):
        return PersonAccess.objects.get(pk=card.access.pk)


def _federal_objects(officer: FederalMembership) -> dict[str, UUID | str]:
    """A federal member for each act, in the state the act starts from; a scenario of the administration."""
    active = a_federal_member(a_user("Fé Dérale"))
    suspended = a_federal_member(a_user("Sus Pendu"), state=MembershipState.SUSPENDED)
    held = a_federal_member(a_user("Hé Ld"), held_at=timezone.now())
    with operator_context():
        facts = {"name": "In Vité", "email": "invited@example.org", "role": "officer", "since": timezone.localdate()}
        invited = FederalMembership.objects.create(state=MembershipState.INVITED, invited_at=timezone.now(), **facts)
    acts = {"renew": invited, "withdraw": invited, "restore": suspended, "confirm": held}
    with federal_context():
        scenario = a_scenario(officer)
    scenarios = {f"federal_lab:{name}.scenario_id": scenario.pk for name in ("scenario", "export")}
    return {"federal_id": active.pk, **scenarios, **{f"federal:{act}.federal_id": one.pk for act, one in acts.items()}}


def _keys(members: dict[str, Any]) -> dict[str, Any]:
    """What opens a page without a session: an invitation, a calendar; and keys of nobody."""
    on, secretary = timezone.localdate(), members[Role.SECRETARY]
    invited = {"name": "Invité", "email": "invited@example.org", "role": Role.WORKER}
    invitation = invitations.invite(actor=secretary, at=timezone.now(), on=on, **invited)
    calendar = open_calendar(actor=members[Role.WORKER], on=on)
    nobodys = {"uidb36": "1", "key": "c-d", "pk": 1, "key_id": 1, "identity_id": uuid4(), "provider": "sesame"}
    return {"secret": invitation.secret, "token": calendar, "publication": "2026Q1", **nobodys}


def soon(days: int = 30) -> date:
    """A day ahead of the real today, since pages read the real clock."""
    return timezone.localdate() + timedelta(days=days)
