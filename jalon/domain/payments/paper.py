"""The letter that asks money back: same facts, same bytes."""

from datetime import date

from jalon.domain.centres.models import Centre
from jalon.domain.centres.names import dutch_title, french_title
from jalon.domain.conventions.languages import languages_on
from jalon.domain.conventions.paper import MINISTRY, PLACE, titled
from jalon.domain.core.both_sides import rows
from jalon.domain.core.clock import day_of
from jalon.domain.documents.rendering.contexts import Centre as Paper
from jalon.domain.documents.rendering.contexts import PaymentClaim
from jalon.domain.documents.rendering.engine import render
from jalon.domain.payments import iban, pain
from jalon.domain.payments.models import Order, Settlement

LANGUAGES = ("fr", "nl", "de")


def language_of(order: Order) -> str:
    """In which language the centre is written to."""
    centre = Centre.objects.get(pk=order.centre_id)
    return languages_on([centre], day_of(order.state_since))[centre.pk]


def claim(order: Order, *, language: str) -> bytes:
    """The letter as PDF. Raises `DomainError` while the operator has not said where to pay."""
    centre, one = Centre.objects.get(pk=order.centre_id), rows(Settlement).get(pk=order.settlement_id)
    names = "nl" if language == "nl" else "fr"
    payer = pain.payer()
    amounts = {"granted": one.granted, "justified": one.justified, "final": one.final, "paid": one.paid}
    made = PaymentClaim(
        made_at=order.state_since,
        centre=Paper(name=MINISTRY[language], place=PLACE[language], colour="#1d4e6b"),
        reference=order.reference,
        to=dutch_title(centre.name_nl) if names == "nl" else french_title(centre.name_fr),
        to_place=centre.name_nl if names == "nl" else centre.name_fr,
        programme=f"{titled(one.facts['programme'], language)} {one.facts['year']}",
        line=titled(one.facts["line"], language),
        closed_on=date.fromisoformat(one.facts["decided_on"]),
        amounts=(*amounts.items(), ("back", order.cents)),
        reasons=tuple(one.facts["why"][names]),
        cents=order.cents,
        until=order.due_on,
        holder=payer.name,
        iban=iban.shown(payer.iban),
        communication=order.reference,
    )
    return render(made, language=language).bytes
