"""Reads a scheme from YAML and refuses what is wrong in it, naming the line, the key and the way to mend it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import yaml

from jalon.law.category import Category
from jalon.law.errors import SchemeError
from jalon.law.income.cents import UNLIMITED
from jalon.law.income.facts import Basis, Work
from jalon.law.income.scheme import AS_LAW, Amount, Bracket, Exemption, Said, Scheme
from jalon.law.sayings import Saying, saying_from

FOLDER = Path(__file__).parent / "schemes"
MOST_EUROS = 100_000
DEEPEST = 30
MOST_BRACKETS = 4
MOST_MONTHS = 600
MOST_SMOOTHING = 12
LONGEST = 80  # of what a refusal repeats
CATEGORIES = {one: one.name.lower() for one in Category}  # as files name them
_SCHEME = {"title", "about", "basis", "smoothing", "otherwise", "exempt"}
# In C where there is one: a hand on a slider waits for this.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_EXEMPT = {"for", "category", "as", "flat", "shares", "floor", "ceiling", "taper", "months", "within"}

Path_ = tuple[str | int, ...]


@cache
def shipped() -> dict[str, Scheme]:
    """The schemes that come with the project, by id: today's rule and the tracks of the working group of 2017."""
    return {file.stem: read(file) for file in sorted(FOLDER.glob("*.yaml"))}


def read(file: Path) -> Scheme:
    """A scheme from its file."""
    try:
        return parse(file.read_text(encoding="utf-8"), name=file.name)
    except UnicodeDecodeError as error:
        raise SchemeError("not_text", name=file.name) from error


def parse(text: str, *, name: str) -> Scheme:
    """A scheme from the text of a file called `name`, whose stem becomes its id."""
    try:
        refuse_bombs(text)
        node = yaml.compose(text, Loader=_LOADER)
        raw = None if node is None else yaml.constructor.SafeConstructor().construct_document(node)
    except RecursionError as error:
        raise SchemeError("too_deep", name=name) from error
    except (yaml.YAMLError, ValueError) as error:  # a ValueError is of a date that does not exist
        where = getattr(error, "problem_mark", None)
        raise SchemeError("not_yaml", name=name, line=where.line + 1 if where else None) from error
    try:
        return _Reader(name, dict(_lines(node))).scheme(raw)
    except SchemeError:
        raise
    except ValueError as error:  # of a number, « 0xff… », that is too long to be repeated in a refusal
        raise SchemeError("not_yaml", name=name, line=None) from error


def refuse_bombs(text: str) -> None:
    """Raise `yaml.YAMLError` where a file refers to its own parts: some lines of that would be endless to walk through.

    `RecursionError` where it is nested deeper than anybody writes.
    """
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("refers to another part")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise RecursionError


