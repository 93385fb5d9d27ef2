"""Costs as the pages show them: the grant's name, totals beside it, a line in a table, what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.audit import verbs
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core import reader
from jalon.domain.grants.models import Grant
from jalon.domain.spending.enums import Category
from jalon.domain.spending.models import Cost
from jalon.domain.spending.queries import LineTotals, Totals, unanswered
from jalon.domain.spending.sheet import activities, kinds_of, lines_of
from jalon.domain.subsidies.words import money, said
from jalon.law.sources import Source
from jalon.law.subsidies.cost_texts import cost_rules
from jalon.law.subsidies.costs import WHOLE, Finding, above_grant
from jalon.web.spending.fields import plain_share
from jalon.web.ui.parts import Event
from jalon.web.ui.people import THIN, long_day
from jalon.web.ui.tables import Column, Table

DOUBTS = {"found": "certain", "computed": "certain", "known-high": "likely"}


def name_of(grant: Grant) -> str:
    """« Participation et activation sociale 2017 »."""
    return f"{said(grant.facts['title'])} {grant.year}"


def trail(grant: Grant, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page stands."""
    here = reverse("spending:costs", args=[grant.pk])
    return [(_("Dépenses"), reverse("spending:grants")), (name_of(grant), here if more else ""), *more]


def share(value: int) -> str:
    """« 12,5 % »."""
    return f"{plain_share(value)}{THIN}%"


def beside_the_grant(whole: Totals) -> Table:
    """Justified beside granted, a line a row."""
    columns = [
        Column(_("Ligne du subside"), heading=True),
        *(Column(str(one.label).capitalize(), numeric=True) for one in (Category.STAFF, Category.RUNNING)),
        Column(_("Justifié"), numeric=True),
        Column(_("Subside"), numeric=True),
        Column(_("Reste"), numeric=True),
        Column(_("Au-dessus"), numeric=True),
    ]
    rows = [[one.title, *_cells(one)] for one in whole.lines]
    foot = [_("Total"), *_cells_of(whole)] if len(rows) > 1 else None
    return Table(_("Ce qui est justifié, à côté du subside"), columns, rows, foot, hide_caption=True)


def _cells(one: LineTotals) -> list[str]:
    by = [money(one.by_category.get(each, 0)) for each in (Category.STAFF, Category.RUNNING)]
    return [*by, *_amounts(one)]


def _cells_of(whole: Totals) -> list[str]:
    by = [
        money(sum(line.by_category.get(each, 0) for line in whole.lines)) for each in (Category.STAFF, Category.RUNNING)
    ]
    return [*by, *_amounts(whole)]


def _amounts(one: LineTotals | Totals) -> list[str]:
    return [money(one.justified), money(one.granted), money(one.rest or None), money(one.above or None)]


def above(whole: Totals) -> list["Said"]:
    """What is above the grant, said as allowed and useful, line by line."""
    many = len(whole.lines) > 1
    return [
        Said.of(found, one.title if many else "")
        for one in whole.lines
        for found in above_grant(one.justified, one.granted)
    ]


@dataclass(frozen=True)
class Said:
    """A finding in the reader's words, with the rule behind it. `field`: its answer, in a form."""

    code: str
    refuses: bool
    words: str
    mend: str
    article: str
    certainty: str
    doubt: str
    where: str
    field: Any = None
    answer: str = ""

    @classmethod
    def of(cls, found: Finding, where: str = "", *, field: Any = None, answer: str = "") -> "Said":
        """The same for a page."""
        language, source = reader.law_language(), found.source
        return cls(
            code=found.code,
            refuses=found.refuses,
            words=found.say(language),
            mend=found.mend(language),
            article=found.cite(language),
            certainty=certainty_of(source),
            doubt=source.doubt.say(language) if source.doubt else "",
            where=where,
            field=field,
            answer=answer,
        )


