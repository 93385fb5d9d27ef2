"""Every page looked at twice: the demonstration is loaded, each address opened, wide and light, then narrow and dark.

The first look asks axe everything, with every fold open; the second what may differ: contrast, width, language. Each
of two processes looks at the pages of half of the rooms.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Count
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from jalon.command.demo import load
from jalon.domain.accounts.models import Deputyship, FederalMembership, Membership, Team
from jalon.domain.activation.models import Action, Module, Participation, Trajectory
from jalon.domain.centres.models import Centre
from jalon.domain.conventions.models import Convention
from jalon.domain.core.context import centre_context, federal_context, operator_context
from jalon.domain.exemption.models import MonthResult
from jalon.domain.grants.models import Grant
from jalon.domain.instruments import services as instruments
from jalon.domain.instruments.enums import BilanState, Moment
from jalon.domain.instruments.models import Bilan, Measurement
from jalon.domain.lab.models import FederalScenario, Kind, Scenario
from jalon.domain.lab.services import keep, keep_for_administration
from jalon.domain.lab.workload import COUNTRY, answer
from jalon.domain.payments.models import Account, Closing, Order, Settlement
from jalon.domain.payments.models import Batch as PaymentRun
from jalon.domain.people.models import Partnership, Person, PiisExemption, Status
from jalon.domain.piis.models import Amendment, Commitment, Evaluation, Piis, PiisVersion
from jalon.domain.results.models import Frozen
from jalon.domain.sanctions.models import Proposal
from jalon.domain.spending.models import Batch, Cost
from jalon.domain.subsidies.models import Award, Dataset, Decision, Programme
from tests.browser.conftest import axe_faults, shape_faults
from tests.domain.subsidies.own import KEY, SERIES, write_what_a_programme_may_bring
from tests.security.addresses import ADDRESSES, Address
from tests.signing_in import client_of

FILES = 40
# One list per key; tried in turn until a page opens, for a page exists only in the right state of its object.
MODELS = {
    "bilan_id": Bilan,
    "result_id": MonthResult,
    "status_id": Status,
    "exemption_id": PiisExemption,
    "partnership_id": Partnership,
    "version_id": PiisVersion,
    "evaluation_id": Evaluation,
    "commitment_id": Commitment,
    "amendment_id": Amendment,
    "proposal_id": Proposal,
    "piis_id": Piis,
    "trajectory_id": Trajectory,
    "participation_id": Participation,
    "action_id": Action,
    "module_id": Module,
    "sitting_id": Measurement,
    "measurement_id": Measurement,
    "member_id": Membership,
    "team_id": Team,
    "deputyship_id": Deputyship,
    "federal_id": FederalMembership,
    "award_id": Award,
    "convention_id": Convention,
    "frozen_id": Frozen,
    "cost_id": Cost,
    "batch_id": Batch,
    "scenario_id": Scenario,
    "grant_id": Grant,
    "closing_id": Closing,
    "run_id": PaymentRun,
    "order_id": Order,
    "settlement_id": Settlement,
    "account_id": Account,
    "decision_id": Decision,
    "dataset_id": Dataset,
    "programme_id": Programme,
    "person_id": Person,
}
BY_HAND = {"quarter": "2026Q2", "code": "in_force", "act": "hand-over", "parameter": "piis.conclude.from"}
BY_HAND |= {"instrument": "empowerment", "line": "participation", "shipped": "clusters-2015", "field": "1"}
BY_HAND |= {"role": "convention", "point": "A", "own_key": KEY, "own_series": SERIES, "article": "5", "language": "fr"}
BY_ROOM = {"results": {"line": "activation"}}  # where a room means another one
FEDERAL_OWN = {"scenario_id": FederalScenario}  # where the administration keeps its own
CENTRES_OWN = {"cost_id", "batch_id"}  # no federal page finds one by itself
NOT_A_PAGE = {"secret", "token", "document_id", "key", "uidb36"}  # secrets of invitations, calendars, resets; papers
NOBODY = "nobody"  # who has not signed in
STATES = {Bilan: "state", Piis: "state", PiisVersion: "piis__state", Amendment: "state", Proposal: "state"}
EACH_STATE = {"piis:show", "bilan:show"}  # pages that are another page in each state of their object
WIDE = 1280
LOOKS = [("fr", WIDE, False), ("nl", 320, True)]
ROOMS = sorted({address.name.rpartition(":")[0] for address in ADDRESSES})
# The menu of the account would lie over the page: it is judged on the first one. Rows of a long table are alike.
OPENED = """() => {
    const folds = location.pathname === '/' ? 'details' : 'main details'
    document.querySelectorAll(folds).forEach((fold) => { fold.open = true })
    document.querySelectorAll('tbody tr:nth-child(n + 9)').forEach((row) => { row.remove() })
}"""


def _choices(address: Address) -> Iterator[tuple[str, str]]:
    """(state, path) of this address with real objects in them, of the centre of the context."""
    by_hand = BY_HAND | BY_ROOM.get(address.name.partition(":")[0], {})
    known = {key: value for key, value in by_hand.items() if key in address.keys}
    unread = CENTRES_OWN if address.kind == "federal" else set()
    main = next((key for key in MODELS if key in address.keys and key not in unread), None)
    models = MODELS | (FEDERAL_OWN if address.kind == "federal" else {})
    for found in _some(models[main], address) if main else [None]:
        given = {main: found.sitting if main == "sitting_id" else found.pk} if main else {}
        if "person_id" in address.keys and main != "person_id":
            given["person_id"] = getattr(found, "person_id", None) or getattr(found, "first_id", None)
        if "grant_id" in address.keys and main != "grant_id":
            given["grant_id"] = getattr(found, "grant_id", None)
        try:
            state = found.state if address.name in EACH_STATE else ""
            yield state, reverse(address.name, kwargs=known | given)
        except NoReverseMatch:
            continue


def _some(model: Any, address: Address) -> list[Any]:
    """One object in each state, and some more where a page does not change with it."""
    state = STATES.get(model)
    rows = model.objects if address.kind == "centre" else model._base_manager  # no centre is in context elsewhere
    each = list(rows.order_by(state, "pk").distinct(state)) if state else []
    return each if address.name in EACH_STATE else [*each, *rows.order_by("pk")[:12]]


def _answer(client: Client, path: str) -> Any:
    """What answers; where a reason for opening a file is asked first, it is given."""
    answer = client.get(path)
    if answer.status_code == 302 and "/purpose/" in answer["Location"]:
        client.post(answer["Location"], {"reason": "council"})
        answer = client.get(path)
    return answer


def _opened(clients: dict[str, Client], tries: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The first that is answered by a whole page; none where the address is an act, or gives a file."""
    for path, actor in tries:
        answer = _answer(clients[actor], path)
        if answer.status_code == 405:
            return None
        if answer.status_code == 200:
            is_html = answer["Content-Type"].startswith("text/html")
            if is_html and b"<html" in b"".join(answer):
                return path, actor
            if not is_html:
                return None
    return None


