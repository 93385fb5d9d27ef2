"""The person signs the exact text they read, on their own telephone, with a code that nobody at the centre holds."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, DomainError
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.piis import errors as piis_errors
from jalon.domain.piis import services as piis
from jalon.domain.piis.models import PiisVersion
from jalon.domain.piis.permissions import InPerson
from jalon.domain.space.models import PersonAccess, SigningWay
from jalon.domain.space.queries import confirmed_by
from jalon.domain.space.services.ways import Tried, try_code


class TextGone(DomainError):
    """Replaced, taken back, given up, or not what was shown."""

    what = _("Ce texte ne se signe plus.")
    why = _("Le centre l’a remplacé, repris ou abandonné. Rien n’est signé.")
    what_to_do = _("Retournez à votre projet : s’il y a un nouveau texte, il est là.")


class StillThinking(DomainError):
    """The days of reflection are not over."""

    what = _("Vous avez encore le temps de réfléchir.")
    why = _("La loi vous donne des jours pour réfléchir. Rien n’est signé.")


class SignedAlready(Conflict):
    """Once is enough."""

    what = _("Vous avez déjà signé ce texte.")
    why = ""
    what_to_do = _("Retournez à votre projet.")


@transaction.atomic
def sign(*, access: PersonAccess, version_id: UUID, shown_hash: str, secret: str, at: datetime) -> Tried | None:
    """Sign one version, in the person's own context. None: there is no such text of theirs.

    A wrong code is answered, not raised, so that its count stays; `Tried.is_right` says that the text is signed. What
    follows from a signature is written by the centre's role, the signature itself by the person's: one transaction.
    Raises `TextGone`, `StillThinking`, `SignedAlready`.
    """
    with centre_context(access.centre_id):
        mine = PiisVersion.objects.filter(pk=version_id, piis__person_id=access.person_id)
        version = mine.select_related("piis", "centre").first()
        if version is None:
            return None
        tried = try_code(access=access, secret=secret, version_id=version.pk, at=at)
        if tried.way is not None:
            _signed(access, version, shown_hash, tried.way, at)
    return tried


def _signed(access: PersonAccess, version: PiisVersion, shown_hash: str, way: SigningWay, at: datetime) -> None:
    seen = confirmed_by(way)
    proof = {
        "way": str(way.pk),
        "set_on": way.set_on.isoformat(),
        "confirmed_on": seen.on.isoformat(),
        "confirmed_by": seen.by.name if seen.by else "",
    }
    signer = InPerson(access.centre_id, access.person_id, access.user_id)
    try:
        piis.sign_in_own_space(signer=signer, version=version, shown_hash=shown_hash, proof=proof, at=at)
    except piis_errors.TooEarly as refusal:
        raise StillThinking from refusal
    except piis_errors.AlreadySigned as refusal:
        raise SignedAlready from refusal
    except (piis_errors.OldVersion, TransitionRefused) as refusal:
        raise TextGone from refusal
