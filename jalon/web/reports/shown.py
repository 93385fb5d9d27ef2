"""A report as the pages show it: its name, its path, its three sections, its differences, its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jalon.domain.audit import verbs
from jalon.domain.audit.models import JournalEntry
from jalon.domain.centres.models import Centre
from jalon.domain.core import reader
from jalon.domain.grants.queries import Held
from jalon.domain.reports import afterwards, queries
from jalon.domain.reports.afterwards import Paid
from jalon.domain.reports.checks import Problem
from jalon.domain.reports.content import Difference
from jalon.domain.reports.costs import by_category, cost_lines
from jalon.domain.reports.enums import AT_THE_CENTRE, KINDS, Capacity, Noted, State, Told
from jalon.domain.reports.models import Report, Signature, Version
from jalon.domain.results.cluster import told_parts
from jalon.domain.results.enums import How
from jalon.domain.spending.enums import Category
from jalon.domain.subsidies.words import money, said
from jalon.web.ui.both_sides import in_order, told_events
from jalon.web.ui.parts import Event
from jalon.web.ui.people import labelled, long_day, number, percent
from jalon.web.ui.tables import Column, Table

Plain = Mapping[str, Any]  # a report, or a part of one, as plain JSON


def name_of(programme: Mapping[str, str], year: int) -> str:
    """« Activation sociale 2015 »."""
    return f"{said(programme)} {year}"


def name_of_held(held: Held) -> str:
    """The same, from a grant."""
    return name_of(held.grant.facts["title"], held.grant.year)


def centre_name(centre: Centre) -> str:
    """In the reader's language."""
    return reader.by_language(centre.name_fr, centre.name_nl)


def at_the_centre(report: Report) -> tuple[str, str]:
    """The state as the centre reads it, and the kind of its badge."""
    state = State(report.state)
    return str(AT_THE_CENTRE[state]), KINDS[State.SENT if state == State.ADVISED else state]


def at_the_administration(state: str) -> tuple[str, str]:
    """The state as the administration reads it, and the kind of its badge."""
    return str(State(state).label), KINDS[State(state)]


def paid_of(report: Report, held: Held) -> Paid | None:
    """What became of the money of an approved report; nothing before."""
    if report.state != State.APPROVED:
        return None
    return afterwards.paid(report.centre_id, report.programme_id, [one.code for one in held.own])


def paid_in_words(paid: Paid) -> str:
    """What was received, and what comes next."""
    facts = {"received": money(paid.received), "day": long_day(paid.last_on) if paid.last_on else ""}
    said = _("%(received)s reçus, en dernier le %(day)s.") if paid.last_on else _("Rien n’est encore payé.")
    if paid.final is None:
        then = _("Le décompte se fait à la clôture de la ligne.")
    elif paid.to_pay_back:
        then = _("%(cents)s sont à rembourser.") % {"cents": money(paid.to_pay_back)}
    elif paid.to_come:
        then = _("%(cents)s sont encore à recevoir.") % {"cents": money(paid.to_come)}
    else:
        then = _("Tout est réglé.")
    return f"{said % facts} {then}"


def steps(report: Report, paid: Paid | None = None) -> tuple[list[tuple[str, str]], str]:
    """The path of a report, and where it is. Approved, it waits for its payment until everything is settled."""
    path = [
        ("write", _("Écrire à plusieurs")),
        ("sign", _("Signer, à deux")),
        ("examine", _("Examen et contrôle")),
        ("decide", _("Décision du ministre")),
        ("pay", _("Paiement du solde")),
        ("done", _("Payé")),
    ]
    here = {
        State.OPEN: "write", State.BACK: "write", State.READY: "sign", State.SENT: "examine", State.ADVISED: "decide",
        State.APPROVED: "done" if paid and paid.is_over else "pay",
    }  # fmt: skip
    return path, here[State(report.state)]


def facts_of(report: Report, held: Held) -> list[tuple[str, str]]:
    """Period, amount, delay, the money of the year before."""
    grant = held.grant
    period = _("du %(first)s au %(last)s") % {"first": long_day(grant.first), "last": long_day(grant.last)}
    found = [(_("Période"), period), (_("Montant attribué"), money(held.cents))]
    if money_before := queries.last_year_money(report):
        granted, justified = map(money, money_before)
        told = _("%(granted)s attribués, %(justified)s justifiés") % {"granted": granted, "justified": justified}
        found.append((_("L’an passé"), told))
    if report.due and report.state in (State.OPEN, State.BACK, State.READY):
        found.append((_("À signer et envoyer au plus tard"), long_day(report.due)))
    return found


# Section B ------------------------------------------------------------------------------------------------------------


def results_table(title: str, table: Plain, before: Mapping[str, Any] | None = None) -> Table:
    """The numbers of one line: target, realised, where the number comes from; last year's when it is known."""
    columns = [
        Column(_("Point"), heading=True), Column(_("Objectif"), numeric=True), Column(_("Réalisé"), numeric=True),
    ]  # fmt: skip
    if before:
        columns.append(Column(_("L’an passé"), numeric=True))
    columns.append(Column(_("Comment")))
    rows = []
    for one in table["cells"]:
        cells = [f"{one['code']}  {said(one['titles'])}", number(one["target"]), _value(one, table)]
        if before:
            cells.append(number(before.get(one["code"])))
        rows.append([*cells, _how(one, table)])
    return Table(title, columns, rows)


def _value(one: Plain, table: Plain) -> str:
    """The number; an indicator after the first with its share of the first."""
    value, words = one["value"], number(one["value"])
    if not one["form"].startswith("indicators"):
        return words
    whole = next(each for each in table["cells"] if each["form"] == one["form"])
    if one is whole or value is None or not whole["value"]:
        return words
    return f"{words} ({percent(value / whole['value'], 1)})"


