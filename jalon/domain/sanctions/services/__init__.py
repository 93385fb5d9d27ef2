"""What may be done with a proposal of sanction. A person decides; nothing here decides by itself."""

from jalon.domain.sanctions.services.deciding import decide, lift, notify, refuse, send_back
from jalon.domain.sanctions.services.proposing import (
    cite_absence,
    cite_commitment,
    explain_lateness,
    propose,
    save,
    send_notice,
    submit,
    uncite,
    withdraw,
)

__all__ = [
    "cite_absence",
    "cite_commitment",
    "decide",
    "explain_lateness",
    "lift",
    "notify",
    "propose",
    "refuse",
    "save",
    "send_back",
    "send_notice",
    "submit",
    "uncite",
    "withdraw",
]
