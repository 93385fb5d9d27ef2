"""The life of a membership: invited, active, suspended, left."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import confirms_access, ends_membership, manages_member, resets_access
from jalon.domain.core.errors import DomainError
from jalon.domain.core.transitions import Machine, Transition

INVITED, ACTIVE, SUSPENDED, LEFT = (
    MembershipState.INVITED,
    MembershipState.ACTIVE,
    MembershipState.SUSPENDED,
    MembershipState.LEFT,
)

# What an act brings about, in the words that both machines print.
NEW_LINK = gettext_lazy("Un nouveau lien part ; l’ancien ne vaut plus.")
NO_LINK = gettext_lazy("Le lien ne vaut plus.")
STARTS_AFRESH = gettext_lazy(
    "Mot de passe, second moyen, codes de secours et sessions tombent ; un code en ouvre de nouveaux."
)
OPENS_HERE_TOO = gettext_lazy("L’accès, rétabli dans un autre lieu, s’ouvre aussi ici.")
OPENS_AGAIN = gettext_lazy("L’accès est rouvert.")
CLOSES_FOR_GOOD = gettext_lazy("L’accès se ferme pour de bon ; le nom reste dans les actes passés.")


def is_invited_person(actor: Any, subject: Membership) -> bool:
    """The person the invitation was written to; `actor` is their account, not a member."""
    return actor.email == subject.email and not isinstance(actor, Membership)


class LastSecretary(DomainError):
    """A centre without a secretary could never invite anybody again."""

    what = gettext_lazy("Ce membre est le seul directeur général du centre.")
    why = gettext_lazy("Sans lui, plus personne ne pourrait inviter ni donner de rôle.")
    what_to_do = gettext_lazy("Donnez d’abord ce rôle à quelqu’un d’autre.")


def another_secretary_stays(subject: Membership, *, on: date, **facts: Any) -> None:
    """The centre keeps a secretary at work after this act. Raises `LastSecretary`."""
    if subject.role != Role.SECRETARY:
        return
    # Locked, so that two secretaries who end each other at the same moment do not both succeed.
    secretaries = Membership.objects.select_for_update().filter(role=Role.SECRETARY, state=ACTIVE).order_by("pk")
    if not any(other.pk != subject.pk and other.works_on(on) and other.until is None for other in secretaries):
        raise LastSecretary


def invitation_is_alive(subject: Membership, *, alive: bool, **facts: Any) -> None:
    """An invitation counts fourteen days. Raises a refusal that leads to a new one."""
    if not alive:
        raise DomainError(
            _("Cette invitation n’est plus valable."),
            _("Une invitation vaut quatorze jours."),
            _("Demandez-en une nouvelle : le même lien vous le propose."),
        )


MEMBERSHIP = Machine(
    "membership",
    [
        Transition(
            INVITED,
            "accept",
            ACTIVE,
            is_invited_person,
            invitation_is_alive,
            effect=gettext_lazy("La personne choisit son mot de passe et entre dans le centre."),
        ),
        Transition(
            INVITED,
            "renew",
            INVITED,
            manages_member,
            effect=NEW_LINK,
        ),
        Transition(INVITED, "withdraw", LEFT, manages_member, effect=NO_LINK),
        Transition(
            ACTIVE,
            "change",
            ACTIVE,
            manages_member,
            effect=gettext_lazy("Le rôle et l’équipe changent dès la page suivante."),
        ),
        Transition(
            ACTIVE,
            "reset",
            ACTIVE,
            resets_access,
            effect=STARTS_AFRESH,
        ),
        Transition(
            ACTIVE,
            "confirm",
            ACTIVE,
            confirms_access,
            effect=OPENS_HERE_TOO,
        ),
        Transition(
            ACTIVE,
            "suspend",
            SUSPENDED,
            manages_member,
            another_secretary_stays,
            effect=gettext_lazy("L’accès est fermé dès la page suivante ; les dossiers restent attribués."),
        ),
        Transition(SUSPENDED, "restore", ACTIVE, manages_member, effect=OPENS_AGAIN),
        Transition(
            ACTIVE,
            "end",
            LEFT,
            ends_membership,
            another_secretary_stays,
            effect=CLOSES_FOR_GOOD,
        ),
        Transition(
            SUSPENDED,
            "end",
            LEFT,
            manages_member,
            effect=CLOSES_FOR_GOOD,
        ),
    ],
)
