"""What the page of a file shows of the months worked out and kept."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.exemption.permissions import may_keep_result
from jalon.domain.exemption.words import euros, month_words
from jalon.domain.people.models import Person
from jalon.law.sayings import spoken_date
from jalon.web.people.panels import Facts, Panel, Start
from jalon.web.ui.addresses import address

SHOWN = 5


def rows_of(person: Person, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A line each: the month, what there was in all, and whether a correction stands instead."""
    corrected = {one["corrects"] for one in results}
    return [
        {
            "title": month_words(date.fromisoformat(one["month"])).capitalize(),
            "url": address("exemption:result", person.pk, one["id"]),
            "meta": _("%(amount)s en tout, gardé le %(day)s")
            % {
                "amount": euros(one["cents"]),
                "day": spoken_date(date.fromisoformat(one["made_on"]), reader.law_language()),
            },
            "status": _("corrigé depuis") if one["id"] in corrected else "",
        }
        for one in results
    ]


def context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The last results, as they were told with the person."""
    results = person.told["months"]
    return {
        "month_results": rows_of(person, results[:SHOWN]),
        "more_results": len(results) - SHOWN,
        "may_reckon": may_keep_result(request.member, person),  # type: ignore[attr-defined]
        "work_url": address("exemption:month", person.pk),
    }


def start(request: HttpRequest, person: Person, facts: Facts) -> Start | None:
    """A line while no month was kept."""
    if facts["month_results"]:
        return None
    hint = _("Ce qu’un travail change à son revenu d’intégration, ligne par ligne.")
    url = facts["work_url"] if facts["may_reckon"] else ""
    return Start(_("Si la personne travaille"), hint, url, _("Calculer un mois"))


panel = Panel(order=50, template="exemption/panel.html", context=context, start=start)
