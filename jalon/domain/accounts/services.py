"""Changing memberships, teams and absences. Every act is in the journal."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts import journal
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import Deputyship, Membership, Team, User
from jalon.domain.accounts.permissions import gives_role, is_social_staff, manages_members, plans_absence
from jalon.domain.accounts.transitions import MEMBERSHIP, another_secretary_stays
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.text import clean


@transaction.atomic
def change_member(
    *, actor: Membership, membership: Membership, name: str, role: str, team: Team | None, revision: int, on: date
) -> Membership:
    """Give a member another role, team or spelling of their name.

    Raises `NotAllowed` (one's own role, a role one may not give), `LastSecretary`, `Conflict` on an old `revision`.
    """
    membership = _locked(membership, revision)
    MEMBERSHIP.apply(membership, "change", actor=actor)
    if role not in Role.values or not gives_role(actor, role):
        raise NotAllowed
    if role != Role.SECRETARY:
        another_secretary_stays(membership, on=on)
    before = {"role": membership.role, "team": str(membership.team_id or "")}
    membership.name = clean(name, limit=120) or membership.name
    membership.role, membership.team = role, team
    after = {"role": role, "team": str(membership.team_id or "")}
    _save(membership)
    changes = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    journal.record(actor=actor, verb="member.changed", subject=membership, on=on, detail=changes)
    return membership


@transaction.atomic
def suspend(*, actor: Membership, membership: Membership, on: date) -> Membership:
    """Close a member's access for a while; it holds from their next page on."""
    return _act("suspend", "member.suspended", actor=actor, membership=membership, on=on)


@transaction.atomic
def restore(*, actor: Membership, membership: Membership, on: date) -> Membership:
    """Open a suspended member's access again."""
    return _act("restore", "member.restored", actor=actor, membership=membership, on=on)


@transaction.atomic
def withdraw(*, actor: Membership, membership: Membership, on: date) -> Membership:
    """Take an invitation back; its link is dead at once."""
    membership = _locked(membership)
    membership.invitation_hash = ""
    MEMBERSHIP.apply(membership, "withdraw", actor=actor)
    _save(membership)
    journal.record(actor=actor, verb="member.withdrawn", subject=membership, on=on)
    return membership


@transaction.atomic
def end(*, actor: Membership, membership: Membership, until: date, on: date) -> Membership:
    """End a membership; `until` is the last day of work. A day to come leaves the access open until then.

    Their name stays on what they did; their files stay assigned until somebody hands them over.
    """
    membership = _locked(membership)
    if until < membership.since:
        raise InvalidInput(_("La fin vient avant le début."), field="until")
    target = MEMBERSHIP.apply(membership, "end", actor=actor, on=max(on, until)).source
    if until > on:
        membership.state = target  # still at work; `works_on` closes the door after the last day
    membership.until = until
    _save(membership)
    detail = {"until": until.isoformat()}
    journal.record(actor=actor, verb="member.ended", subject=membership, on=on, detail=detail)
    return membership


def _act(act: str, verb: str, *, actor: Membership, membership: Membership, on: date) -> Membership:
    membership = _locked(membership)
    MEMBERSHIP.apply(membership, act, actor=actor, on=on)
    _save(membership)
    journal.record(actor=actor, verb=verb, subject=membership, on=on)
    return membership


def _locked(membership: Membership, revision: int | None = None) -> Membership:
    fresh = Membership.objects.select_for_update().get(pk=membership.pk)
    if revision is not None and fresh.revision != revision:
        raise Conflict(theirs=fresh)
    return fresh


def _save(membership: Membership) -> None:
    membership.revision += 1
    membership.save()


# Teams ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_team(*, actor: Membership, name: str, on: date) -> Team:
    """A new team. Raises `InvalidInput` when the name is empty or taken."""
    if not manages_members(actor):
        raise NotAllowed
    team = Team(name=_team_name(name))
    team.save()
    journal.record(actor=actor, verb="team.created", subject=team, on=on)
    return team


@transaction.atomic
def rename_team(*, actor: Membership, team: Team, name: str, on: date) -> Team:
    """Another name for a team."""
    if not manages_members(actor, team):
        raise NotAllowed
    team.name = _team_name(name, team)
    team.save()
    journal.record(actor=actor, verb="team.renamed", subject=team, on=on)
    return team


@transaction.atomic
def remove_team(*, actor: Membership, team: Team, on: date) -> None:
    """Remove a team without members. Raises `Conflict` when somebody is still in it."""
    if not manages_members(actor, team):
        raise NotAllowed
    if team.members.exclude(state=MembershipState.LEFT).exists():
        raise Conflict(
            _("Cette équipe compte encore des membres."), what_to_do=_("Placez-les d’abord dans une autre équipe.")
        )
    team.members.update(team=None)
    journal.record(actor=actor, verb="team.removed", subject=team, on=on)
    team.delete()


def _team_name(name: str, team: Team | None = None) -> str:
    name = clean(name, limit=120)
    if not name:
        raise InvalidInput(_("Le nom est vide."), field="name")
    others = Team.objects.exclude(pk=team.pk) if team else Team.objects.all()
    if others.filter(name__iexact=name).exists():
        raise InvalidInput(_("Une équipe porte déjà ce nom."), field="name")
    return name


# Absences -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan_absence(
    *, actor: Membership, absent: Membership, deputy: Membership, since: date, until: date, on: date
) -> Deputyship:
    """Name who answers for a colleague's files from `since` to `until`, both days included.

    Raises `NotAllowed`; `InvalidInput` when the dates, the two people or another absence stand in the way.
    """
    if not plans_absence(actor, absent):
        raise NotAllowed
    if not (is_social_staff(deputy, absent) and deputy.works_on(max(since, on))):
        raise InvalidInput(_("Le remplaçant est un travailleur social actif du centre."), field="deputy")
    if until < since:  # the database would call it a broken range before it calls it a broken rule
        raise InvalidInput(_("La fin vient avant le début."), field="until")
    if until < on:
        raise InvalidInput(_("Cette absence est déjà finie."), field="until")
    deputyship = Deputyship(absent=absent, deputy=deputy, since=since, until=until)
    _fits(deputyship)
    deputyship.save()
    journal.record(actor=actor, verb="absence.planned", subject=deputyship, on=on)
    return deputyship


