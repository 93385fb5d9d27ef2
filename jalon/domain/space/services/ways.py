"""The second way a person signs with: chosen by them alone, confirmed face to face by somebody who holds nothing else.

The worker who made the card knew its code; one who follows the file, or did since, may have carried the letter. None
of them can confirm. Whoever confirms sees the person and their telephone, and learns nothing that signs (ADR 21).
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.people.models import Person
from jalon.domain.people.services import held_open
from jalon.domain.space import codes
from jalon.domain.space.enums import AccessState, WayAct
from jalon.domain.space.models import PersonAccess, SigningWay, WayEvent
from jalon.domain.space.permissions import confirms_ways, gives_access
from jalon.domain.space.queries import hands_on, open_way

TRIES = 5  # wrong ones, whenever they were made


class NotYours(DomainError):
    """Who made the card, or follows the file, cannot confirm."""

    what = _("Quelqu’un d’autre doit confirmer ce code.")
    why = _("Qui fait la carte ou suit le dossier ne confirme pas : ainsi, personne ici ne peut signer à sa place.")
    what_to_do = _("Demandez à un collègue de recevoir la personne un instant.")


@dataclass(frozen=True)
class Tried:
    """What became of a code that was typed. `left`: how many wrong ones may still follow."""

    way: SigningWay | None
    left: int = 0

    @property
    def is_right(self) -> bool:
        """Whether it was the person's own."""
        return self.way is not None


@transaction.atomic
def choose(*, access: PersonAccess, secret: str, at: datetime, on: date) -> SigningWay:
    """Choose a secret code, in the person's own context; it signs once confirmed. Raises `InvalidInput`, `Conflict`."""
    secret = codes.read_digits(secret)
    if not codes.SHORTEST <= len(secret) <= codes.LONGEST:
        raise InvalidInput(_("Choisissez de six à douze chiffres."), field="secret")
    with centre_context(access.centre_id):
        if _held(access).state != AccessState.ACTIVE:  # a page sent while the desk made a new card
            raise no_way()
        person = Person.objects.only("birth_year", "birth_month", "birth_day").get(pk=access.person_id)
        if codes.is_easy(secret, access.number, *_birthday(person)):
            raise InvalidInput(_("Ce code se devine trop facilement. Choisissez-en un autre."), field="secret")
        if open_way(access.person_id) is not None:
            raise Conflict(
                _("Vous avez déjà un code secret."),
                what_to_do=_("Pour en changer, retirez d’abord l’ancien."),
            )
    way = SigningWay(
        person_id=access.person_id, access=access, kept=codes.keep_secret(access.number, secret), set_on=on, set_at=at
    )
    way.save(force_insert=True)
    record(actor=None, verb="way.chosen", subject=way, person_id=access.person_id, on=on)
    return way


@transaction.atomic
def confirm(*, actor: Membership, access: PersonAccess, shown: str, seen: bool, at: datetime, on: date) -> WayEvent:
    """The person stands here, alone, with their telephone, and is who they say. `shown`: the figures on its screen.

    Raises `NotAllowed`, `NotYours`, `FileClosed`, `InvalidInput`, `Conflict`.
    """
    if not confirms_ways(actor, access):
        raise NotAllowed
    held_open(access.person_id)
    access, way = _held(access), open_way(access.person_id)
    if actor.pk in hands_on(access, access.person):
        raise NotYours
    if way is None or way.confirmed or access.state != AccessState.ACTIVE:
        raise Conflict(_("Aucun code secret n’attend d’être confirmé."), what_to_do=_("Rechargez la page."))
    if not seen:
        raise InvalidInput(_("Ce code se confirme en présence de la personne."), field="seen")
    if not codes.is_shown(way.pk, shown, at):
        raise InvalidInput(
            _("Ces chiffres ne sont pas ceux de son téléphone."),
            what_to_do=_("Ils changent tous les quarts d’heure : demandez-lui de rouvrir la page."),
            field="shown",
        )
    return _tell(way, WayAct.CONFIRMED, "way.confirmed", actor=actor, at=at, on=on)


