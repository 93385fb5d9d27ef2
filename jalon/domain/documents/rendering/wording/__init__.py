"""From a context to the words on paper: one plain tree of strings that both the PDF and the DOCX are made from."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import Document

from . import (
    bilan,
    card,
    claim,
    contract,
    convention,
    decisions,
    earnings,
    evaluation,
    evidence,
    lab,
    letter,
    report,
    scale,
    way,
)
from .words import View, Words

BUILDERS = {
    "contract": contract.contract_view,
    "amendment": contract.amendment_view,
    "evaluation": evaluation.evaluation_view,
    "bilan": bilan.bilan_view,
    "notice": decisions.notice_view,
    "sanction": decisions.sanction_view,
    "letter": letter.letter_view,
    "earnings": earnings.earnings_view,
    "lab": lab.lab_view,
    "card": card.card_view,
    "evidence": evidence.evidence_view,
    "scale": scale.scale_view,
    "trace": evidence.trace_view,
    "way": way.way_view,
    "convention": convention.convention_view,
    "call": convention.call_view,
    "claim": claim.claim_view,
    "report": report.report_view,
}


def view(document: Document, language: str) -> View:
    """The document in words of that language. Strings only; the same input gives the same tree."""
    words = Words(document.template, language)
    return words.head(document) | BUILDERS[document.template](document, words)


__all__ = ["BUILDERS", "View", "Words", "view"]
