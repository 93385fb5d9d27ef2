"""Payments of the demonstration: a line of last year paid, reported, closed, settled; a batch and an account wait."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from jalon.command.demo.granting import INVENTED, shared_equally
from jalon.command.demo.reporting import Life
from jalon.domain.accounts.enums import FederalRole, MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.centres.models import Centre
from jalon.domain.centres.names import dutch_title, french_title
from jalon.domain.conventions.languages import languages_on
from jalon.domain.core.both_sides import rows
from jalon.domain.core.clock import BRUSSELS
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.payments import services
from jalon.domain.payments.closings import proposal, rows_of
from jalon.domain.payments.due import due
from jalon.domain.payments.models import Account, Batch, Order
from jalon.domain.reports.queries import accepted
from jalon.domain.subsidies.models import Programme
from jalon.law.sayings import Saying
from jalon.law.sources import Certainty, Source, Text
from jalon.law.subsidies import BudgetLine, Rule, shipped_programmes
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.programme import Moment, MomentCode

LINE = "cooperation"
BUDGET = 180_000_00
# What is justified of the grant, in percent, one centre after the other: above it, below the advance, all of it.
JUSTIFIED = (118, 38, 100, 64, 142)
FAMILY = "payments-demonstration"
EARLIER = 20  # days by which its reports lie before those of the other programme: approved before the line is closed
COST = {
    "fr": ("Asbl Passerelle", "Mise en commun", "L’atelier tenu avec deux centres voisins.", "Notre part des heures."),
    "nl": ("Vzw De Loopplank", "Samenwerking", "Het atelier met twee naburige centra.", "Ons deel van de uren."),
}


def pay(on: date) -> None:
    """Accounts, advances, a closing and its balances; nothing when something is paid already."""
    with federal_context():
        officers = list(FederalMembership.objects.filter(role=FederalRole.OFFICER).order_by("email"))
        cabinet = FederalMembership.objects.filter(role=FederalRole.CABINET).order_by("-email").first()
        if len(officers) < 2 or cabinet is None or Batch.objects.exists():
            return
        programme = _programme(officers[0], on)
    centres = list(Centre.objects.filter(closed_on=None).order_by("name_fr"))
    for place, centre in enumerate(centres):
        _account(centre, on, place, confirmed=place == 0 or place < len(centres) - 1)
    with federal_context():
        _paid(officers, programme, on, ago=200)
    _reported(officers[0], cabinet, centres, on)
    with federal_context():
        _closed(officers[0], programme, on)
        mine = [one.key for one in due() if one.line.programme_id == programme.pk and one.is_payable]
        if mine:
            facts = {"execute_on": on + timedelta(days=2), "at": _at(on, 1)}
            services.prepare(actor=officers[0], chosen=mine, **facts)


def _at(on: date, ago: int, hour: int = 10) -> datetime:
    return datetime.combine(on - timedelta(days=ago), time(hour, 40), BRUSSELS)


def _programme(officer: FederalMembership, on: date) -> Programme:
    known = shipped_programmes()["big_cities-2015"]
    text = Text("demonstration", INVENTED.fr, INVENTED, None, None, None, INVENTED.en)
    source = Source(text, None, (), on, Certainty.KNOWN_LOW, INVENTED)
    titles = Saying("Work in common (demonstration)", "Mise en commun (démonstration)", "Samenwerking (demonstratie)")
    report_by = on - timedelta(days=EARLIER + 5)
    line = Saying("Cooperation between centres", "Coopération entre centres", "Samenwerking tussen centra")
    decree = Decree(
        family=FAMILY,
        year=on.year - 1,
        title=titles,
        first=date(on.year - 1, 1, 1),
        last=date(on.year - 1, 12, 31),
        source=source,
        total=BUDGET,
        lines=(BudgetLine(LINE, line, BUDGET, "equal", source),),
        costs=known.costs,
        calendar=(Moment(MomentCode.REPORT, report_by, report_by),),
        payments=tuple(replace(one) for one in known.payments),
    )
    return shared_equally(officer, decree, _at(on, 260)).programme


def an_iban(place: int) -> str:
    """A number with right check digits, of a bank code that no bank has."""
    bare = f"000{place + 1:07d}"
    number = f"{bare}{int(bare) % 97 or 97:02d}"
    check = 98 - int(f"{number}111400") % 97  # BE00 moved to the end, letters as numbers
    return f"BE{check:02d}{number}"


def _holder(centre: Centre, on: date) -> str:
    dutch = languages_on([centre], on)[centre.pk] == "nl"
    return dutch_title(centre.name_nl) if dutch else french_title(centre.name_fr)


def _account(centre: Centre, on: date, place: int, *, confirmed: bool) -> None:
    with centre_context(centre.pk):
        active = Membership.objects.filter(state=MembershipState.ACTIVE)
        found = {one.role: one for one in active.order_by("-email")}
        giver, other = found[Role.SECRETARY], found[Role.PRESIDENT]
        if Account.objects.exists():
            return
        one = services.give(actor=giver, iban=an_iban(place), holder=_holder(centre, on), at=_at(on, 250))
        if confirmed:
            services.confirm(actor=other, account_id=one.pk, at=_at(on, 249))


def _paid(officers: Sequence[FederalMembership], programme: Programme, on: date, *, ago: int) -> None:
    """Prepared by the first, released by the second, executed as the bank says."""
    first, second = officers[:2]
    keys = [one.key for one in due() if one.line.programme_id == programme.pk and one.is_payable]
    day = on - timedelta(days=ago - 2)
    batch = services.prepare(actor=first, chosen=keys, execute_on=day, at=_at(on, ago))
    services.release(actor=second, batch=batch, shown=batch.sha256, at=_at(on, ago, 15))
    chosen = rows(Order).filter(batch=batch).values_list("pk", flat=True)
    services.executed(actor=first, batch=batch, chosen=chosen, at=_at(on, ago - 3))


def _reported(officer: FederalMembership, cabinet: FederalMembership, centres: Sequence[Centre], on: date) -> None:
    """A report of each centre, with one cost, written, signed by two, examined and approved."""
    share, spoken = BUDGET // len(centres), languages_on(centres, on)
    for place, centre in enumerate(centres):
        language = "nl" if spoken[centre.pk] == "nl" else "fr"
        total = share * JUSTIFIED[place % len(JUSTIFIED)] // 100
        costs = [(*COST[language], total * 100 // 121)]
        Life(centre, officer, cabinet, on, language, family=FAMILY, earlier=EARLIER, costs=costs).live("approved")


def _closed(officer: FederalMembership, programme: Programme, on: date) -> None:
    line = programme.line(LINE)
    assert line is not None
    shared = proposal(programme, line, rows_of(programme, LINE, accepted(programme.pk)), Rule())
    reason = "Note inventée pour la démonstration / Voor de demonstratie verzonnen nota"
    services.close(actor=officer, shared=shared, shown=shared.sha256, reason=reason, at=_at(on, 20))
