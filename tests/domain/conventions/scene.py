"""A programme decided for two centres, an officer, the cabinet, and the two who sign at each centre."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.centres.models import Centre, CentreCode
from jalon.domain.conventions import services
from jalon.domain.conventions.models import Convention
from jalon.domain.conventions.queries import draft_of, last_version, paper_of
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context, operator_context
from jalon.domain.subsidies import datasets, deciding, programmes
from jalon.domain.subsidies.models import Decision
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies import Terms
from tests.factories import a_centre, a_federal_member, a_member, a_user

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
UNTIL = date(2026, 12, 2)
FIELDS = {"A": "Ateliers de cuisine et de langue, chaque semaine.", "1": 40, "2": 30, "2.1": 10, "2.2": 15, "2.3": 5}
CHECKS = ("concrete", "collective", "social", "piis", "figures")


@dataclass
class Office:
    """A centre and who works there; `convention` once it is invited."""

    centre: Centre
    president: Membership
    secretary: Membership
    coordinator: Membership
    worker: Membership

    @property
    def convention(self) -> Convention:
        """Its first convention, read again."""
        with centre_context(self.centre.pk):
            return Convention.objects.get(number=0)


@dataclass
class World:
    """Everybody who has a part in a convention."""

    officer: FederalMembership
    cabinet: FederalMembership
    manager: FederalMembership
    decision: Decision
    ours: Office
    theirs: Office


def an_office(code: str, name: str, **facts: Any) -> Office:
    """A centre with a member of each role, who can sign in."""
    centre = a_centre(name, **facts)
    with operator_context():
        CentreCode.objects.create(centre=centre, nis_code=code, validity=DateRange(None, None))
    users = [a_user(f"{role.value} {name}") for role in (Role.PRESIDENT, Role.SECRETARY, Role.COORDINATOR, Role.WORKER)]
    with centre_context(centre.pk):
        roles = (Role.PRESIDENT, Role.SECRETARY, Role.COORDINATOR, Role.WORKER)
        return Office(centre, *(a_member(role, user=user) for role, user in zip(roles, users, strict=True)))


def a_world() -> World:
    """A line of 2015 shared equally over a French-speaking and a Flemish centre."""
    officer, cabinet, manager = (a_federal_member(a_user(), role=role) for role in ("officer", "cabinet", "manager"))
    ours = an_office("90001", "Val-Clair")
    theirs = an_office("90002", "Mont-Gris", name_nl="Grauwberg", region_nl="Vlaams Gewest")
    decision = decided(officer)
    return World(officer, cabinet, manager, decision, ours, theirs)


def decided(officer: FederalMembership, decree: Decree | None = None) -> Decision:
    """« Activation sociale 2015 » over both centres, or another decree with such a line."""
    with federal_context():
        if decree:
            programme = programmes.enter(actor=officer, decree=decree, at=AT)
        else:
            programme = programmes.take_over(actor=officer, code="big_cities-2015", at=AT)
        content = b"INS;Commune\n90001;Val-Clair\n90002;Mont-Gris\n".replace(b"Commune\n", b"Commune;BIM\n")
        content = content.replace(b"Val-Clair", b"Val-Clair;10").replace(b"Mont-Gris", b"Mont-Gris;10")
        told = {"title": "Centres", "data_on": date(2015, 1, 1), "source": "Annexe", "certainty": "found"}
        kept = datasets.import_list(actor=officer, programme=programme, content=content, at=AT, **told)
        line = programme.line("activation")
        shared = deciding.proposal(programme, line, kept.dataset, Terms("equal", line.amount))
        facts = {"shown": shared.sha256, "reason": "Arrêté royal", "at": AT}
        return deciding.decide(actor=officer, programme=programme, shared=shared, **facts)


def invited(world: World) -> list[Convention]:
    """Both centres, with a month."""
    with federal_context():
        chosen = [world.ours.centre.pk, world.theirs.centre.pk]
        return services.invite(actor=world.officer, decision=world.decision, centres=chosen, until=UNTIL, at=AT)


def at(days: int) -> datetime:
    """Some days later."""
    return AT + timedelta(days=days)


def written(office: Office, convention: Convention, *, days: int = 1, **fields: Any) -> None:
    """The coordinator writes every field."""
    with centre_context(office.centre.pk):
        draft = draft_of(convention)
        facts = {"fields": {**FIELDS, **fields}, "reply": "", "revision": draft.revision if draft else 0}
        services.save(actor=office.coordinator, convention=convention, at=at(days), **facts)


def sent(office: Office, convention: Convention, *, days: int = 2, **fields: Any) -> None:
    """Written, then sent by the secretary."""
    written(office, convention, days=days - 1, **fields)
    with centre_context(office.centre.pk):
        draft = draft_of(convention)
        services.send(actor=office.secretary, convention=convention, revision=draft.revision, at=at(days))


def advised(world: World, convention: Convention) -> None:
    """Everything checked, a favourable advice."""
    with federal_context():
        services.advise(actor=world.officer, convention=convention, favourable=True, checks=CHECKS, words="", at=at(4))


def approved(world: World, convention: Convention) -> None:
    """The minister accepts."""
    with federal_context():
        services.approve(actor=world.cabinet, convention=convention, at=at(5))


def paper_hash(convention: Convention) -> str:
    """What whoever signs is shown."""
    paper = paper_of(last_version(convention))
    return paper.sha256 if paper else ""


def signed(office: Office, member: Membership, convention: Convention, *, days: int = 6) -> None:
    """One of the two signs what is shown."""
    with centre_context(office.centre.pk):
        services.sign(actor=member, convention=convention, shown=paper_hash(convention), at=at(days))


def signed_by_minister(world: World, convention: Convention) -> None:
    """The minister signs last."""
    with federal_context():
        shown = paper_hash(convention)
        services.sign_for_minister(actor=world.cabinet, convention=convention, shown=shown, at=at(8))


def of(office: Office, number: int = 0) -> Convention:
    """The convention as its centre reads it now."""
    with centre_context(office.centre.pk):
        return rows(Convention).get(number=number)


def in_force(world: World) -> Convention:
    """Our centre's convention, carried from the invitation to the minister's signature."""
    convention, _theirs = sorted(invited(world), key=lambda one: one.centre_id != world.ours.centre.pk)
    sent(world.ours, convention)
    advised(world, convention)
    approved(world, convention)
    for member in (world.ours.president, world.ours.secretary):
        signed(world.ours, member, convention)
    signed_by_minister(world, convention)
    return of(world.ours)


def decided_again(world: World, *, times: float, advance_on_raise: bool, days: int) -> Decision:
    """The line with so many times its first budget, still shared equally."""
    with federal_context():
        programme = type(world.decision.programme).objects.get(pk=world.decision.programme_id)
        decree, amount = programme.decree, int(world.decision.budget * times)
        told = replace(
            decree, total=amount, lines=(replace(decree.lines[0], amount=amount),), advance_on_raise=advance_on_raise
        )
        facts = {"actor": world.officer, "at": at(days)}
        programme = programmes.change(programme=programme, decree=told, revision=programme.revision, **facts)
        line = programme.line(world.decision.line)
        shared = deciding.proposal(programme, line, world.decision.dataset, Terms("equal", line.amount))
        told = {"shown": shared.sha256, "reason": "Arrêté royal modifié"}
        return deciding.decide(programme=programme, shared=shared, **told, **facts)


def amended(world: World, *, days: int) -> Convention:
    """An amendment of our convention, carried to the minister's signature."""
    ours = world.ours
    with centre_context(ours.centre.pk):
        new = services.amend(actor=ours.president, convention=of(ours), reason="Un autre montant.", at=at(days))
    with federal_context():
        facts = {"until": at(days + 30).date(), "reason": "Nouvel avenant", "at": at(days)}
        services.extend(actor=world.officer, convention=new, **facts)
    sent(ours, new, days=days + 2)
    advised(world, new)
    approved(world, new)
    for member in (ours.president, ours.secretary):
        signed(ours, member, new)
    signed_by_minister(world, new)
    return of(ours, new.number)
