"""Payments as double entries, for the accounting of the administration.

The plan of accounts of the payer was not found: each entry names its account by a word, and by the number the operator
gives for it (`JALON_LEDGER`), or none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.domain.core.both_sides import rows
from jalon.domain.core.clock import day_of
from jalon.domain.payments.enums import Kind, State
from jalon.domain.payments.models import Order, Settlement
from jalon.domain.subsidies.words import said
from jalon.law.subsidies.source_json import source_from_json


class Ledger(models.TextChoices):
    """The accounts an entry stands on."""

    ADVANCES = "advances", _("Avances aux centres")
    SUBSIDIES = "subsidies", _("Subsides accordés")
    BANK = "bank", _("Trésorerie")
    CLAIMS = "claims", _("Créances sur les centres")


@dataclass(frozen=True)
class Entry:
    """One line: an amount on one side of one account. Debit and credit of one `piece` are equal."""

    on: date
    piece: str
    account: Ledger
    debit: int
    credit: int
    centre_id: Any
    programme: str
    line: str
    basis: str
    words: str

    @property
    def number(self) -> str:
        """The account's number in the payer's plan, if the operator gave it."""
        return settings.JALON_LEDGER.get(self.account.value, "")


def entries(year: int) -> list[Entry]:
    """Everything paid, received, claimed and settled in a calendar year, by day and piece."""
    done = rows(Order).select_related("award").filter(state__in=[State.EXECUTED, State.RECEIVED])
    found = [*_of_orders(done), *_of_settlements(rows(Settlement).select_related("award"))]
    return sorted((one for one in found if one.on.year == year), key=lambda one: (one.on, one.piece, -one.debit))


def _of_orders(orders: Iterable[Order]) -> Iterator[Entry]:
    for one in orders:
        if one.kind == Kind.RECOVERY:
            if one.state == State.RECEIVED:
                yield from _pair(one, Ledger.BANK, Ledger.CLAIMS, one.cents, one.reference)
            continue
        debit = Ledger.ADVANCES if one.kind == Kind.ADVANCE else Ledger.SUBSIDIES
        yield from _pair(one, debit, Ledger.BANK, one.cents, one.reference)


def _of_settlements(settlements: Iterable[Settlement]) -> Iterator[Entry]:
    """The first settlement turns the advance into a subsidy; each turns what was paid too much into a claim."""
    for one in settlements:
        piece, first = f"D-{one.pk.hex[:12].upper()}", one.number == 1
        if first and (kept := min(one.paid, one.final)):
            yield from _pair(one, Ledger.SUBSIDIES, Ledger.ADVANCES, kept, piece)
        if back := one.owed.get(Kind.RECOVERY):
            yield from _pair(one, Ledger.CLAIMS, Ledger.ADVANCES if first else Ledger.SUBSIDIES, back, piece)


def _pair(one: Order | Settlement, debit: Ledger, credit: Ledger, cents: int, piece: str) -> Iterator[Entry]:
    facts = one.award.facts
    source = source_from_json(facts["source"])
    at = one.state_since if isinstance(one, Order) else one.decided_at
    words = str(Kind(one.kind).label) if isinstance(one, Order) else str(Settlement._meta.verbose_name)
    told = {
        "on": day_of(at),
        "piece": piece,
        "centre_id": one.centre_id,
        "programme": f"{said(facts['programme'])} {facts['year']}",
        "line": said(facts["line"]),
        "basis": source.text.cite(source.article, "fr"),
        "words": words,
    }
    yield Entry(account=debit, debit=cents, credit=0, **told)
    yield Entry(account=credit, debit=0, credit=cents, **told)
