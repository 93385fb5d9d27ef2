"""A cluster of the demonstration: one promoter, a centre that handed its numbers over, one that is awaited."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from jalon.command.demo.conventions import decree
from jalon.command.demo.granting import INVENTED, REASON, days_before
from jalon.domain.accounts.enums import FederalRole, MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.centres.models import Centre
from jalon.domain.conventions.content import digest
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.grants.services import parts
from jalon.domain.reports.services import open_reports
from jalon.domain.results import services as results
from jalon.domain.results.cluster import handed, numbers_of
from jalon.domain.results.handing import hand_over
from jalon.domain.subsidies import datasets, deciding, programmes
from jalon.domain.subsidies.models import Programme
from jalon.law.sayings import Saying
from jalon.law.sources import Certainty
from jalon.law.subsidies import Terms, shipped_programmes

FAMILY = "cluster-demonstration"
TITLE = Saying("Clusters (demonstration)", "Clusters (démonstration)", "Clusters (demonstratie)")
WHY = {"fr": "Un bilan sur papier.", "nl": "Een balans op papier."}
AGAIN = {"fr": "Un bilan retrouvé dans une armoire.", "nl": "Een balans teruggevonden in een kast."}


def form_a_cluster(on: date) -> None:
    """Three centres under one promoter; nothing with fewer centres, or when it is there."""
    centres = list(Centre.objects.filter(closed_on=None).order_by("name_fr")[:3])
    with federal_context():
        officer = FederalMembership.objects.filter(role=FederalRole.OFFICER).order_by("email").first()
        if officer is None or len(centres) < 3 or Programme.objects.filter(family=FAMILY).exists():
            return
        _decided(officer, centres, on)
    promoter, member, _awaited = centres
    with centre_context(promoter.pk):
        open_reports(actor=_secretary(), at=days_before(on, 20))
    _hands_over(member, on)


def _secretary() -> Membership:
    return Membership.objects.filter(role=Role.SECRETARY, state=MembershipState.ACTIVE).order_by("email")[0]


def _decided(officer: FederalMembership, centres: list[Centre], on: date) -> None:
    known = shipped_programmes()["clusters-2015"]
    form = next(one for one in known.forms if one.code.startswith("report"))
    told = decree(on, family=FAMILY, year=on.year - 1, report_by=on + timedelta(days=12), forms=(form,))
    line = replace(known.lines[0], source=told.source)
    made = replace(told, title=TITLE, lines=(line,), total=line.amount)
    at = days_before(on, 58)
    programme = programmes.enter(actor=officer, decree=made, at=at)
    rows = [f"{one.name_fr};Demo;{'oui' if place == 0 else ''}" for place, one in enumerate(centres)]
    content = "\n".join(["Commune;Cluster;Promoteur", *rows]).encode()
    facts = {"title": "Cluster", "data_on": made.first, "source": INVENTED.fr, "certainty": Certainty.KNOWN_LOW}
    kept = datasets.import_list(actor=officer, programme=programme, content=content, at=at, **facts)
    terms = Terms("equal", line.amount or 0, cap=line.cap, may_leave=True)
    shared = deciding.proposal(programme, line, kept.dataset, terms)
    deciding.decide(actor=officer, programme=programme, shared=shared, shown=shared.sha256, reason=REASON, at=at)


def _hands_over(centre: Centre, on: date) -> None:
    """One number corrected with its reason, all handed over; then one more found, and a second version."""
    language = "nl" if centre.region_fr.endswith("flamande") else "fr"
    with centre_context(centre.pk):
        actor = _secretary()
        part = next(one for one in parts(actor=actor, at=days_before(on, 9)) if one.grant.facts["family"] == FAMILY)
        for number, ago in enumerate((9, 5)):
            at, code = days_before(on, ago), part.lines[0].code
            cell = results.table(grant=part.grant, line=code, on=at.date()).cell("1")
            assert cell is not None
            written = cell.written.number if cell.written else 0
            facts = {"line": code, "field": "1", "value": (cell.computed or 0) + number + 1, "seen": written, "at": at}
            results.correct(actor=actor, grant=part.grant, reason=WHY[language], **facts)
            _hand(actor, part.grant, code, AGAIN[language], at)


def _hand(actor: Membership, grant: object, code: str, reason: str, at: datetime) -> None:
    now = results.table(grant=grant, line=code, on=at.date())  # type: ignore[arg-type]
    shown = digest(numbers_of(now, number=len(handed(now.grant, code)) + 1))
    hand_over(actor=actor, grant=now.grant, line=code, shown=shown, reason=reason, at=at)
