"""Inviting somebody: a secret by e-mail link or on paper, of which only the fingerprint is kept.

The secret (`codes`) counts fourteen days, once, and only when the person presses the button: opening the link changes
nothing, so that mail scanners do not use it up.
"""

import contextlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.accounts import codes, journal
from jalon.domain.accounts.codes import ALPHABET, LENGTH, fingerprint, read_secret
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import NO_MAIL, FederalMembership, Membership, Team, User
from jalon.domain.accounts.permissions import gives_role, manages_members
from jalon.domain.accounts.transitions import MEMBERSHIP, is_invited_person
from jalon.domain.core.context import AUTH, Context, centre_context, entered
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean

__all__ = ["ALPHABET", "DAYS", "LENGTH", "DeadInvitation", "Invitation", "fingerprint", "read_secret"]

DAYS = 14


class DeadInvitation(DomainError):
    """Nobody is invited by this code, or no longer."""

    status = 410
    what = gettext_lazy("Ce lien ou ce code ne vaut plus")
    why = gettext_lazy("Il a déjà servi, il a plus de quatorze jours, ou un plus récent l’a remplacé.")
    what_to_do = gettext_lazy("Demandez un nouveau lien ci-dessous.")


@dataclass(frozen=True)
class Invitation:
    """An invitation with its secret, to be sent and forgotten."""

    membership: Membership
    secret: str

    @property
    def printed(self) -> str:
        """The code in groups of four, as it stands on paper."""
        return codes.printed(self.secret)


def is_alive(membership: Membership | FederalMembership, at: datetime) -> bool:
    """Whether the invitation still counts."""
    return membership.invited_at is not None and at < membership.invited_at + timedelta(days=DAYS)


@transaction.atomic
def invite(
    *, actor: Membership | None, name: str, email: str, role: str, team: Team | None = None, at: datetime, on: date
) -> Invitation:
    """Invite somebody to the centre. Without `email` they get an identifier and a code on paper.

    `actor` is None for the operator, who invites the first secretary of a centre. Raises `NotAllowed`, `InvalidInput`,
    and `Conflict` when this address already has access.
    """
    if actor is not None and not (manages_members(actor) and gives_role(actor, role)):
        raise NotAllowed
    name, email = clean(name, limit=120), clean(email, limit=254).casefold()
    if not name:
        raise InvalidInput(_("Le nom est vide."), field="name")
    if role not in Role.values:
        raise InvalidInput(_("Ce rôle n’existe pas."), field="role")
    if email.endswith(NO_MAIL):
        raise InvalidInput(_("Cette adresse ne peut pas recevoir de courrier."), field="email")
    _close_expired(email, on)
    membership = Membership(name=name, email=email or _identifier(name, on), role=role, team=team, since=on)
    if Membership.objects.filter(email=membership.email).exclude(state=MembershipState.LEFT).exists():
        raise Conflict(
            _("Cette adresse a déjà un accès à ce centre."),
            what_to_do=_("Retrouvez la personne dans la liste des membres."),
            field="email",
        )
    membership.state = MembershipState.INVITED
    secret = _renewed(membership, at)
    membership.save()
    journal.record(actor=actor, verb="member.invited", subject=membership, on=on, detail={"role": role})
    return Invitation(membership, secret)


