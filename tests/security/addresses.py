"""Every address of the site, read from the routes themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from jalon.web.access.gate import access_of


@dataclass(frozen=True)
class Address:
    """A named address, the keys of the objects in its path, and what its view declares (« closed » when nothing)."""

    name: str
    keys: tuple[str, ...]
    kind: str

    @property
    def names_an_object(self) -> bool:
        """Whether the address is of something one centre has; a quarter or a figure is everybody's."""
        return bool(set(self.keys) - {"quarter", "code", "parameter", "instrument", "extension"})

    def __str__(self) -> str:
        return self.name


def _walk(patterns: list[Any], namespace: str = "", outer: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in patterns:
        keys = tuple(dict.fromkeys((*outer, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)))
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner, keys)
        elif isinstance(pattern, URLPattern):
            access = access_of(pattern.callback)
            yield Address(f"{namespace}{pattern.name}", keys, access.kind if access else "closed")


ADDRESSES = list(_walk(get_resolver().url_patterns))
GUARDED = [address for address in ADDRESSES if address.kind in {"centre", "federal", "person"}]
OPEN = [address for address in ADDRESSES if address.kind in {"public", "signed_in"}]
CENTRE = [address for address in ADDRESSES if address.kind == "centre"]
OF_THE_OFFICE = {
    "member_id",
    "federal_id",
    "team_id",
    "deputyship_id",
    "quarter",
    "parameter",
    "code",
    "module_id",
    "instrument",
    "award_id",
    "convention_id",
    "grant_id",
    "line",
    "field",
    "frozen_id",
    "scenario_id",
    "extension",
    "cost_id",
    "batch_id",
    "report_id",
    "sampled_id",
    "piece_id",
    "account_id",
    "settlement_id",
    "order_id",
}  # who works there, counts, and what is offered to everybody
ABOUT_A_PERSON = [address for address in CENTRE if set(address.keys) - OF_THE_OFFICE]
