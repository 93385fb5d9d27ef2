"""One look at every page: the demonstration is loaded, each address of the site opened twice and judged by axe."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Count
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from jalon.command.demo import load
from jalon.domain.accounts.models import Deputyship, FederalMembership, Membership, Team
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Partnership, Person, PiisExemption, Status
from jalon.domain.piis.models import Amendment, Commitment, Evaluation, Piis, PiisVersion
from jalon.domain.sanctions.models import Proposal
from jalon.web.access.gate import access_of
from tests.browser.conftest import axe_faults
from tests.signing_in import client_of

FILES = 40
# One list per key; tried in turn until a page opens, for a page exists only in the right state of its object.
MODELS = {
    "bilan_id": Bilan,
    "status_id": Status,
    "exemption_id": PiisExemption,
    "partnership_id": Partnership,
    "version_id": PiisVersion,
    "evaluation_id": Evaluation,
    "commitment_id": Commitment,
    "amendment_id": Amendment,
    "proposal_id": Proposal,
    "piis_id": Piis,
    "member_id": Membership,
    "team_id": Team,
    "deputyship_id": Deputyship,
    "person_id": Person,
}
BY_HAND = {"quarter": "2026Q2", "code": "in_force", "act": "hand-over"}
NOT_A_PAGE = {"secret", "token", "document_id"}  # an invitation's and a calendar's secrets, and papers


def _addresses(
    patterns: list[Any], space: str = "", outer: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for one in patterns:
        keys = tuple(dict.fromkeys((*outer, *one.pattern.converters)))
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space, keys)
        elif isinstance(one, URLPattern) and one.name and (access := access_of(one.callback)):
            yield f"{space}{one.name}", keys, access.kind


def _choices(name: str, keys: tuple[str, ...]) -> Iterator[str]:
    """Addresses of this name with real objects in them, of the centre of the context."""
    known = {key: value for key, value in BY_HAND.items() if key in keys}
    main = next((key for key in MODELS if key in keys), None)
    for found in MODELS[main].objects.order_by("pk")[:25] if main else [None]:
        given = {main: found.pk} if main else {}
        if "person_id" in keys and main != "person_id":
            given["person_id"] = getattr(found, "person_id", None) or getattr(found, "first_id", None)
        try:
            yield reverse(name, kwargs=known | given)
        except NoReverseMatch:
            continue


def _openings(actors: dict[str, Any], centre: Centre) -> Iterator[tuple[str, str, str | None]]:
    """(name, address, actor) of each page: the first of the actors who is answered a page."""
    clients = {kind: client_of(member) for kind, member in actors.items()}
    for name, keys, kind in _addresses(get_resolver().url_patterns):
        if NOT_A_PAGE & set(keys):
            continue
        with centre_context(centre.pk):
            addresses = list(_choices(name, keys))
        tries = ["federal"] if kind == "federal" else [one for one in clients if one != "federal"]
        opened = next(
            (
                (name, address, actor)
                for actor in tries
                for address in addresses
                if (answer := clients[actor].get(address)).status_code == 200
                and answer["Content-Type"].startswith("text/html")
                and b"<html" in b"".join(answer)
            ),
            None,
        )
        if opened:
            yield opened


@pytest.fixture
def demonstration(site):
    load(centres=1, files=FILES, on=timezone.localdate(), progress=lambda done, total: None, processes=1)
    centre = Centre.objects.first()
    actors: dict[str, Any] = {}
    with centre_context(centre.pk):
        active = Membership.objects.filter(state="active")
        for member in active.annotate(files=Count("assignments")).order_by("-files", "pk"):
            actors.setdefault(member.role, member)
    federal = FederalMembership.objects.select_related("user").first()
    return centre, dict(sorted(actors.items(), key=lambda pair: pair[0] != "worker")) | {"federal": federal}


def _faults(page: Any, url: str, language: str, width: int) -> list[str]:
    page.goto(url)
    faults = axe_faults(page)
    seen = page.evaluate(
        "() => [document.scrollingElement.scrollWidth, document.querySelectorAll('h1').length,"
        " document.documentElement.lang]"
    )
    if seen[0] > width:
        faults.append(f"{seen[0]} px wide on a screen of {width}")
    if seen[1] != 1:
        faults.append(f"{seen[1]} h1")
    if seen[2] != language:
        faults.append(f"says it is in {seen[2]}")
    return faults


def test_every_page_is_accessible_fits_a_telephone_and_says_its_language(browser_page, site, demonstration):
    centre, actors = demonstration
    pages = list(_openings(actors, centre))
    faults: dict[str, list[str]] = {}
    for language, width, dark in (("fr", 1280, False), ("nl", 320, True)):
        screens = {
            kind: browser_page(member, language=language, width=width, dark=dark) for kind, member in actors.items()
        }
        for name, address, actor in pages:
            if found := _faults(screens[actor], site.url + address, language, width):
                faults[f"{name} {language} {width}"] = found
    assert len(pages) >= 60, sorted(name for name, _, _ in pages)
    assert not faults, "\n".join(f"{where}: {one}" for where, found in faults.items() for one in found)