def _openings(clients: dict[str, Client], centre: Centre, rooms: list[str]) -> Iterator[tuple[str, str, str]]:
    """(name, path, actor) of each page of these rooms: the first of the actors who is answered a page."""
    federal = [one for one in clients if one.startswith("federal")]
    may = {"federal": federal, "centre": [one for one in clients if one not in {*federal, NOBODY}]}
    for address in ADDRESSES:
        if NOT_A_PAGE & set(address.keys) or address.name.rpartition(":")[0] not in rooms:
            continue
        with federal_context() if address.kind == "federal" else centre_context(centre.pk):
            choices = list(_choices(address))
        actors = may.get(address.kind, [NOBODY, *clients])
        for state in sorted({state for state, _path in choices}):
            paths = [path for which, path in choices if which == state]
            if found := _opened(clients, ((path, actor) for actor in actors for path in paths)):
                yield f"{address.name} {state}".strip(), *found


@pytest.fixture
def demonstration(site):
    on = timezone.localdate()
    load(centres=1, files=FILES, on=on, progress=lambda done, total: None, processes=1)
    centre = Centre.objects.first()
    actors: dict[str, Any] = {}
    with centre_context(centre.pk):
        active = Membership.objects.filter(state="active")
        for member in active.annotate(files=Count("assignments")).order_by("-files", "pk"):
            actors.setdefault(member.role, member)
    with operator_context():
        found = list(FederalMembership.objects.select_related("user").order_by("role"))
    federal = {"federal": next(one for one in found if one.role == "officer")}
    federal["federal_manager"] = next(one for one in found if one.role == "manager")
    with centre_context(centre.pk):  # a bilan as it is while the two talk
        person = Person.objects.filter(responsible=actors["worker"]).exclude(bilans__state=BilanState.DRAFT).first()
        instruments.start(actor=actors["worker"], person=person, moment=Moment.MIDDLE, held_on=on, on=on)
        told = {"question": {"files": asdict(COUNTRY), "centres": 1, "workers": 0, "minutes": {}}}
        told |= {"kind": Kind.WORKLOAD, "title": "Charge", "notes": "", "answer": answer(COUNTRY)}
        keep(actor=actors["worker"], at=timezone.now(), **told)
    with federal_context():
        keep_for_administration(actor=federal["federal"], at=timezone.now(), **told)
        write_what_a_programme_may_bring(federal["federal"], timezone.now())
    return centre, dict(sorted(actors.items(), key=lambda pair: pair[0] != "worker")) | federal