def _how(one: Plain, table: Plain) -> str:
    """Where the number comes from; of a cluster, where the parts that were not counted come from too."""
    words = str(How(one["how"]).label)
    if one["how"] == How.CORRECTED:
        words = _("%(how)s ; compté : %(n)s") % {"how": words, "n": number(one["computed"])}
    words = labelled(words, one["reason"]) if one["reason"] else words
    others = [labelled(each.name, each.by_hand) for each in told_parts(one, table) if each.names and each.by_hand]
    return ", ".join([labelled(_("Promoteur"), words), *others]) if others else words


# Section C ------------------------------------------------------------------------------------------------------------


def totals_table(spending: Plain) -> Table:
    """Each line of the programme: granted, justified by category, what rests or exceeds."""
    kinds = [one for one in Category if one != Category.INVESTMENT]
    columns = [Column(_("Ligne"), heading=True), Column(_("Attribué"), numeric=True)]
    columns += [Column(capfirst(str(one.label)), numeric=True) for one in kinds]
    columns += [
        Column(_("Justifié"), numeric=True), Column(_("Non justifié"), numeric=True),
        Column(_("Au-delà"), numeric=True),
    ]  # fmt: skip
    rows = [
        [
            said(one["title"]), money(one["granted"]), *(money(one["by_category"].get(kind, 0)) for kind in kinds),
            money(one["justified"]), money(one["rest"]), money(one["above"]),
        ]
        for one in spending.get("lines", ())
    ]  # fmt: skip
    whole = by_category(spending)
    foot = [
        _("Total"), money(spending.get("granted", 0)), *(money(whole.get(kind, 0)) for kind in kinds),
        money(spending.get("justified", 0)), money(spending.get("rest", 0)), money(spending.get("above", 0)),
    ]  # fmt: skip
    return Table(_("Attribué et justifié, par ligne du programme"), columns, rows, foot if len(rows) > 1 else None)


def costs_table(spending: Plain, *, most: int | None = None) -> Table:
    """The costs, the largest first when only some are shown."""
    lines = cost_lines(spending)
    if most is not None and len(lines) > most:
        lines = sorted(lines, key=lambda one: -one.cents)[:most]
    columns = [
        Column(_("Dépense"), heading=True), Column(_("Date")), Column(_("Catégorie")),
        Column(_("Justifié"), numeric=True),
    ]  # fmt: skip
    rows = [
        [one.words, long_day(date.fromisoformat(one.day)), str(Category(one.category).label), money(one.cents)]
        for one in lines
    ]
    return Table(_("Dépenses du rapport"), columns, rows)


# Looking through, signing, history ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """A thing to look at, with the address where it is mended."""

    problem: Problem
    url: str


def found_in(held: Held, problems: Sequence[Problem]) -> list[Found]:
    """Each leads to where it is mended: a field of this page, a number in the results, a cost."""
    return [Found(one, _where(held, one)) for one in problems]


def _where(held: Held, one: Problem) -> str:
    grant = held.grant.pk
    if one.section == "A":
        return f"#id_field-{one.field}"
    if one.section == "B":
        line, _sep, code = one.field.partition(":")
        return (
            reverse("results:number", args=[grant, line, code]) if code else reverse("results:show", args=[grant, line])
        )
    if one.section == "C":
        return (
            reverse("spending:show", args=[grant, one.field]) if one.field else reverse("spending:costs", args=[grant])
        )
    return ""


def signatories(given: Mapping[str, Signature]) -> list[tuple[str, str, bool]]:
    """Each of the two: the quality, what is known, whether it is done."""
    found = []
    for one in Capacity:
        signature = given.get(one.value)
        words = _("manque encore")
        if signature:
            told = {"day": long_day(signature.signed_at), "name": signature.name}
            words = _("signé le %(day)s par %(name)s") % told
        found.append((str(one.label), words, signature is not None))
    return found


def centre_history(report: Report) -> list[Event]:
    """What was done, the last first: the centre's own journal, and what the administration told it."""
    own = [
        Event(one.written_at or one.on, verbs.label(one.verb), verbs.words(one.verb, one.detail), one.actor_name)
        for one in JournalEntry.objects.filter(subject_id=report.pk).order_by("-number")[:100]
    ]
    return in_order([*own, *told_events(queries.answers(report), Told)])


def federal_history(report: Report, versions: Sequence[Version]) -> list[Event]:
    """The same at the administration, with its own notes: what the centre wrote before sending is not there."""
    texts = [
        Event(one.sent_at, _("Texte %(n)s envoyé par le centre") % {"n": one.number}, by=one.made_by_name, kind="info")
        for one in versions
        if one.sent_at
    ]
    asked = [Event(one.at, _("Autre délai demandé"), one.reason, one.by_name) for one in queries.time_requests(report)]
    notes = [Event(one.at, str(Noted(one.kind).label), one.words, one.by_name) for one in queries.notes(report)]
    return in_order([*texts, *asked, *notes, *told_events(queries.answers(report), Told)])


def differences_table(found: Sequence[Difference]) -> Table | None:
    """What is other than in the text before; words are shown where they stand."""
    rows = [[one.name, one.before or "–", one.after or "–"] for one in found if one.where != "A"]
    columns = [Column(_("Point"), heading=True), Column(_("Dans le texte d’avant")), Column(_("Maintenant"))]
    return Table(_("Ce qui a changé dans les nombres et les dépenses"), columns, rows) if rows else None
