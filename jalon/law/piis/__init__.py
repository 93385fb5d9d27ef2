"""The law of the PIIS (projet individualisé d'intégration sociale). The public face: keep it small.

Every answer carries its `lines` (code, params, article, certainty, doubt); `say(line, language)` puts one in words.
A day the law does not cover raises `NotCovered`; a fact that is not given, `MissingFact`.
"""

from jalon.law.answers import Deadline, Explained, Line, Span, YesNo
from jalon.law.category import Category
from jalon.law.errors import LawError, MissingFact, NotCovered, UnknownReading, WrongFact
from jalon.law.piis.bilan import bilan_required
from jalon.law.piis.contract import contract_must_hold, review_by, told_before_signing
from jalon.law.piis.deadlines import conclude_by, decide_by, interview_due, may_sign_from
from jalon.law.piis.evaluations import (
    Due,
    EvaluationsStatus,
    Held,
    Window,
    WindowStatus,
    evaluation_windows,
    evaluations_due,
    evaluations_status,
)
from jalon.law.piis.facts import Exemption, Kind, Regime, Situation, Status
from jalon.law.piis.form_b import FormBCode, form_b_codes
from jalon.law.piis.kinds import (
    Kinds,
    community_service_allowed,
    community_service_revise_by,
    duration,
    kinds_allowed,
)
from jalon.law.piis.obligation import Obligation, ObligationAnswer, must_have_piis, must_have_piis_each
from jalon.law.piis.regimes import regime_on
from jalon.law.piis.sanctions import (
    Limit,
    appeal_until,
    may_be_sanctioned,
    may_suspend_sanction,
    missing_before_sanction,
    sanction_max_months,
    sanction_period,
    sanction_starts,
)
from jalon.law.piis.subsidy import (
    PartnerPiis,
    Prolongation,
    ShareRate,
    Subsidy,
    couple_subsidy,
    first_subsidy,
    prolongation,
    subsidy_cents,
    subsidy_rate_by_share,
    subsidy_waits_for_signature,
)
from jalon.law.piis.texts import say

__all__ = [
    "Category",
    "Deadline",
    "Due",
    "EvaluationsStatus",
    "Exemption",
    "Explained",
    "FormBCode",
    "Held",
    "Kind",
    "Kinds",
    "LawError",
    "Limit",
    "Line",
    "MissingFact",
    "NotCovered",
    "Obligation",
    "ObligationAnswer",
    "PartnerPiis",
    "Prolongation",
    "Regime",
    "ShareRate",
    "Situation",
    "Span",
    "Status",
    "Subsidy",
    "UnknownReading",
    "Window",
    "WindowStatus",
    "WrongFact",
    "YesNo",
    "appeal_until",
    "bilan_required",
    "community_service_allowed",
    "community_service_revise_by",
    "conclude_by",
    "contract_must_hold",
    "couple_subsidy",
    "decide_by",
    "duration",
    "evaluation_windows",
    "evaluations_due",
    "evaluations_status",
    "first_subsidy",
    "form_b_codes",
    "interview_due",
    "kinds_allowed",
    "may_be_sanctioned",
    "may_sign_from",
    "may_suspend_sanction",
    "missing_before_sanction",
    "must_have_piis",
    "must_have_piis_each",
    "prolongation",
    "regime_on",
    "review_by",
    "sanction_max_months",
    "sanction_period",
    "sanction_starts",
    "say",
    "subsidy_cents",
    "subsidy_rate_by_share",
    "subsidy_waits_for_signature",
    "told_before_signing",
]
