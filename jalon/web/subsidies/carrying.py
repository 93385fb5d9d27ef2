"""What a correction does not touch stays as it was: sources, pages read, English words, codes, rules.

The page shows a part of a programme. What it does not show is taken from the programme that was opened, row by row;
what was not changed keeps its own source. A figure that is changed no longer stands where its old source says: it then
cites the text of the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from jalon.domain.subsidies.words import said
from jalon.law.sayings import Saying
from jalon.law.sources import Certainty, Source, Text
from jalon.law.subsidies import BudgetLine, ClusterRule, SelectionRule
from jalon.law.subsidies.programme import Cost, Payment
from jalon.web.subsidies.fields import slug
from jalon.web.subsidies.programme_forms import criteria_of

Part = TypeVar("Part", BudgetLine, Cost, Payment)
Told = Mapping[str, Any]
Rows = Sequence[tuple[int, Told]]


def matched(found: Rows, before: Sequence[Part]) -> list[Part | None]:
    """What each row was: the one of its place while one of its two titles stands, otherwise one that is called so."""
    stays = {place: before[place] for place, told in found if place < len(before) and _stands(before[place], told)}
    free = [one for place, one in enumerate(before) if place not in stays]
    kept: list[Part | None] = []
    for place, told in found:
        one = stays.get(place) or next((each for each in free if each.title.fr == told["title_fr"]), None)
        free = [each for each in free if each is not one]
        kept.append(one)
    return kept


def _stands(one: BudgetLine | Cost | Payment, told: Told) -> bool:
    return one.title.fr == told["title_fr"] or one.title.nl == told["title_nl"]


def title_of(told: Told, before: Saying | None) -> Saying:
    """In the languages of the page. English, which it does not ask, stays, or takes the French; German, where it does
    not ask it, stays with the others."""
    french, dutch = told["title_fr"], told["title_nl"]
    stands = before if before and (before.fr == french or before.nl == dutch) else None
    english = stands.en if stands and stands.en != stands.fr else french
    kept = stands.de if stands else ""
    return Saying(
        en=english, fr=french, nl=dutch, de=" ".join(told["title_de"].split()) if "title_de" in told else kept
    )


def titles_of(one: Saying) -> dict[str, str]:
    """A title as the fields of a page hold it."""
    return {"title_fr": one.fr, "title_nl": one.nl, "title_de": one.de}


@dataclass(frozen=True)
class Sources:
    """The source that the page says, `now`, and the one it said when it was opened; None: a text of its own."""

    now: Source
    before: Source | None

    def of(self, own: Source | None, *, changed: bool) -> Source:
        """The source of a part: its own, unless it cited the text of the page, or what it vouched for was changed."""
        if self.before is None or own is None or changed or own == self.before:
            return self.now
        return own


def source_of(told: Told, before: Source | None, on: date) -> Source:
    """The source the page says; looked at `on`, unless nothing of it was changed."""
    text = _text(told, before.text if before else None)
    same = before is not None and text.id == before.text.id
    seen_in = before.seen_in if before and same else ()
    checked = before.last_checked if before else on
    facts = (told["article"] or None, seen_in, checked, Certainty(told["certainty"]), _doubt(told, before))
    found = Source(text, *facts)
    return found if found == before else replace(found, last_checked=on)


def _doubt(told: Told, before: Source | None) -> Saying | None:
    typed = told["doubt"]
    kept = before.doubt if before else None
    if kept and " ".join(typed.split()) in {" ".join(each.split()) for each in kept.texts.values()}:
        return kept
    return Saying(typed, typed, typed) if typed else None


def _text(told: Told, before: Text | None) -> Text:
    """The same text while its title stands, or its number; then its short name and its pages stay."""
    title, number, link = told["text_title"], told["text_number"] or None, told["link"] or None
    absent = None if link else (before.no_link if before else None) or "Entered without an address."
    facts = {"title": title, "number": number, "published": told["published"], "link": link, "no_link": absent}
    if before and (title == before.title or (number and number == before.number)):
        own = before.short != _short(before.title)
        return replace(before, short=before.short if own else _short(title), **facts)
    if not link:
        facts["no_link"] = "Entered without an address."
    return Text(id=slug(number or title), short=_short(title), **facts)


def _short(title: str) -> Saying:
    short = title if len(title) <= 60 else f"{title[:59].rstrip()}…"
    return Saying(short, short, short)


def line_of(told: Told, before: BudgetLine | None, sources: Sources, taken: set[str]) -> BudgetLine:
    """A part of the budget; its amount, key and bounds are what its source vouches for."""
    title = title_of(told, before.title if before else None)
    code = before.code if before else slug(title.fr)
    while code in taken:
        code = f"{code[:36]}-{len(taken) + 1}"
    facts = {"amount": told["amount"], "key": told["key"], "floor": told["floor"] or 0, "cap": told["cap"]}
    changed = before is None or any(getattr(before, name) != value for name, value in facts.items())
    return BudgetLine(
        code=code,
        title=title,
        source=sources.of(before.source if before else None, changed=changed),
        may_leave=told["may_leave"],
        rule=_rule(told, before.rule if before else None),
        **facts,
    )


def _rule(told: Told, before: SelectionRule | ClusterRule | None) -> SelectionRule | ClusterRule | None:
    if told["rule"] == "criteria":
        order = [one.series for one in before.criteria] if isinstance(before, SelectionRule) else []  # the text's own
        place = {name: number for number, name in enumerate(order)}
        criteria = sorted(criteria_of(told), key=lambda one: place.get(one.series, len(place)))
        return SelectionRule(told["need"], tuple(criteria), told["data_on"])
    if told["rule"] == "clusters":
        below = told["most"] if told["completed_below"] is None else told["completed_below"]
        return ClusterRule(told["members"], told["most"], below, told["data_on"], told["small_below"])
    return None


def cost_of(told: Told, before: Cost | None, sources: Sources) -> Cost:
    """A kind of cost; that it is accepted or refused is what its source vouches for."""
    changed = before is None or before.accepted != told["accepted"]
    source = sources.of(before.source if before else None, changed=changed)
    return Cost(title_of(told, before.title if before else None), told["accepted"], source)


def doubt_shown(one: Source) -> str:
    """The doubt as the page shows it."""
    return said(one.doubt) if one.doubt else ""
