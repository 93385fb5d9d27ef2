"""What a report is looked at for before it is signed: each remark says what, where, and how to mend it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from jalon.domain.core import graphemes, reader
from jalon.domain.grants.queries import Held
from jalon.domain.people.niss import mentioned
from jalon.domain.reports.content import REPLY, Asked, asked
from jalon.domain.reports.costs import STAFF, CostLine, papers, totals
from jalon.domain.reports.models import Conclusion, Sampled
from jalon.domain.subsidies.words import money, said
from jalon.law.subsidies.forms import Need

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """One thing to look at. `section` and `field` are where; `blocks`: no signature before it is mended."""

    section: str
    field: str
    what: str
    how: str
    blocks: bool

    @property
    def sentence(self) -> str:
        """What and how, in one."""
        return f"{self.what} {self.how}".strip()


def problems(
    held: Held, values: Values, results: Values, spending: Values, costs: Iterable[Problem] = (), *, on: date
) -> list[Problem]:
    """Everything, what blocks first, in the order of the sections. `costs`: what `spending` finds."""
    found = [
        *_period(held, on),
        *_words(asked(held.grant), values),
        *_nameless(asked(held.grant), values, on),
        *_below_target(held, values, results),
        *_numbers(results),
        *costs,
        *_totals(held, spending),
    ]
    return sorted(found, key=lambda one: not one.blocks)


@dataclass(frozen=True)
class EnteredAgain:
    """A cost that came after a control, for a document the control refused or reduced."""

    cost: CostLine
    sampled: Sampled
    conclusion: Conclusion


def entered_again(
    costs: Iterable[CostLine], refused: Iterable[tuple[Sampled, Conclusion]], before: Mapping[UUID, set[UUID]]
) -> list[EnteredAgain]:
    """Costs of a text under another key than one a control refused or reduced, for the same document: said, no more.

    `before`: {text of this report: the costs it told}. A cost that stood beside the refused one when it was drawn is no
    second try. Whether it is the same expense a person decides: a supplier may have split its document.
    """
    lines = [(CostLine(one.cost_id, one.line, one.cents, one.told), one, why) for one, why in refused]
    known = [(line, papers(line), one, why) for line, one, why in lines]
    return [
        EnteredAgain(cost, one, why)
        for cost in costs
        if cost.cents > 0
        for line, keys, one, why in known
        if cost.id != line.id
        and cost.id not in before.get(one.version_id, ())
        and _same(cost, line, keys, here=one.version_id in before)
    ]


def _same(cost: CostLine, line: CostLine, keys: set[tuple[str, str]], *, here: bool) -> bool:
    """The same document; of staff on both sides the same function and months, in one report: a list serves many."""
    common = papers(cost) & keys
    if cost.category == line.category == STAFF:
        return here and any(kind == STAFF for kind, _value in common)
    return bool(common)


def blocking(found: list[Problem]) -> tuple[str, ...]:
    """The sentences of what stands in the way."""
    return tuple(one.sentence for one in found if one.blocks)


def _period(held: Held, on: date) -> Iterator[Problem]:
    """Results are counted at the last day of the programme: nothing is told before it is over."""
    if on <= held.grant.last:
        what = _("La période du programme court encore, jusqu’au %(day)s.")
        how = _("Préparez le rapport ; il se signe dès le lendemain.")
        yield Problem("", "", what % {"day": held.grant.last.strftime("%d/%m/%Y")}, how, True)


def _words(fields: list[Asked], values: Values) -> Iterator[Problem]:
    for one in fields:
        text = values.get(one.code)
        if not text and one.need == Need.ALWAYS:
            yield Problem("A", one.code, _("« %(field)s » est vide.") % {"field": one.title}, _("Écrivez-le."), True)
        elif text and one.limit and (length := graphemes.count(text)) > one.limit:
            what = _("« %(field)s » : %(length)s caractères, pour %(limit)s au plus.")
            told = {"field": one.title, "length": length, "limit": one.limit}
            yield Problem("A", one.code, what % told, _("Raccourcissez-le."), True)


def _nameless(fields: list[Asked], values: Values, on: date) -> Iterator[Problem]:
    """Nothing that leaves points at a person; the administration looks for names, this finds numbers."""
    titles = {one.code: str(one.title) for one in fields} | {REPLY: _("Réponse aux remarques")}
    for code, title in titles.items():
        if mentioned(str(values.get(code) or ""), on=on):
            what = _("« %(field)s » : un numéro national est dans ce texte.") % {"field": title}
            yield Problem("A", code, what, _("Retirez-le : rien de ce qui part ne désigne une personne."), True)


def _below_target(held: Held, values: Values, results: Values) -> Iterator[Problem]:
    """An objective that was not reached has its reason (seed of 8 December 2015)."""
    why = [one for one in asked(held.grant) if one.need == Need.BELOW and not values.get(one.code)]
    if not why:
        return
    below = [
        one["code"] for table in results.values() for one in table["cells"]
        if one["target"] is not None and one["value"] is not None and one["value"] < one["target"]
    ]  # fmt: skip
    if below:
        what = _("Des objectifs ne sont pas atteints (%(codes)s), et le rapport ne dit pas pourquoi.")
        how = _("Dites-le sous %(field)s ; cela n’a rien d’une faute.")
        for one in why:
            yield Problem("A", one.code, what % {"codes": ", ".join(below)}, how % {"field": one.code}, True)


def _numbers(results: Values) -> Iterator[Problem]:
    for line, table in results.items():
        told = {one["code"]: one["value"] for one in table["cells"]}
        for one in table["cells"]:
            where = f"{line}:{one['code']}"
            if one["value"] is None:
                what = _("Le point %(code)s, « %(title)s », n’a pas de nombre.")
                facts = {"code": one["code"], "title": said(one["titles"])}
                yield Problem("B", where, what % facts, _("Écrivez-le dans les résultats ; zéro est un nombre."), True)
            elif one["how"] == "corrected" and not one["reason"].strip():
                what = _("Le nombre du point %(code)s est corrigé sans raison.") % {"code": one["code"]}
                yield Problem("B", where, what, _("Dites pourquoi il n’est pas celui qui est compté."), True)
            yield from _sum(where, one, told)
            yield from _above(where, one, table["cells"])
        yield from _awaited(line, table)


def _awaited(line: str, table: Values) -> Iterator[Problem]:
    """A centre of the cluster that has not handed its numbers over: said with whom to ask, and never blocking.

    One silent centre does not keep the others from being paid; the text says whose numbers it lacks (ADR 31).
    """
    for one in table.get("centres", ()):
        if one["number"] is None:
            what = _("« %(centre)s » n’a pas encore remis ses nombres.") % {"centre": reader.by_language(*one["names"])}
            how = _("Demandez-les à sa coordination : ils se remettent depuis sa page « Rapports ».")
            yield Problem("B", f"{line}:", what, how, False)


def _sum(where: str, one: Values, told: Values) -> Iterator[Problem]:
    """A number that is not the sum of its parts is said and explained: no text asks that it be."""
    numbers = [told.get(code) for code in one["parts"]]
    parts = [number for number in numbers if isinstance(number, int)]
    whole = one["value"]
    if parts and len(parts) == len(numbers) and isinstance(whole, int) and whole != sum(parts):
        what = _("%(names)s font ensemble %(sum)s, et le point %(code)s dit %(whole)s.")
        facts = {"names": ", ".join(one["parts"]), "sum": sum(parts), "code": one["code"], "whole": whole}
        how = _("C’est juste si des personnes suivent deux parcours, ou aucun encore ; sinon, corrigez un nombre.")
        yield Problem("B", where, what % facts, how, False)


def _above(where: str, one: Values, cells: Iterable[Values]) -> Iterator[Problem]:
    """A number beyond the one its form says it should not exceed: said, and in the way when it cannot be."""
    whole = next((each for each in cells if each["code"] == one.get("at_most")), None)
    if whole is None or not isinstance(one["value"], int) or not isinstance(whole["value"], int):
        return
    if one["value"] > whole["value"]:
        what = _("« %(part)s » (%(n)s) dépasse « %(whole)s » (%(all)s).")
        facts = {"part": _named(one), "n": one["value"], "whole": _named(whole), "all": whole["value"]}
        if one.get("strict"):
            yield Problem("B", where, what % facts, _("Corrigez l’un des deux : le second est le tout."), True)
        else:
            how = _("C’est juste si des personnes ont suivi deux trajets ; sinon, corrigez un nombre.")
            yield Problem("B", where, what % facts, how, False)


def _named(one: Values) -> str:
    return f"{one['code']}. {said(one['titles'])}"


def _totals(held: Held, spending: Values) -> Iterator[Problem]:
    told = totals(spending)
    if not any(told.values()):
        what = _("Aucune dépense n’est justifiée.")
        yield Problem("C", "", what, _("Ajoutez vos dépenses, ou signez en sachant que l’avance sera reprise."), False)
        return
    for line in held.lines:
        cents = told.get(line.code, 0)
        facts = {"line": line.title, "told": money(cents), "grant": money(line.cents)}
        if cents > line.cents:
            what = _("« %(line)s » : %(told)s justifiés, pour %(grant)s attribués.")
            how = _("C’est permis : ce qui dépasse est gardé pour une redistribution.")
            yield Problem("C", "", what % facts, how, False)
        elif cents < line.cents:
            what = _("« %(line)s » : %(told)s justifiés, sur %(grant)s attribués.")
            yield Problem(
                "C", "", what % facts, _("Ce qui n’est pas justifié ne sera pas payé, ou sera repris."), False
            )
