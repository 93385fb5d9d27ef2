"""Two centres with a convention in force or not, two officers, accounts, and the acts of paying in one line each."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unittest import mock

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.payments import services
from jalon.domain.payments.closings import Proposal, proposal, rows_of
from jalon.domain.payments.due import due
from jalon.domain.payments.models import Account, Batch, Closing, Order, Settlement
from jalon.domain.reports import parts
from jalon.domain.reports import services as reporting
from jalon.domain.reports.models import Version
from jalon.domain.reports.queries import accepted as accepted_now
from jalon.law.subsidies import Rule
from tests.domain.conventions import scene as conventions
from tests.domain.conventions.scene import Office, World, at
from tests.domain.reports import scene as reports
from tests.factories import a_federal_member, a_user

IBANS = ("BE68539007547034", "BE71096123456769", "BE62510007547061")
PAID_ON = date(2026, 12, 1)
LINE = "activation"


@dataclass
class Till:
    """The world of conventions with a second officer."""

    world: World
    second: FederalMembership

    @property
    def officer(self) -> FederalMembership:
        """Who prepares."""
        return self.world.officer

    @property
    def ours(self) -> Office:
        """A centre whose convention is in force."""
        return self.world.ours

    @property
    def theirs(self) -> Office:
        """A centre whose convention is not."""
        return self.world.theirs


def a_till() -> Till:
    """The minister signed our convention; the other centre was only invited."""
    world = conventions.a_world()
    conventions.in_force(world)
    return Till(world, a_federal_member(a_user("Deuxième agent")))


def with_account(office: Office, number: str = IBANS[0]) -> Account:
    """Given by the coordinator, confirmed by the secretary."""
    with centre_context(office.centre.pk):
        one = services.give(actor=office.coordinator, iban=number, holder=f"CPAS {office.centre.name_fr}", at=at(9))
        return services.confirm(actor=office.secretary, account_id=one.pk, at=at(9))


def prepared(till: Till, *, days: int = 10, **only: Any) -> Batch:
    """Everything payable that is due, ordered by the first officer."""
    with federal_context():
        keys = [one.key for one in due() if one.is_payable and all(getattr(one, k) == v for k, v in only.items())]
        return services.prepare(actor=till.officer, chosen=keys, execute_on=PAID_ON, at=at(days))


def released(till: Till, batch: Batch) -> Batch:
    """By the second officer."""
    with federal_context():
        return services.release(actor=till.second, batch=batch, shown=batch.sha256, at=at(11))


def executed(till: Till, batch: Batch) -> list[Order]:
    """The bank paid everything."""
    with federal_context():
        keys = rows(Order).filter(batch=batch).values_list("pk", flat=True)
        return services.executed(actor=till.officer, batch=batch, chosen=keys, at=at(29))


def paid(till: Till) -> list[Order]:
    """Prepared, released, executed."""
    return executed(till, released(till, prepared(till)))


def worked_out(till: Till, accepted: dict[Any, int], rule: Rule | None = None) -> Proposal:
    """A closing, not decided."""
    with federal_context():
        programme = till.world.decision.programme
        line = programme.line(LINE)
        every = rows_of(programme, LINE, accepted)
        return proposal(programme, line, every, rule or Rule())


def reported(till: Till, accepted: dict[Any, int]) -> None:
    """Approved reports that carry exactly these amounts; a report of another centre is reopened."""
    for office in (till.ours, till.theirs):
        with federal_context():
            now = accepted_now(till.world.decision.programme_id).get((office.centre.pk, LINE))
        wanted = accepted.get((office.centre.pk, LINE))
        if wanted != now:
            if now is not None:
                reopened(till, office)
            if wanted is not None:
                approved(till, office, wanted)


def day_of(office: Office) -> float:
    """Of the report: ten days a text, from its first."""
    with centre_context(office.centre.pk):
        return 10 * rows(Version).filter(sent_at__isnull=False).count()


def reopened(till: Till, office: Office) -> None:
    """What was accepted no longer counts, until the report is approved again."""
    day = reports.at(day_of(office) - 1)
    told = {"until": (day + timedelta(days=30)).date(), "reason": "Un montant à revoir", "at": day}
    reports.federal(reporting.reopen, reports.of(office), actor=till.officer, **told)


def approved(till: Till, office: Office, cents: int, *, back: bool = False) -> None:
    """Written, signed by two, sent (`back`: given back and sent again), advised and approved through the services; its
    costs and numbers as told."""
    told = {
        "spending_of": lambda held: reports.told([reports.cost("Ateliers", cents)]),
        "results_of": lambda held, *, on: reports.table(),
        "freeze": lambda *told, **facts: None,
        "cost_problems": lambda held: [],
    }
    day = day_of(office)
    with mock.patch.multiple(parts, **told):
        report = reports.sent(office, days=day + 1)
        if back:
            said = {"remarks": {}, "words": "Dites lesquels", "at": reports.at(day + 2)}
            reports.federal(reporting.send_back, report, actor=till.officer, **said)
            report = reports.sent(office, days=day + 3)
        reports.approved(till.world, report, days=day + 5)


def closed(till: Till, accepted: dict[Any, int], rule: Rule | None = None, *, days: int = 60) -> Closing:
    """Reported, worked out and decided."""
    reported(till, accepted)
    return decided(till, worked_out(till, accepted, rule), days=days)


def decided(till: Till, shared: Proposal, *, days: int = 60) -> Closing:
    """What was worked out, decided."""
    with federal_context():
        told = {"shown": shared.sha256, "reason": "Note au ministre", "at": at(days)}
        return services.close(actor=till.officer, shared=shared, **told)


def settlement(office: Office) -> Settlement:
    """The last one of a centre, as it reads it."""
    with centre_context(office.centre.pk):
        return rows(Settlement).order_by("-number").first()


def claimed(till: Till, office: Office) -> Order:
    """What is to be paid back, asked."""
    with federal_context():
        until = (at(70) + timedelta(days=30)).date()
        return services.claim(actor=till.officer, settlement=settlement(office), until=until, at=at(70))
