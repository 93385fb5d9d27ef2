"""Open data of the approved reports of a programme: one publication, frozen, protected, rounded, for everybody.

Numbers of people by region, protected as the open figures of a quarter are (`national`): one under the threshold, or
from which a centre could take its own part away and come near another's, is not given, nor can it be found by
subtraction: not from other places, and not from the whole a form makes of it (« 2 » is « 2.1 », « 2.2 » and « 2.3 »
together). It is published once: two publications with one more report between them would give that centre's numbers
exactly. How many reports it sums is rounded like the rest: an exact number would tell that a single one is missing.

The limit: a number « of whom » that no form declares as a part (« 40 people; of whom 40 left ») is protected alone.
Rounding leaves its complement known within four, no closer; that nearly everybody is concerned can still be seen.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.centres.models import Centre
from jalon.domain.core.both_sides import rows
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.figures import opened
from jalon.domain.figures.models import ReportsPublication
from jalon.domain.figures.permissions import may_publish
from jalon.domain.figures.protection import ROOT, Name, Places, Table, protect
from jalon.domain.figures.published import OPEN_BASE, OPEN_THRESHOLD, rounded
from jalon.domain.figures.submissions import digest
from jalon.domain.reports.board import approved
from jalon.domain.reports.content import read
from jalon.domain.reports.enums import State
from jalon.domain.reports.models import Report, Version
from jalon.domain.reports.queries import last_texts
from jalon.domain.subsidies import journal
from jalon.domain.subsidies.models import Programme

Key = tuple[str, str]  # (line of the programme, code of the number)
Values = Mapping[Key, Mapping[str, Sequence[int]]]  # of each number, by place, what each report tells
Row = tuple[str, str, str, int | None]
PART = "part"


@dataclass(frozen=True)
class Progress:
    """How many reports of a programme are owed, and how many of them are approved."""

    approved: int
    owed: int


def progress() -> Mapping[UUID, Progress]:
    """Of every programme, now. For the administration alone: the open file says neither."""
    return defaultdict(lambda: Progress(0, 0), {key: Progress(*both) for key, both in approved().items()})


def published() -> dict[UUID, ReportsPublication]:
    """The publications there are, by programme."""
    return ReportsPublication.objects.in_bulk(field_name="programme_id")


@transaction.atomic
def publish(*, actor: FederalMembership, programme: Programme, at: datetime) -> ReportsPublication:
    """Publish a programme once, from the reports that are approved now. What is approved later is not in it.

    Raises `NotAllowed`, `DomainError` (published already; nothing is approved).
    """
    if not may_publish(actor):
        raise NotAllowed
    held = Programme.objects.select_for_update().get(pk=programme.pk)  # two at once: one after the other
    if ReportsPublication.objects.filter(programme=held).exists():
        raise DomainError(
            _("Les rapports de ce programme sont déjà publiés."),
            _("Une publication ne change plus : deux versions se compareraient."),
            _("Donnez le fichier publié ; il reste le même."),
        )
    texts = list(last_texts(rows(Report).filter(programme_id=held.pk, state=State.APPROVED)))
    if not texts:
        raise DomainError(
            _("Aucun rapport de ce programme n’est approuvé."), "", _("Attendez les premières approbations.")
        )
    now = progress()[held.pk]
    content = json.dumps(_content(texts, now), sort_keys=True, ensure_ascii=False)
    one = ReportsPublication(
        programme=held, title=held.content["title"], year=held.year, content=content, sha256=digest(content),
        published_at=at, published_by=actor.name,
    )  # fmt: skip
    ReportsPublication.objects.bulk_create([one])
    opened.keep(one)
    detail = {"approved": now.approved, "owed": now.owed, "sha256": one.sha256}
    journal.record(actor=actor, verb="figures.reports_published", programme=held, at=at, detail=detail)
    return one


def _content(texts: Sequence[Version], now: Progress) -> dict[str, Any]:
    """`reports`: about how many it sums, None when few; `numbers`: by place, None where hidden. BE is the country.

    `names`: of each place, in French and Dutch.
    """
    regions, names = _regions(texts)
    points: dict[Key, Mapping[str, str]] = {}
    parts: dict[Key, Sequence[str]] = {}
    values: dict[Key, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for text in sorted(texts, key=lambda one: one.pk):
        for line, table in read(text.content)["results"].items():
            for one in table["cells"]:
                points[line, one["code"]], parts[line, one["code"]] = one["titles"], one["parts"]
                values[line, one["code"]][regions[text.centre_id]].append(one["value"] or 0)
    told = protected(parts, values, sorted({*regions.values()}))
    return {
        "reports": rounded(len(texts)) if len(texts) >= OPEN_THRESHOLD else None,
        "complete": now.approved == now.owed,
        "threshold": OPEN_THRESHOLD,
        "rounded_to": OPEN_BASE,
        "names": names,
        "numbers": [
            {
                "place": place, "line": line, "code": code, "titles": dict(points[line, code]),
                "value": None if value is None else rounded(value),
            }
            for place, line, code, value in told
        ],
    }  # fmt: skip


def _regions(texts: Sequence[Version]) -> tuple[dict[UUID, str], dict[str, list[str]]]:
    """The region of each centre, and what each region is called."""
    found = Centre.objects.filter(pk__in=[one.centre_id for one in texts])
    rows = list(found.values_list("pk", "region_fr", "region_nl"))
    names = {french: [french, dutch or french] for _key, french, dutch in rows if french}
    return {key: french or "–" for key, french, _dutch in rows}, {ROOT: ["Belgique", "België"], **names}


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
    table = Table(
        Places(dict.fromkeys(places, ROOT), dict.fromkeys(places, "region")), axes, sums, OPEN_THRESHOLD, own=own
    )
    hidden = protect(table)
    return {
        key: {place: None if (place, *name) in hidden else table.value((place, *name)) for place in (ROOT, *places)}
        for key, name in named.items()
    }
