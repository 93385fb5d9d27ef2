"""Reads parameter files and refuses what is wrong in them, naming the file, the entry and the way to mend it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

import yaml

from jalon.law.errors import ParameterError
from jalon.law.parameters import Book, Entry, Parameter, Reading
from jalon.law.sayings import Saying, saying_from
from jalon.law.sources import Certainty, Source, Text
from jalon.law.yaml_file import read_yaml

TEXTS_FILE = "_texts.yaml"
_TEXT_KEYS = {"title", "short", "number", "published", "link", "no_link"}
SOURCE_KEYS = {"text", "article", "seen_in", "last_checked", "certainty", "doubt"}
_ENTRY_KEYS = SOURCE_KEYS | {"value", "valid_from", "valid_until", "readings"}
_READING_KEYS = SOURCE_KEYS | {"label"}
_PARAMETER_KEYS = {"title", "unit", "entries"}


def load(folder: Path) -> Book:
    """Every parameter of the YAML files of `folder`; `_texts.yaml` there lists the texts they cite."""
    texts = {one.id: one for one in texts_in(folder / TEXTS_FILE)}
    parameters: dict[str, Parameter] = {}
    for file in sorted(folder.glob("*.yaml")):
        if file.name == TEXTS_FILE:
            continue
        for one in _parameters(file, texts):
            if one.name in parameters:
                refuse(file, one.name, f"already stands in {parameters[one.name].file}", "keep one of the two")
            parameters[one.name] = one
    return Book(parameters, texts)


def refuse(
    file: Path, entry: str, wrong: str, mend: str, *, code: str = "", about: str = "", **params: Any
) -> NoReturn:
    """Raise `ParameterError`: which file, which entry, what is wrong, how to mend it.

    `code` of `file_faults.yaml`, with its `params`, says the same in the languages of a page; `about`: which key.
    """
    said = (code, params) if code else None
    raise ParameterError(f"{file.name}: {entry}: {wrong}. To mend it: {mend}.", said=said, about=about)


def read_file(file: Path) -> dict[str, Any]:
    """The named entries of a file."""
    try:
        raw = read_yaml(file)
    except yaml.YAMLError as error:
        raise ParameterError(f"{file.name}: not readable as YAML ({error}). To mend it: correct that line.") from error
    if not isinstance(raw, dict):
        raise ParameterError(f"{file.name}: not a list of named entries. To mend it: write `name:` then its keys.")
    return raw


def keys_of(file: Path, where: str, raw: object, allowed: set[str]) -> dict[str, Any]:
    """The keys of an entry, all of them allowed."""
    if not isinstance(raw, dict):
        names = ", ".join(sorted(allowed))
        refuse(file, where, "has no keys", f"give {names}", code="no_keys", names=names)
    unknown = sorted(set(raw) - allowed, key=str)
    if unknown:
        names, known = ", ".join(map(str, unknown)), ", ".join(sorted(allowed))
        facts = {"about": str(unknown[0]), "names": names, "known": known}
        refuse(file, where, f"unknown key {names}", f"use only {known}", code="unknown_key", **facts)
    return raw


def saying_of(file: Path, where: str, raw: object, what: str) -> Saying:
    """A sentence in all languages."""
    saying = saying_from(raw)
    if saying is None:
        facts = {"code": "no_saying", "about": what, "what": what}
        refuse(file, where, f"no {what}", f"write `{what}` in en, fr and nl", **facts)
    return saying


def day_of(file: Path, where: str, raw: object, what: str) -> date:
    """A day."""
    if type(raw) is not date:
        facts = {"code": "no_day", "about": what, "what": what}
        refuse(file, where, f"{what} is {raw!r}", "write a day as 2016-11-01", **facts)
    return raw


def texts_in(file: Path) -> Iterator[Text]:
    """The texts a file lists."""
    for name, raw in read_file(file).items():
        yield text_of(file, name, raw)


def text_of(file: Path, name: str, raw: object) -> Text:
    """One text."""
    keys = keys_of(file, name, raw, _TEXT_KEYS)
    if not isinstance(keys.get("title"), str) or not keys["title"].strip():
        refuse(file, name, "no title", "write the title of the text as published", code="text_untitled")
    if not keys.get("link") and not keys.get("no_link"):
        mend = "give `link`, or say why in `no_link`"
        refuse(file, name, "neither a link nor a reason for having none", mend, code="text_unlinked")
    if keys.get("link") and not str(keys["link"]).startswith(("https://", "http://")):
        refuse(file, name, "the link is no address", "begin it with https://", code="text_link", about="link")
    published, number = keys.get("published"), keys.get("number")
    return Text(
        id=name,
        title=keys["title"],
        short=saying_of(file, name, keys.get("short"), "short"),
        number=None if number is None else str(number),
        published=day_of(file, name, published, "published") if published is not None else None,
        link=keys.get("link"),
        no_link=keys.get("no_link"),
    )


def _parameters(file: Path, texts: Mapping[str, Text]) -> Iterator[Parameter]:
    raw = read_file(file)
    checked = day_of(file, "the head of the file", raw.pop("last_checked", None), "last_checked")
    for name, body in raw.items():
        keys = keys_of(file, name, body, _PARAMETER_KEYS)
        title = saying_of(file, name, keys.get("title"), "title")
        entries = [entry_of(file, name, one, texts, checked) for one in keys.get("entries") or ()]
        if not entries:
            refuse(file, name, "no entry", "give at least one entry with value, valid_from and text")
        check_run(file, name, entries)
        yield Parameter(name, title, keys.get("unit"), file.name, tuple(entries))


def check_run(file: Path, name: str, entries: Sequence[Entry]) -> None:
    """One entry after the other, without gap or overlap."""
    for before, after in zip(entries, entries[1:], strict=False):
        where = f"{name} from {after.valid_from}"
        if before.valid_until is None or before.valid_until >= after.valid_from:
            day_before = after.valid_from - timedelta(days=1)
            refuse(file, where, f"overlaps the entry from {before.valid_from}", f"end that one on {day_before}")
        elif before.valid_until + timedelta(days=1) < after.valid_from:
            day_after = before.valid_until + timedelta(days=1)
            mend = f"begin it on {day_after}, or add the entry that held between"
            refuse(file, where, f"leaves a gap after {before.valid_until}", mend)


def entry_of(file: Path, name: str, raw: object, texts: Mapping[str, Text], checked: date) -> Entry:
    """One entry of a parameter."""
    keys = keys_of(file, name, raw, _ENTRY_KEYS)
    begins = day_of(file, name, keys.get("valid_from"), "valid_from")
    where = f"{name} from {begins}"
    if "value" not in keys:
        refuse(file, where, "no value", "give `value`")
    until = keys.get("valid_until")
    ends = day_of(file, where, until, "valid_until") if until is not None else None
    if ends is not None and ends < begins:
        refuse(file, where, f"ends on {ends}, before it begins", "put the two days in order")
    readings = {
        one: _reading(file, f"{where}, reading {one}", one, body, texts, checked)
        for one, body in (keys.get("readings") or {}).items()
    }
    if readings and keys["value"] not in readings:
        refuse(file, where, f"value '{keys['value']}' is none of its readings", f"choose one of {', '.join(readings)}")
    source = source_of(file, where, keys, texts, checked)
    return Entry(name, keys["value"], begins, ends, source, readings)


def _reading(file: Path, where: str, name: str, raw: object, texts: Mapping[str, Text], checked: date) -> Reading:
    keys = keys_of(file, where, raw, _READING_KEYS)
    label = saying_of(file, where, keys.get("label"), "label")
    return Reading(name, label, source_of(file, where, keys, texts, checked))


def source_of(file: Path, where: str, keys: dict[str, Any], texts: Mapping[str, Text], checked: date) -> Source:
    """The source of an entry: a text that is listed, its certainty, and its doubt unless it was found."""
    cited = [keys.get("text"), *(keys.get("seen_in") or ())]
    if not keys.get("text"):
        refuse(file, where, "no source", f"name in `text` one of the texts of {TEXTS_FILE}", code="no_source")
    for one in cited:
        if one not in texts:
            facts = {"code": "source_unlisted", "about": "text" if one == cited[0] else "seen_in", "name": one}
            refuse(file, where, f"source '{one}' is not in {TEXTS_FILE}", "add it there, with its link", **facts)
    certainty = _certainty(file, where, keys.get("certainty"))
    doubt = saying_of(file, where, keys["doubt"], "doubt") if "doubt" in keys else None
    if doubt is None and certainty not in (Certainty.FOUND, Certainty.COMPUTED):
        facts = {"code": "no_doubt", "about": "certainty", "certainty": str(certainty)}
        refuse(file, where, f"is {certainty} but states no doubt", "write in `doubt` what is not established", **facts)
    last = keys.get("last_checked")
    return Source(
        text=texts[cited[0]],
        article=None if keys.get("article") is None else str(keys["article"]),
        seen_in=tuple(texts[one] for one in cited[1:]),
        last_checked=day_of(file, where, last, "last_checked") if last is not None else checked,
        certainty=certainty,
        doubt=doubt,
    )


def _certainty(file: Path, where: str, raw: object) -> Certainty:
    try:
        return Certainty(str(raw))
    except ValueError:
        known = ", ".join(Certainty)
        facts = {"code": "no_certainty", "about": "certainty", "known": known}
        refuse(file, where, f"certainty is {raw!r}", f"choose among {known}", **facts)
