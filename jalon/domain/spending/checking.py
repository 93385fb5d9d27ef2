"""What the rules find of a cost, with what stands elsewhere in the centre: the same document, the same time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from jalon.domain.grants.models import Grant
from jalon.domain.spending.facts import Facts
from jalon.domain.spending.models import Cost
from jalon.domain.subsidies.words import said
from jalon.law.sayings import Saying
from jalon.law.subsidies import costs
from jalon.law.subsidies.costs import Category, Finding
from jalon.law.subsidies.source_json import source_from_json

_SHOWN = (
    "pk", "place", "identity", "document_hash", "category", "total", "share", "first", "last", "grant_id",
    "grant__award__facts",
)  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """A line that counts somewhere in the centre, as the rules look at it."""

    pk: UUID
    grant_id: UUID
    place: int
    title: str
    identity: str
    document_hash: str
    is_staff: bool
    total: int
    share: int
    first: date | None
    last: date | None
    in_file: bool = False  # a row of the spreadsheet being read, whose place is its line there

    def name(self, grant: Grant) -> str:
        """« ligne 3 », « Participation 2017, ligne 3 », « ligne 12 du fichier »."""
        if self.in_file:
            return _("ligne %(n)s du fichier") % {"n": self.place}
        here = _("ligne %(n)s") % {"n": self.place}
        return here if self.grant_id == grant.pk else f"{self.title}, {here}"


@dataclass
class Others:
    """Lines that count, by what they have in common with others."""

    by_identity: dict[str, list[Counted]] = field(default_factory=lambda: defaultdict(list))
    by_document: dict[str, list[Counted]] = field(default_factory=lambda: defaultdict(list))

    def add(self, one: Counted) -> None:
        """One more."""
        self.by_identity[one.identity].append(one)
        if one.document_hash:
            self.by_document[one.document_hash].append(one)

    def of(self, facts: Facts, document_hash: str, besides: UUID | None) -> list[Counted]:
        """Those for the same document, or the same person."""
        found = {one.pk: one for one in self.by_identity.get(facts.identity, ())}
        if document_hash and not facts.is_staff:  # a list of wages serves many people
            found |= {one.pk: one for one in self.by_document.get(document_hash, ()) if not one.is_staff}
        found.pop(besides, None)  # type: ignore[call-overload]
        return sorted(found.values(), key=lambda one: (str(one.grant_id), one.place))


def others(identities: Iterable[str], hashes: Iterable[str]) -> Others:
    """The lines of this centre that count and share an identity or a document with one of these. One statement."""
    same = Q(identity__in=set(identities)) | Q(document_hash__in={one for one in hashes if one})
    found = Others()
    for row in Cost.objects.filter(same, counts=True).values(*_SHOWN):
        found.add(_counted(row))
    return found


def _counted(row: Mapping[str, Any]) -> Counted:
    facts = row["grant__award__facts"]
    return Counted(
        pk=row["pk"],
        grant_id=row["grant_id"],
        place=row["place"],
        title=f"{said(facts['programme'])} {facts['year']}",
        identity=row["identity"],
        document_hash=row["document_hash"],
        is_staff=row["category"] == Category.STAFF,
        total=row["total"],
        share=row["share"],
        first=row["first"],
        last=row["last"],
    )


def findings(
    grant: Grant, facts: Facts, *, document_hash: str, known: Others, besides: UUID | None = None
) -> list[Finding]:
    """Everything the rules find, refusals first. `besides`: the line itself, when it already stands."""
    same = known.of(facts, document_hash, besides)
    found = [
        *costs.investment(Category(facts.category), facts.words),
        *_kind(grant, facts),
        *costs.outside_period(facts.days, grant.first, grant.last),
        *costs.not_social(facts.listed, facts.words, facts.spent_on),
        *costs.words_missing(facts.link, facts.proportion),
        *costs.vat(facts.net, facts.vat, facts.total, facts.vat_parts),
        *(costs.time_used(facts.share, _fullest(grant, facts, same)) if facts.is_staff else _used(grant, facts, same)),
        *costs.document_missing(bool(document_hash)),
    ]
    return sorted(found, key=lambda one: not one.refuses)


def _used(grant: Grant, facts: Facts, same: Sequence[Counted]) -> list[Finding]:
    """A credit note and its invoice may be one document in the eye of the supplier; their amounts differ."""
    return costs.used(facts.share, [(one.name(grant), one.share) for one in same])


def _kind(grant: Grant, facts: Facts) -> list[Finding]:
    kinds = grant.facts["costs"]
    if facts.kind is None or not 0 <= facts.kind < len(kinds):
        return []
    one = kinds[facts.kind]
    return costs.refused_kind(Saying(**one["title"]), one["accepted"], source_from_json(one["source"]))


def _fullest(grant: Grant, facts: Facts, same: Sequence[Counted]) -> list[tuple[str, int]]:
    """The shares of the same person in the month where they are together the largest."""
    best: list[Counted] = []
    for month in _months(facts.first, facts.last):
        there = [one for one in same if month in set(_months(one.first, one.last))]
        best = max(best, there, key=lambda each: sum(one.share for one in each))
    return [(one.name(grant), one.share) for one in best]


def _months(first: date | None, last: date | None) -> list[tuple[int, int]]:
    if first is None or last is None:
        return []
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [divmod(one, 12) for one in range(begin, min(end, begin + 1200) + 1)]
