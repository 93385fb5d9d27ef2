"""A person and a centre that do not exist, and one of each document about them, in words of each language."""

from collections.abc import Callable

from jalon.domain.documents.rendering.contexts import Document

from .agreements import amendment, contract, signed_contract
from .lab import lab
from .letters import card, earnings, letter, notice, sanction
from .people import AIMS, CENTRE_DOES, HASH, PERSON, PERSON_DOES, THIRD_DOES, VERSION, centre, seal
from .proofs import evidence, trace
from .talks import absence, bilan, blank_bilan, evaluation, scale, way

__all__ = [
    "AIMS",
    "ALL",
    "CENTRE_DOES",
    "HASH",
    "PERSON",
    "PERSON_DOES",
    "THIRD_DOES",
    "VERSION",
    "absence",
    "amendment",
    "bilan",
    "blank_bilan",
    "card",
    "centre",
    "contract",
    "earnings",
    "evaluation",
    "evidence",
    "lab",
    "letter",
    "notice",
    "sanction",
    "scale",
    "seal",
    "signed_contract",
    "trace",
    "way",
]

ALL: dict[str, Callable[[str], Document]] = {
    "contract": contract,
    "signed_contract": signed_contract,
    "amendment": amendment,
    "evaluation": evaluation,
    "absence": absence,
    "bilan": bilan,
    "blank_bilan": blank_bilan,
    "scale": scale,
    "way": way,
    "notice": notice,
    "sanction": sanction,
    "letter": letter,
    "card": card,
    "earnings": earnings,
    "evidence": evidence,
    "trace": trace,
    "lab": lab,
}
