"""The acts on accounts, closings and payments: one verb, one transaction, one row in a journal."""

from jalon.domain.payments.services.accounts import confirm, give, withdraw
from jalon.domain.payments.services.answering import findings, note, receive
from jalon.domain.payments.services.closing import close
from jalon.domain.payments.services.paying import drop, executed, prepare, rejected, rejected_before, release
from jalon.domain.payments.services.recovering import claim, give_up, received

__all__ = [
    "claim",
    "close",
    "confirm",
    "drop",
    "executed",
    "findings",
    "give",
    "give_up",
    "note",
    "prepare",
    "receive",
    "received",
    "rejected",
    "rejected_before",
    "release",
    "withdraw",
]
