"""A person's access to their own file, what they ask for, what they say."""

from jalon.domain.space.models.asking import CardRequest, OwnRequest, OwnRequestAnswer
from jalon.domain.space.models.entering import (
    EntryEnd,
    EvaluationVoice,
    InterviewAgreement,
    InterviewAnswer,
    InterviewRequest,
    PersonAccess,
    PersonIdentity,
    SigningWay,
    WayEvent,
)

__all__ = [
    "CardRequest",
    "EntryEnd",
    "EvaluationVoice",
    "InterviewAgreement",
    "InterviewAnswer",
    "InterviewRequest",
    "OwnRequest",
    "OwnRequestAnswer",
    "PersonAccess",
    "PersonIdentity",
    "SigningWay",
    "WayEvent",
]
