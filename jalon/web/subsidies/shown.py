"""Programmes and shares as the pages show them: facts, tables, reasons."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.core import reader
from jalon.domain.subsidies.datasets import Entry
from jalon.domain.subsidies.sharing import Candidates, Comparison
from jalon.domain.subsidies.words import KINDS, MOMENTS, certainty, money, said, sentences
from jalon.law.sources import Source
from jalon.law.subsidies import Outcome, Programme, Unit, say
from jalon.law.subsidies.clusters import ClusterVerdict
from jalon.law.subsidies.selection import reasons as selection_reasons
from jalon.law.subsidies.series import Known, title_of
from jalon.law.subsidies.sharing import Bound
from jalon.web.ui.people import long_day, number
from jalon.web.ui.tables import Column, Table

MOST_SHOWN = 40  # differences above the fold


def source_facts(one: Source) -> dict[str, Any]:
    """A legal text as a note shows it."""
    return {
        "cite": one.text.cite(one.article, reader.law_language()),
        "title": one.text.title,
        "number": one.text.number,
        "link": one.text.link,
        "no_link": one.text.no_link,
        "seen_in": [each.short.say(reader.law_language()) for each in one.seen_in],
        "certainty": certainty(one.certainty),
        "kind": KINDS.get(one.certainty, "warn"),
        "doubt": one.doubt.say(reader.law_language()) if one.doubt else "",
    }


def programme_name(one: Programme) -> str:
    """« Participation et activation sociale 2015 »."""
    return f"{said(one.title)} {one.year}"


def programme_facts(one: Programme) -> list[tuple[str, Any]]:
    """What a programme is, as terms and values."""
    period = _("du %(first)s au %(last)s") % {"first": long_day(one.first), "last": long_day(one.last)}
    return [(_("Période"), period), (_("Budget"), money(one.total) if one.total is not None else "")]


def calendar(one: Programme) -> list[tuple[str, str]]:
    """Its dates in order."""
    return [
        (
            str(MOMENTS[each.code]),
            long_day(each.first)
            if each.first == each.last
            else _("du %(first)s au %(last)s") % {"first": long_day(each.first), "last": long_day(each.last)},
        )
        for each in one.calendar
    ]


def names_of(entries: Sequence[Entry]) -> dict[str, str]:
    """The name of each identity in the reader's language."""
    return {one.identity: one.name for one in entries}


def shares_table(outcome: Outcome, names: Mapping[str, str], address: Callable[[str], str]) -> Table:
    """A row a centre: what is counted of it, its amount, and the way to its reasons."""
    counted = outcome.key.components
    columns = [Column(_("Centre"), heading=True), Column(_("Code INS"))]
    columns += [Column(title_of(one.name, reader.law_language(), outcome.known), numeric=True) for one in counted]
    columns += [Column(_("Montant"), numeric=True), Column(_("Pourquoi"))]
    rows = [
        [
            names.get(one.identity, one.identity),
            shown_code(one.identity),
            *(_value(outcome, one.identity, part.series) for part in counted),
            money(one.cents),
            why_link(address(one.identity), one.bound, names.get(one.identity, one.identity)),
        ]
        for one in outcome.sharing.shares
    ]
    whole = money(sum(one.cents for one in outcome.sharing.shares))
    return Table(_("Ce que chacun reçoit"), columns, rows, [_("Total"), *[""] * (len(counted) + 1), whole, ""])


def shown_code(identity: str) -> str:
    """A code; a dash for a centre that has none, whose identity is no word for people."""
    return identity if identity.isdecimal() else "–"


def _value(outcome: Outcome, identity: str, codes: tuple[str, ...]) -> str:
    values = [outcome.data[identity][code] for code in codes]
    if all(outcome.known[code].unit is Unit.EUROS for code in codes):
        return money(int(sum(values)))
    whole = sum(values)
    return number(int(whole)) if whole == int(whole) else f"{float(whole):g}".replace(".", ",")


def why_link(address: str, bound: Bound, name: str) -> SafeString:
    """The way to the reasons; a bound is said in its place."""
    words = {Bound.NONE: _("pourquoi"), Bound.FLOOR: _("plancher"), Bound.CAP: _("plafond")}[bound]
    return format_html('<a href="{}">{}<span class="visually-hidden">, {}</span></a>', address, words, name)


