"""What may be done with a PIIS. One verb, one transaction.

Every service takes `actor` (a Membership) and `at` (the moment it is recorded, with its time zone). The day of the
fact is `at`'s day in Brussels unless the service takes it by name (`signed_on`, `decided_on`, `held_on`…).
`key`: the UUID of the form that asks; the same form sent twice acts once and gives the same answer.
`revision`: the revision of the row the page showed; another one raises `Conflict` with the stored row as `theirs`.
"""

from jalon.domain.piis.services.amending import (
    abandon_amendment,
    extend,
    hand_over_amendment,
    prepare_amendment,
    take_back_amendment,
)
from jalon.domain.piis.services.deciding import decide, end, resume
from jalon.domain.piis.services.drafting import hand_over, prepare, save_draft, take_back, withdraw
from jalon.domain.piis.services.evaluating import (
    cancel_appointment,
    plan_evaluation,
    record_evaluation,
    record_missed_evaluation,
)
from jalon.domain.piis.services.evaluation_drafts import forget_evaluation_draft, keep_evaluation_draft
from jalon.domain.piis.services.evidence import Evidence, make_evidence, signature_trace
from jalon.domain.piis.services.force import take_effect
from jalon.domain.piis.services.library import hide_library_item, save_library_item
from jalon.domain.piis.services.mandates import delegate_signing
from jalon.domain.piis.services.reviewing import CommitmentFinding, review_commitment
from jalon.domain.piis.services.scanning import Filed, file_scan
from jalon.domain.piis.services.signing import sign, sign_in_own_space

__all__ = [
    "CommitmentFinding",
    "Evidence",
    "Filed",
    "abandon_amendment",
    "cancel_appointment",
    "decide",
    "delegate_signing",
    "end",
    "extend",
    "file_scan",
    "forget_evaluation_draft",
    "hand_over",
    "hand_over_amendment",
    "hide_library_item",
    "keep_evaluation_draft",
    "make_evidence",
    "plan_evaluation",
    "prepare",
    "prepare_amendment",
    "record_evaluation",
    "record_missed_evaluation",
    "resume",
    "review_commitment",
    "save_draft",
    "save_library_item",
    "sign",
    "sign_in_own_space",
    "signature_trace",
    "take_back",
    "take_back_amendment",
    "take_effect",
    "withdraw",
]
