"""What a centre reads: what it received, what is due and why, what it has to pay back, its account."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.domain.audit import verbs
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core import reader
from jalon.domain.core.both_sides import rows
from jalon.domain.payments import iban
from jalon.domain.payments.due import Due, due
from jalon.domain.payments.enums import KINDS, Kind, State
from jalon.domain.payments.models import Account, Order, Settlement
from jalon.domain.payments.permissions import may_commit, may_write
from jalon.domain.payments.queries import account, account_given, orders, settlements
from jalon.domain.subsidies.words import money
from jalon.law.subsidies import Rule
from jalon.law.subsidies.source_json import source_from_json
from jalon.web.access.gate import page
from jalon.web.payments.shown import doubt_of, kind_of, line_name, rule_words, settlement_facts
from jalon.web.ui.parts import Event
from jalon.web.ui.people import labelled, long_day


@page("centre", who=may_write)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Everything of this centre, what waits first."""
    member = request.member  # type: ignore[attr-defined]
    given = account_given()
    # What was given up before it left says nothing to a centre; what the bank rejected does.
    found = [one for one in orders() if one.state != State.DROPPED]
    context = {
        "account": _account(account()),
        "given": _account(given),
        "may_confirm": bool(given and may_commit(member) and given.given_by_id != member.pk),
        "due": [_due(one) for one in due()],
        "claims": [_order(one) for one in found if one.state == State.CLAIMED],
        "received": [_order(one) for one in found if one.state != State.CLAIMED],
        "settled": [
            _settled(one) for one in sorted(settlements(told=True).values(), key=lambda each: each.decided_at)[::-1]
        ],
        "history": _history(),
    }
    return render(request, "payments/mine.html", context)


def _account(one: Account | None) -> dict[str, Any] | None:
    if one is None:
        return None
    told = {"name": one.given_by.name, "day": long_day(one.given_at)}
    words = _("Donné par %(name)s le %(day)s.") % told
    if one.confirmed_by and one.confirmed_at:
        told = {"name": one.confirmed_by.name, "day": long_day(one.confirmed_at)}
        words += " " + _("Confirmé par %(name)s le %(day)s.") % told
    return {"pk": one.pk, "iban": iban.shown(one.iban), "holder": one.holder, "words": words}


def _due(one: Due) -> dict[str, str]:
    why = _("La signature du ministre l’a rendue due.") if one.advance else _("Le programme paie d’abord cette part.")
    if one.settlement:
        why = _("La clôture de la ligne l’a décidé.")
    wait = "" if one.account else _("Aucun compte confirmé : rien ne peut être payé.")
    if not one.carried:
        wait = _(
            "Le rapport a changé depuis : rien n’est payé avant qu’il soit approuvé et la ligne clôturée de nouveau."
        )
    title = labelled(line_name(one.award.facts), Kind(one.kind).label)
    return {"title": title, "cents": money(one.cents), "why": f"{why} {wait}".strip()}


def _order(one: Order) -> dict[str, Any]:
    state = State(one.state)
    return {
        "pk": one.pk,
        "title": labelled(line_name(one.award.facts), kind_of(one)),
        "cents": money(one.cents),
        "meta": _("%(reference)s, le %(day)s") % {"reference": one.reference, "day": long_day(one.state_since)},
        "state": str(state.label),
        "kind": KINDS[state],
        "until": one.due_on if one.kind == Kind.RECOVERY else None,
    }


def _settled(one: Settlement) -> dict[str, Any]:
    meta = _("Clôture %(n)s du %(day)s") % {"n": one.number, "day": long_day(one.decided_at)}
    url = reverse("payments:why", args=[one.pk])
    return {"title": line_name(one.facts), "url": url, "meta": meta, "cents": money(one.final)}


def _history() -> list[Event]:
    done = JournalEntry.objects.filter(verb__startswith="account.").order_by("-number")[:20]
    return [
        Event(one.written_at or one.on, verbs.label(one.verb), verbs.words(one.verb, one.detail), one.actor_name)
        for one in done
    ]


@page("centre", who=may_write)
@require_safe
def why(request: HttpRequest, settlement_id: UUID) -> HttpResponse:
    """One settlement: amounts and reasons, and those before it under the same line."""
    one = rows(Settlement).filter(pk=settlement_id).first()
    if one is None:
        raise Http404
    facts = one.facts
    others = rows(Settlement).filter(programme_id=one.programme_id, line=one.line).exclude(pk=one.pk)
    context = {
        "name": line_name(facts),
        "cents": money(one.final),
        "facts": settlement_facts(one),
        "reasons": facts["why"][reader.law_language()],
        "rule": rule_words(Rule.from_json(facts["rule"])),
        "source": doubt_of(source_from_json(facts["source"])),
        "decided": _("Clôture %(n)s du %(day)s") % {"n": one.number, "day": long_day(one.decided_at)},
        "basis": facts["reason"],
        "others": [_settled(each) for each in others.order_by("-number")],
        "back": reverse("payments:mine"),
        "breadcrumbs": [(_("Paiements"), reverse("payments:mine")), (line_name(facts), "")],
    }
    return render(request, "payments/why.html", context)
