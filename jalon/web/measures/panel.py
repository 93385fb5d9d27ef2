"""What the page of a file shows of the measurements."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jalon.domain.core.kept import Kept, Slot
from jalon.domain.instruments import sittings
from jalon.domain.instruments.models import Measurement
from jalon.domain.instruments.permissions import may_measure
from jalon.domain.people.models import Person
from jalon.web.measures.opened import side_of
from jalon.web.measures.showing import row_of
from jalon.web.people.panels import Facts, Panel, Start
from jalon.web.ui.addresses import address

SHOWN = 4
# The description of an instrument is read once a process (see `InstrumentVersion.read`): it does not travel each time.
_MEASUREMENTS = Kept(
    lambda: (
        Measurement.objects.of(Slot("person"))
        .filter(bilan=None)
        .select_related("instrument")
        .defer("instrument__definition", "instrument__levels", "answers", "comment")
    )
)


def context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The newest sittings, and the one next act. One query."""
    found = sittings.arrange(_MEASUREMENTS.ask(person=person.pk), seen_by=side_of(request))
    may_rate = may_measure(request.member, person)  # type: ignore[attr-defined]
    return {
        "measure_rows": [row_of(one, may_rate=may_rate) for one in found[:SHOWN]],
        "more_measures": max(len(found) - SHOWN, 0),
        "may_measure": may_rate,
        "measures_url": address("measures:list", person.pk),
    }


def start(request: HttpRequest, person: Person, facts: Facts) -> Start | None:
    """A line while nothing was measured."""
    if facts["measure_rows"]:
        return None
    hint = _("La personne et le service social notent chacun de leur côté ; les deux notes se lisent côte à côte.")
    url = address("measures:begin", person.pk) if facts["may_measure"] and person.is_open else ""
    return Start(_("Mesures"), hint, url, _("Commencer une mesure"))


panel = Panel(order=25, template="measures/panel.html", context=context, start=start)
