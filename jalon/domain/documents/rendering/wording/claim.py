"""The words of the letter that asks money back."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import PaymentClaim

from .words import View, Words


def claim_view(one: PaymentClaim, w: Words) -> View:
    """What was granted, justified and paid; why; how much, until when and where to."""
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=one.reference),
        "to": {"name": one.to, "place": one.to_place},
        "opening": w("opening"),
        "body": [
            w("lead", programme=one.programme, line=one.line, day=w.day(one.closed_on)),
            w("asked", amount=w.money(one.cents), until=w.day(one.until)),
        ],
        "amounts_title": w("amounts"),
        "amounts": [{"label": w(f"amount_{code}"), "text": w.money(cents)} for code, cents in one.amounts],
        "reasons_title": w("reasons"),
        "reasons": list(one.reasons),
        "pay_title": w("pay"),
        "pay": [
            {"label": w("holder"), "text": one.holder},
            {"label": w("iban"), "text": one.iban},
            {"label": w("communication"), "text": one.communication},
        ],
        "late": w("late"),
        "closing": w("closing"),
    }
