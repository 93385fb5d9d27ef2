"""What a document says, as frozen data: no model, no request, no wording.

Every context carries `made_at` (the one clock of the document) and `centre` (whose paper it is). Texts a user wrote
are plain strings; a line break starts a new paragraph. Nothing in them is ever read as markup.
"""

from .acts import Amendment, Change, ChangeKind, Section
from .bilan import Bilan, BilanDomain
from .card import AccessCard
from .common import (
    Attached,
    Centre,
    Document,
    Language,
    LifeDomain,
    Means,
    Person,
    Regime,
    Seal,
    Side,
    Signature,
    Worker,
)
from .contract import Commitment, Contract, ContractKind, Meeting
from .convention import ConventionCall, ConventionText, Objective, PaymentClaim
from .decisions import Hearing, Notice, SanctionDecision, Scope, Suspension
from .earnings import EarningsLine, EarningsMonth
from .evaluation import (
    AbsenceCause,
    CommitmentProgress,
    Evaluation,
    Opinion,
    Progress,
    Rating,
)
from .evidence import Act, EvidenceBundle, OwnWay, SignatureTrace, TraceEntry
from .lab import LabReport, LabTable
from .letter import Appointment, Letter
from .report import AnnualReport, ReportCost, ReportLine, ReportNumbers
from .scale import Scale, ScaleAxis, ScaleItem
from .way import Way, WayAxis, WaySide, WayStep

__all__ = [
    "AbsenceCause",
    "AccessCard",
    "Act",
    "Amendment",
    "AnnualReport",
    "Appointment",
    "Attached",
    "Bilan",
    "BilanDomain",
    "Centre",
    "Change",
    "ChangeKind",
    "Commitment",
    "CommitmentProgress",
    "Contract",
    "ContractKind",
    "ConventionCall",
    "ConventionText",
    "Document",
    "EarningsLine",
    "EarningsMonth",
    "LabReport",
    "LabTable",
    "Evaluation",
    "EvidenceBundle",
    "Hearing",
    "Language",
    "Letter",
    "LifeDomain",
    "Means",
    "Meeting",
    "Notice",
    "Objective",
    "Opinion",
    "OwnWay",
    "PaymentClaim",
    "Person",
    "Progress",
    "Rating",
    "ReportCost",
    "ReportLine",
    "ReportNumbers",
    "Regime",
    "SanctionDecision",
    "Scale",
    "ScaleAxis",
    "ScaleItem",
    "Scope",
    "Seal",
    "Section",
    "Side",
    "Signature",
    "SignatureTrace",
    "Suspension",
    "TraceEntry",
    "Way",
    "WayAxis",
    "WaySide",
    "WayStep",
    "Worker",
]
