"""Why this amount: the key, the data, the exact quotient, the rounding, as sentences that are kept and said again."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from jalon.law.subsidies.keys import Method, Outcome, whole_key
from jalon.law.subsidies.series import Unit, name_of
from jalon.law.subsidies.sharing import Bound, Share, Sharing

Said = tuple[str, dict[str, Any]]
PLACES = 6


def why(outcome: Outcome, identity: str) -> list[Said]:
    """The reasons of one share, as codes and parameters of `texts.yaml`; plain JSON. Raises KeyError for a stranger."""
    share = outcome.share(identity)
    if share is None:
        raise KeyError(identity)
    return [*_budget(outcome), *_data(outcome, identity), *_amount(outcome, share)]


def _budget(outcome: Outcome) -> Iterator[Said]:
    terms = outcome.terms
    budget = whole_key(terms).budget
    if terms.reduction:
        facts = {"before_cents": terms.budget, "percent_number": str(terms.reduction), "budget_cents": budget}
        yield "why_budget_reduced", facts
    else:
        yield "why_budget", {"budget_cents": budget}


def _data(outcome: Outcome, identity: str) -> Iterator[Said]:
    values, key = outcome.data[identity], outcome.key
    if key.method is Method.EQUAL:
        yield "why_equal", {"count": len(outcome.data)}
    if key.method is Method.LOSSES:
        before, now = int(values["previous"]), int(values["new"])
        lost = max(0, before - now)
        yield "why_loss", {"before_cents": before, "now_cents": now, "lost_cents": lost}
        yield "why_losses", {"all_cents": int(outcome.sharing.weight)}
    if key.method is not Method.PROPORTIONAL:
        return
    for one in key.components:
        mine = sum((Fraction(values[code]) for code in one.series), Fraction(0))
        whole = outcome.totals[one.name]
        euros = all(outcome.known[code].unit is Unit.EUROS for code in one.series)
        name = name_of(one.name, outcome.known)
        facts: dict[str, Any] = {"series": name, "part_number": decimal(100 * mine / whole)}
        if euros:
            facts |= {"value_cents": int(mine), "total_cents": int(whole)}
        else:
            facts |= {"value_number": decimal(mine), "total_number": decimal(whole)}
        yield ("why_component_euros" if euros else "why_component"), facts
        if len(key.components) > 1:
            yield "why_component_counts", {"series": name, "percent_number": decimal(one.percent)}


def _amount(outcome: Outcome, share: Share) -> Iterator[Said]:
    if outcome.key.method is Method.LIST:
        yield "why_list", {"amount_cents": share.cents, "budget_cents": outcome.sharing.budget}
        return
    if share.bound is not Bound.NONE:
        yield f"why_{share.bound}", {"amount_cents": share.cents}
        return
    yield from quotient(outcome.sharing, share, shared_again=_is_bounded(outcome))


def quotient(sharing: Sharing, share: Share, *, shared_again: bool) -> Iterator[Said]:
    """The exact quotient of a share and how it was rounded; `shared_again`: a bound stopped another share."""
    exact = share.quotient
    fraction = f"{exact.numerator}/{exact.denominator}" if exact.denominator > 1 else str(exact.numerator)
    yield "why_quotient", {"exact_number": decimal(exact / 100), "fraction": fraction}
    if shared_again:
        yield "why_shared_again", {}
    yield _rounding(sharing, share)


def _is_bounded(outcome: Outcome) -> bool:
    return outcome.key.method is Method.PROPORTIONAL and any(one.bound for one in outcome.sharing.shares)


def _rounding(sharing: Sharing, share: Share) -> Said:
    if share.rank is None:
        return "why_whole", {"amount_cents": share.cents}
    facts = {
        "amount_cents": share.cents,
        "remainder_number": decimal(share.remainder),
        "rank": share.rank,
        "spare": sharing.spare,
    }
    return ("why_rounded_up" if share.extra else "why_rounded_down"), facts


def decimal(value: Fraction) -> str:
    """A decimal to read: exact when it fits in six places, cut there otherwise and followed by « … »."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    scaled = value * 10**PLACES
    whole, rest = divmod(int(scaled), 10**PLACES)
    figures = f"{rest:0{PLACES}d}".rstrip("0")
    text = f"{sign}{whole}.{figures}" if figures else f"{sign}{whole}"
    if scaled.denominator == 1:
        return text
    return f"{sign}{whole}.{rest:0{PLACES}d}…"
