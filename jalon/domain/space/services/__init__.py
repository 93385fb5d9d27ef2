"""What the desk does for a person's access, and what the person does with it."""

from jalon.domain.space.services.answering import AnswersChanged, NothingAnswered, finish_answers, keep_answers
from jalon.domain.space.services.asking import answer_request, ask_for
from jalon.domain.space.services.cards import Card, end, make, renew, restore, suspend
from jalon.domain.space.services.ends import end_ways_in
from jalon.domain.space.services.entering import WrongCode, activate, change_password, prove
from jalon.domain.space.services.identities import IdentityTaken, link, unlink
from jalon.domain.space.services.interviews import agree, answer_interview, ask_interview
from jalon.domain.space.services.keys import add_key, remove_key
from jalon.domain.space.services.lost_cards import ask_card, settle_card
from jalon.domain.space.services.signing import SignedAlready, StillThinking, TextGone, sign
from jalon.domain.space.services.voices import say
from jalon.domain.space.services.ways import NotYours, Tried, choose, confirm, no_way, withdraw, withdraw_at_desk

__all__ = [
    "AnswersChanged",
    "Card",
    "IdentityTaken",
    "NothingAnswered",
    "NotYours",
    "SignedAlready",
    "StillThinking",
    "TextGone",
    "Tried",
    "WrongCode",
    "activate",
    "agree",
    "add_key",
    "answer_interview",
    "answer_request",
    "ask_card",
    "ask_for",
    "ask_interview",
    "change_password",
    "choose",
    "confirm",
    "end",
    "end_ways_in",
    "finish_answers",
    "keep_answers",
    "link",
    "make",
    "no_way",
    "prove",
    "remove_key",
    "renew",
    "restore",
    "say",
    "settle_card",
    "sign",
    "suspend",
    "unlink",
    "withdraw",
    "withdraw_at_desk",
]
