"""The keys (passkeys) a person enters with: added and removed in their own space; the desk adds none, and ends them all
at the person's word (`ends`).

A key belongs to sign-in, as the password does. It ends with the card (`cards.renew`, `cards.end`), and signs nothing:
whoever knows the telephone's own code has it (ADR 21, ADR 30).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.audit.services import record
from jalon.domain.core.context import AUTH, Context, centre_context, entered, sign_in_context
from jalon.domain.core.errors import Conflict
from jalon.domain.space.enums import AccessState, Entry
from jalon.domain.space.models import PersonAccess
from jalon.domain.space.services.ends import tell_end

MOST = 5  # an old telephone, a new one, a computer, and two to spare
LONGEST = 60  # characters of a name
_KIND = "webauthn"


@dataclass(frozen=True)
class Key:
    """What is shown of a key."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None


def keys_of(user_id: UUID) -> list[Key]:
    """The keys of one account, the oldest first."""
    with sign_in_context(user_id):
        rows = _keys().filter(user_id=user_id).order_by("pk")
        return [Key(one.pk, one.data.get("name", ""), one.created_at, one.last_used_at) for one in rows]


@transaction.atomic
def add_key(*, access: PersonAccess, name: str, credential: dict[str, Any], on: date) -> None:
    """Keep a key whose answer the caller has just checked. Raises `Conflict` when the desk closed the access meanwhile,
    or there are enough of them."""
    with centre_context(access.centre_id):
        held = held_active(access)
        with entered(Context(AUTH)):
            if _keys().filter(user_id=held.user_id).count() >= MOST:
                raise Conflict(_("Vous avez déjà cinq clés."), what_to_do=_("Retirez d’abord une clé."))
            kept = {"name": name[:LONGEST], "credential": credential}
            _keys().create(user_id=held.user_id, type=_KIND, data=kept)
        record(actor=None, verb="access.key_added", subject=held, person_id=held.person_id, on=on)


@transaction.atomic
def remove_key(*, access: PersonAccess, key_id: int, at: datetime, on: date) -> None:
    """Take one of one's own keys away, and what it opened with it; sent twice, it is gone once."""
    with centre_context(access.centre_id):
        held = held_active(access)
        with entered(Context(AUTH)):
            gone, _kinds = _keys().filter(user_id=held.user_id, pk=key_id).delete()
        if gone:
            tell_end(held, Entry.KEY, key_id, at=at, on=on)
            record(actor=None, verb="access.key_removed", subject=held, person_id=held.person_id, on=on)


@transaction.atomic
def tell_refused(*, access: PersonAccess, on: date) -> None:
    """A key that names this account was not one of its own. The caller bounds how often that is told."""
    with centre_context(access.centre_id):
        record(actor=None, verb="access.key_refused", subject=access, person_id=access.person_id, on=on)


def held_active(access: PersonAccess) -> PersonAccess:
    """The access, locked, in the centre's context: the desk may be making a new card at this very moment."""
    held = PersonAccess.objects.select_for_update().get(pk=access.pk)
    if held.state != AccessState.ACTIVE:
        raise Conflict(
            _("Votre centre a fermé cet accès, ou a fait un nouveau code."),
            what_to_do=_("Demandez un nouveau code à votre centre."),
        )
    return held


def _keys() -> Any:
    rows = apps.get_model("mfa", "Authenticator").objects
    return rows.filter(type=_KIND)
