"""Costs as the pages show them: the grant's name, totals beside it, a line in a table, what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from jalon.domain.audit import verbs
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core import reader
from jalon.domain.core.errors import Text
from jalon.domain.grants.models import Grant
from jalon.domain.reports.queries import LastYear
from jalon.domain.spending.enums import Category
from jalon.domain.spending.models import Cost
from jalon.domain.spending.queries import LineTotals, Totals, unanswered
from jalon.domain.spending.sheet import activities, kinds_of, lines_of
from jalon.domain.subsidies.words import money, said
from jalon.law.sources import Source
from jalon.law.subsidies.cost_texts import cost_rules
from jalon.law.subsidies.costs import WHOLE, Finding, above_grant
from jalon.web.spending.fields import plain_share
from jalon.web.ui.badges import badge
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


def beside_the_grant(whole: Totals, title: str = "") -> Table:
    """Justified beside granted, a line a row; `title`: when it is not this year's."""
    columns = [
        Column(_("Ligne du subside"), heading=True),
        *(Column(str(one.label).capitalize(), numeric=True) for one in (Category.STAFF, Category.RUNNING)),
        Column(_("Justifié"), numeric=True),
        Column(_("Subside"), numeric=True),
        Column(_("Reste"), numeric=True),
        Column(_("Au-dessus"), numeric=True),
    ]
    rows = [[one.title, *_line(one)] for one in whole.lines]
    foot = [_("Total"), *_whole(whole)] if len(rows) > 1 else None
    return Table(title or _("Ce qui est justifié, à côté du subside"), columns, rows, foot, hide_caption=not title)


def _line(one: LineTotals) -> list[str]:
    by = [money(one.by_category.get(each, 0)) for each in (Category.STAFF, Category.RUNNING)]
    return [*by, *_amounts(one)]


def _whole(whole: Totals) -> list[str]:
    by = [
        money(sum(line.by_category.get(each, 0) for line in whole.lines)) for each in (Category.STAFF, Category.RUNNING)
    ]
    return [*by, *_amounts(whole)]


def _amounts(one: LineTotals | Totals) -> list[str]:
    return [money(one.justified), money(one.granted), money(one.rest or None), money(one.above or None)]


def last_year(before: LastYear | None) -> dict[str, Any] | None:
    """The money of the year before, as its report told it, in the same columns; what the minister accepted of it."""
    if before is None:
        return None
    title = _("L’an passé (%(year)s), comme le rapport l’a dit") % {"year": before.year}
    accepted = "" if before.accepted is None else money(before.accepted)
    return {"table": beside_the_grant(before.whole, title), "accepted": accepted}


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
    mend: Text
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
    return {"words": rule.says.say(language), "doubt": doubt}


def listed(costs: Sequence[Cost], found_of: Mapping[UUID, Sequence[Finding]]) -> Table:
    """Costs in a table, each with what is still open about it."""
    columns = [
        Column(_("N°"), numeric=True),
        Column(_("Dépense"), heading=True),
        Column(_("Date")),
        Column(_("Montant et part")),
        Column(_("Justifié"), numeric=True),
        Column(_("État")),
    ]
    return Table(_("Les dépenses"), columns, [_cells_of(one, found_of.get(one.pk, ())) for one in costs], None, True)


def _cells_of(cost: Cost, found: Sequence[Finding]) -> list[Any]:
    url = reverse("spending:show", args=[cost.grant_id, cost.pk])
    title = f"{cost.staff_name} · {cost.staff_function}" if cost.is_staff else f"{cost.supplier} · {cost.number}"
    under = " · ".join(filter(None, (str(Category(cost.category).label), cost.project)))
    named = '<a href="{}"><bdi>{}</bdi></a><br><span class="muted cost__under">{}</span>'
    total = money(cost.total) if cost.share == WHOLE else _("%(share)s de %(total)s") % _shared(cost)
    state = badge(*state_of(cost, found))
    return [
        cost.place,
        format_html(named, url, title, under),
        long_day(cost.spent_on),
        total,
        money(cost.justified),
        state,
    ]


def _shared(cost: Cost) -> dict[str, str]:
    return {"share": share(cost.share), "total": money(cost.total)}


def state_of(cost: Cost, found: Sequence[Finding]) -> tuple[str, str]:
    """Its state and the kind of its badge."""
    if cost.removed_at:
        return pgettext("dépense", "retirée"), "stopped"
    if not cost.counts:
        return _("brouillon, ne compte pas"), "draft"
    left = unanswered(cost, found)
    if any(one.refuses for one in left):
        return _("à corriger"), "bad"
    return (_("à expliquer"), "warn") if left else (pgettext("dépense", "compte"), "ok")


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
        (_("TVA par taux"), ", ".join(_at_rate(*one) for one in cost.vat_parts)),
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


def _at_rate(rate: int, base: int, vat: int) -> str:
    told = {"rate": share(rate), "base": money(base), "vat": money(vat)}
    return _("%(vat)s sur %(base)s à %(rate)s") % told


def _period(cost: Cost) -> str:
    first, last = cost.first or date.min, cost.last or date.min
    return _("du %(first)s au %(last)s") % {"first": long_day(first), "last": long_day(last)}


def history(cost: Cost) -> list[Event]:
    """What was done to a line, the last first."""
    of_file = Q(subject_id=cost.batch_id, verb="spending.file_taken")
    entries = JournalEntry.objects.filter(Q(subject_id=cost.pk) | of_file).order_by("-number")[:50]
    return [
        Event(one.written_at or one.on, verbs.label(one.verb), verbs.words(one.verb, one.detail), one.actor_name)
        for one in entries
    ]
