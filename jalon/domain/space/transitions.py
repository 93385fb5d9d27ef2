"""What may happen to a person's access."""

from jalon.domain.core.transitions import Machine, Transition
from jalon.domain.space.enums import AccessState as S
from jalon.domain.space.permissions import gives_access

ACCESS = Machine(
    "access",
    [
        Transition(S.INVITED, "renew", S.INVITED, gives_access),
        Transition(S.ACTIVE, "renew", S.INVITED, gives_access),
        Transition(S.SUSPENDED, "renew", S.INVITED, gives_access),
        Transition(S.ACTIVE, "suspend", S.SUSPENDED, gives_access),
        Transition(S.SUSPENDED, "restore", S.ACTIVE, gives_access),
        Transition(S.INVITED, "end", S.ENDED, gives_access),
        Transition(S.ACTIVE, "end", S.ENDED, gives_access),
        Transition(S.SUSPENDED, "end", S.ENDED, gives_access),
    ],
)
