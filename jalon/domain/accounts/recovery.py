"""Giving back an access that was lost: a phone, a password, or both.

Whoever manages a member resets the access: password, second factors, recovery codes and sessions are worth nothing
from that moment on. A code with a life of a day, of which only the fingerprint is kept, lets the person choose a new
password; a second factor follows. It goes to the person's own mailbox, or on paper from hand to hand when the mailbox
may be lost with the phone; a letter without the code then tells the mailbox. Meanwhile « forgotten password » opens
nothing (the account has no password to replace).

Thought through as an attacker would:

- Nobody resets themselves: whoever stole a session could otherwise change its owner's factors. Two memberships of one
  person count as that person.
- A coordinator resets social workers only: the code of a director in a coordinator's hand would be a promotion.
- One person may work in several places with one account. A director who resets it in order to enter the other places
  finds them closed: the reset *holds* every other membership until those who manage it there confirm, after speaking to
  the person. The lost phone is thus shut out everywhere at once, and no direction lets anybody into a centre but its
  own (ADR 13). The same holds between centres and the federal administration.
- In their own centre a director who keeps a paper code could sign in as the member. It can't be prevented by somebody
  who alone gives access; it can't be hidden either: the journal names the act, its way and its author, the mailbox is
  told, the member's password stops working, and they are told at their next sign-in.
- At most three resets a day for one person by one place.

The operator resets whoever nobody else can (a centre's only director), and opens every held membership with it: who
runs the installation could do anything anyway.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext_lazy

from jalon.domain.accounts import codes, events, federal_journal, journal
from jalon.domain.accounts.enums import MembershipState, Way
from jalon.domain.accounts.federal_transitions import FEDERAL_MEMBERSHIP
from jalon.domain.accounts.models import NO_MAIL, AccessReset, FederalMembership, Membership, User
from jalon.domain.accounts.transitions import MEMBERSHIP
from jalon.domain.core.context import AUTH, Context, centre_context, entered, federal_context, sign_in_context
from jalon.domain.core.errors import DomainError, InvalidInput

HOURS = 24
AT_MOST = 3  # resets a day, of one person by one place


class DeadCode(DomainError):
    """No access is recovered by this code, or no longer."""

    status = 410
    what = gettext_lazy("Ce lien ou ce code ne vaut plus")
    why = gettext_lazy("Il a déjà servi, il a plus d’un jour, ou un plus récent l’a remplacé.")
    what_to_do = gettext_lazy("Demandez-en un nouveau à la direction de votre centre.")


class TooManyResets(DomainError):
    """Somebody is being shut out again and again."""

    status = 429
    what = gettext_lazy("Cet accès a déjà été rétabli trois fois en un jour.")
    why = gettext_lazy("Chaque fois, la personne perd les moyens de se connecter qu’elle venait de choisir.")
    what_to_do = gettext_lazy("Attendez demain, ou adressez-vous à l’exploitant de Jalon.")


@dataclass(frozen=True)
class Recovery:
    """A reset with its secret, to be handed over and forgotten."""

    reset: AccessReset
    user: User
    secret: str

    @property
    def printed(self) -> str:
        """The code in groups of four, as it stands on paper."""
        return codes.printed(self.secret)

    @property
    def until(self) -> datetime:
        """When the code dies."""
        return self.reset.begun_at + timedelta(hours=HOURS)


@transaction.atomic
def reset_member(*, actor: Membership, membership: Membership, way: str, at: datetime, on: date) -> Recovery:
    """Close every way in of a member and make the code that opens new ones.

    `way`: by mail or on paper. Raises `NotAllowed`, `TransitionRefused`, `InvalidInput`, `TooManyResets`.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    MEMBERSHIP.apply(membership, "reset", actor=actor)
    _check_way(way, membership.email)
    made = _reset(_the_user(membership), way=way, at=at, centre_id=actor.centre_id, by=actor.name)
    _close_everywhere(made, own=membership, actor=actor, at=at, on=on)
    return made


