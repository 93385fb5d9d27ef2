"""What the desk does for a person's access, and what the person does with it."""

from jalon.domain.space.services.cards import Card, end, make, renew, restore, suspend
from jalon.domain.space.services.entering import WrongCode, activate, change_password, prove
from jalon.domain.space.services.interviews import answer_interview, ask_interview
from jalon.domain.space.services.voices import say

__all__ = [
    "Card",
    "WrongCode",
    "activate",
    "answer_interview",
    "ask_interview",
    "change_password",
    "end",
    "make",
    "prove",
    "renew",
    "restore",
    "say",
    "suspend",
]
