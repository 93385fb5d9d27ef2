"""What every service of this room does: lock, compare revisions, remember the form, leave the trail."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import record
from jalon.domain.core.errors import Conflict
from jalon.domain.people.models import Person
from jalon.domain.piis.errors import Overlaps, UsedForm
from jalon.domain.piis.models import Amendment, Piis, PiisEvent
from jalon.domain.piis.permissions import InPerson

Row = TypeVar("Row", bound=Any)


def locked(row: Row) -> Row:
    """The row as it stands in the database, held until this transaction ends. Acts on one PIIS wait for each other."""
    return type(row).objects.select_for_update().get(pk=row.pk)


def same_revision(row: Any, revision: int | None) -> None:
    """Raise `Conflict` when the page showed another revision; `theirs` is the stored row."""
    if revision is not None and row.revision != revision:
        raise Conflict(theirs=row)


def already_done(key: UUID | None, *acts: str, of: Piis | Person) -> PiisEvent | None:
    """The act this very form already did, if it did one of these on this project (or began one for this person).

    Raises `UsedForm` when the key did anything else: what one form did is no answer to another.
    """
    done = PiisEvent.objects.filter(key=key).select_related("piis").first() if key else None
    if done is None:
        return None
    if done.act not in acts or of.pk not in (done.piis_id, done.piis.person_id):
        raise UsedForm
    return done


def leave_trail(
    *,
    actor: Membership | InPerson,
    piis: Piis,
    act: str,
    source: str,
    on: date,
    at: datetime,
    reason: str = "",
    detail: dict[str, Any] | None = None,
    key: UUID | None = None,
) -> PiisEvent:
    """One row of the project's trail and one of the journal, in the act's own transaction."""
    member = None if isinstance(actor, InPerson) else actor
    last = PiisEvent.objects.filter(piis=piis).aggregate(last=Max("number"))["last"] or 0
    event = PiisEvent.objects.create(
        piis=piis,
        number=last + 1,
        act=act,
        source=source,
        target=piis.state,
        until=piis.until,
        on=on,
        at=at,
        actor=member,
        reason=reason,
        detail=detail or {},
        key=key,
    )
    facts = {"from": source, "to": str(piis.state), **(detail or {})}
    record(actor=member, verb=f"piis.{act}", subject=piis, person_id=piis.person_id, on=on, detail=facts)
    return event


def tell_once_a_day(actor: Membership, verb: str, text: Piis | Amendment, person_id: UUID, on: date) -> None:
    """Autosave writes often; the journal needs to know who worked on the text, on which day."""
    if not JournalEntry.objects.filter(subject_id=text.pk, verb=verb, actor=actor, on=on).exists():
        record(actor=actor, verb=verb, subject=text, person_id=person_id, on=on)


@contextmanager
def overlap_refused() -> Iterator[None]:
    """Turn the database's refusal of two running PIIS at once into its sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "piis_one_running_at_a_time" in str(error):
            raise Overlaps from error
        raise
