"""A finished measurement is never changed: another takes its place, and says why."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.instruments.enums import MeasurementMoment, MeasurementState
from jalon.domain.instruments.measuring import plausible, tell
from jalon.domain.instruments.models import Measurement
from jalon.domain.instruments.permissions import may_measure
from jalon.domain.instruments.refusals import in_words
from jalon.domain.people.services import held_open


@transaction.atomic
def correct(*, actor: Membership, measurement: Measurement, reason: str, on: date) -> Measurement:
    """Begin the correction of a finished measurement: a new one with the same answers, that says why."""
    old = _finished(actor, measurement)
    with in_words():
        row = _copy(old, reason=_reason(reason), author=actor, on=on)
        row.save(force_insert=True)
    tell(actor, "measurement.corrected", row, on, corrects=str(old.pk))
    return row


@transaction.atomic
def restate(
    *, actor: Membership, measurement: Measurement, moment: str, held_on: date, reason: str, at: datetime
) -> list[Measurement]:
    """Correct the moment or the day of a sitting: each side's rating again, the same answers, finished, saying why."""
    _finished(actor, measurement)
    on, reason = day_of(at), _reason(reason)
    sitting = Measurement.objects.standing().filter(sitting=measurement.sitting, person_id=measurement.person_id)
    rows = []
    for old in sitting.filter(bilan=None).select_related("instrument", "person"):
        row = _copy(old, reason=reason, author=actor, on=on)
        row.moment, row.held_on = MeasurementMoment(moment), plausible(held_on, old.person, on)
        row.scores, row.overall = old.scores, old.overall
        row.state, row.finished_at, row.finished_by = MeasurementState.FINISHED, at, actor
        with in_words():
            row.save(force_insert=True)
        tell(actor, "measurement.restated", row, on, corrects=str(old.pk))
        rows.append(row)
    return rows


def _finished(actor: Membership, measurement: Measurement) -> Measurement:
    """The standing measurement, if it may be corrected here. A bilan's own is corrected in the bilan."""
    if not may_measure(actor, measurement):
        raise NotAllowed
    held_open(measurement.person_id)
    old = Measurement.objects.select_for_update(of=("self",)).select_related("person", "instrument").get(
        pk=measurement.pk
    )  # fmt: skip
    if old.bilan_id:
        raise DomainError(_("Cette mesure vient d’un bilan."), what_to_do=_("Corrigez le bilan lui-même."))
    if not old.is_finished:
        raise DomainError(_("Cette mesure est encore en cours."), what_to_do=_("Modifiez-la directement."))
    if not Measurement.objects.revealed().filter(pk=old.pk).exists():
        raise DomainError(
            _("L’autre note n’est pas encore terminée."),
            _("Les deux restent cachées l’une de l’autre jusque-là."),
            _("Attendez qu’elle le soit, puis corrigez."),
        )
    if Measurement.objects.filter(corrects=old).exists():
        raise Conflict(
            _("Cette mesure a déjà une correction."), what_to_do=_("Corrigez plutôt la mesure qui la remplace.")
        )
    return old


def _copy(old: Measurement, *, reason: str, author: Membership, on: date) -> Measurement:
    copied = ("centre_id", "person_id", "instrument_id", "sitting", "trajectory", "moment", "rater", "way", "held_on")
    kept = {name: getattr(old, name) for name in (*copied, "answers", "comment")}
    return Measurement(**kept, corrects=old, correction_reason=reason, author=author, started_on=on)


def _reason(text: str) -> str:
    reason = clean(text, limit=500)
    if not reason:
        raise InvalidInput(_("Dites en quelques mots ce qui doit être corrigé."), field="reason")
    return reason