def differences_tables(found: Comparison, names: Mapping[str, str]) -> tuple[Table, Table | None]:
    """The largest differences, then the others."""
    columns = [
        Column(_("Centre"), heading=True),
        Column(_("D’abord"), numeric=True),
        Column(_("À côté"), numeric=True),
        Column(_("Différence"), numeric=True),
    ]
    rows = [
        [names.get(one.identity, one.identity), money(one.first), money(one.second), _signed(one.change)]
        for one in found.differences
    ]
    first = Table(_("Les plus grandes différences"), columns, rows[:MOST_SHOWN])
    return first, Table(_("Les autres"), columns, rows[MOST_SHOWN:]) if rows[MOST_SHOWN:] else None


def _signed(cents: int) -> str:
    return f"+{money(cents)}" if cents > 0 else money(cents)


def in_words(outcome: Outcome) -> list[str]:
    """A sharing in sentences: how many, how much, between what and what, what is left."""
    sharing = outcome.sharing
    amounts = [one.cents for one in sharing.shares]
    count = len(amounts)
    lines = [
        ngettext("%(n)s part, %(sum)s en tout.", "%(n)s parts, %(sum)s en tout.", count)
        % {"n": number(count), "sum": money(sum(amounts))},
        _("La plus petite est de %(least)s, la plus grande de %(most)s.")
        % {"least": money(min(amounts)), "most": money(max(amounts))},
    ]
    bounds = {bound: sum(one.bound is bound for one in sharing.shares) for bound in (Bound.FLOOR, Bound.CAP)}
    if bounds[Bound.FLOOR]:
        lines.append(_("Au plancher : %(n)s.") % {"n": number(bounds[Bound.FLOOR])})
    if bounds[Bound.CAP]:
        lines.append(_("Au plafond : %(n)s.") % {"n": number(bounds[Bound.CAP])})
    if sharing.left:
        lines.append(_("Il reste %(left)s que les plafonds ne laissent pas partager.") % {"left": money(sharing.left)})
    return lines


def selection_table(line: Any, found: Candidates, names: Mapping[str, str], known: Known) -> Table | None:
    """Each candidate, in or out, with the reason."""
    if not found.verdicts:
        return None
    states = {True: _("retenu"), False: _("pas retenu"), None: _("pas tranché")}
    order = {None: 0, True: 1, False: 2}
    columns = [Column(_("Centre"), heading=True), Column(_("Résultat")), Column(_("Raisons"))]
    rows = [
        [
            names.get(one.identity, one.identity),
            states[one.inside],
            " ".join(say(each, reader.law_language()) for each in selection_reasons(line.rule, one, known)),
        ]
        for one in sorted(found.verdicts, key=lambda each: (order[each.inside], each.identity))
    ]
    return Table(_("Qui participe, et pourquoi"), columns, rows, hide_caption=True)


def clusters_table(found: Candidates, names: Mapping[str, str]) -> Table | None:
    """Each cluster, its promoter, its centres, and what is wrong with it."""
    if not found.clusters:
        return None
    columns = [
        Column(_("Cluster"), heading=True),
        Column(_("Promoteur")),
        Column(_("Centres")),
        Column(_("Résultat")),
        Column(_("Raisons")),
    ]
    rows = [
        [
            one.cluster.name,
            ", ".join(names.get(each, each) for each in one.cluster.promoters),
            ", ".join(names.get(each, each) for each in one.cluster.members),
            _("retenu") if one.inside else _("pas retenu"),
            " ".join(_cluster_reasons(one, names)),
        ]
        for one in found.clusters
    ]
    return Table(_("Les clusters, et pourquoi"), columns, rows, hide_caption=True)


def _cluster_reasons(one: ClusterVerdict, names: Mapping[str, str]) -> list[str]:
    if one.inside:
        return sentences([("cluster_fine", {"count": len(one.cluster.members)})])
    told = [
        (code, {**params, **({"identity": names.get(str(params["identity"]))} if "identity" in params else {})})
        for code, params in one.faults
    ]
    return sentences(told)
