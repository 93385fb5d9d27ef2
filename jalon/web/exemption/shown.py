"""A record as the page shows it: sentences, the months side by side, each line with its article and certainty."""

from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.exemption import words
from jalon.domain.exemption.words import Recorded
from jalon.law.sources import Certainty
from jalon.web.ui.tables import Column, Table

KINDS = {Certainty.FOUND: "ok", Certainty.COMPUTED: "info", Certainty.KNOWN_HIGH: "neutral"}


def shown(record: Recorded) -> dict[str, Any]:
    """What the result's template needs, in the reader's language."""
    head, rows = words.side_by_side(record)
    columns = [Column(head[0] or _("Le mois"), heading=True), *(Column(label, numeric=True) for label in head[1:])]
    told = record["left"]
    return {
        "brief": words.brief(record),
        "beside": words.beside(record),
        "table": Table(_("À côté de ce mois"), columns, rows, hide_caption=True) if len(rows) > 1 else None,
        "right": words.right(record),
        "left": words.left(record),
        "used": told["total"] - told["after"] if told else 0,
        "total": told["total"] if told else 0,
        "lines": [_line(one) for one in record["lines"]],
        "doubts": [words.said(one) for one in record["doubts"]],
    }


def _line(one: Recorded) -> dict[str, str]:
    return {
        "said": words.said(one["said"]),
        "cite": words.said(one["cite"]),
        "certainty": str(words.CERTAINTIES[one["certainty"]]),
        "kind": KINDS.get(one["certainty"], "warn"),
    }
