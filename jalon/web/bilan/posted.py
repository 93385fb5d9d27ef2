"""What comes back of a talk's page, as the services take it; and a clash, for the page's script.

Domains and fields are named as in `sheet`.
"""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from jalon.domain.core.text import clean
from jalon.domain.instruments.catalogue import LEVELS, Instrument
from jalon.domain.instruments.merging import Change, Clash, Writer
from jalon.domain.instruments.models import BilanEntry
from jalon.web.bilan.sheet import name_of
from jalon.web.ui.autosave import fingerprint

LONGEST_SHOWN = 5_000_000


def changes_from(post: QueryDict, instrument: Instrument) -> dict[str, Change]:
    """What was written in each domain. Domains and fields that did not come back are left alone."""
    found = {}
    for code in instrument.codes:
        was = dict(zip(BilanEntry.FIELDS, post.get(f"{code}-was", "").split("."), strict=False))
        values = {
            name: value
            for name in BilanEntry.FIELDS
            if (full := f"{code}-{name}") in post
            and was.get(name) != fingerprint(value := _read(name, post.get(full, "")))
        }
        if values:
            found[code] = Change(_number(post.get(f"{code}-revision")), values, _seen(post, code, values))
    return found


def together_from(post: QueryDict) -> Change | None:
    """What was written in the text kept together, if it came back changed."""
    if "together" not in post or post.get("together-was") == fingerprint(_read("together", post["together"])):
        return None
    values = {"together": post["together"]}
    return Change(_number(post.get("together-revision")), values, _seen(post, "", values))


def _seen(post: QueryDict, domain: str, values: Iterable[str]) -> dict[str, int]:
    """Fields whose other text was shown after a clash, with the revision that was shown."""
    names = {name: f"{name_of(domain, name)}-seen" for name in values}
    return {name: _number(post[full]) for name, full in names.items() if full in post}


def writer_from(post: QueryDict) -> Writer:
    """The page that writes, and its attempt."""
    return Writer(post.get("page", "")[:40], _number(post.get("attempt"), otherwise=0))


def _read(name: str, raw: str) -> Any:
    """The value as the service takes it; what is no level at all goes through, for the service to refuse."""
    if name in BilanEntry.RATINGS:
        if raw == "":
            return None
        return int(raw) if raw in {str(level) for level in LEVELS} else raw
    if name == "is_skipped":
        return raw == "1"
    return clean(raw, limit=LONGEST_SHOWN)


def _number(raw: str | None, *, otherwise: int = 1) -> int:
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 9 else otherwise


def answer_of(clash: Clash) -> dict[str, Any]:
    """A clash for the page's script."""
    theirs = clash.theirs
    return {
        "name": name_of(clash.domain, clash.field),
        "theirs": "" if theirs is None else str(theirs),
        "revision": clash.revision,
    }