@transaction.atomic
def withdraw(*, access: PersonAccess, at: datetime, on: date) -> None:
    """The person takes their code away, in their own context. What it signed stays signed."""
    with centre_context(access.centre_id):
        _held(access)  # sent twice, or while the last wrong try ends it: once
    if (way := open_way(access.person_id)) is not None:
        _tell(way, WayAct.WITHDRAWN, "way.withdrawn", actor=None, at=at, on=on)


@transaction.atomic
def withdraw_at_desk(*, actor: Membership, access: PersonAccess, at: datetime, on: date) -> None:
    """The desk takes it away, at the person's word: a telephone is lost, or somebody else knows the code."""
    if not gives_access(actor, access):
        raise NotAllowed
    _held(access)
    if (way := open_way(access.person_id)) is None:
        raise Conflict(_("Ce code secret ne vaut déjà plus."), what_to_do=_("Rechargez la page."))
    _tell(way, WayAct.WITHDRAWN, "way.withdrawn", actor=actor, at=at, on=on)


def end_with_card(access: PersonAccess, *, actor: Membership, at: datetime, on: date) -> None:
    """A new card code, or the end of the access: who holds the new code holds no second way. In the card's own act."""
    if (way := open_way(access.person_id)) is not None:
        _tell(way, WayAct.NEW_CARD, "way.ended_with_card", actor=actor, at=at, on=on)


def try_code(*, access: PersonAccess, secret: str, version_id: UUID, at: datetime) -> Tried:
    """Whether this is the person's own, confirmed code, in the centre's context. Raises nothing: a wrong try is kept.

    One try at a time (the access is held). A right one is written for that text and moment; the last wrong one kills
    the code.
    """
    on = day_of(at)
    access, way = _held(access), open_way(access.person_id)
    if way is None or not way.confirmed or access.state != AccessState.ACTIVE:
        return Tried(None)
    if codes.is_secret(access.number, codes.read_digits(secret), way.kept):
        WayEvent.objects.create(person_id=way.person_id, way=way, act=WayAct.RIGHT, version_id=version_id, on=on, at=at)
        return Tried(way)
    WayEvent.objects.create(person_id=way.person_id, way=way, act=WayAct.WRONG, on=on, at=at)
    left = TRIES - WayEvent.objects.filter(way=way, act=WayAct.WRONG).count()
    if left <= 0:
        _tell(way, WayAct.LOCKED, "way.locked", actor=None, at=at, on=on)
    return Tried(None, max(left, 0))


def _held(access: PersonAccess) -> PersonAccess:
    rows = PersonAccess.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=access.pk)


def _tell(way: SigningWay, act: WayAct, verb: str, *, actor: Membership | None, at: datetime, on: date) -> WayEvent:
    event = WayEvent(person_id=way.person_id, way=way, act=act, on=on, at=at, by=actor)
    event.save(force_insert=True)
    record(actor=actor, verb=verb, subject=way, person_id=way.person_id, on=on)
    return event


def _birthday(person: Person) -> tuple[str, ...]:
    """The ways a day of birth is typed in figures."""
    year, month, day = person.birth_year, person.birth_month, person.birth_day
    if not (year and month and day):
        return ()
    short, long, dm = f"{year % 100:02d}", str(year), f"{day:02d}{month:02d}"
    return f"{dm}{short}", f"{dm}{long}", f"{short}{month:02d}{day:02d}", f"{long}{month:02d}{day:02d}"


def no_way() -> DomainError:
    """What is said to somebody who has no confirmed code."""
    return DomainError(
        _("Vous n’avez pas de code secret qui permet de signer ici."),
        what_to_do=_("Choisissez un code et faites-le confirmer au centre, ou signez au centre."),
    )
