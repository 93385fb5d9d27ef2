"""At the door, without any proof: somebody asks for a new card. The answer is the same whoever asks for whom.

Nothing is given and nothing is shown. The centre finds the request on its list, sees the person, and makes the card.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership, User
from jalon.domain.audit.services import record
from jalon.domain.core.context import centre_context, sign_in_context
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.core.text import clean, searchable
from jalon.domain.people.models import NameToken, Person
from jalon.domain.space import codes
from jalon.domain.space.models import CardRequest, PersonAccess
from jalon.domain.space.permissions import gives_access

MOST_UNKNOWN = 100  # requests of nobody known that one centre keeps waiting: more is somebody's game
MOST_WORDS = 6


def ask_card(
    *, number: str, centre_id: UUID | None, name: str, born_on: date | None, reach: str, at: datetime, on: date
) -> None:
    """Leave a request with the centre of that card, or with the one named. Never says whether there is anybody.

    `number`: of the card, or empty; `name` and `born_on` as they were typed. What a centre is asked already, or cannot
    read because nobody works there, is not kept again: it is written and undone, so that the same is done, by the same
    statements, whether anybody is known or not. Without a card and a centre that is in a centre that does not exist.
    """
    access = _card_of(number)
    name, reach = clean(name, limit=200), clean(reach, limit=300)
    with transaction.atomic(), centre_context(access.centre_id if access else centre_id or uuid4()):
        found = _only_one(name, born_on)
        person_id = access.person_id if access else found
        kept = _is_new(person_id, name, born_on) & Membership.objects.working(on).exists()
        if not kept:  # about nobody: it must not meet the request that is there
            person_id, name = None, name or number or "-"
        request = CardRequest(person_id=person_id, name=name, born_on=born_on, reach=reach, asked_on=on, asked_at=at)
        here = transaction.savepoint()
        try:
            request.save(force_insert=True)
            record(actor=None, verb="card.asked", subject=request, person_id=person_id, on=on)
        except IntegrityError:  # the same request, sent twice at once
            transaction.savepoint_rollback(here)
            transaction.set_rollback(False)
        else:
            (transaction.savepoint_commit if kept else transaction.savepoint_rollback)(here)


def _is_new(person_id: UUID | None, name: str, born_on: date | None) -> bool:
    """Whether the centre is not asked this already, and has room for it. One statement."""
    said = CardRequest.objects.filter(settled_at=None).aggregate(
        about=Count(
            "pk", filter=Q(person_id=person_id) if person_id else Q(person_id=None, name=name, born_on=born_on)
        ),
        unknown=Count("pk", filter=Q(person_id=None)),
    )
    return not said["about"] and bool(person_id or (name and said["unknown"] < MOST_UNKNOWN))


@transaction.atomic
def settle_card(*, actor: Membership, request: CardRequest, outcome: str, at: datetime, on: date) -> CardRequest:
    """Say what became of a request that no card answered. Done twice, it is done once."""
    if not gives_access(actor, request):
        raise NotAllowed
    outcome = clean(outcome, limit=500)
    if not outcome:
        raise InvalidInput(_("Dites en quelques mots ce qui a été fait."), field="outcome")
    row = CardRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    return row if row.settled_at else _settle(actor, row, outcome, at, on)


def settle_with_card(*, actor: Membership, person_id: UUID, at: datetime, on: date) -> None:
    """A card in the person's hand ends what they asked for."""
    for row in CardRequest.objects.select_for_update(of=("self",)).filter(person_id=person_id, settled_at=None):
        _settle(actor, row, _("Une carte est faite."), at, on)


def _settle(actor: Membership, row: CardRequest, outcome: str, at: datetime, on: date) -> CardRequest:
    row.settled_at, row.settled_by, row.outcome = at, actor, outcome
    row.save(update_fields=["settled_at", "settled_by", "outcome"])
    record(actor=actor, verb="card.settled", subject=row, person_id=row.person_id, on=on)
    return row


def _card_of(number: str) -> PersonAccess | None:
    """The card of that number, ended ones too: who holds it may still want another."""
    user = User.objects.filter(email=codes.address_of(number)).first() if number else None
    user_id = user.pk if user else uuid4()
    with sign_in_context(user_id):
        return PersonAccess._base_manager.filter(user_id=user_id).order_by("-made_at").first()


def _only_one(name: str, born_on: date | None) -> UUID | None:
    """The one open file of that name and birth in the centre of the context; None for nobody, and for two."""
    words = searchable(name)[:MOST_WORDS]
    if born_on is None or len(words) < 2:
        return None
    people = Person.objects.filter(
        birth_year=born_on.year, birth_month=born_on.month, birth_day=born_on.day, closed_on=None
    )
    for word in words:
        people = people.filter(pk__in=NameToken.objects.filter(token=word).values("person_id"))
    found = list(people.values_list("pk", flat=True)[:2])
    return found[0] if len(found) == 1 else None
