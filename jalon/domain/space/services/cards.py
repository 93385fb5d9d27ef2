"""The desk: a card for a person, its suspension, a new code for it, its end."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership, User
from jalon.domain.audit.services import record
from jalon.domain.core.context import AUTH, Context, entered
from jalon.domain.core.errors import Conflict, NotAllowed
from jalon.domain.people.models import Person
from jalon.domain.people.services import held_open
from jalon.domain.space import codes
from jalon.domain.space.enums import AccessState
from jalon.domain.space.models import PersonAccess
from jalon.domain.space.permissions import gives_access
from jalon.domain.space.services.ends import forget
from jalon.domain.space.services.lost_cards import settle_with_card
from jalon.domain.space.services.ways import end_with_card
from jalon.domain.space.transitions import ACCESS

DAYS = 30  # a card is used at home, at the next quiet moment


@dataclass(frozen=True)
class Card:
    """An access with its code, to be printed and forgotten: it is shown once."""

    access: PersonAccess
    code: str

    @property
    def printed(self) -> str:
        """The code as it stands on the card."""
        return codes.printed_code(self.code)


@transaction.atomic
def make(*, actor: Membership, person: Person, at: datetime, on: date) -> Card:
    """A card with a number and a code. Raises `NotAllowed`, `FileClosed`, `Conflict` when there is one already."""
    if not gives_access(actor, person):
        raise NotAllowed
    held_open(person.pk)  # two desks at once: one card
    if PersonAccess.objects.filter(person=person).exclude(state=AccessState.ENDED).exists():
        raise Conflict(
            _("Cette personne a déjà un accès."), what_to_do=_("Faites un nouveau code pour la carte qu’elle a.")
        )
    user = _account(person)
    number = user.email.partition("@")[0]
    access = PersonAccess(person=person, user_id=user.pk, number=number, made_at=at, made_by=actor)
    card = _with_code(access, actor, at)
    access.save(force_insert=True)
    record(actor=actor, verb="access.made", subject=access, person_id=person.pk, on=on)
    settle_with_card(actor=actor, person_id=person.pk, at=at, on=on)
    return card


@transaction.atomic
def renew(*, actor: Membership, access: PersonAccess, at: datetime, on: date) -> Card:
    """Another code for a card: the former one, the password, keys, identities and open sessions are worth nothing at
    once.

    Raises `FileClosed`.
    """
    access = _locked(access)
    held_open(access.person_id)
    ACCESS.apply(access, "renew", actor=actor)
    end_with_card(access, actor=actor, at=at, on=on)
    _wipe(access, active=True, actor=actor, on=on)
    card = _with_code(access, actor, at)
    _save(access)
    record(actor=actor, verb="access.renewed", subject=access, person_id=access.person_id, on=on)
    settle_with_card(actor=actor, person_id=access.person_id, at=at, on=on)
    return card


@transaction.atomic
def suspend(*, actor: Membership, access: PersonAccess, on: date) -> PersonAccess:
    """Close the access for a while; it holds from the person's next page on."""
    return _act("suspend", "access.suspended", actor=actor, access=access, on=on)


@transaction.atomic
def restore(*, actor: Membership, access: PersonAccess, on: date) -> PersonAccess:
    """Open it again; the person's password is still the same."""
    return _act("restore", "access.restored", actor=actor, access=access, on=on)


@transaction.atomic
def end(*, actor: Membership, access: PersonAccess, at: datetime, on: date) -> PersonAccess:
    """Take the access away for good. What the person said and signed stays; another card can be made later."""
    access = _locked(access)
    _wipe(access, active=False, actor=actor, on=on)
    end_with_card(access, actor=actor, at=at, on=on)
    return _act("end", "access.ended", actor=actor, access=access, on=on)


def _act(act: str, verb: str, *, actor: Membership, access: PersonAccess, on: date) -> PersonAccess:
    access = _locked(access)
    ACCESS.apply(access, act, actor=actor)
    access.code_hash = ""
    _save(access)
    record(actor=actor, verb=verb, subject=access, person_id=access.person_id, on=on)
    return access


def _locked(access: PersonAccess) -> PersonAccess:
    return PersonAccess.objects.select_for_update().get(pk=access.pk)


def _save(access: PersonAccess) -> None:
    access.revision += 1
    access.save()


def _with_code(access: PersonAccess, actor: Membership, at: datetime) -> Card:
    code = codes.new_code()
    access.code_hash = codes.kept(access.number, code)
    access.code_until, access.tries = at + timedelta(days=DAYS), 0
    access.made_at, access.made_by = at, actor
    return Card(access, code)


def _account(person: Person) -> User:
    """A user who is nothing but a number: the table of users, which every centre's sign-in reads, names nobody."""
    with entered(Context(AUTH)):
        for _attempt in range(5):
            number = codes.new_number()
            try:
                with transaction.atomic():
                    return User.objects.create_user(
                        email=codes.address_of(number), name=number, language=person.language
                    )
            except IntegrityError:
                continue  # that number is somebody else's card
    raise Conflict(_("Aucun numéro de carte n’est libre."), what_to_do=_("Essayez encore une fois."))


def _wipe(access: PersonAccess, *, active: bool, actor: Membership, on: date) -> None:
    """Sessions die with the password: each carries a hash of it, whatever it was opened with."""
    with entered(Context(AUTH)):
        user = User.objects.select_for_update().get(pk=access.user_id)
        user.set_unusable_password()
        user.is_active = active
        user.save(update_fields=["password", "is_active"])
    if any(forget(access.user_id)):
        record(actor=actor, verb="access.keys_ended_with_card", subject=access, person_id=access.person_id, on=on)
