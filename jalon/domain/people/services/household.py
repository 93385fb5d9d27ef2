"""The partner a person lives with: each keeps their own file and their own obligation."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.models import Partnership, Person
from jalon.domain.people.services.ground import journal, locked, plausible


@transaction.atomic
def link_partner(*, actor: Membership, person: Person, partner: Person, since: date, on: date) -> Partnership:
    """Note on both files that the two live together as partners since a day."""
    if person.pk == partner.pk:
        raise InvalidInput(_("Une personne n’est pas sa propre partenaire."), field="partner")
    plausible(since, "since", on=on)
    # Always in the same order, so that two links at once wait instead of blocking each other.
    for one in sorted((person, partner), key=lambda one: one.pk):
        locked(actor, one)
    same = Partnership.objects.filter(person=person, partner=partner, since=since, until=None).first()
    if same:  # the same form sent twice
        return same
    both = Q(person__in=[person.pk, partner.pk]) & (Q(until=None) | Q(until__gte=since))
    if Partnership.objects.filter(both).exists():
        raise InvalidInput(
            _("L’une des deux personnes a déjà un ou une partenaire à cette date."),
            what_to_do=_("Mettez d’abord fin à ce ménage."),
            field="since",
        )
    one, _other = Partnership.objects.bulk_create(
        [
            Partnership(person=person, partner=partner, since=since),
            Partnership(person=partner, partner=person, since=since),
        ]
    )
    for file in (person, partner):
        journal(actor, "partner.linked", one, file.pk, on, since=since)
    return one


@transaction.atomic
def end_partnership(*, actor: Membership, partnership: Partnership, until: date, on: date) -> None:
    """The last day two people lived together, on both files."""
    sides = [partnership.person, partnership.partner]
    for one in sorted(sides, key=lambda one: one.pk):
        locked(actor, one, even_closed=one.pk == partnership.partner_id)
    plausible(until, "until", on=on)
    if until < partnership.since:
        raise InvalidInput(_("La fin vient avant le début."), field="until")
    ids = [one.pk for one in sides]
    ended = Partnership.objects.filter(person__in=ids, partner__in=ids, until=None).update(until=until)
    if not ended:
        return
    for one in sides:
        journal(actor, "partner.ended", partnership, one.pk, on, until=until)
