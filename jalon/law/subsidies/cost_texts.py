"""The rules on costs as they are said and sourced: `costs.yaml`; the words that make a cost look like another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jalon.law.loading import SOURCE_KEYS, day_of, keys_of, read_file, saying_of, source_of, texts_in
from jalon.law.parameters import book
from jalon.law.sayings import Saying
from jalon.law.sources import Source
from jalon.law.subsidies.programme_texts import FOLDER, TEXTS_FILE
from jalon.law.subsidies.texts import spoken_number
from jalon.law.yaml_file import read_yaml

FILE = Path(__file__).with_name("costs.yaml")
WORDS = Path(__file__).with_name("cost_words.yaml")


@dataclass(frozen=True, slots=True)
class CostRule:
    """What it says when it finds something, how to mend it, where it comes from."""

    says: Saying
    mend: Saying
    source: Source


@cache
def cost_rules() -> Mapping[str, CostRule]:
    """Every rule by its code. Raises `ParameterError` naming the one that is not well written."""
    texts = {**book().texts, **{one.id: one for one in texts_in(FOLDER / TEXTS_FILE)}}
    raw = read_file(FILE)
    checked = day_of(FILE, "the head of the file", raw.pop("last_checked", None), "last_checked")
    return {code: _rule(code, body, texts, checked) for code, body in raw.items()}


def _rule(code: str, raw: Any, texts: Mapping[str, Any], checked: Any) -> CostRule:
    body = keys_of(FILE, code, raw, SOURCE_KEYS | {"says", "mend"})
    says, mend = (saying_of(FILE, code, body.get(name), name) for name in ("says", "mend"))
    return CostRule(says, mend, source_of(FILE, code, body, texts, checked))


@cache
def telling_words() -> Mapping[str, tuple[str, ...]]:
    """What a cost may look like, and the beginnings of words that make it so (no accents, no capitals)."""
    return {kind: tuple(map(str, words)) for kind, words in read_yaml(WORDS).items()}


def spoken(params: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Parameters as people say them: `…_percent` are hundredths of a percent, titles are in every language."""
    return {name: _spoken(name, value, language) for name, value in params.items()}


def _spoken(name: str, value: Any, language: str) -> Any:
    if isinstance(value, Saying):
        return value.say(language)
    if name.endswith("_percent"):
        whole, rest = divmod(int(value), 100)
        return spoken_number(f"{whole}.{rest:02d}".rstrip("0").rstrip("."), language)
    return value
