"""The national number: kept encrypted, found by its blind index, shown on request only."""

import contextlib
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import Kind
from jalon.domain.audit.services import record
from jalon.domain.core.crypto import blind_index, decrypt, encrypt
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.people.enums import NissChangeReason
from jalon.domain.people.models import NissChange, Person
from jalon.domain.people.niss import Niss, parse
from jalon.domain.people.permissions import may_open_file
from jalon.domain.people.services.ground import journal, locked


class NissTaken(DomainError):
    """The number is already that of a file of this centre; `person_id` says which."""

    what = gettext_lazy("Ce NISS est déjà celui d’un autre dossier de votre centre.")
    what_to_do = gettext_lazy("Ouvrez ce dossier plutôt que d’en créer un second.")

    def __init__(self, person_id: UUID):
        self.person_id = person_id
        super().__init__(field="niss")


def index_of(niss: Niss, centre_id: UUID) -> str:
    """The blind index of a number in one centre."""
    return blind_index(niss.digits, centre_id=centre_id)


def seal(person: Person, niss: Niss) -> None:
    """Put a number on a person that is not saved yet, or raise `NissTaken`."""
    person.niss_index, person.niss_cipher = index_of(niss, person.centre_id), encrypt(niss.digits)
    if other := _holder(person):
        raise NissTaken(other)


@contextlib.contextmanager
def taken_by_another(person: Person) -> Iterator[None]:
    """Say it as `NissTaken` when the number was given to another file in the meantime."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        if other := _holder(person):
            raise NissTaken(other) from None
        raise


def _holder(person: Person) -> UUID | None:
    if person.niss_index is None:
        return None
    others = Person.objects.filter(niss_index=person.niss_index).exclude(pk=person.pk)
    return others.values_list("pk", flat=True).first()


@transaction.atomic
def record_niss(*, actor: Membership, person: Person, typed: str, on: date) -> Person:
    """Note the number of a person who had none."""
    row, niss = locked(actor, person), parse(typed, on=on)
    if row.niss_index == index_of(niss, row.centre_id):  # the same form sent twice
        return row
    if row.has_niss:
        raise InvalidInput(
            _("Ce dossier a déjà un NISS."), what_to_do=_("Remplacez-le, en disant pourquoi."), field="niss"
        )
    seal(row, niss)
    _save(row)
    journal(actor, "niss.recorded", row, row.pk, on)
    return row


@transaction.atomic
def replace_niss(*, actor: Membership, person: Person, typed: str, reason: str, on: date) -> NissChange:
    """Replace the number by another: the person stays the same, the old number is kept with the reason."""
    row = locked(actor, person)
    niss = parse(typed, on=on)
    if reason not in NissChangeReason.values:
        raise InvalidInput(_("Dites pourquoi le numéro change."), field="reason")
    if row.niss_index == index_of(niss, row.centre_id):
        before = NissChange.objects.filter(person=row, actor=actor, on=on, reason=reason).first()
        if before:  # the same form sent twice
            return before
        raise InvalidInput(_("C’est le numéro que ce dossier a déjà."), field="niss")
    change = NissChange.objects.create(
        person=row, old_cipher=row.niss_cipher, old_index=row.niss_index, reason=reason, on=on, actor=actor
    )
    seal(row, niss)
    _save(row)
    journal(actor, "niss.replaced", row, row.pk, on, reason=reason)
    return change


@transaction.atomic
def reveal_niss(*, actor: Membership, person: Person, on: date) -> str:
    """The number in clear, for one look that the journal keeps. Empty when there is none."""
    if not may_open_file(actor, person):
        raise NotAllowed
    if not person.niss_cipher:
        return ""
    record(actor=actor, verb="niss.revealed", subject=person, person_id=person.pk, on=on, kind=Kind.READ)
    return str(parse(decrypt(person.niss_cipher), on=date.max))


def _save(row: Person) -> None:
    with taken_by_another(row):
        Person.objects.filter(pk=row.pk).update(
            niss_index=row.niss_index, niss_cipher=row.niss_cipher, revision=F("revision") + 1
        )
