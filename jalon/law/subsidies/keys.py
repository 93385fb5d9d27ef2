"""Keys of sharing as data, of `keys.yaml` or of a programme: what is counted, for how much; and their use."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.errors import ParameterError
from jalon.law.sayings import LANGUAGES, Saying, saying_from
from jalon.law.subsidies.errors import CannotShare
from jalon.law.subsidies.series import Known, Series, name_of, series, title_of
from jalon.law.subsidies.sharing import Share, Sharing, reduced, share_out
from jalon.law.subsidies.source_json import saying_as_json, saying_of_json
from jalon.law.subsidies.texts import marked, spoken_number
from jalon.law.yaml_file import read_yaml

FILE = Path(__file__).with_name("keys.yaml")
HUNDRED = Fraction(100)
Data = Mapping[str, Mapping[str, Fraction]]


class Method(StrEnum):
    """How the values of a key become amounts."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"
    LOSSES = "losses"  # what each loses between `previous` and `new`, never more
    LIST = "list"  # the amounts stand in the list; their sum must be the budget


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the budget, shared in proportion to the sum of some series."""

    series: tuple[str, ...]
    percent: Fraction

    @property
    def name(self) -> str:
        """« ris+equivalent_aid »."""
        return "+".join(self.series)


@dataclass(frozen=True, slots=True)
class Key:
    """What is counted. `bounded`: bounds are part of it, so that without floor and cap nothing is shared."""

    code: str
    title: Saying
    about: Saying
    method: Method
    components: tuple[Component, ...]
    bounded: bool = False

    @property
    def series(self) -> tuple[str, ...]:
        """Every series it reads."""
        return tuple(dict.fromkeys(code for one in self.components for code in one.series))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The keys and the series that can be named: those that ship, and those that a programme brings."""

    keys: Mapping[str, Key]
    series: Known

    def key(self, code: str) -> Key:
        """A key by its code; `ParameterError` says which there are."""
        if code not in self.keys:
            raise ParameterError(f"No key is called '{code}'. Choose one of: {', '.join(self.keys)}.")
        return self.keys[code]

    @classmethod
    def with_own(cls, own_keys: Iterable[Key] = (), own_series: Iterable[Series] = ()) -> "Vocabulary":
        """What ships and what a programme brings; where one code says both, its own holds."""
        known = {**series(), **{one.code: one for one in own_series}}
        return cls({**keys(), **{one.code: one for one in own_keys}}, known)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one sharing. Amounts in cents; `reduction` in percent; `may_leave`: the caps may leave a rest."""

    key: str
    budget: int
    floor: int = 0
    cap: int | None = None
    reduction: Fraction = Fraction(0)
    may_leave: bool = False

    def as_json(self) -> dict[str, Any]:
        """What is stored with a decision."""
        return {
            "key": self.key,
            "budget": self.budget,
            "floor": self.floor,
            "cap": self.cap,
            "reduction": str(self.reduction),
            "may_leave": self.may_leave,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Terms":
        """The terms of a decision again."""
        return cls(**{**raw, "reduction": Fraction(raw["reduction"])})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sharing with everything its reasons need: terms, key, the sums of what is counted."""

    terms: Terms
    key: Key
    sharing: Sharing
    data: Data
    totals: Mapping[str, Fraction]
    known: Known

    def share(self, identity: str) -> Share | None:
        """The share of one identity."""
        return self.sharing.of(identity)


@cache
def keys() -> Mapping[str, Key]:
    """Every key that ships by its code."""
    return {code: _key(code, body) for code, body in read_yaml(FILE).items()}


@cache
def shipped() -> Vocabulary:
    """What ships and nothing else."""
    return Vocabulary.with_own()


def _key(code: str, body: Mapping[str, Any]) -> Key:
    title, about = saying_from(body.get("title")), saying_from(body.get("about"))
    if title is None or about is None:
        raise ParameterError(f"{FILE.name}: {code}: title or about is missing. Write both in en, fr and nl.")
    parts = tuple(Component(tuple(one["series"]), Fraction(str(one["percent"]))) for one in body.get("components", ()))
    unknown = sorted({name for one in parts for name in one.series} - set(series()))
    if unknown:
        raise ParameterError(f"{FILE.name}: {code}: no series is called {', '.join(unknown)}. Add it to series.yaml.")
    whole_parts = sum((one.percent for one in parts), Fraction(0))
    if body["method"] == Method.PROPORTIONAL and whole_parts != HUNDRED:
        raise ParameterError(f"{FILE.name}: {code}: its parts make {whole_parts} %. Make them 100.")
    return Key(code, title, about, Method(body["method"]), parts, bool(body.get("bounded", False)))


def own_key(code: str, title: Saying, method: Method, parts: Sequence[Component], bounded: bool, known: Known) -> Key:
    """A key that a programme brings. What it is about is put together from its parts, never typed beside them."""
    return Key(code, title, _about(method, parts, known), method, tuple(parts), bounded)