def _lines(node: yaml.Node | None, path: Path_ = ()) -> Iterator[tuple[Path_, int]]:
    """The line of every key and item, by its path."""
    if node is None:
        return
    yield path, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, key.value)
            yield from _lines(value, here)
            yield here, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _lines(item, (*path, number))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns raw values into a scheme, knowing where each stands."""

    name: str
    lines: Mapping[Path_, int]

    def refuse(self, path: Path_, code: str, **told: Any) -> NoReturn:
        """Raise with the line of `path`, or of the nearest thing that holds it; the way to mend it is of the code."""
        near = path
        while near and near not in self.lines:
            near = near[:-1]
        key = ".".join(str(one + 1) if isinstance(one, int) else one for one in path)
        told = {name: one[:LONGEST] if isinstance(one, str) else ", ".join(one) for name, one in told.items()}
        raise SchemeError(code, name=self.name, line=self.lines.get(near), key=key[:LONGEST], **told)

    def keys(self, path: Path_, raw: object, allowed: set[str]) -> dict[str, Any]:
        if not isinstance(raw, dict):
            self.refuse(path, "not_keys", allowed=sorted(allowed))
        for key in raw:
            if key not in allowed:
                self.refuse((*path, str(key)), "unknown_key", allowed=sorted(allowed))
        return raw

    def scheme(self, raw: object) -> Scheme:
        keys = self.keys((), raw, _SCHEME)
        basis = Basis(self.choice(("basis",), keys.get("basis", "day"), tuple(Basis)))
        smoothing = self.whole(("smoothing",), keys.get("smoothing", 1), 1, MOST_SMOOTHING)
        if basis is not Basis.MONTH and smoothing > 1:
            self.refuse(("smoothing",), "smoothing_by_days")
        listed = keys.get("exempt") or []
        if not isinstance(listed, list):
            self.refuse(("exempt",), "not_list")
        return Scheme(
            id=Path(self.name).stem,
            title=self.saying("title", keys),
            about=self.saying("about", keys),
            basis=basis,
            smoothing=smoothing,
            exemptions=self.exemptions(listed),
            law_otherwise=self.choice(("otherwise",), keys.get("otherwise", "law"), ("law", "nothing")) == "law",
        )

    def exemptions(self, listed: list[object]) -> dict[tuple[Work, Category], Said]:
        found: dict[tuple[Work, Category], Said] = {}
        for number, body in enumerate(listed):
            path: Path_ = ("exempt", number)
            keys = self.keys(path, body, _EXEMPT)
            categories = self.categories((*path, "category"), keys.get("category", "all"))
            for work in self.works((*path, "for"), keys.get("for")):
                said = self.as_work(path, keys) if "as" in keys else self.exemption(path, keys, work)
                for category in categories:
                    if (work, category) in found:
                        self.refuse((*path, "for"), "twice", work=str(work), category=CATEGORIES[category])
                    found[work, category] = said
        return found

    def saying(self, key: str, keys: Mapping[str, Any]) -> Saying:
        saying = saying_from(keys.get(key))
        if saying is None:
            self.refuse((key,), "not_said")
        return saying

    def works(self, path: Path_, raw: object) -> list[Work]:
        if raw == "all":
            return list(Work)
        if not isinstance(raw, list) or not raw:
            self.refuse(path, "no_work", allowed=list(Work))
        return [Work(self.choice(path, one, tuple(Work))) for one in raw]

    def categories(self, path: Path_, raw: object) -> list[Category]:
        if raw == "all":
            return list(Category)
        if not isinstance(raw, list) or not raw:
            self.refuse(path, "no_category", allowed=CATEGORIES.values())
        names = {name: one for one, name in CATEGORIES.items()}
        return list(dict.fromkeys(names[self.choice(path, one, tuple(names))] for one in raw))

    def as_work(self, path: Path_, body: Mapping[str, Any]) -> Work:
        if not set(body) <= {"for", "category", "as"}:
            self.refuse(path, "as_and_more")
        return Work(self.choice((*path, "as"), body["as"], tuple(Work)))

    def exemption(self, path: Path_, body: Mapping[str, Any], work: Work) -> Exemption:
        for key in ("flat", "floor", "ceiling"):
            if work is Work.ART and body.get(key) == "law":
                self.refuse((*path, key), "law_by_year")
        taper = self.keys((*path, "taper"), body.get("taper") or {}, {"from", "percent"})
        ceiling = self.amount((*path, "ceiling"), body["ceiling"]) if "ceiling" in body else None
        floor = self.amount((*path, "floor"), body.get("floor", 0))
        if isinstance(ceiling, int) and isinstance(floor, int) and ceiling < floor:
            self.refuse((*path, "ceiling"), "ceiling_below_floor")
        start = self.amount((*path, "taper", "from"), taper["from"]) if "from" in taper else UNLIMITED
        if not isinstance(start, int) or ("from" in taper) != ("percent" in taper):
            self.refuse((*path, "taper"), "half_taper")
        months, within = self.duration(path, body)
        return Exemption(
            flat=self.amount((*path, "flat"), body.get("flat", 0)),
            brackets=tuple(self.brackets((*path, "shares"), body.get("shares") or [])),
            floor=floor,
            ceiling=ceiling,
            taper_from=start,
            taper_share=self.share((*path, "taper", "percent"), taper.get("percent", 0)),
            months=months,
            within=within,
        )

    def duration(self, path: Path_, body: Mapping[str, Any]) -> tuple[int | None, int | None]:
        months, within = (self.limit((*path, key), body.get(key)) for key in ("months", "within"))
        if within is not None and (months is None or within < months):
            self.refuse((*path, "within"), "within_short")
        return months, within

    def brackets(self, path: Path_, raw: object) -> Iterator[Bracket]:
        if not isinstance(raw, list) or len(raw) > MOST_BRACKETS:
            self.refuse(path, "not_brackets")
        last = -1
        for number, body in enumerate(raw):
            here: Path_ = (*path, number)
            keys = self.keys(here, body, {"from", "percent"})
            start = self.amount((*here, "from"), keys.get("from", 0))
            if not isinstance(start, int) or start <= last:
                self.refuse((*here, "from"), "bracket_order")
            last = start
            if "percent" not in keys:
                self.refuse(here, "no_percent")
            yield Bracket(start=start, share=self.share((*here, "percent"), keys["percent"]))

    def choice(self, path: Path_, raw: object, allowed: tuple[str, ...]) -> str:
        if raw not in allowed:
            self.refuse(path, "not_choice", value=str(raw), allowed=allowed)
        return str(raw)

    def whole(self, path: Path_, raw: object, least: int, most: int) -> int:
        if type(raw) is not int or not least <= raw <= most:
            self.refuse(path, "not_whole", value=str(raw), least=str(least), most=str(most))
        return raw

    def limit(self, path: Path_, raw: object) -> int | None:
        return None if raw is None or raw == "none" else self.whole(path, raw, 1, MOST_MONTHS)

    def amount(self, path: Path_, raw: object) -> Amount:
        return AS_LAW if raw == "law" else self.hundredths(path, raw, MOST_EUROS, "not_amount")

    def share(self, path: Path_, raw: object) -> int:
        return self.hundredths(path, raw, 100, "not_percent")

    def hundredths(self, path: Path_, raw: object, most: int, code: str) -> int:
        """A number with at most two decimals, times a hundred."""
        try:
            value = Decimal(str(raw)) if isinstance(raw, int | float) and not isinstance(raw, bool) else None
        except InvalidOperation:
            value = None
        if value is None or not value.is_finite() or not 0 <= value <= most or value * 100 != int(value * 100):
            self.refuse(path, code, value=str(raw), most=str(most))
        return int(value * 100)
