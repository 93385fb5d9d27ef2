"""The acts on a convention: one verb, one transaction, one row in a journal."""

from jalon.domain.conventions.services.deciding import approve, recall, refuse, sign_for_minister
from jalon.domain.conventions.services.examining import advise, analyse, return_advice, send_back
from jalon.domain.conventions.services.inviting import extend, invitable, invite, reopen
from jalon.domain.conventions.services.writing import amend, ask_time, save, send, sign, withdraw

__all__ = [
    "advise",
    "amend",
    "analyse",
    "ask_time",
    "approve",
    "extend",
    "invitable",
    "invite",
    "recall",
    "refuse",
    "reopen",
    "return_advice",
    "save",
    "send",
    "send_back",
    "sign",
    "sign_for_minister",
    "withdraw",
]
