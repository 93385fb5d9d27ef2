"""What a page shows of the workload: tables, a chart in black and white, sentences, and where the numbers come from."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from jalon.domain.core import reader
from jalon.domain.lab import workload
from jalon.law.workload import Files, regimes
from jalon.web.exemption.lab_shown import table
from jalon.web.ui.charts import bars
from jalon.web.ui.tables import Column, Table


def shown(question: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """Everything a page says of it."""
    language = reader.law_language()
    first, *others = workload.grids(question, answer)
    interviews = [(one.title.say(language), round(answer[name]["interviews"])) for name, one in regimes().items()]
    columns = [Column(_("Régime"), heading=True), Column(_("Entretiens"), numeric=True)]
    told = Table(_("Entretiens par an"), columns, [[label, str(many)] for label, many in interviews])
    return {
        "facts": workload.asked_facts(question),
        "words": workload.sentences(question, answer),
        "first": table(first),
        "others": [table(one) for one in others],
        "chart": {"svg": mark_safe(bars(interviews)), "table": told},  # noqa: S308  drawn here
        "about": [(one.title.say(language), one.about.say(language)) for one in regimes().values()],
        "reasons": workload.reasons(Files(**question["files"])),
        "is_workload": True,
        "template": "lab/load.html",
    }