def certainty_of(source: Source) -> str:
    """As a note of the law shows it."""
    return DOUBTS.get(str(source.certainty), "doubtful")


def rounding() -> dict[str, str]:
    """How a share becomes cents, and what is not sure of it."""
    rule, language = cost_rules()["rounding"], reader.law_language()
    doubt = rule.source.doubt.say(language) if rule.source.doubt else ""
    return {"words": rule.says.say(language), "doubt": doubt, "article": rule.source.text.cite(None, language)}


@dataclass(frozen=True)
class Row:
    """A line of the list of costs."""

    cost: Cost
    url: str
    title: str
    meta: str
    justified: str
    whole: str
    state: tuple[str, str]


def row(cost: Cost, found: Sequence[Finding]) -> Row:
    """A cost in the list, with what is still open about it."""
    title = f"{cost.staff_name} · {cost.staff_function}" if cost.is_staff else f"{cost.supplier} · {cost.number}"
    parts = [str(Category(cost.category).label), long_day(cost.spent_on), cost.project]
    total = money(cost.total) if cost.share == WHOLE else _("%(share)s de %(total)s") % _shared(cost)
    return Row(
        cost=cost,
        url=reverse("spending:show", args=[cost.grant_id, cost.pk]),
        title=title,
        meta=" · ".join(filter(None, parts)),
        justified=money(cost.justified),
        whole=total,
        state=state_of(cost, found),
    )


def _shared(cost: Cost) -> dict[str, str]:
    return {"share": share(cost.share), "total": money(cost.total)}


def state_of(cost: Cost, found: Sequence[Finding]) -> tuple[str, str]:
    """Its state and the kind of its badge."""
    if cost.removed_at:
        return _("retirée"), "stopped"
    if not cost.counts:
        return _("brouillon, ne compte pas"), "draft"
    left = unanswered(cost, found)
    if any(one.refuses for one in left):
        return _("à corriger"), "bad"
    return (_("à expliquer"), "warn") if left else (_("compte"), "ok")


def facts_of(cost: Cost, grant: Grant) -> list[tuple[str, str]]:
    """A cost in terms and values."""
    staff = [(_("Nom"), cost.staff_name), (_("Fonction"), cost.staff_function), (_("Période"), _period(cost))]
    bought = [
        (_("Fournisseur"), cost.supplier),
        (_("Numéro du document"), cost.number),
        (_("Date du document"), long_day(cost.spent_on)),
        (_("Hors TVA et TVA"), f"{money(cost.net)} + {money(cost.vat)}"),
    ]
    kind = kinds_of(grant).get(str(cost.kind), "–")
    optional = [
        (_("Numéro d’entreprise"), cost.enterprise),
        (_("Activité payée"), activities().get(cost.activity, "")),
        (_("Projet"), cost.project),
    ]
    return [
        (_("Ligne du subside"), lines_of(grant).get(cost.line, cost.line)),
        (_("Catégorie"), str(Category(cost.category).label)),
        (_("Genre de dépense"), kind),
        *(staff if cost.is_staff else bought),
        (_("Coût brut") if cost.is_staff else _("Total"), money(cost.total)),
        (_("Part imputée"), share(cost.share)),
        (_("Montant justifié"), money(cost.justified)),
        *((term, value) for term, value in optional if value),
        (_("Lien direct"), cost.link),
        (_("Proportionnalité"), cost.proportion),
    ]


def _period(cost: Cost) -> str:
    first, last = cost.first or date.min, cost.last or date.min
    return _("du %(first)s au %(last)s") % {"first": long_day(first), "last": long_day(last)}


def history(cost: Cost) -> list[Event]:
    """What was done to a line, the last first."""
    entries = JournalEntry.objects.filter(subject_id=cost.pk).order_by("-number")[:50]
    return [
        Event(one.written_at or one.on, verbs.label(one.verb), verbs.words(one.verb, one.detail), one.actor_name)
        for one in entries
    ]
