"""A scheme composed by fields over one from a file: fields show and change its main part, the rest stays as it is.

The main part is what the scheme says alike of most work: a flat part, the shares of the first two brackets, a floor, a
ceiling, a taper. What no field can show (an amount of the law, a fraction of a percent, more brackets, work or
categories with a rule of their own) is kept, and written again with the rest; so are durations and smoothing, until a
field says others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from jalon.domain.core import reader
from jalon.law.income import Basis, Bracket, Category, Exemption, Scheme, Work, everywhere
from jalon.law.income.cents import UNLIMITED
from jalon.law.income.scheme import Said
from jalon.law.sayings import Saying

MOST_CENTS = 10_000_00  # in a field
LONGEST_TITLE = 60
USUAL = {"months": 36, "within": 72}  # three years to take within six, as the law has it
AMOUNTS = ("flat", "floor", "ceiling")
DURATIONS = ("months", "within")
NUMBERS = ("flat", "percent", "then_from", "then_percent", "floor", "ceiling", "taper_from", "taper_percent")
EMPLOYED = [work for work in Work if work is not Work.ART]  # who a scheme is for when nothing else is said
Numbers = dict[str, Any]  # by field: cents, whole percents, None where nothing is said
Whom = set[tuple[Work, Category]]


def blank(name: str) -> Scheme:
    """What fields begin with when there is no file."""
    said = Saying(name, name, name)
    return Scheme(id="own", title=said, about=said, exemptions=everywhere(EMPLOYED, Exemption(**USUAL)))


def main_of(scheme: Scheme) -> tuple[Exemption | None, Whom]:
    """What the scheme says of most work, and of which; None where it only points to the law."""
    alike: dict[Said, Whom] = {}
    for whom, said in scheme.exemptions.items():
        alike.setdefault(said, set()).add(whom)
    own = [(said, there) for said, there in alike.items() if isinstance(said, Exemption)]
    return max(own, key=lambda one: len(one[1]), default=(None, set()))


def shares_of(one: Exemption) -> tuple[Bracket | None, Bracket | None, tuple[Bracket, ...]]:
    """The share from the first euro and the next one, as fields show them; then those that only the file says."""
    steps = list(one.brackets)
    if any(step.share % 100 or step.start > MOST_CENTS for step in steps[:2]):
        return None, None, tuple(steps)
    first = steps.pop(0) if steps and steps[0].start == 0 else None
    then = steps.pop(0) if steps else None
    return first, then, tuple(steps)


def numbers_of(scheme: Scheme) -> Numbers:
    """What the fields show of a scheme, by field. A field that can't show its part is not there."""
    told: Numbers = {"basis": scheme.basis}
    title = scheme.title.say(reader.law_language())
    if len(title) <= LONGEST_TITLE:
        told["title"] = title
    main, whom = main_of(scheme)
    if main is None:
        return told
    for name in AMOUNTS:
        amount = getattr(main, name)
        if amount is None or (isinstance(amount, int) and amount <= MOST_CENTS):
            told[name] = amount
    first, then, rest = shares_of(main)
    if first or then or not rest:
        told["percent"] = first and first.share // 100
        told |= {"then_from": then and then.start, "then_percent": then and then.share // 100}
    if main.taper_from == UNLIMITED:
        told |= {"taper_from": None, "taper_percent": None}
    elif main.taper_share % 100 == 0 and main.taper_from <= MOST_CENTS:
        told |= {"taper_from": main.taper_from, "taper_percent": main.taper_share // 100}
    told["with_art"] = _has_art(whom)
    there = _categories(whom)
    if there is not None:
        told["categories"] = [] if len(there) == len(Category) else there
    return told


def composed(base: Scheme, told: Mapping[str, Any], code: str) -> Scheme:
    """The scheme of `base` as the fields now say it. With `numbers_of(base)` it is `base` itself."""
    main, whom = main_of(base)
    if main is None and any(told.get(name) is not None for name in NUMBERS):
        main, whom = Exemption(**USUAL), {one for one in everywhere(EMPLOYED, Work.JOB) if one not in base.exemptions}
    others = {one: said for one, said in base.exemptions.items() if one not in whom}
    if main is not None:
        everyone = _with_art(whom, others, bool(told.get("with_art")), shown=_has_art(whom))
        everyone = _in_categories(everyone, others, told.get("categories") or [], shown=_categories(whom))
        others |= dict.fromkeys(sorted(everyone), _main(base, main, told))
    title = told.get("title") or ""
    return replace(
        base,
        id=f"own-{code}",
        title=base.title if title in ("", *_all(base.title)) else Saying(title, title, title),
        basis=Basis(told.get("basis") or base.basis),
        smoothing=told.get("smoothing") or base.smoothing,
        exemptions=others,
    )


def _main(base: Scheme, main: Exemption, told: Mapping[str, Any]) -> Exemption:
    shown = numbers_of(base)
    parts: dict[str, Any] = {name: told[name] for name in DURATIONS if told.get(name) is not None}
    for name, nothing in (("flat", 0), ("floor", 0), ("ceiling", None)):
        given = told.get(name)
        parts[name] = given if given is not None else nothing if name in shown else getattr(main, name)
    if told.get("taper_from") is not None:
        parts |= {"taper_from": told["taper_from"], "taper_share": (told.get("taper_percent") or 0) * 100}
    elif "taper_from" in shown:
        parts |= {"taper_from": UNLIMITED, "taper_share": 0}
    return replace(main, brackets=_brackets(main, told), **parts)


def _brackets(main: Exemption, told: Mapping[str, Any]) -> tuple[Bracket, ...]:
    first, then, rest = shares_of(main)
    own = []
    if told.get("percent") is not None:
        own.append(Bracket(start=0, share=told["percent"] * 100))
    if told.get("then_from") is not None:
        start = max(told["then_from"], 1) if own else told["then_from"]
        own.append(Bracket(start=start, share=(told.get("then_percent") or 0) * 100))
    if own and not first and not then:
        return tuple(own)  # instead of brackets that no field could show
    return (*own, *rest)


def _has_art(whom: Whom) -> bool:
    """Whether the box of artistic work says something: a rule for it alone is shown by nothing else."""
    return 0 < sum(work is Work.ART for work, _category in whom) < len(whom)


def _with_art(whom: Whom, others: Mapping[tuple[Work, Category], Said], wanted: bool, *, shown: bool) -> Whom:
    if wanted == shown:
        return whom
    if wanted:
        art = {(Work.ART, category) for _work, category in whom}
        return whom | {one for one in art if one not in others}
    return {one for one in whom if one[0] is not Work.ART}


def _categories(whom: Whom) -> list[Category] | None:
    """The categories, when they are the same for each work; else no field can show them."""
    by_work = {work: sorted(one for other, one in whom if other is work) for work, _category in whom}
    first, *others = by_work.values() if by_work else [list(Category)]
    return first if all(one == first for one in others) else None


def _in_categories(
    whom: Whom,
    others: Mapping[tuple[Work, Category], Said],
    wanted: Iterable[Category],
    *,
    shown: list[Category] | None,
) -> Whom:
    """None wanted is all of them, or what the file says where no field shows it."""
    asked = list(wanted) or (list(Category) if shown else [])
    if not asked or asked == shown:
        return whom
    both = {(work, category) for work, _category in whom for category in asked}
    return {one for one in both if one not in others}


def _all(said: Saying) -> tuple[str, ...]:
    return said.en, said.fr, said.nl
