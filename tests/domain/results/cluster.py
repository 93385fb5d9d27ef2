"""A cluster of three centres over 2015: the promoter's grant, and what the two others count for it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.conventions.content import digest
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import Held
from jalon.domain.grants.services import grants, parts
from jalon.domain.results import services
from jalon.domain.results.cluster import handed, numbers_of
from jalon.domain.results.handing import hand_over
from jalon.domain.results.models import Handed
from jalon.domain.subsidies import datasets, deciding, programmes
from jalon.domain.subsidies.models import Decision, Programme
from jalon.law.subsidies import Terms
from tests.domain.conventions.scene import Office, an_office
from tests.domain.results.scene import a_bilan
from tests.factories import a_federal_member, a_person, a_user

AT = datetime(2016, 2, 1, 9, 0, tzinfo=UTC)
LINE = "cluster"


@dataclass
class Cluster:
    """The officer who decided, the promoter and its two members; a fourth centre is alone."""

    officer: FederalMembership
    cabinet: FederalMembership
    programme: Programme
    decision: Decision
    promoter: Office
    members: tuple[Office, Office]
    alone: Office


def a_cluster() -> Cluster:
    """« Vallée »: Val-Clair for all three."""
    officer, cabinet = (a_federal_member(a_user(), role=role) for role in ("officer", "cabinet"))
    promoter = an_office("90001", "Val-Clair")
    members = (an_office("90002", "Mont-Gris", name_nl="Grauwberg"), an_office("90003", "Bel-Air"))
    alone = an_office("90004", "Haute-Rive")
    with federal_context():
        programme = programmes.take_over(actor=officer, code="clusters-2015", at=AT)
    decision = decided(officer, programme, "90001;Vallée;oui", "90002;Vallée;", "90003;Vallée;")
    return Cluster(officer, cabinet, programme, decision, promoter, members, alone)


def decided(officer: FederalMembership, programme: Programme, *rows: str, at: datetime = AT) -> Decision:
    """Who forms the cluster, imported and decided."""
    with federal_context():
        told = {"title": "Clusters", "data_on": date(2015, 1, 1), "source": "Annexe", "certainty": "found"}
        content = "\n".join(["INS;Cluster;Promoteur", *rows]).encode()
        kept = datasets.import_list(actor=officer, programme=programme, content=content, at=at, **told)
        line = programme.line(LINE)
        terms = Terms("equal", line.amount, cap=line.cap, may_leave=True)
        shared = deciding.proposal(programme, line, kept.dataset, terms)
        facts = {"shown": shared.sha256, "reason": "Annexe de l’arrêté", "at": at}
        return deciding.decide(actor=officer, programme=programme, shared=shared, **facts)


def held(office: Office, *, at: datetime = AT) -> Held:
    """The grant of the promoter, or the part of a member."""
    with centre_context(office.centre.pk):
        opened = grants(actor=office.coordinator, at=at) or parts(actor=office.coordinator, at=at)
        return opened[0]


def assessed(office: Office, number: int) -> None:
    """People of this centre with a bilan of 2015 whose next steps were settled: they count under point 1."""
    with centre_context(office.centre.pk):
        for place in range(number):
            a_bilan(SimpleNamespace(office=office), a_person(f"Personne{place}"), date(2015, 5, 4))


def fingerprint(grant: Grant, *, on: date = date(2016, 2, 1)) -> str:
    """Of what would be handed over now. In the centre's context."""
    now = services.table(grant=grant, line=LINE, on=on)
    return digest(numbers_of(now, number=len(handed(grant, LINE)) + 1))


def hands(office: Office, *, reason: str = "", at: datetime = AT) -> Handed:
    """The member hands its numbers over as they stand."""
    part = held(office)
    with centre_context(office.centre.pk):
        facts = {"shown": fingerprint(part.grant, on=at.date()), "reason": reason, "at": at}
        return hand_over(actor=office.coordinator, grant=part.grant, line=LINE, **facts)
