"""The life of a federal membership. Apart from `transitions`, whose tables are printed for the roles of a centre."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from jalon.domain.accounts.enums import FederalRole
from jalon.domain.accounts.models import FederalMembership
from jalon.domain.accounts.permissions import confirms_federal, manages_federal
from jalon.domain.accounts.transitions import (
    ACTIVE,
    CLOSES_FOR_GOOD,
    INVITED,
    LEFT,
    NEW_LINK,
    NO_LINK,
    OPENS_AGAIN,
    OPENS_HERE_TOO,
    STARTS_AFRESH,
    SUSPENDED,
    invitation_is_alive,
    is_invited_person,
)
from jalon.domain.core.errors import DomainError
from jalon.domain.core.transitions import Machine, Transition


class LastManager(DomainError):
    """Without anybody in charge nobody could be invited any more."""

    what = gettext_lazy("Ce membre est le seul responsable des accès.")
    why = gettext_lazy("Sans lui, plus personne ne pourrait inviter.")
    what_to_do = gettext_lazy("Invitez d’abord un autre responsable des accès.")


def another_manager_stays(subject: FederalMembership, *, on: date, **facts: Any) -> None:
    """Somebody in charge stays at work after this act. Raises `LastManager`."""
    if subject.role != FederalRole.MANAGER:
        return
    managers = FederalMembership.objects.select_for_update().filter(role=FederalRole.MANAGER, state=ACTIVE)
    others = [one for one in managers.order_by("pk") if one.pk != subject.pk]
    if not any(one.works_on(on) and one.until is None for one in others):
        raise LastManager


FEDERAL_MEMBERSHIP = Machine(
    "federal_membership",
    [
        Transition(
            INVITED,
            "accept",
            ACTIVE,
            is_invited_person,
            invitation_is_alive,
            effect=gettext_lazy("La personne choisit son mot de passe et voit les chiffres nationaux."),
        ),
        Transition(
            INVITED,
            "renew",
            INVITED,
            manages_federal,
            effect=NEW_LINK,
        ),
        Transition(INVITED, "withdraw", LEFT, manages_federal, effect=NO_LINK),
        Transition(
            ACTIVE,
            "reset",
            ACTIVE,
            manages_federal,
            effect=STARTS_AFRESH,
        ),
        Transition(
            ACTIVE,
            "confirm",
            ACTIVE,
            confirms_federal,
            effect=OPENS_HERE_TOO,
        ),
        Transition(
            ACTIVE,
            "suspend",
            SUSPENDED,
            manages_federal,
            another_manager_stays,
            effect=gettext_lazy("L’accès est fermé dès la page suivante."),
        ),
        Transition(SUSPENDED, "restore", ACTIVE, manages_federal, effect=OPENS_AGAIN),
        Transition(ACTIVE, "end", LEFT, manages_federal, another_manager_stays, effect=CLOSES_FOR_GOOD),
        Transition(SUSPENDED, "end", LEFT, manages_federal, effect=CLOSES_FOR_GOOD),
    ],
)