def _faults(page: Any, url: str, language: str, width: int, whole: bool) -> list[str]:
    page.goto(url)
    page.evaluate(OPENED)
    faults = axe_faults(page) if whole else axe_faults(page, rules=["color-contrast"])
    faults += shape_faults(page, language=language, width=width)
    return [*faults, *_enlarged_faults(page, width)] if width == WIDE else faults


def _enlarged_faults(page: Any, width: int) -> list[str]:
    """What no longer fits at 200 %: of the whole page, which leaves half the width, or of its text alone."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    texts = page.evaluate("document.scrollingElement.scrollWidth")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": width // 2, "height": 450})
    whole = page.evaluate("document.scrollingElement.scrollWidth")
    page.set_viewport_size({"width": width, "height": 900})
    wide = {f"texts at 200 %: {texts} px wide": texts > width, f"zoomed to 200 %: {whole} px wide": whole > width // 2}
    return [fault for fault, is_so in wide.items() if is_so]


@pytest.mark.parametrize("rooms", [ROOMS[::2], ROOMS[1::2]], ids=["one half", "the other"])
def test_every_page_is_accessible_and_says_its_language(browser_page, site, demonstration, rooms):
    centre, actors = demonstration
    clients = {NOBODY: Client()} | {kind: client_of(member) for kind, member in actors.items()}
    pages = list(_openings(clients, centre, rooms))
    one_of_each = {name.partition(":")[0]: name for name, _path, _actor in pages}.values()
    found = {}
    for language, width, dark in LOOKS:
        screens = {kind: browser_page(language=language, width=width, dark=dark) for kind in clients}
        for kind, client in clients.items():
            # The same session, and so the reasons that were given in it.
            kept = [{"name": name, "value": one.value, "url": site.url} for name, one in client.cookies.items()]
            screens[kind].context.add_cookies([one for one in kept if one["name"] == settings.SESSION_COOKIE_NAME])
        for name, path, actor in pages:
            whole = not dark or name in one_of_each
            found[name, language] = _faults(screens[actor], site.url + path, language, width, whole)
    assert len(pages) >= 90, sorted(name for name, _, _ in pages)
    assert not any(found.values()), "\n".join(f"{name}: {fault}" for name, faults in found.items() for fault in faults)
