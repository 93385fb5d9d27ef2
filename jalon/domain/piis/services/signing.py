"""Signatures: at the desk, drawn or typed, on paper, and by the person in their own space."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.centre_law import may_sign_from
from jalon.domain.accounts.models import Membership
from jalon.domain.core import reader
from jalon.domain.core.clock import day_of
from jalon.domain.core.context import person_context
from jalon.domain.core.errors import InvalidInput
from jalon.domain.core.text import clean, searchable
from jalon.domain.piis.documents import freeze_signed_copy, parties
from jalon.domain.piis.enums import Act, Method, Side
from jalon.domain.piis.errors import AlreadySigned, NotForTheCentre, OldVersion, TooEarly
from jalon.domain.piis.models import Amendment, Piis, PiisVersion, Signature, ThirdParty
from jalon.domain.piis.permissions import InPerson, may_sign_for_centre
from jalon.domain.piis.pictures import signature_picture
from jalon.domain.piis.services.common import already_done, leave_trail, locked
from jalon.domain.piis.services.force import settle
from jalon.domain.piis.services.versions import open_version
from jalon.domain.piis.transitions import AMENDMENT, PIIS
from jalon.law.piis import say


@dataclass(frozen=True, kw_only=True)
class Given:
    """A signature as it is given: by whom (side, organisation), on which text, how, on which day."""

    version: PiisVersion
    shown_hash: str
    side: str
    third_party: ThirdParty | None
    signed_on: date
    how: dict[str, Any]

    @property
    def party(self) -> tuple[str, str | None]:
        """As `missing_parties` names it."""
        return str(self.side), str(self.third_party.pk) if self.third_party else None


@transaction.atomic
def sign(
    *,
    actor: Membership,
    version: PiisVersion,
    shown_hash: str,
    side: str,
    method: str,
    name: str,
    at: datetime,
    third_party: ThirdParty | None = None,
    picture: bytes | None = None,
    confirmed: bool = False,
    capacity: str = "",
    key: UUID | None = None,
) -> Signature:
    """Record one party's signature on exactly the text that was shown (`shown_hash`: the version's sha256 in the page).

    `method` « drawn » needs `picture` (PNG, at most 200 kB), « typed » needs `name` as it stands in the file and
    `confirmed`. For the centre the actor signs themselves, when they may. The last signature concludes the contract,
    or agrees the amendment. Raises `OldVersion`, `TooEarly`, `AlreadySigned`, `NotForTheCentre`, `InvalidInput`.
    """
    piis = locked(version.piis)
    if done := already_done(key, Act.SIGN, Act.SIGN_LAST, of=piis):
        return Signature.objects.get(pk=done.detail["signature"])
    signed_on = day_of(at)
    if side == Side.CENTRE and not may_sign_for_centre(actor, piis, on=signed_on):
        raise NotForTheCentre
    how = {**_means(actor, version, side, method, name, picture, confirmed), "capacity": clean(capacity, limit=120)}
    given = Given(
        version=version, shown_hash=shown_hash, side=side, third_party=third_party, signed_on=signed_on, how=how
    )
    return record_signature(actor=actor, piis=piis, given=given, at=at, key=key)


@transaction.atomic
def sign_in_own_space(
    *, signer: InPerson, version: PiisVersion, shown_hash: str, proof: dict[str, Any], at: datetime
) -> Signature:
    """The person signs on their own telephone: same text, same hash, same time to think over; nobody records it.

    `proof`: the second way they used, of which `space.services.sign` has made sure; the database asks for it again
    (`space` migration 0004) and takes the row from the person's own role alone. Called in the centre's context, where
    the consequences are written. Raises as `sign`.
    """
    piis = locked(version.piis)
    given = Given(
        version=version,
        shown_hash=shown_hash,
        side=Side.PERSON,
        third_party=None,
        signed_on=day_of(at),
        how={"method": Method.OWN, "name": version.data["person"]["name"], "proof": proof},
    )
    return record_signature(actor=signer, piis=piis, given=given, at=at, key=None)


def _means(
    actor: Membership, version: PiisVersion, side: str, method: str, name: str, picture: bytes | None, confirmed: bool
) -> dict[str, Any]:
    """How it was signed, checked: a drawing, or a typed name that is the signer's."""
    name = clean(name, limit=220)
    if method == Method.DRAWN:
        name = actor.name if side == Side.CENTRE else name
        return {"method": method, "name": name, "picture": signature_picture(picture)}
    if method == Method.TYPED:
        _typed_by_hand(actor, version, side, name, confirmed)
        return {"method": method, "name": name}
    raise InvalidInput(_("Choisissez comment signer : tracer, ou taper le nom."), field="method")


