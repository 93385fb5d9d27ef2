"""What the page of a file shows of the bilans."""

from typing import Any

from django.http import HttpRequest

from jalon.domain.core.json_rows import instance
from jalon.domain.instruments.models import Bilan
from jalon.domain.instruments.permissions import may_hold_bilan
from jalon.domain.people.models import Person
from jalon.web.bilan.rows import row_of
from jalon.web.people.panels import Panel
from jalon.web.ui.addresses import address


def context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Every bilan, the newest first, and the one next act, as they were told with the person."""
    bilans = [instance(Bilan, row) for row in person.told["bilans"]]
    may_hold = may_hold_bilan(request.member, person)  # type: ignore[attr-defined]
    return {
        "bilan_rows": [row_of(bilan, bilans, may_hold=may_hold) for bilan in reversed(bilans)],
        "may_hold_bilan": may_hold,
        "can_compare": sum(bilan.is_finished for bilan in bilans) > 1,
        "has_draft": any(not bilan.is_finished for bilan in bilans),
        "bilans_url": address("bilan:list", person.pk),
    }


panel = Panel(order=20, template="bilan/panel.html", context=context)
