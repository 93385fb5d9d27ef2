"""Numbers of approved reports anybody may have: by region, small ones hidden, and enough others beside them.

Numbers of people only, as `figures` protects them: a number under the threshold, or one from which a centre could take
its own part away and find another's, is not given, nor can it be found by subtraction: not from other places, and not
from the whole a form makes of it (« 2 » is « 2.1 », « 2.2 » and « 2.3 » together).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from jalon.domain.centres.models import Centre
from jalon.domain.core.both_sides import rows
from jalon.domain.figures.protection import ROOT, Name, Places, Table, protect
from jalon.domain.reports.content import read
from jalon.domain.reports.enums import State
from jalon.domain.reports.models import Report, Version
from jalon.domain.reports.queries import last_texts

Key = tuple[str, str]  # (line of the programme, code of the number)
Values = Mapping[Key, Mapping[str, Sequence[int]]]  # of each number, by place, what each report tells
Row = tuple[str, str, str, int | None]
PART = "part"


def numbers_of(programme_id: UUID) -> dict[str, Any]:
    """`reports`: how many approved reports; `points`: {(line, code): titles}; `rows`: (place, line, code, number or
    None when hidden). Regions have their French name; BE is the country."""
    texts = list(last_texts(rows(Report).filter(programme_id=programme_id, state=State.APPROVED)))
    regions = _regions(texts)
    points: dict[Key, Mapping[str, str]] = {}
    parts: dict[Key, Sequence[str]] = {}
    values: dict[Key, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for text in texts:
        for line, table in read(text.content)["results"].items():
            for one in table["cells"]:
                points[line, one["code"]], parts[line, one["code"]] = one["titles"], one["parts"]
                values[line, one["code"]][regions[text.centre_id]].append(one["value"] or 0)
    told = list(protected(parts, values, sorted({*regions.values()})))
    return {"reports": len(texts), "points": points, "rows": told}


def _regions(texts: list[Version]) -> dict[UUID, str]:
    found = Centre.objects.filter(pk__in=[one.centre_id for one in texts]).values_list("pk", "region_fr")
    return {key: region or "–" for key, region in found}


def protected(parts: Mapping[Key, Sequence[str]], values: Values, places: Sequence[str]) -> Iterator[Row]:
    """Every number over the country and each place, those that hang together protected together. `parts`: of each
    number the codes it is made of, in its own line."""
    given: dict[Key, Mapping[str, int | None]] = {}
    for whole, below in _families(parts):
        given |= _family(whole, below, values, places)
    for key in parts:
        for place in (ROOT, *places):
            yield (place, *key, given.get(key, {}).get(place))


def _families(parts: Mapping[Key, Sequence[str]]) -> Iterator[tuple[Key, list[Key]]]:
    """Each number with its parts, or alone. Wholes that share a number give none of theirs: no form has any."""
    wholes = {key: [(key[0], code) for code in codes] for key, codes in parts.items() if codes}
    uses = Counter(one for key, below in wholes.items() for one in (key, *below))
    for key in parts:
        below = wholes.get(key, [])
        if (key in wholes or key not in uses) and all(uses[one] <= 1 for one in (key, *below)):
            yield key, below


def _family(
    whole: Key, below: Sequence[Key], values: Values, places: Sequence[str]
) -> dict[Key, dict[str, int | None]]:
    """A number and its parts, by place; parts nobody in the country told a person under are not given, nor is one that
    would repeat the whole."""
    used = [one for one in below if any(any(told) for told in values.get(one, {}).values())]
    named = {whole: ("", ""), **{one: (PART, one[1]) for one in (used if len(used) > 1 else ())}}
    sums: dict[Name, int] = {}
    own: dict[Name, int] = {}  # the largest part, known to the centre that counted it
    for key, name in named.items():
        found = values.get(key, {})
        every = {**found, ROOT: [value for told in found.values() for value in told]}
        sums |= {(place, *name): sum(told) for place, told in every.items()}
        own |= {(place, *name): max(told, default=0) for place, told in every.items()}
    axes = {PART: [one[1] for one in named if one != whole]} if len(named) > 1 else {}
    table = Table(Places(dict.fromkeys(places, ROOT), dict.fromkeys(places, "region")), axes, sums, own=own)
    hidden = protect(table)
    return {
        key: {place: None if (place, *name) in hidden else table.value((place, *name)) for place in (ROOT, *places)}
        for key, name in named.items()
    }
