"""Why a centre ends with this amount: grant, justification, what the others left, its part, what was paid."""

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

from jalon.law.loading import SOURCE_KEYS, day_of, keys_of, read_file, source_of, texts_in
from jalon.law.parameters import book
from jalon.law.sources import Source
from jalon.law.subsidies.programme_texts import FOLDER, TEXTS_FILE
from jalon.law.subsidies.redistribution import Basis, Redistribution, Rule, Settled, ceiling
from jalon.law.subsidies.sharing import Bound
from jalon.law.subsidies.why import Said, decimal, quotient

FILE = Path(__file__).with_name("redistribution.yaml")
_KEYS = {"basis", "cap_percent", "cap", "floor", "within_regions"}


@cache
def shipped_rule() -> tuple[Rule, Source]:
    """The rule a closing begins with, and what is known of it (`redistribution.yaml`). Raises `ParameterError`."""
    raw = read_file(FILE)
    checked = day_of(FILE, "the head of the file", raw.pop("last_checked", None), "last_checked")
    body = keys_of(FILE, "rule", raw["rule"], SOURCE_KEYS | _KEYS)
    texts = {**book().texts, **{one.id: one for one in texts_in(FOLDER / TEXTS_FILE)}}
    return Rule.from_json({name: body[name] for name in _KEYS}), source_of(FILE, "rule", body, texts, checked)


def why_settled(found: Redistribution, identity: str) -> list[Said]:
    """The reasons of one centre, as codes and parameters of `texts.yaml`: plain JSON. Raises KeyError."""
    one = found.of(identity)
    return [*_use(one, found.rule), *_part(one, found.rule), *_end(one)]


def _use(one: Settled, rule: Rule) -> Iterator[Said]:
    use = one.use
    yield "settle_grant", {"grant_cents": use.grant}
    if use.justified:
        yield "settle_justified", {"justified_cents": use.justified}
    else:
        yield "settle_nothing", {}
    if use.unused:
        code = "settle_unused_kept" if rule.basis is Basis.NONE else "settle_unused"
        yield code, {"unused_cents": use.unused}
    if use.excess:
        yield "settle_excess", {"excess_cents": use.excess}


def _part(one: Settled, rule: Rule) -> Iterator[Said]:
    pool = one.pool
    if not one.use.excess or rule.basis is Basis.NONE:
        return
    facts = {"pool_cents": pool.unused, "count": pool.takers}
    yield ("settle_pool_region" if rule.within_regions else "settle_pool"), facts
    if one.share is None or pool.sharing is None:
        yield "settle_no_part", {}
        return
    share, weight = one.share, pool.sharing.weight
    told = {"value_cents": int(share.weight), "total_cents": int(weight), "part_number": "0"}
    told["part_number"] = decimal(100 * share.weight / weight if weight else Fraction(0))
    yield f"settle_weight_{rule.basis}", told
    if share.bound is Bound.CAP:
        yield _stopped(one, rule)
    elif share.bound is Bound.FLOOR:
        yield "why_floor", {"amount_cents": share.cents}
    else:
        yield from quotient(pool.sharing, share, shared_again=any(each.bound for each in pool.sharing.shares))


def _stopped(one: Settled, rule: Rule) -> Said:
    """Which of the limits stopped the part."""
    most = ceiling(one.use, rule)
    if most == one.use.excess:
        return "settle_cap_own", {"amount_cents": most}
    if rule.cap is not None and most == rule.cap:
        return "settle_cap_amount", {"amount_cents": most}
    return "settle_cap_percent", {"amount_cents": most, "percent_number": decimal(rule.cap_percent or Fraction(0))}


def _end(one: Settled) -> Iterator[Said]:
    told = {"used_cents": one.use.used, "supplement_cents": one.supplement, "final_cents": one.final}
    yield ("settle_final_more" if one.supplement else "settle_final"), told
    facts = {"paid_cents": one.use.paid, "rest_cents": abs(one.balance)}
    if one.balance > 0:
        yield "settle_to_pay", facts
    elif one.balance < 0:
        yield "settle_to_recover", facts
    else:
        yield "settle_even", facts
