"""In what capacity the person is accompanied."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.errors import Conflict, InvalidInput
from jalon.domain.people.events import status_changed
from jalon.domain.people.facts import StatusFacts
from jalon.domain.people.models import Person, Status
from jalon.domain.people.services.ground import DAY, journal, locked, plausible

_DATES = ("since", "demanded_on", "decided_on", "notified_on", "previous_right_ended_on")


@transaction.atomic
def start_status(*, actor: Membership, person: Person, facts: StatusFacts, on: date, key: UUID | None = None) -> Status:
    """A new status, from its first day on; the one that ran until then ends the day before.

    The same `key` twice (a double click, a retry) is one status: the first one is returned.
    """
    row = locked(actor, person)
    if key and (known := Status.objects.filter(pk=key, person=row).first()):
        return known
    told = _checked(facts, on)
    latest = Status.objects.filter(person=row).order_by("-since").first()
    if latest and latest.since >= told.since:
        raise InvalidInput(
            _("Un statut commence déjà ce jour-là ou plus tard."),
            what_to_do=_("Corrigez ce statut, ou choisissez une date de début plus tardive."),
            field="since",
        )
    if latest and (latest.until is None or latest.until >= told.since):
        latest.until = told.since - DAY
        latest.revision += 1
        latest.save(update_fields=["until", "revision"])
    status = Status.objects.create(pk=key or uuid4(), person=row, **told.as_fields())
    _tell(actor, "status.started", status, row, on)
    return status


@transaction.atomic
def correct_status(*, actor: Membership, status: Status, facts: StatusFacts, revision: int, on: date) -> Status:
    """Put right what was noted of a status, its beginning included; nothing else moves.

    Raises `Conflict` with the other's version when somebody saved meanwhile.
    """
    row = locked(actor, status.person)
    fresh = Status.objects.select_related("person").get(pk=status.pk)
    told = _checked(facts, on)
    changed = sorted(name for name, value in told.as_fields().items() if getattr(fresh, name) != value)
    if not changed:  # also the same form sent twice
        return fresh
    if fresh.revision != revision:
        raise Conflict(theirs=fresh)
    _refuse_overlap(fresh, told.since)
    for name, value in told.as_fields().items():
        setattr(fresh, name, value)
    fresh.revision = revision + 1
    fresh.save(update_fields=[*changed, "revision"])
    _tell(actor, "status.corrected", fresh, row, on, fields=changed)
    return fresh


@transaction.atomic
def end_status(*, actor: Membership, status: Status, until: date, on: date) -> Status:
    """The last day of a status: the right was withdrawn, the aid stopped, the person moved."""
    row = locked(actor, status.person)
    fresh = Status.objects.get(pk=status.pk)
    plausible(until, "until", on=on)
    if until < fresh.since:
        raise InvalidInput(_("La fin vient avant le début."), field="until")
    following = Status.objects.filter(person=row, since__gt=fresh.since, since__lte=until)
    if following.exists():
        raise InvalidInput(_("Un autre statut a commencé avant ce jour."), field="until")
    if fresh.until == until:
        return fresh
    fresh.until = until
    fresh.revision += 1
    fresh.save(update_fields=["until", "revision"])
    _tell(actor, "status.ended", fresh, row, on, until=until)
    return fresh


def _checked(facts: StatusFacts, on: date) -> StatusFacts:
    for name in _DATES:
        plausible(getattr(facts, name), name, on=on)
    return facts.cleaned()


def _refuse_overlap(status: Status, since: date) -> None:
    if status.until and since > status.until:
        raise InvalidInput(_("Ce statut finit avant ce jour."), field="since")
    others = Status.objects.filter(person_id=status.person_id).exclude(pk=status.pk)
    earlier = others.filter(since__lt=status.since).order_by("-since").first()
    if earlier and (earlier.since >= since or (earlier.until and earlier.until >= since)):
        raise InvalidInput(_("Un autre statut court encore ce jour-là."), field="since")


def _tell(actor: Membership, verb: str, status: Status, person: Person, on: date, **detail: object) -> None:
    journal(
        actor, verb, status, person.pk, on, kind=status.kind, category=status.category, since=status.since, **detail
    )
    status_changed.send(sender=Status, person=person, on=on)
