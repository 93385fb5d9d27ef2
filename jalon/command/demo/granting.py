"""A programme of the administration in the demonstration: invented, said to be, shared over its centres and decided."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from random import Random

from jalon.domain.accounts.enums import FederalRole
from jalon.domain.accounts.models import FederalMembership
from jalon.domain.centres.models import Centre
from jalon.domain.core.clock import BRUSSELS
from jalon.domain.core.context import federal_context
from jalon.domain.subsidies import datasets, deciding, programmes
from jalon.domain.subsidies.models import Decision, Programme
from jalon.law.sayings import Saying
from jalon.law.sources import Certainty, Source, Text
from jalon.law.subsidies import BudgetLine, Terms, shipped_programmes
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.programme import Moment, MomentCode, Payment

BUDGET = {"participation": 1_250_000_00, "children": 750_000_00}
INVENTED = Saying("Invented for the demonstration", "Inventé pour la démonstration", "Verzonnen voor de demonstratie")
REASON = "Arrêté inventé pour la démonstration / Voor de demonstratie verzonnen besluit"
SHIPPED = "participation-2015"  # taken over, and left to be shared


def share_a_programme(on: date) -> None:
    """A programme of this year, its list and its first decision; does nothing when a programme is there."""
    with federal_context():
        officer = FederalMembership.objects.filter(role=FederalRole.OFFICER).order_by("email").first()
        if officer is None or Programme.objects.exists():
            return
        programmes.take_over(actor=officer, code=SHIPPED, at=_at(on, 9))
        programme = programmes.enter(actor=officer, decree=_decree(on), at=_at(on, 10))
        kept = datasets.import_list(
            actor=officer,
            programme=programme,
            content=_list(),
            title="Bénéficiaires au 1er janvier / Begunstigden op 1 januari",
            data_on=date(on.year, 1, 1),
            source="Inventé pour la démonstration / Verzonnen voor de demonstratie",
            certainty=Certainty.KNOWN_LOW,
            at=_at(on, 11),
        )
        line = programme.line("participation")
        assert line is not None and line.amount is not None
        shared = deciding.proposal(programme, line, kept.dataset, Terms(line.key, line.amount))
        told = {"shown": shared.sha256, "reason": REASON, "at": _at(on, 14)}
        deciding.decide(actor=officer, programme=programme, shared=shared, **told)


def shared_equally(officer: FederalMembership, decree: Decree, at: datetime) -> Decision:
    """A programme of one line entered, and its amount decided: as much for every centre that is open."""
    who = {"actor": officer, "at": at}
    programme = programmes.enter(decree=decree, **who)
    names = Centre.objects.filter(closed_on=None).order_by("name_fr").values_list("name_fr", flat=True)
    content = "\n".join(["Commune;BIM", *(f"{name};1" for name in names)]).encode()
    told = {"title": "Centres / Centra", "source": INVENTED.fr, "certainty": Certainty.KNOWN_LOW}
    kept = datasets.import_list(programme=programme, content=content, data_on=decree.first, **told, **who)
    line = programme.line(decree.lines[0].code)
    assert line is not None and line.amount is not None
    shared = deciding.proposal(programme, line, kept.dataset, Terms("equal", line.amount))
    return deciding.decide(programme=programme, shared=shared, shown=shared.sha256, reason=REASON, **who)


def days_before(on: date, ago: int) -> datetime:
    """A morning so many days before."""
    return datetime.combine(on - timedelta(days=ago), time(10, 15), BRUSSELS)


def _at(on: date, hour: int) -> datetime:
    """An hour of the day before, so that nothing was decided later than now."""
    return datetime.combine(on - timedelta(days=1), time(hour), BRUSSELS)


def _decree(on: date) -> Decree:
    text = Text("demonstration", INVENTED.fr, INVENTED, None, None, None, INVENTED.en)
    source = Source(text, None, (), on, Certainty.KNOWN_LOW, INVENTED)
    known = shipped_programmes()["participation-2017"]
    lines = tuple(
        BudgetLine(one.code, one.title, BUDGET[one.code], one.key, source) for one in known.lines if one.code in BUDGET
    )
    title = Saying("Participation (demonstration)", "Participation (démonstration)", "Participatie (demonstratie)")
    return Decree(
        family="demonstration",
        year=on.year,
        title=title,
        first=date(on.year, 1, 1),
        last=date(on.year, 12, 31),
        source=source,
        total=sum(BUDGET.values()),
        lines=lines,
        costs=known.costs,
        calendar=(Moment(MomentCode.REPORT, date(on.year + 1, 2, 28), date(on.year + 1, 2, 28)),),
        payments=(Payment(Saying("In one go", "En une fois", "In één keer"), Fraction(100)),),
        forms=known.forms,
    )


def _list() -> bytes:
    """A row for each centre of the demonstration, drawn from its name."""
    rows = ["Commune;Leefloon;Equivalent leefloon;BIM"]
    for centre in Centre.objects.filter(closed_on=None).order_by("name_fr"):
        chance = Random(f"grants {centre.name_fr}")
        aided = chance.randint(40, 900)
        rows.append(f"{centre.name_fr};{aided};{aided // chance.randint(6, 14)};{aided * chance.randint(6, 11)}")
    return "\n".join(rows).encode()
