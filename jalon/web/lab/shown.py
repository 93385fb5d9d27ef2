"""What a page shows of a report: tables, two charts with their words, and what the population cannot tell."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.lab.grids import TODAY, losers, parted, summary
from jalon.domain.lab.shown import asked_facts, report_sentences
from jalon.domain.lab.words import count_words, month_euros, scheme_names, value_words
from jalon.simulation.model import model
from jalon.web.exemption.charts import Line, curves
from jalon.web.exemption.lab_shown import table
from jalon.web.ui.charts import bars
from jalon.web.ui.people import labelled
from jalon.web.ui.tables import Column, Table

Report = Mapping[str, Any]


def shown(question: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Everything a page says of a report."""
    names = scheme_names(question["schemes"])
    return {
        "template": "lab/report.html",
        "facts": asked_facts(question, report),
        "is_sample": report["sample"],
        "limits": limits() if question["population"]["kind"] == "synthetic" else [],
        "words": report_sentences(question, report),
        "summary": table(summary(report, names)),
        "touched": _touched(report, names),
        "tenths": _tenths(report, names),
        "schemes": [
            {
                "name": names[scheme],
                "losers": table(losers(report, scheme)),
                "parted": [table(one) for one in parted(report, scheme)],
            }
            for scheme, _text in question["schemes"]
        ],
    }


def limits() -> list[str]:
    """What the built-in population is made of, and what it cannot tell."""
    one = model()
    found = [source.say(reader.law_language()) for source, is_found in one.sources.values() if is_found]
    return [
        _(
            "Elle compte %(total)s personnes un mois moyen de %(year)d. Région, catégorie et sexe ont exactement les "
            "parts publiées, chacune à part des autres ; les âges aussi, dont une part est supposée."
        )
        % {"total": count_words(one.total), "year": one.year},
        _(
            "Qui travaille, combien, et les autres ressources sont des suppositions : aucun compte public n’en a été "
            "trouvé. Un montant est un ordre de grandeur sous ces suppositions, jamais une prévision."
        ),
        one.doubt.say(reader.law_language()),
        _("La marge ne dit que le hasard du tirage. Personne ne change ici de travail parce que la règle change."),
        _("Sources : %(sources)s.") % {"sources": " · ".join(found)},
    ]


def _touched(report: Report, names: Mapping[str, str]) -> dict[str, Any]:
    """Who wins and who loses under each scheme."""
    rows = []
    for scheme, name in names.items():
        if scheme != TODAY:
            rows += [(labelled(name, _("gagnent")), report["all"][scheme]["winners"])]
            rows += [(labelled(name, _("perdent")), report["all"][scheme]["losers"])]
    columns = [Column(_("Règle"), heading=True), Column(_("Personnes"), numeric=True)]
    told = Table(_("Gagnants et perdants"), columns, [[label, count_words(many)] for label, many in rows])
    return {"svg": mark_safe(bars(rows)), "table": told}  # noqa: S308  drawn here


def _tenths(report: Report, names: Mapping[str, str]) -> dict[str, Any] | None:
    """The change of a month on average, by tenth of the months with work; None where there is nothing to draw."""
    groups = [one for one in report["groups"].get("decile", []) if one["value"] not in ("0", "…")]
    if len(groups) < 3:
        return None
    schemes = [scheme for scheme in names if scheme != TODAY]
    each = {scheme: [_each(one["schemes"][scheme]) for one in groups] for scheme in schemes}
    lines = [
        Line(names[scheme], [(int(one["value"]), cents / 100, False) for one, cents in zip(groups, found, strict=True)])
        for scheme, found in each.items()
    ]
    columns = [Column(_("Dixième du gain"), heading=True), *(Column(names[scheme], numeric=True) for scheme in schemes)]
    rows = [
        [value_words("decile", one["value"]), *(month_euros(each[scheme][place]) for scheme in schemes)]
        for place, one in enumerate(groups)
    ]
    svg = curves(lines, across=_("Dixième du gain"), here=None, level=None, up=_("Différence par mois, en euros"))
    words = [_worst(names[scheme], groups, each[scheme]) for scheme in schemes]
    caption = _("Différence par mois, selon le dixième du gain")
    return {"svg": mark_safe(svg), "table": Table(caption, columns, rows, hide_caption=True), "words": words}  # noqa: S308


def _worst(name: str, groups: list[Any], each: list[int]) -> str:
    place = min(range(len(each)), key=lambda at: each[at])
    words = {"tenth": value_words("decile", groups[place]["value"]), "change": month_euros(each[place])}
    return labelled(name, _("au pire %(change)s par mois, pour le %(tenth)s.") % words)


def _each(line: Mapping[str, int]) -> int:
    return round(line["change_cents"] / 12 / line["months"]) if line["months"] else 0
