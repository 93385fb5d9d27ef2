"""A PIIS and everything that hangs on it."""

from jalon.domain.piis.models.desk import EvaluationDraft, SigningMandate
from jalon.domain.piis.models.follow_up import CommitmentReview, Decision, Ending, Evaluation
from jalon.domain.piis.models.library import LibraryItem
from jalon.domain.piis.models.project import Commitment, Piis, PiisEvent, ThirdParty
from jalon.domain.piis.models.rights import Right
from jalon.domain.piis.models.texts import Amendment, PiisVersion, Signature, VersionEvent

__all__ = [
    "Amendment",
    "Commitment",
    "CommitmentReview",
    "Decision",
    "Ending",
    "Evaluation",
    "EvaluationDraft",
    "LibraryItem",
    "Piis",
    "PiisEvent",
    "PiisVersion",
    "Right",
    "Signature",
    "SigningMandate",
    "ThirdParty",
    "VersionEvent",
]
