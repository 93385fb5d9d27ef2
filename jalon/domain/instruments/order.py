"""A way has one start, and its end comes after it: for bilans what the database keeps for other measurements.

A bilan knows no trajectory, and somebody may come back years later: two starts are parted by an end, by the closing of
the file, or by the end of an accompaniment, which the rooms above tell. One bilan at a time is in progress for a
person, so nothing changes between this look and its finishing.
"""

from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.errors import InvalidInput
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.events import way_ended
from jalon.domain.instruments.models import Bilan


def keep_order(*, person_id: UUID, moment: Moment, held_on: date, besides: Bilan | None = None) -> None:
    """Raise `InvalidInput` when a bilan of that moment and day would be a second start, or an end before any start.

    `besides`: the bilan itself; neither it nor the one it corrects stands in its own way.
    """
    if moment == Moment.MIDDLE:
        return
    own = [besides.pk, besides.corrects_id or besides.pk] if besides else []
    starts = Bilan.objects.standing().of(person_id).filter(moment=Moment.START).exclude(pk__in=own)
    days = list(starts.values_list("held_on", flat=True))
    if moment == Moment.END:
        _end_follows(person_id, held_on, days, own)
        return
    for day in days:
        if not _parted(person_id, *sorted((day, held_on)), own):
            raise InvalidInput(
                _("Un bilan du début existe déjà, du %(day)s.") % {"day": date_format(day, "DATE_FORMAT")},
                _("Un parcours n’a qu’un début."),
                _("Choisissez « en cours de route » ou « à la fin », ou corrigez le début déjà noté."),
                field="moment",
            )


def _end_follows(person_id: UUID, held_on: date, starts: list[date], own: list[UUID]) -> None:
    later = [day for day in starts if day > held_on]
    if later and len(later) == len(starts) and not _parted(person_id, held_on, later[0], own):
        raise InvalidInput(
            _("La fin ne peut pas tomber avant le début : l’autre bilan est du %(day)s.")
            % {"day": date_format(later[0], "DATE_FORMAT")},
            what_to_do=_("Vérifiez la date, ou corrigez l’autre bilan."),
            field="held_on",
        )


def _parted(person_id: UUID, first: date, last: date, own: list[UUID]) -> bool:
    """Whether something between the two days ended one way and began another."""
    ends = Bilan.objects.standing().filter(person_id=person_id, moment=Moment.END, held_on__range=(first, last))
    closings = JournalEntry.objects.filter(person_id=person_id, verb="file.closed", on__range=(first, last))
    if ends.exclude(pk__in=own).exists() or closings.exists():
        return True
    return any(told for _who, told in way_ended.send(sender=Bilan, person_id=person_id, first=first, last=last))
