"""What a page shows of a comparison for one person that was kept, or is about to be: the lab's own words."""

from collections.abc import Mapping
from typing import Any

from jalon.domain.lab.person import compared, lab_of
from jalon.domain.lab.person_told import asked_facts
from jalon.web.exemption.lab_shown import shown as shown_lab


def shown(question: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """Everything a page says of it, from what was kept."""
    told = shown_lab(lab_of(question), compared(question, answer), question["one"]["poverty"])
    return told | {"facts": asked_facts(question), "template": "exemption/lab_answer.html"}