def _typed_by_hand(actor: Membership, version: PiisVersion, side: str, name: str, confirmed: bool) -> None:
    if not confirmed:
        raise InvalidInput(_("Cochez la confirmation : elle vaut signature."), field="confirmed")
    if not name:
        raise InvalidInput(_("Tapez le nom de la personne qui signe."), field="name")
    expected = version.data["person"]["name"]
    if side == Side.PERSON and set(searchable(name)) != set(searchable(expected)):
        raise InvalidInput(
            _("Le nom tapé n’est pas celui du contrat."),
            _("Le contrat est au nom de %(name)s.") % {"name": expected},
            _("Tapez ce nom en entier, les accents ne comptent pas."),
            field="name",
        )
    if side == Side.CENTRE and set(searchable(name)) != set(searchable(actor.name)):
        raise InvalidInput(
            _("Pour le centre, vous signez de votre propre nom."),
            _("Vous travaillez ici au nom de %(name)s.") % {"name": actor.name},
            field="name",
        )


def record_signature(
    *, actor: Membership | InPerson, piis: Piis, given: Given, at: datetime, key: UUID | None
) -> Signature:
    """One signature with its consequences, in the caller's transaction and under its lock on the project."""
    version = given.version
    amendment = locked(version.amendment) if version.amendment_id else None
    missing = missing_parties(version)
    act = Act.SIGN_LAST if missing == [given.party] else Act.SIGN
    source = piis.state
    _still_open(piis, amendment, version, given.shown_hash)
    machine, subject = (AMENDMENT, amendment) if amendment else (PIIS, piis)
    machine.apply(subject, act, actor=actor)
    if given.party not in missing:
        raise AlreadySigned
    _in_its_time(version, given.side, given.signed_on, day_of(at))
    signature = _write(actor, given, at)
    if act == Act.SIGN_LAST:
        _all_signed(piis, amendment, version, at)
    detail = _trace(piis, amendment, signature)
    leave_trail(actor=actor, piis=piis, act=act, source=source, on=given.signed_on, at=at, detail=detail, key=key)
    if amendment and act == Act.SIGN_LAST:
        settle(actor=actor, piis=piis, at=at, on=_last_day(version))
    return signature


def _write(actor: Membership | InPerson, given: Given, at: datetime) -> Signature:
    signature = Signature(
        version=given.version,
        side=given.side,
        third_party=given.third_party,
        signed_on=given.signed_on,
        signed_at=at,
        recorded_by=None if isinstance(actor, InPerson) else actor,
        hash=given.shown_hash,
        **given.how,
    )
    if isinstance(actor, InPerson):
        with person_context(actor.centre_id, person_id=actor.person_id, user_id=actor.user_id):
            signature.save(force_insert=True)
    else:
        signature.save(force_insert=True)
    return signature


def _trace(piis: Piis, amendment: Amendment | None, signature: Signature) -> dict[str, Any]:
    version = signature.version
    return {
        "signature": str(signature.pk),
        "version": str(version.pk),
        "sha256": version.sha256,
        "side": str(signature.side),
        "method": str(signature.method),
        **({"way": signature.proof["way"]} if signature.proof else {}),
        "amendment": str(amendment.pk) if amendment else None,
        "conclude_by": piis.conclude_by.isoformat() if piis.conclude_by else None,
    }


def missing_parties(version: PiisVersion) -> list[tuple[str, str | None]]:
    """Who still has to sign this version: (side, third party's id or None)."""
    given = {(one.side, str(one.third_party_id) if one.third_party_id else None) for one in version.signatures.all()}
    asked = [(str(one["side"]), one["third_party"]) for one in parties(version.data, version.language)]
    return [party for party in asked if party not in given]


def _still_open(piis: Piis, amendment: Amendment | None, version: PiisVersion, shown_hash: str) -> None:
    current = open_version(piis, amendment)
    if current is None or current.pk != version.pk or not version.must_sign:
        raise OldVersion
    if shown_hash != version.sha256:
        raise OldVersion(_("Le texte affiché n’est pas celui qui doit être signé."))


def _in_its_time(version: PiisVersion, side: str, signed_on: date, today: date) -> None:
    if signed_on > today:
        raise InvalidInput(_("Cette date est dans le futur."), field="signed_on")
    if signed_on < version.handed_over_on:
        raise InvalidInput(
            _("Le texte n’était pas encore remis à cette date."),
            _("Il a été remis le %(day)s.") % {"day": version.handed_over_on.strftime("%d/%m/%Y")},
            field="signed_on",
        )
    if side == Side.PERSON and signed_on < version.may_sign_from:
        raise TooEarly(
            why=say(may_sign_from(version.handed_over_on).lines[0], reader.language()),
            what_to_do=_("Faites signer à partir du %(day)s.") % {"day": version.may_sign_from.strftime("%d/%m/%Y")},
            from_day=version.may_sign_from,
        )


def _last_day(version: PiisVersion) -> date:
    return max(one.signed_on for one in version.signatures.all())


def _all_signed(piis: Piis, amendment: Amendment | None, version: PiisVersion, at: datetime) -> None:
    """The contract is concluded and waits for the council, or the amendment is agreed; the signed copy is frozen."""
    freeze_signed_copy(version, made_at=at, contract_signed_on=piis.concluded_on)
    if amendment:
        amendment.revision += 1
        amendment.save()
    else:
        piis.concluded_on = _last_day(version)
        piis.revision += 1
        piis.save()
