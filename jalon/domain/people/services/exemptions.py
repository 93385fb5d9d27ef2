"""Exemptions from the PIIS: for health or equity, in writing, looked at again on a date."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.enums import ExemptionReason
from jalon.domain.people.events import status_changed
from jalon.domain.people.facts import written
from jalon.domain.people.models import Person, PiisExemption
from jalon.domain.people.services.ground import DAY, journal, locked, plausible


@transaction.atomic
def grant_exemption(
    *,
    actor: Membership,
    person: Person,
    reason: str,
    explanation: str,
    since: date,
    review_on: date,
    on: date,
    key: UUID | None = None,
) -> PiisExemption:
    """Exempt the person from a PIIS from a day on, with the reason in words and the day to look again.

    The same `key` twice is one exemption.
    """
    row = locked(actor, person)
    if known := _made_before(row, key):
        return known
    if reason not in ExemptionReason.values:
        raise InvalidInput(_("Choisissez le motif."), field="reason")
    why = written(explanation, "explanation")
    plausible(since, "since", on=on)
    _check_review(since, review_on, on)
    if PiisExemption.objects.filter(person=row, until=None).exists() or (
        PiisExemption.objects.filter(person=row, until__gte=since).exists()
    ):
        raise InvalidInput(
            _("Cette personne a déjà une dispense pendant cette période."),
            what_to_do=_("Revoyez-la ou mettez-y fin."),
            field="since",
        )
    exemption = PiisExemption.objects.create(
        pk=key or uuid4(), person=row, reason=reason, explanation=why, since=since, review_on=review_on, author=actor
    )
    journal(actor, "exemption.granted", exemption, row.pk, on, reason=reason, since=since, review_on=review_on)
    status_changed.send(sender=PiisExemption, person=row, on=on)
    return exemption


@transaction.atomic
def renew_exemption(
    *,
    actor: Membership,
    exemption: PiisExemption,
    explanation: str,
    review_on: date,
    on: date,
    key: UUID | None = None,
) -> PiisExemption:
    """Looked at again and kept: the old reason stays as it was written, a new one holds from that day.

    The same `key` twice is one renewal.
    """
    row = locked(actor, exemption.person)
    if known := _made_before(row, key):
        return known
    fresh = _running(exemption)
    why = written(explanation, "explanation")
    _check_review(on, review_on, on)
    if fresh.since >= on:
        raise InvalidInput(_("Cette dispense commence aujourd’hui ou plus tard : il n’y a rien à revoir encore."))
    PiisExemption.objects.filter(pk=fresh.pk).update(until=on - DAY)
    renewed = PiisExemption.objects.create(
        pk=key or uuid4(), person=row, reason=fresh.reason, explanation=why, since=on, review_on=review_on, author=actor
    )
    journal(actor, "exemption.renewed", renewed, row.pk, on, reason=renewed.reason, review_on=review_on)
    return renewed


@transaction.atomic
def end_exemption(*, actor: Membership, exemption: PiisExemption, until: date, on: date) -> PiisExemption:
    """The last day of an exemption: from the next one on, the obligation is what the law says."""
    row = locked(actor, exemption.person)
    if PiisExemption.objects.filter(pk=exemption.pk, until=until).exists():  # the same form sent twice
        return PiisExemption.objects.get(pk=exemption.pk)
    fresh = _running(exemption)
    plausible(until, "until", on=on)
    if until < fresh.since:
        raise InvalidInput(_("La fin vient avant le début."), field="until")
    fresh.until = until
    fresh.save(update_fields=["until"])
    journal(actor, "exemption.ended", fresh, row.pk, on, until=until)
    status_changed.send(sender=PiisExemption, person=row, on=on)
    return fresh


def _made_before(person: Person, key: UUID | None) -> PiisExemption | None:
    return PiisExemption.objects.filter(pk=key, person=person).first() if key else None


def _running(exemption: PiisExemption) -> PiisExemption:
    fresh = PiisExemption.objects.get(pk=exemption.pk)
    if fresh.until is not None:
        raise InvalidInput(_("Cette dispense est déjà terminée."))
    return fresh


def _check_review(since: date, review_on: date, on: date) -> None:
    plausible(review_on, "review_on", on=on)
    if review_on <= max(since, on):
        raise InvalidInput(_("La date de révision vient après le début, et après aujourd’hui."), field="review_on")