_ABOUT = {
    Method.EQUAL: Saying("The same amount for each.", "Le même montant pour chacun.", "Voor elk hetzelfde bedrag."),
    Method.PROPORTIONAL: Saying("In proportion: {parts}.", "En proportion : {parts}.", "In verhouding: {parts}."),
}


def _about(method: Method, parts: Sequence[Component], known: Known) -> Saying:
    def said(language: str) -> str:
        named = [
            one for one in parts if one.series and all(code in known for code in one.series)
        ]  # a stranger is told by the rules
        told = (f"{_spoken(one.percent, language)} % {title_of(one.name, language, known)}" for one in named)
        return marked(_ABOUT[method].say(language, parts=", ".join(told)))

    return Saying(**{language: said(language) for language in LANGUAGES})


def _spoken(percent: Fraction, language: str) -> str:
    return spoken_number(f"{float(percent):g}", language)


def key_as_json(one: Key) -> dict[str, Any]:
    """A key of a programme as plain JSON."""
    return {
        "code": one.code,
        "title": saying_as_json(one.title),
        "method": str(one.method),
        "components": [{"series": [*each.series], "percent": str(each.percent)} for each in one.components],
        "bounded": one.bounded,
    }


def key_of_json(raw: Mapping[str, Any], known: Known) -> Key:
    """The key again. Raises `ValueError`, `KeyError`."""
    parts = [Component(tuple(one["series"]), Fraction(one["percent"])) for one in raw["components"]]
    return own_key(raw["code"], saying_of_json(raw["title"]), Method(raw["method"]), parts, raw["bounded"], known)


def whole_key(terms: Terms) -> Terms:
    """The same terms with the reduction already taken off the budget."""
    return replace(terms, budget=reduced(terms.budget, terms.reduction), reduction=Fraction(0))


def share_by(terms: Terms, data: Data, words: Vocabulary | None = None) -> Outcome:
    """Share under these terms; `words`: where the key stands, those that ship unless another is given.

    Raises `CannotShare`, which says why in the reader's language.
    """
    words = words or shipped()
    chosen = words.key(terms.key)
    if chosen.bounded and not terms.floor and terms.cap is None:
        raise CannotShare("bounds_missing")
    _complete(chosen, data, words.series)
    whole = whole_key(terms)
    totals = {
        one.name: sum((_value(data[identity], one) for identity in data), Fraction(0)) for one in chosen.components
    }
    if chosen.method is Method.LIST:
        sharing = _as_listed(whole.budget, data)
    elif chosen.method is Method.LOSSES:
        sharing = _losses(whole, data)
    else:
        bounds = {"floors": whole.floor, "caps": whole.cap, "may_leave": whole.may_leave}
        sharing = share_out(whole.budget, _weights(chosen, data, totals, words.series), **bounds)  # type: ignore[arg-type]
    return Outcome(terms, chosen, sharing, data, totals, words.series)


def _complete(chosen: Key, data: Data, known: Known) -> None:
    for code in chosen.series:
        lacking = sorted(identity for identity in data if code not in data[identity])
        if lacking:
            facts = {"count": len(lacking), "identity": ", ".join(lacking[:5])}
            raise CannotShare("value_missing", series=name_of(code, known), **facts)


def _value(values: Mapping[str, Fraction], one: Component) -> Fraction:
    return sum((Fraction(values[code]) for code in one.series), Fraction(0))


def _weights(chosen: Key, data: Data, totals: Mapping[str, Fraction], known: Known) -> dict[str, Fraction]:
    if chosen.method is Method.EQUAL:
        return dict.fromkeys(data, Fraction(1))
    for one in chosen.components:
        if data and not totals[one.name]:
            raise CannotShare("series_empty", series=name_of(one.name, known))
    return {
        identity: sum(
            (one.percent / HUNDRED * _value(values, one) / totals[one.name] for one in chosen.components), Fraction(0)
        )
        for identity, values in data.items()
    }


def _losses(terms: Terms, data: Data) -> Sharing:
    """In proportion to what each loses, which nobody is given more of; a larger budget leaves a rest."""
    lost = {identity: max(0, int(values["previous"] - values["new"])) for identity, values in data.items()}
    return share_out(terms.budget, lost, caps=lost, may_leave=terms.may_leave)


def _as_listed(budget: int, data: Data) -> Sharing:
    amounts = {identity: int(values["amount"]) for identity, values in data.items()}
    found = sum(amounts.values())
    if any(amount < 0 for amount in amounts.values()):
        raise CannotShare("negative_weight", identity=min(one for one, amount in amounts.items() if amount < 0))
    if found != budget:
        facts = {"budget_cents": budget, "found_cents": found, "difference_cents": budget - found}
        raise CannotShare("list_sum", **facts)
    shares = tuple(Share(one, Fraction(amounts[one]), Fraction(amounts[one]), amounts[one]) for one in sorted(amounts))
    return Sharing(budget, shares, Fraction(found))


@cache
def fingerprint() -> str:
    """What keys and series are, as 64 hex digits: kept with a decision, it says which ones it used."""
    files = [FILE, FILE.with_name("series.yaml")]
    return hashlib.sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()
