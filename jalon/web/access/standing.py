"""How a page names where an access stands and what may be done with it, in a centre and at the administration."""

from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import MembershipState

KINDS = {  # of the mark that shows the state
    MembershipState.ACTIVE: "active",
    MembershipState.INVITED: "waiting",
    MembershipState.SUSPENDED: "stopped",
    MembershipState.LEFT: "neutral",
}


def act_words() -> dict[str, str]:
    """What the button of each act says; an act without a word has no button of its own."""
    return {
        "renew": _("Inviter de nouveau"),
        "withdraw": _("Retirer l’invitation"),
        "confirm": _("Confirmer l’accès"),
        "reset": _("Rétablir l’accès"),
        "suspend": _("Suspendre l’accès"),
        "restore": _("Rouvrir l’accès"),
        "end": _("Mettre fin à l’accès"),
    }