@transaction.atomic
def renew(*, actor: Membership, membership: Membership, at: datetime, on: date) -> Invitation:
    """Replace the code of an invitation by a new one; the former is dead at once."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    MEMBERSHIP.apply(membership, "renew", actor=actor)
    secret = _renewed(membership, at)
    membership.save()
    journal.record(actor=actor, verb="member.invited_again", subject=membership, on=on)
    return Invitation(membership, secret)


def find(*, secret: str) -> Membership | None:
    """The invitation of this code, alive or expired; its centre and nothing else of that centre may be read."""
    if len(secret) != LENGTH:
        return None
    return next(iter(_shown(fingerprint(secret))), None)


def account_of(membership: Membership | FederalMembership) -> User | None:
    """The account that already exists at the invited address."""
    return User.objects.filter(email=membership.email).first()


@transaction.atomic
def accept(*, secret: str, user: User, at: datetime, on: date) -> Membership:
    """Enter the centre one was invited to. `user` is signed in, or was made for this invitation a moment ago.

    Raises `DeadInvitation`, and `NotAllowed` when the invitation was written to somebody else.
    """
    shown = find(secret=secret)
    if shown is None:
        raise DeadInvitation
    if not is_invited_person(user, shown):
        raise NotAllowed(
            _("Cette invitation a été écrite à quelqu’un d’autre."),
            what_to_do=_("Déconnectez-vous, puis ouvrez de nouveau le lien."),
        )
    with centre_context(shown.centre_id, member_id=shown.pk, user_id=user.pk):
        membership = Membership.objects.select_for_update().get(pk=shown.pk)
        if membership.invitation_hash != fingerprint(secret) or not is_alive(membership, at):
            raise DeadInvitation
        MEMBERSHIP.apply(membership, "accept", actor=user, alive=True)
        membership.user_id = user.pk
        membership.since = on
        membership.invitation_hash = ""
        membership.renewal_asked_at = None
        membership.revision += 1
        membership.save()
        journal.record(actor=membership, verb="member.accepted", subject=membership, on=on)
    return membership


@transaction.atomic
def ask_again(*, shown: str, at: datetime, on: date) -> list[Invitation]:
    """A new link for whoever shows an old code, or the address they were invited at.

    Gives the invitations to send: none, one, or one a centre. The caller answers the same in every case, and sends to
    the invited address alone. On paper nothing can be sent: the centre sees that a new code is wanted.
    """
    invitations = []
    value = clean(shown, limit=254).casefold()
    key = value if "@" in value else fingerprint(read_secret(value))
    for found in _shown(key):
        with centre_context(found.centre_id):
            membership = Membership.objects.select_for_update().get(pk=found.pk)
            if membership.state != MembershipState.INVITED:
                continue
            if not membership.has_mail:
                membership.renewal_asked_at = at
                membership.save(update_fields=["renewal_asked_at"])
                continue
            secret = _renewed(membership, at)
            membership.save()
            journal.record(actor=None, verb="member.invited_again", subject=membership, on=on)
            invitations.append(Invitation(membership, secret))
    return invitations


def _renewed(membership: Membership, at: datetime) -> str:
    secret = codes.new_secret()
    membership.invitation_hash = fingerprint(secret)
    membership.invited_at = at
    membership.renewal_asked_at = None
    membership.revision += 1
    return secret


def _close_expired(email: str, on: date) -> None:
    """A membership whose last day is past makes room for a new one at the same address."""
    past = Membership.objects.filter(email=email, until__lt=on).exclude(state=MembershipState.LEFT)
    past.update(state=MembershipState.LEFT)


def _identifier(name: str, on: date) -> str:
    """« anna.peeters@44084 »: unlike an address, nobody else can claim it, since no mail reaches it."""
    from jalon.domain.centres.models import Centre
    from jalon.domain.core.context import current_centre_id

    centre = Centre.objects.get(pk=current_centre_id())
    place = centre.code_on(on) or centre.pk.hex[:8]
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    local = ".".join(re.findall(r"[a-z0-9]+", bare))[:60] or "membre"
    taken = set(Membership.objects.filter(email__startswith=local).values_list("email", flat=True))
    for number in range(1, 1000):
        candidate = f"{local}{'' if number == 1 else number}@{place}{NO_MAIL}"
        if candidate not in taken:
            return candidate
    raise Conflict(_("Trop de personnes portent ce nom."), what_to_do=_("Ajoutez une initiale."), field="name")


@contextlib.contextmanager
def _showing(value: str) -> Iterator[None]:
    with entered(Context(AUTH)), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.invitation', %s, true)", [value])
        yield
        cursor.execute("SELECT set_config('app.invitation', '', true)")


def _shown(value: str) -> list[Membership]:
    if not value:
        return []
    with _showing(value):
        invited = Membership._base_manager.filter(state=MembershipState.INVITED)
        return list(invited.select_related("centre").order_by("invited_at"))
