"""Orders, settlements and closings as the pages show them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.core import reader
from jalon.domain.payments.closings import Proposal, Row
from jalon.domain.payments.enums import REASONS, Kind
from jalon.domain.payments.models import Order, Settlement
from jalon.domain.subsidies.words import money, said
from jalon.law.sources import Source
from jalon.law.subsidies import Basis, Redistribution, Rule
from jalon.web.payments.forms import BASES
from jalon.web.ui.people import number
from jalon.web.ui.tables import Column, Table

MOST_SHOWN = 40


def line_name(facts: Mapping[str, Any]) -> str:
    """« Activation sociale 2015, activation » from the facts of an award or a settlement."""
    return f"{said(facts['programme'])} {facts['year']}, {said(facts['line'])}"


def kind_of(one: Order) -> str:
    """What an order is for, in words."""
    return str(Kind(one.kind).label)


def doubt_of(one: Source) -> dict[str, Any]:
    """A source as `ui` shows a note of the law: its article and what is not established."""
    language = reader.law_language()
    return {"cite": one.text.cite(one.article, language), "doubt": one.doubt.say(language) if one.doubt else ""}


def bank_words(words: str) -> str:
    """Why an order was rejected: a reason of the bank by its words, what a person wrote as it is."""
    mark, _space, rest = words.partition(" ")
    if mark != "pain.002":
        return words
    code, _space, more = rest.partition(" ")
    return " ".join(
        part for part in (str(REASONS[code]) if code in REASONS else "", f"({code})" if code else "", more) if part
    )


def rule_words(rule: Rule) -> list[str]:
    """A rule in sentences."""
    told = [str(dict(BASES)[rule.basis]).capitalize() + "."]
    if rule.basis is Basis.NONE:
        return told
    if rule.cap_percent is not None:
        percent = f"{float(rule.cap_percent):g}".replace(".", ",")
        told.append(_("Au plus %(percent)s %% du montant accordé.") % {"percent": percent})
    if rule.cap is not None:
        told.append(_("Au plus %(sum)s pour chacun.") % {"sum": money(rule.cap)})
    if rule.floor:
        told.append(_("Au moins %(sum)s pour chacun.") % {"sum": money(rule.floor)})
    if rule.within_regions:
        told.append(_("Chaque région garde ce qu’elle n’a pas utilisé."))
    return told


def in_words(found: Redistribution) -> list[str]:
    """A redistribution in sentences: what was not used, who receives a part, what nobody can take."""
    takers = [one for one in found.settled if one.supplement]
    lines = [
        _("Non utilisé : %(unused)s. Redistribué : %(given)s.")
        % {"unused": money(found.unused), "given": money(found.unused - found.left)}
    ]
    if takers:
        amounts = [one.supplement for one in takers]
        told = {"n": number(len(takers)), "least": money(min(amounts)), "most": money(max(amounts))}
        lines.append(
            ngettext(
                "%(n)s centre reçoit un supplément : %(most)s.",
                "%(n)s centres reçoivent un supplément, de %(least)s à %(most)s.",
                len(takers),
            )
            % told
        )
    if found.left:
        lines.append(_("Personne ne peut prendre le reste : %(left)s.") % {"left": money(found.left)})
    back = [-one.balance for one in found.settled if one.balance < 0]
    if back:
        told = {"n": number(len(back)), "sum": money(sum(back))}
        lines.append(
            ngettext("%(n)s centre rembourse %(sum)s.", "%(n)s centres remboursent ensemble %(sum)s.", len(back)) % told
        )
    return lines


def regions_table(shared: Proposal) -> Table:
    """What was not used, region by region."""
    columns = [
        Column(_("Région"), heading=True), Column(_("Centres"), numeric=True), Column(_("Accordé"), numeric=True),
        Column(_("Non utilisé"), numeric=True), Column(_("Part"), numeric=True),
        Column(_("Justifié en plus"), numeric=True),
    ]  # fmt: skip
    by_region: dict[str, list[Row]] = {}
    for one in shared.rows:
        by_region.setdefault(one.region or _("sans région"), []).append(one)
    rows = [[name, *_region(members)] for name, members in sorted(by_region.items())]
    return Table(_("Moyens non utilisés, par région"), columns, rows, [_("Total"), *_region(shared.rows)])


def _region(members: Sequence[Row]) -> list[str]:
    granted, unused = sum(one.use.grant for one in members), sum(one.use.unused for one in members)
    share = f"{100 * unused / granted:.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}%" if granted else "–"
    excess = sum(one.use.excess for one in members)
    return [number(len(members)), money(granted), money(unused), share, money(excess)]


def centres_table(shared: Proposal, address: Any) -> Table:
    """A row a centre, the largest unused means first."""
    columns = [
        Column(_("Centre"), heading=True), Column(_("Accordé"), numeric=True), Column(_("Justifié"), numeric=True),
        Column(_("Non utilisé"), numeric=True), Column(_("Supplément"), numeric=True),
        Column(_("Final"), numeric=True), Column(_("Payé"), numeric=True), Column(_("À payer"), numeric=True),
        Column(_("Pourquoi")),
    ]  # fmt: skip
    found = shared.found
    order = sorted(shared.rows, key=lambda one: (-one.use.unused, one.name))
    rows = [_centre(one, found, address) for one in order]
    whole = [
        sum(getattr(one.use, name) for one in found.settled) for name in ("grant", "justified", "unused")
    ] + [sum(getattr(one, name) for one in found.settled) for name in ("supplement", "final")]  # fmt: skip
    paid = sum(one.use.paid for one in found.settled)
    foot = [_("Total"), *map(money, whole), money(paid), money(sum(one.balance for one in found.settled)), ""]
    return Table(_("Centre par centre"), columns, rows, foot)


def _centre(one: Row, found: Redistribution, address: Any) -> list[object]:
    settled = found.of(one.identity)
    justified: object = money(settled.use.justified)
    if not one.signed:
        justified = _("convention pas signée")
    elif one.justified is None:
        justified = _("pas de rapport approuvé")
    amounts = [settled.use.unused, settled.supplement, settled.final, settled.use.paid, settled.balance]
    return [one.name, money(one.use.grant), justified, *map(money, amounts), why_link(address(one.identity), one.name)]


def why_link(address: str, name: str) -> SafeString:
    """The way to the reasons of one centre."""
    return format_html('<a href="{}">{}<span class="visually-hidden">, {}</span></a>', address, _("pourquoi"), name)


def differences(first: Proposal, second: Proposal) -> tuple[Table, int]:
    """What the second rule gives more or less, the largest differences first; and how many there are."""
    columns = [
        Column(_("Centre"), heading=True), Column(_("D’abord"), numeric=True), Column(_("À côté"), numeric=True),
        Column(_("Différence"), numeric=True),
    ]  # fmt: skip
    pairs = [(one.name, first.found.of(one.identity).supplement, second.found.of(one.identity).supplement)
             for one in first.rows]  # fmt: skip
    changed = sorted((one for one in pairs if one[1] != one[2]), key=lambda one: (-abs(one[2] - one[1]), one[0]))
    rows = [[name, money(before), money(after), signed(after - before)] for name, before, after in changed]
    return Table(_("Suppléments, d’une règle à l’autre"), columns, rows[:MOST_SHOWN]), len(changed)


def signed(cents: int) -> str:
    """With its sign."""
    return f"+{money(cents)}" if cents > 0 else money(cents)


def settlement_facts(one: Settlement) -> list[tuple[str, str]]:
    """The amounts of a settlement in order."""
    found = [
        (_("Montant accordé"), money(one.granted)),
        (_("Justifié et accepté"), money(one.justified)),
        (_("Utilisé du montant accordé"), money(one.used)),
    ]
    if one.supplement:
        found.append((_("Supplément, par redistribution"), money(one.supplement)))
    found += [(_("Montant final"), money(one.final)), (_("Payé à la clôture"), money(one.paid))]
    rest = one.final - one.paid
    return [*found, (_("À rembourser"), money(-rest)) if rest < 0 else (_("À payer"), money(rest))]
