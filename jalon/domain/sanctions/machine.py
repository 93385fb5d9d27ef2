"""The life of a proposal as a table."""

from django.utils.translation import gettext_lazy as _

from jalon.domain.core.transitions import Machine, Transition
from jalon.domain.sanctions.enums import Act, State
from jalon.domain.sanctions.permissions import may_decide, may_notify, may_propose

MACHINE = Machine(
    "sanctions",
    [
        Transition(
            State.DRAFT,
            Act.SUBMIT,
            State.SUBMITTED,
            may_propose,
            effect=_("Le Conseil reçoit la proposition complète."),
        ),
        Transition(State.DRAFT, Act.WITHDRAW, State.WITHDRAWN, may_propose, effect=_("Rien n’arrive à la personne.")),
        Transition(
            State.SUBMITTED, Act.WITHDRAW, State.WITHDRAWN, may_propose, effect=_("Rien n’arrive à la personne.")
        ),
        Transition(
            State.SUBMITTED, Act.SEND_BACK, State.DRAFT, may_decide, effect=_("Le travailleur complète la proposition.")
        ),
        Transition(
            State.SUBMITTED, Act.REFUSE, State.REFUSED, may_decide, effect=_("Il n’y a pas de sanction. C’est terminé.")
        ),
        Transition(
            State.SUBMITTED,
            Act.DECIDE,
            State.DECIDED,
            may_decide,
            effect=_("La décision doit encore être notifiée. La personne garde ses autres droits."),
        ),
        Transition(
            State.DECIDED,
            Act.NOTIFY,
            State.NOTIFIED,
            may_notify,
            effect=_("La personne reçoit la décision ; le délai de recours commence."),
        ),
        Transition(State.DECIDED, Act.LIFT, State.LIFTED, may_decide, effect=_("La sanction n’a plus d’effet.")),
        Transition(State.NOTIFIED, Act.LIFT, State.LIFTED, may_decide, effect=_("La sanction n’a plus d’effet.")),
    ],
)