@transaction.atomic
def end_absence(*, actor: Membership, deputyship: Deputyship, on: date) -> None:
    """The absent one is back: the absence ends the day before `on`, or disappears if it had not begun."""
    deputyship = Deputyship.objects.select_for_update().select_related("absent").get(pk=deputyship.pk)
    if not plans_absence(actor, deputyship.absent):
        raise NotAllowed
    if deputyship.until < on:
        raise Conflict(_("Cette absence est déjà finie."))
    journal.record(actor=actor, verb="absence.ended", subject=deputyship, on=on)
    if deputyship.since >= on:
        deputyship.delete()
        return
    deputyship.until = on - timedelta(days=1)
    deputyship.save()


def _fits(deputyship: Deputyship) -> None:
    try:
        deputyship.validate_constraints()
    except ValidationError as error:
        raise InvalidInput(error.messages[0]) from error
    away = Deputyship.objects.filter(
        absent=deputyship.deputy, since__lte=deputyship.until, until__gte=deputyship.since
    ).exists()
    if away:
        raise InvalidInput(_("Le remplaçant est lui-même absent pendant cette période."), field="deputy")


# Accounts -------------------------------------------------------------------------------------------------------------


def create_account(*, email: str, name: str, password: str, language: str) -> User:
    """An account for an accepted invitation. The caller has validated the password."""
    return User.objects.create_user(email=email, password=password, name=clean(name, limit=120), language=language)
