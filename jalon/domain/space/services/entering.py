"""The person comes in: a number and a code become a password of their own.

Whatever is wrong, the answer is one sentence and takes the same statements: nobody learns whether a number is
somebody's card. Wrong tries are counted with the card, in a transaction of their own, so that no failure afterwards
takes the count back; the last one kills the code.
"""

import hmac
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import User
from jalon.domain.audit.services import record
from jalon.domain.core.context import AUTH, Context, centre_context, entered, sign_in_context
from jalon.domain.core.errors import DomainError
from jalon.domain.space import codes
from jalon.domain.space.enums import AccessState
from jalon.domain.space.models import PersonAccess

TRIES = 5


class WrongCode(DomainError):
    """The number, the code or both; or a code that no longer counts. Which of them is not said."""

    status = 403
    what = _("Le numéro ou le code n’est pas le bon, ou le code ne vaut plus.")
    why = _("Un code vaut trente jours, une seule fois, et cinq essais.")
    what_to_do = _("Regardez bien la carte et essayez encore. Ou demandez un nouveau code à votre centre.")


def accesses_of(user_id: UUID) -> list[PersonAccess]:
    """The accesses of one user that are not ended, as sign-in may read them."""
    with sign_in_context(user_id):
        rows = PersonAccess._base_manager.filter(user_id=user_id).exclude(state=AccessState.ENDED)
        return list(rows.order_by("made_at"))


def prove(*, number: str, code: str, at: datetime, on: date) -> PersonAccess:
    """The access this number and code belong to; nothing is used up yet. Raises `WrongCode`."""
    user = User.objects.filter(email=codes.address_of(number)).first()
    shown = next(iter(accesses_of(user.pk if user else uuid4())), None)
    # Without a card the same statements run in a centre that does not exist.
    with centre_context(shown.centre_id if shown else uuid4()):
        wanted = shown.pk if shown else uuid4()
        access = PersonAccess.objects.select_for_update().filter(pk=wanted).first()
        expected = access.code_hash if access and _counts(access, at) else "-"
        right = hmac.compare_digest(expected, codes.kept(number, code))
        PersonAccess.objects.filter(pk=wanted).update(tries=F("tries") + (0 if right else 1))
        if access and not right and access.tries + 1 == TRIES and access.code_hash:
            PersonAccess.objects.filter(pk=access.pk).update(code_hash="")
            record(actor=None, verb="access.code_locked", subject=access, person_id=access.person_id, on=on)
    if access is None or not right:
        raise WrongCode
    return access


def _counts(access: PersonAccess, at: datetime) -> bool:
    if access.state != AccessState.INVITED or not access.code_hash or access.code_until is None:
        return False
    return access.tries < TRIES and at < access.code_until


@transaction.atomic
def activate(*, proven: PersonAccess, password: str, at: datetime, on: date) -> User:
    """Choose a password; the code is dead at once. `proven` comes from `prove`, a moment ago; the caller has validated
    the password. Raises `WrongCode` when the desk made another code, or took the access away, in between."""
    with centre_context(proven.centre_id):
        access = PersonAccess.objects.select_for_update().filter(pk=proven.pk).first()
        if access is None or not _counts(access, at) or not hmac.compare_digest(access.code_hash, proven.code_hash):
            raise WrongCode
        access.state, access.code_hash, access.tries = AccessState.ACTIVE, "", 0
        access.opened_at = at
        access.revision += 1
        access.save()
        record(actor=None, verb="access.opened", subject=access, person_id=access.person_id, on=on)
        with entered(Context(AUTH)):
            user = User.objects.select_for_update().get(pk=access.user_id)
            user.set_password(password)
            user.is_active = True
            user.save(update_fields=["password", "is_active"])
    return user


@transaction.atomic
def change_password(*, access: PersonAccess, password: str, on: date) -> None:
    """Another password, chosen by the person, who has shown the present one. Other sessions end with it."""
    with centre_context(access.centre_id):
        record(actor=None, verb="access.password_changed", subject=access, person_id=access.person_id, on=on)
        with entered(Context(AUTH)):
            user = User.objects.select_for_update().get(pk=access.user_id)
            user.set_password(password)
            user.save(update_fields=["password"])


def invented() -> list[PersonAccess]:
    """The open accesses of a demonstration's invented people. The caller knows that this is a demonstration."""
    with entered(Context(AUTH)), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.demo', 'on', true)")
        rows = PersonAccess._base_manager.filter(state=AccessState.ACTIVE).select_related("centre")
        found = list(rows.order_by("centre__name_fr"))
        cursor.execute("SELECT set_config('app.demo', '', true)")
    return found
