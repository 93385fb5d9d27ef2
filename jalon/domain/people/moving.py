"""When a centre merges into another, its files can follow: every row that hangs on a person goes along, unchanged.

Only the operator can do this: row-level security shows the owner the closed centre and the one successor it names.
The journal stays where it was written; each side gets a row that tells of the move. Signed texts keep their bytes and
hashes: only the column that says whose file it is changes, with the guards of frozen tables lifted for that moment.
"""

from collections.abc import Callable
from datetime import date

from django.apps import apps
from django.db import connection, transaction

from jalon.domain.accounts.enums import MembershipState
from jalon.domain.accounts.models import NO_MAIL, Membership
from jalon.domain.audit.services import record
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import OWNER, Context, centre_context, entered, operator_context
from jalon.domain.core.crypto import blind_index, decrypt
from jalon.domain.core.errors import DomainError
from jalon.domain.core.fields import CentreForeignKey
from jalon.domain.core.postgres.schema import tenancy_of
from jalon.domain.people.models import NissChange, Person

STAYS = {"audit", "accounts"}  # the journal, and the people who worked there


def tables_that_follow() -> list[str]:
    """Tables that hang on a person: by a reference to one, directly or through another, by a `person_id`, as a copy of
    rows that do (`copy_of`, a model's label), or because such rows refer to them (`follows_files`)."""
    models = [model for model in apps.get_models() if tenancy_of(model) and model._meta.app_label not in STAYS]
    moved = {Person}
    while found := {model for model in models if model not in moved and _hangs(model, moved)}:
        moved |= found
    return sorted(model._meta.db_table for model in moved)


def _hangs(model: type, moved: set[type]) -> bool:
    fields = model._meta.local_fields  # type: ignore[attr-defined]
    reaches = any(isinstance(field, CentreForeignKey) and field.related_model in moved for field in fields)
    copies = getattr(model, "copy_of", "") in {one._meta.label for one in moved}  # type: ignore[attr-defined]
    follows = getattr(model, "follows_files", False)
    return reaches or copies or follows or any(field.column == "person_id" for field in fields)


@transaction.atomic
def move_files(
    *, source: Centre, target: Centre, on: date, progress: Callable[[int, int], None] | None = None
) -> tuple[int, list[str]]:
    """Move every file of `source`, closed with `target` as its successor. All of it or nothing.

    Returns how many files moved, and the numbers of those whose person already has a file in the successor: both files
    are kept, and a person puts them together.
    """
    if source.closed_on is None or source.successor_id != target.pk:
        raise DomainError("Only the files of a closed centre can follow, and only to its successor.")
    doubles = _prepare(source, target)
    with entered(Context(OWNER, centre_id=source.pk, successor_id=target.pk)):
        moved = Person._base_manager.filter(centre_id=source.pk).count()
        _move(tables_that_follow(), source, target, progress)
    for centre, verb in ((source, "files.left"), (target, "files.came")):
        with centre_context(centre.pk):
            subject = Membership.objects.order_by("since", "id").first()
            if subject:
                record(actor=None, verb=verb, subject=subject, on=on, detail={"files": moved})
    return moved, doubles


def _prepare(source: Centre, target: Centre) -> list[str]:
    """Numbers and indexes as the successor needs them, and its copies of those who worked on the files."""
    with operator_context(source.pk):
        people = list(Person.objects.order_by("id"))
        members = list(Membership.objects.order_by("id"))
    with operator_context(target.pk):
        taken = set(Person.objects.values_list("file_number", flat=True))
        known = set(Person.objects.exclude(niss_index=None).values_list("niss_index", flat=True))
        for member in members:
            member.centre_id, member.state, member.team = target.pk, MembershipState.LEFT, None
            member.email = f"{member.pk}@moved{NO_MAIL}"
        Membership.objects.bulk_create(members)
    doubles = []
    for person in people:
        if person.file_number in taken:
            person.file_number = f"{person.file_number[:14]}/{str(source.pk)[:4]}"
        if person.niss_cipher:
            index = blind_index(decrypt(person.niss_cipher), centre_id=target.pk)
            person.niss_index = None if index in known else index
            if index in known:
                doubles.append(person.file_number)
    with operator_context(source.pk):
        Person.objects.bulk_update(people, ["file_number", "niss_index"])
        NissChange.objects.update(old_index=None)  # it was made for the closed centre's searches
    return doubles


def _move(tables: list[str], source: Centre, target: Centre, progress: Callable[[int, int], None] | None) -> None:
    """Change the owner of every row. References are checked once all of them have moved."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for place, table in enumerate(tables):
            cursor.execute(f'UPDATE "{table}" SET centre_id = %s WHERE centre_id = %s', [target.pk, source.pk])
            if progress:
                progress(place + 1, len(tables))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
