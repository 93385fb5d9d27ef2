"""Opening a file, keeping it right, closing it."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_social_staff
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.people import niss as national
from jalon.domain.people.birth import Birth
from jalon.domain.people.enums import Sex
from jalon.domain.people.events import file_closing
from jalon.domain.people.facts import PersonFacts, StatusFacts, written
from jalon.domain.people.models import Assignment, FileCounter, NameToken, Person, PiisExemption, Status
from jalon.domain.people.names import derive_names, index_names, tokens_of
from jalon.domain.people.services import identity
from jalon.domain.people.services.caseload import give
from jalon.domain.people.services.ground import FileClosed, journal, locked, plausible
from jalon.domain.people.services.statuses import start_status


@transaction.atomic
def create_person(
    *,
    actor: Membership,
    facts: PersonFacts,
    on: date,
    niss: str = "",
    status: StatusFacts | None = None,
    responsible: Membership | None = None,
    key: UUID | None = None,
) -> Person:
    """Open the file of a person the centre did not know.

    What the national number tells (birth, sex) fills what was left empty. The same `key` twice (a double click, a
    retry) is one file: the first one is returned. Raises `NissTaken` when the number has a file already.
    """
    if not is_social_staff(actor):
        raise NotAllowed
    number = national.parse(niss, on=on) if niss.strip() else None
    told = _completed(facts.cleaned(on=on), number)
    if known := _opened_before(key, told):
        return known
    # The counter is the queue: a second sending of the same form waits here, then finds the file of the first.
    file_number = next_file_number(on)
    if known := _opened_before(key, told):
        return known
    person = Person(pk=key or uuid4(), file_number=file_number, opened_on=on, **told.as_fields())
    derive_names(person)
    if number:
        identity.seal(person, number)
    with identity.taken_by_another(person):
        person.save(force_insert=True)
    NameToken.objects.bulk_create(tokens_of(person))
    journal(actor, "file.created", person, person.pk, on, number=person.file_number)
    if responsible is not None:
        give(actor=actor, person=person, to=responsible, on=on)
    if status is not None:
        start_status(actor=actor, person=person, facts=status, on=on)
    return person


def _opened_before(key: UUID | None, told: PersonFacts) -> Person | None:
    """The file this very form already opened."""
    known = Person.objects.filter(pk=key).first() if key else None
    if known and (known.last_name, known.first_names) != (told.last_name, told.first_names):
        raise Conflict(_("Ce formulaire a déjà servi à autre chose."), what_to_do=_("Rechargez la page."))
    return known


@transaction.atomic
def edit_person(*, actor: Membership, person: Person, facts: PersonFacts, revision: int, on: date) -> Person:
    """Correct who the person is. Raises `Conflict` with the other's version when somebody saved meanwhile."""
    row = locked(actor, person)
    fields = facts.cleaned(on=on).as_fields()
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    if not changed:  # also the same form sent twice
        return row
    if row.revision != revision:
        raise Conflict(theirs=row)
    for name in changed:
        setattr(row, name, fields[name])
    row.revision = revision + 1
    row.save(update_fields=[*changed, "revision"])
    if {"last_name", "first_names"} & set(changed):
        index_names(row)
    journal(actor, "file.edited", row, row.pk, on, fields=changed)
    return row


@transaction.atomic
def close_file(*, actor: Membership, person: Person, closed_on: date, reason: str, on: date) -> Person:
    """Close a file: what still runs in it (status, exemption, assignment) ends that day. Rooms above may refuse."""
    row = locked(actor, person, even_closed=True)
    if row.closed_on == closed_on:  # the same form sent twice
        return row
    if not row.is_open:
        raise FileClosed
    plausible(closed_on, "closed_on", on=on, ahead=False)
    if closed_on < row.opened_on:
        raise InvalidInput(_("Un dossier ne se ferme pas avant d’être ouvert."), field="closed_on")
    why = written(reason, "reason", least=3, limit=500)
    for model in (Status, PiisExemption, Assignment):
        if model.objects.filter(person=row, since__gt=closed_on).exists():
            raise InvalidInput(
                _("Quelque chose commence après ce jour dans le dossier."),
                what_to_do=_("Choisissez une date de fermeture plus tardive."),
                field="closed_on",
            )
    file_closing.send(sender=Person, person=row, closed_on=closed_on)
    for model in (Status, PiisExemption, Assignment):
        model.objects.filter(person=row, until=None).update(until=closed_on)
    row.closed_on = closed_on
    _save_closing(row)
    journal(actor, "file.closed", row, row.pk, on, closed_on=closed_on, reason=why)
    return row


@transaction.atomic
def reopen_file(*, actor: Membership, person: Person, responsible: Membership, on: date) -> Person:
    """Take a closed file up again, with somebody who answers for it from now on."""
    row = locked(actor, person, even_closed=True)
    if row.is_open:
        return row
    row.closed_on = None
    _save_closing(row)
    journal(actor, "file.reopened", row, row.pk, on)
    give(actor=actor, person=row, to=responsible, on=on)
    return row


def next_file_number(on: date) -> str:
    """« 2026-00042 »: the centre's next number that year. The counter's row is locked until the transaction ends."""
    FileCounter.objects.bulk_create([FileCounter(year=on.year)], ignore_conflicts=True)
    counter = FileCounter.objects.filter(year=on.year)
    while True:
        counter.update(last=F("last") + 1)
        number = f"{on.year}-{counter.values_list('last', flat=True).get():05d}"
        # Files that came from elsewhere may have taken it.
        if not Person.objects.filter(file_number=number).exists():
            return number


def _completed(facts: PersonFacts, number: national.Niss | None) -> PersonFacts:
    if number is None:
        return facts
    birth = facts.birth if facts.birth.year else Birth(number.birth_year, number.birth_month, number.birth_day)
    sex = number.sex if facts.sex == Sex.UNKNOWN else facts.sex
    return replace(facts, birth=birth, sex=sex)


def _save_closing(row: Person) -> None:
    row.revision += 1
    row.save(update_fields=["closed_on", "revision"])
