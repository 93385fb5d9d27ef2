"""What is checked of a cost to be justified: each rule a small function, its sentence and source in `costs.yaml`.

Amounts are whole cents, shares ten-thousandths of the amount. A finding that refuses keeps a cost from counting; one
that only warns is answered in words. Nothing here knows who enters what.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from jalon.law.activation import Activity, Counts, counts_as_social
from jalon.law.errors import NotCovered
from jalon.law.sayings import Saying
from jalon.law.sources import Source
from jalon.law.subsidies.cost_texts import cost_rules, spoken, telling_words

WHOLE = 10_000  # the whole of an amount, in its ten-thousandths
RATES = (0, 600, 1200, 2100)  # hundredths of a percent
SLACK = 2  # cents: an invoice rounds the VAT of each of its lines


class Category(StrEnum):
    """What money is spent on. Values are stable: they are stored."""

    STAFF = "staff"
    RUNNING = "running"
    INVESTMENT = "investment"


@dataclass(frozen=True, slots=True)
class VatPart:
    """The part of a document under one rate: rate in hundredths of a percent, amounts in cents."""

    rate: int
    base: int
    vat: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule found. `where`: the field to mend; `source` is that of the rule unless another was given."""

    code: str
    refuses: bool
    where: str
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    other: Source | None = None

    @property
    def source(self) -> Source:
        """Where the rule comes from."""
        return self.other or cost_rules()[self.code].source

    def say(self, language: str = "fr") -> str:
        """What it found."""
        return cost_rules()[self.code].says.say(language, **spoken(self.params, language))

    def mend(self, language: str = "fr") -> str:
        """How to mend it."""
        return cost_rules()[self.code].mend.say(language)

    def cite(self, language: str = "fr") -> str:
        """The text and article it rests on."""
        return self.source.text.cite(self.source.article, language)


def justified(total: int, share: int) -> int:
    """The share of an amount, brought toward zero to the cent: the shares of one document never make more than it.

    A credit note mirrors its invoice, so that the two cancel whatever the share. See `rounding` in `costs.yaml`.
    """
    part = abs(total) * share // WHOLE
    return part if total >= 0 else -part


def investment(category: Category, words: str) -> list[Finding]:
    """Investment is refused; running costs that sound like it are asked about."""
    if category is Category.INVESTMENT:
        return [Finding("investment", True, "category")]
    word = named(words, "investment") if category is Category.RUNNING else ""
    return [Finding("looks_like_investment", False, "category", {"word": word})] if word else []


def refused_kind(title: Saying, accepted: bool, source: Source) -> list[Finding]:
    """A kind of cost the programme does not take, with the source the programme gives."""
    return [] if accepted else [Finding("kind_refused", True, "kind", {"title": title}, source)]


def outside_period(days: Iterable[date], first: date, last: date) -> list[Finding]:
    """Each day of the cost lies within the period."""
    day = next((one for one in days if not first <= one <= last), None)
    told = {"day": day, "first": first, "last": last}
    return [Finding("outside_period", True, "spent_on", told)] if day else []


def not_social(activity: Activity | None, words: str, on: date) -> list[Finding]:
    """What is on the list of professional activation is refused; what only sounds like it is asked about."""
    if activity is None:
        kinds = (kind for kind in telling_words() if kind != "investment")
        word = next((found for kind in kinds if (found := named(words, kind))), "")
        return [Finding("looks_professional", False, "activity", {"word": word})] if word else []
    try:
        answer = counts_as_social(activity=activity, on=on)
    except NotCovered:
        return []  # no list is known of that day
    code = {Counts.PROFESSIONAL: "professional", Counts.TO_DECIDE: "to_decide"}.get(answer.counts)
    source = answer.lines[0].source if answer.lines else None
    return [Finding(code, code == "professional", "activity", {}, source)] if code else []


def words_missing(link: str, proportion: str) -> list[Finding]:
    """The direct link and the proportionality are both said."""
    asked = (("link_missing", "link", link), ("proportion_missing", "proportion", proportion))
    return [Finding(code, True, where) for code, where, text in asked if not text.strip()]


def document_missing(has_document: bool) -> list[Finding]:
    """A cost has its document."""
    return [] if has_document else [Finding("document_missing", False, "file")]


def vat(net: int, vat_: int, total: int, parts: Sequence[VatPart] = ()) -> list[Finding]:
    """The three amounts add up, and the VAT is that of a rate, or of the parts under several rates."""
    found = []
    if net + vat_ != total:
        amounts = {"net_cents": net, "vat_cents": vat_, "sum_cents": net + vat_, "total_cents": total}
        found.append(Finding("sum_wrong", True, "total", amounts))
    if parts:
        return found + ([] if _parts_hold(net, vat_, parts) else [Finding("vat_parts_wrong", False, "vat")])
    if any(abs(vat_ - part_at(net, rate)) <= SLACK for rate in RATES):
        return found
    if vat_ * net < 0 or abs(vat_) > abs(part_at(net, RATES[-1])) + SLACK:
        told = {"vat_cents": vat_, "net_cents": net, "rate": RATES[-1] // 100}
        return [*found, Finding("vat_too_high", True, "vat", told)]
    rates = ", ".join(str(rate // 100) for rate in RATES)
    return [*found, Finding("vat_unexplained", False, "vat", {"vat_cents": vat_, "net_cents": net, "rates": rates})]


def part_at(base: int, rate: int) -> int:
    """The VAT of a base, rounded to the nearest cent, halves away from zero."""
    whole = (2 * abs(base) * rate + WHOLE) // (2 * WHOLE)
    return whole if base >= 0 else -whole


def _parts_hold(net: int, vat_: int, parts: Sequence[VatPart]) -> bool:
    each = all(abs(part_at(one.base, one.rate) - one.vat) <= SLACK for one in parts)
    return each and sum(one.base for one in parts) == net and sum(one.vat for one in parts) == vat_


def used(share: int, elsewhere: Sequence[tuple[str, int]]) -> list[Finding]:
    """A document is justified once. `elsewhere`: the other places where it stands, each with its share."""
    return _together(share, elsewhere, above="used_above_whole", within="used_elsewhere")


def time_used(share: int, same_months: Sequence[tuple[str, int]]) -> list[Finding]:
    """Nobody's time is justified above the whole of it. `same_months`: the shares in the fullest month."""
    return _together(share, same_months, above="time_above_whole")


def _together(share: int, others: Sequence[tuple[str, int]], *, above: str, within: str = "") -> list[Finding]:
    together = share + sum(one for _place, one in others)
    told = {"together_percent": together, "places": ", ".join(dict.fromkeys(place for place, _share in others))}
    if not others:
        return []
    if together > WHOLE:
        return [Finding(above, True, "share", told)]
    return [Finding(within, False, "share", told)] if within else []


def above_grant(amount: int, granted: int) -> list[Finding]:
    """More than the grant may be justified; it is kept, and said to be useful."""
    return [Finding("above_grant", False, "", {"over_cents": amount - granted})] if amount > granted else []


def named(words: str, kind: str) -> str:
    """The first word or words in a text that tell of `kind`, as they stand there; empty when none does."""
    bare = _bare(words)
    for one in telling_words()[kind]:
        found = re.search(rf"(?<!\w){re.escape(one)}\w*", bare)
        if found:
            return words[found.start() : found.end()] if len(bare) == len(words) else found[0]
    return ""


def _bare(text: str) -> str:
    """Without capitals and accents, an apostrophe being always the same."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