@transaction.atomic
def reset_federal(
    *, actor: FederalMembership, membership: FederalMembership, way: str, at: datetime, on: date
) -> Recovery:
    """The same for a member of the administration, by the one in charge of its accesses."""
    membership = FederalMembership.objects.select_for_update().get(pk=membership.pk)
    FEDERAL_MEMBERSHIP.apply(membership, "reset", actor=actor)
    _check_way(way, membership.email)
    made = _reset(_the_user(membership), way=way, at=at, centre_id=None, by=actor.name)
    _close_everywhere(made, own=membership, actor=actor, at=at, on=on)
    return made


@transaction.atomic
def reset_by_operator(*, user: User, at: datetime, on: date) -> Recovery:
    """For those whom nobody else can help. Every membership is open again once the person used the code."""
    made = _reset(user.pk, way=Way.OPERATOR, at=at, centre_id=None, by="")
    _close_everywhere(made, own=None, actor=None, at=at, on=on)
    return made


@transaction.atomic
def confirm_member(*, actor: Membership, membership: Membership, on: date) -> Membership:
    """Open here an access that was reset elsewhere: the direction has spoken to the person."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    MEMBERSHIP.apply(membership, "confirm", actor=actor)
    membership.held_at = membership.held_from = None
    membership.revision += 1
    membership.save()
    journal.record(actor=actor, verb="member.access_confirmed", subject=membership, on=on)
    return membership


@transaction.atomic
def confirm_federal(*, actor: FederalMembership, membership: FederalMembership, at: datetime) -> FederalMembership:
    """The same in the administration."""
    membership = FederalMembership.objects.select_for_update().get(pk=membership.pk)
    FEDERAL_MEMBERSHIP.apply(membership, "confirm", actor=actor)
    membership.held_at = membership.held_from = None
    membership.save()
    federal_journal.record(actor=actor, verb="federal.access_confirmed", subject=membership, at=at)
    return membership


# The person -----------------------------------------------------------------------------------------------------------


def find(*, secret: str, at: datetime) -> AccessReset | None:
    """The reset this code belongs to while it counts; who it is for stands on it."""
    if len(secret) != codes.LENGTH:
        return None
    alive = AccessReset.objects.filter(begun_at__gt=at - timedelta(hours=HOURS), used_at__isnull=True)
    found = alive.filter(code_hash=codes.fingerprint(secret), user__is_active=True)
    return found.select_related("user", "begun_in").first()


@transaction.atomic
def use(*, secret: str, password: str, at: datetime, on: date) -> User:
    """The person chooses a new password; the code is dead at once. The caller has validated the password.

    Raises `DeadCode`.
    """
    reset = find(secret=secret, at=at)
    if reset is None or not AccessReset.objects.select_for_update().filter(pk=reset.pk, used_at=None).exists():
        raise DeadCode
    user = User.objects.select_for_update().get(pk=reset.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    reset.used_at, reset.code_hash = at, ""
    reset.save(update_fields=["used_at", "code_hash"])
    centres, federal = _memberships(user.pk)
    for one in centres:
        with centre_context(one.centre_id):
            journal.record(actor=one, verb="member.access_recovered", subject=one, on=on)
    for official in federal:
        with federal_context():
            federal_journal.record(actor=official, verb="federal.access_recovered", subject=official, at=at)
    return user


def untold(user: User) -> list[AccessReset]:
    """Resets of this account that its owner has not yet been told of, newest first."""
    return list(user.resets.filter(told_at__isnull=True).select_related("begun_in").order_by("-begun_at"))


def told(*, user: User, at: datetime) -> None:
    """The owner read them."""
    user.resets.filter(told_at__isnull=True).update(told_at=at)


def history(user: User) -> list[AccessReset]:
    """Every reset of this account, newest first."""
    return list(user.resets.select_related("begun_in").order_by("-begun_at")[:20])


# What a reset does ----------------------------------------------------------------------------------------------------


def _check_way(way: str, email: str) -> None:
    if way not in (Way.MAIL, Way.PAPER) or (way == Way.MAIL and email.endswith(NO_MAIL)):
        raise InvalidInput(gettext_lazy("Cette personne n’a pas d’adresse e-mail : imprimez le code."), field="way")


def _the_user(membership: Membership | FederalMembership) -> UUID:
    assert membership.user_id, "an active membership has a user"
    return membership.user_id


def _reset(user_id: UUID, *, way: str, at: datetime, centre_id: UUID | None, by: str) -> Recovery:
    """Wipe what lets the person in. Sessions die with the password: each carries a hash of it."""
    with entered(Context(AUTH)):
        user = User.objects.select_for_update().get(pk=user_id)
        theirs = AccessReset.objects.filter(user=user)
        lately = theirs.filter(begun_at__gt=at - timedelta(days=1), begun_in_id=centre_id).exclude(way=Way.OPERATOR)
        if way != Way.OPERATOR and lately.count() >= AT_MOST:
            raise TooManyResets
        theirs.exclude(code_hash="").update(code_hash="")
        user.set_unusable_password()
        user.save(update_fields=["password"])
        apps.get_model("mfa", "Authenticator").objects.filter(user=user).delete()
        secret = codes.new_secret()
        reset = AccessReset.objects.create(
            user=user, way=way, code_hash=codes.fingerprint(secret), begun_at=at, begun_in_id=centre_id, begun_by=by
        )
    return Recovery(reset, user, secret)


def _memberships(user_id: UUID) -> tuple[list[Membership], list[FederalMembership]]:
    """Every place the person has not left, wherever it is."""
    with sign_in_context(user_id):
        mine = Membership._base_manager.filter(user_id=user_id).exclude(state=MembershipState.LEFT).order_by("pk")
        theirs = FederalMembership.objects.filter(user_id=user_id).exclude(state=MembershipState.LEFT).order_by("pk")
        return list(mine), list(theirs)


def _close_everywhere(
    made: Recovery,
    *,
    own: Membership | FederalMembership | None,
    actor: Membership | FederalMembership | None,
    at: datetime,
    on: date,
) -> None:
    """Journal it in every place concerned, and hold every membership but `own`; the operator (None) opens all."""
    centres, federal = _memberships(made.user.pk)
    by_operator = actor is None
    for one in centres:
        opens = by_operator or one.pk == getattr(own, "pk", None)
        with centre_context(one.centre_id):
            row = Membership.objects.select_for_update().get(pk=one.pk)
            _hold(row, made, None if opens else at)
            row.revision += 1
            row.save()
            journal.record(
                actor=actor if isinstance(actor, Membership) and opens else None,
                verb="member.access_reset" if opens else "member.access_held",
                subject=row,
                on=on,
                detail={"way": made.reset.way, "from": str(made.reset.begun_in_id or "")},
            )
            events.access_reset.send(sender=Membership, membership=row, on=on)
    _close_federal(federal, made, own=own, actor=actor, at=at)


def _close_federal(
    memberships: Iterable[FederalMembership],
    made: Recovery,
    *,
    own: Membership | FederalMembership | None,
    actor: Membership | FederalMembership | None,
    at: datetime,
) -> None:
    for one in memberships:
        opens = actor is None or one.pk == getattr(own, "pk", None)
        with federal_context():
            row = FederalMembership.objects.select_for_update().get(pk=one.pk)
            _hold(row, made, None if opens else at)
            row.save()
            author = actor if isinstance(actor, FederalMembership) else None
            verb = "federal.access_reset" if opens else "federal.access_held"
            federal_journal.record(actor=author, verb=verb, subject=row, at=at)


def _hold(row: Membership | FederalMembership, made: Recovery, at: datetime | None) -> None:
    row.held_at = at
    row.held_from_id = made.reset.begun_in_id if at else None
