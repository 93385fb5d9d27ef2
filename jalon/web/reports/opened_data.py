"""Numbers of approved reports anybody may have: by region, small ones hidden, and enough others beside them.

Numbers of people only, as `figures` protects them: a number under the threshold, or one from which a centre could take
its own part away and find another's, is not given, nor can it be found by subtraction.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from jalon.domain.centres.models import Centre
from jalon.domain.core.both_sides import rows
from jalon.domain.figures.protection import ROOT, Places, Table, protect
from jalon.domain.reports.content import read
from jalon.domain.reports.enums import State
from jalon.domain.reports.models import Report, Version
from jalon.domain.reports.queries import last_texts

Key = tuple[str, str]  # (line of the programme, code of the number)


def numbers_of(programme_id: UUID) -> dict[str, Any]:
    """`reports`: how many approved reports; `points`: {(line, code): titles}; `rows`: (place, line, code, number or
    None when hidden). Regions have their French name; BE is the country."""
    texts = list(last_texts(rows(Report).filter(programme_id=programme_id, state=State.APPROVED)))
    regions = _regions(texts)
    points: dict[Key, Mapping[str, str]] = {}
    values: dict[Key, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for text in texts:
        for line, table in read(text.content)["results"].items():
            for one in table["cells"]:
                points[line, one["code"]] = one["titles"]
                values[line, one["code"]][regions[text.centre_id]].append(one["value"] or 0)
    told = [row for key in points for row in _protected(key, values[key], sorted({*regions.values()}))]
    return {"reports": len(texts), "points": points, "rows": told}


def _regions(texts: list[Version]) -> dict[UUID, str]:
    found = Centre.objects.filter(pk__in=[one.centre_id for one in texts]).values_list("pk", "region_fr")
    return {key: region or "–" for key, region in found}


def _protected(key: Key, parts: Mapping[str, list[int]], places: list[str]) -> list[tuple[str, str, str, int | None]]:
    """One number over the country: each place's value, its largest part known to the centre that counted it."""
    every = {**parts, ROOT: [value for found in parts.values() for value in found]}
    values = {(place, "", ""): sum(found) for place, found in every.items()}
    own = {(place, "", ""): max(found, default=0) for place, found in every.items()}
    table = Table(Places(dict.fromkeys(places, ROOT), dict.fromkeys(places, "region")), {}, values, own=own)
    hidden = protect(table)
    return [
        (place, *key, None if (place, "", "") in hidden else table.value((place, "", ""))) for place in [ROOT, *places]
    ]
