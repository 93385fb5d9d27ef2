"""What ends of a person's ways in: one by the person, all of them at the desk when a telephone is lost.

The desk learns how many there are, since when and last used when, never a key, its name or whose identity it is; it can
add none (ADR 30). Keys and identities are sign-in's: read and ended under its role, for this one account.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.context import AUTH, Context, entered, sign_in_context
from jalon.domain.core.errors import Conflict, NotAllowed
from jalon.domain.space.enums import AccessState, Entry
from jalon.domain.space.models import EntryEnd, PersonAccess, PersonIdentity
from jalon.domain.space.permissions import gives_access

USED = (AccessState.ACTIVE, AccessState.SUSPENDED)  # before, a card has no keys; after, none either


@dataclass(frozen=True)
class WayIn:
    """The day on which a person added a key or linked an identity, and the day it last opened their space."""

    since: date
    used: date | None


@dataclass(frozen=True)
class WaysIn:
    """What opens a person's space beside the password, the oldest first."""

    keys: tuple[WayIn, ...]
    identities: tuple[WayIn, ...]


def ways_in(access: PersonAccess) -> WaysIn:
    """How many, since when, last used when; in the centre's context."""
    with sign_in_context(access.user_id):
        keys = _keys(access.user_id).order_by("created_at").values_list("created_at", "last_used_at")
        linked = PersonIdentity.objects.filter(user_id=access.user_id).order_by("linked_at")
        return WaysIn(_days(keys), _days(linked.values_list("linked_at", "last_used_at")))


def _days(moments: Iterable[tuple[datetime, datetime | None]]) -> tuple[WayIn, ...]:
    return tuple(WayIn(day_of(since), day_of(used) if used else None) for since, used in moments)


@transaction.atomic
def end_ways_in(*, actor: Membership, access: PersonAccess, at: datetime, on: date) -> EntryEnd:
    """At the person's word, a telephone is lost: keys and identities end, and every page that is open, at once.

    Number and password stay. Sent twice, what is left ends again. Raises `NotAllowed`, `Conflict`.
    """
    if not gives_access(actor, access):
        raise NotAllowed
    held = PersonAccess.objects.select_for_update().get(pk=access.pk)
    if held.state not in USED:
        raise Conflict(_("Cet accès n’est pas ouvert : rien n’y entre."), what_to_do=_("Rechargez la page."))
    keys, identities = forget(held.user_id)
    told = {"what": Entry.ALL, "keys": keys, "identities": identities, "by": actor, "by_name": actor.name}
    end = EntryEnd.objects.create(person_id=held.person_id, access=held, on=on, at=at, **told)
    detail = {"keys": keys, "identities": identities}
    record(actor=actor, verb="access.ways_ended_at_desk", subject=held, person_id=held.person_id, on=on, detail=detail)
    return end


def forget(user_id: UUID) -> tuple[int, int]:
    """Delete every key and linked identity of an account: how many of each. Part of another act."""
    with entered(Context(AUTH)):
        keys, _kinds = _keys(user_id).delete()
        identities, _kinds = PersonIdentity.objects.filter(user_id=user_id).delete()
    return keys, identities


def tell_end(held: PersonAccess, what: Entry, which: Any, *, at: datetime, on: date) -> None:
    """One of them, ended by the person: sessions it opened end with it. Part of that act."""
    count = {"keys": int(what == Entry.KEY), "identities": int(what == Entry.IDENTITY)}
    EntryEnd.objects.create(person_id=held.person_id, access=held, what=what, which=str(which), on=on, at=at, **count)


def _keys(user_id: UUID) -> Any:
    return apps.get_model("mfa", "Authenticator").objects.filter(user_id=user_id)
