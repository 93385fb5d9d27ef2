"""Conventions of the demonstration: one in each state, so that everybody who signs in finds something to do."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from jalon.command.demo.granting import INVENTED, days_before, shared_equally
from jalon.domain.accounts.enums import FederalRole, MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.centres.models import Centre
from jalon.domain.conventions import services
from jalon.domain.conventions.enums import Check
from jalon.domain.conventions.models import Convention
from jalon.domain.conventions.queries import draft_of, last_version, paper_of
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.law.sayings import Saying
from jalon.law.sources import Certainty, Source, Text
from jalon.law.subsidies import BudgetLine, shipped_programmes
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.programme import Form, Moment, MomentCode, Payment

FAMILY = "convention-demonstration"
TEXTS = {
    "fr": "Deux ateliers par semaine : cuisine le mardi, langue le jeudi. Une sortie par mois pour apprendre à se "
    "déplacer. Pour chacun, un entretien après six semaines avec la personne de référence de son PIIS.",
    "nl": "Twee ateliers per week: koken op dinsdag, taal op donderdag. Eén uitstap per maand om zich te leren "
    "verplaatsen. Voor ieder een gesprek na zes weken met de vaste begeleider van het GPMI.",
}
# What is done to the conventions of the demonstration, one after the other; a centre more begins the list again.
WAYS = ("draft", "sent", "back", "advised", "decided", "half", "centre_signed", "in_force", "invited", "withdrawn")


def agree(on: date) -> None:
    """A programme of social activation of this year, and a convention in each state; nothing when it is there."""
    with federal_context():
        federal = {one.role: one for one in FederalMembership.objects.order_by("-email")}
        officer, cabinet = federal.get(FederalRole.OFFICER), federal.get(FederalRole.CABINET)
        if officer is None or cabinet is None or rows(Convention).exists():
            return
        decision = shared_equally(officer, _decree(on), days_before(on, 44))
        centres = [one.centre for one in services.invitable(decision)]
        facts = {"actor": officer, "decision": decision, "at": days_before(on, 40)}
        services.invite(centres=[one.pk for one in centres], until=on + timedelta(days=9), **facts)
    for place, centre in enumerate(centres):
        _Life(centre, officer, cabinet, on, place).live(WAYS[place % len(WAYS)])


def decree(on: date, *, family: str, year: int, report_by: date, forms: tuple[Form, ...]) -> Decree:
    """The line and the payments of 2015 over one year, with an invented budget and these forms."""
    known = shipped_programmes()["big_cities-2015"]
    text = Text("demonstration", INVENTED.fr, INVENTED, None, None, None, INVENTED.en)
    source = Source(text, None, (), on, Certainty.KNOWN_LOW, INVENTED)
    budget = 240_000_00
    halves = tuple(Payment(one.title, Fraction(one.percent)) for one in known.payments)
    return Decree(
        family=family,
        year=year,
        title=Saying(
            "Social activation (demonstration)",
            "Activation sociale (démonstration)",
            "Sociale activering (demonstratie)",
        ),
        first=date(year, 1, 1),
        last=date(year, 12, 31),
        source=source,
        total=budget,
        lines=(BudgetLine("activation", known.lines[0].title, budget, "equal", source),),
        costs=known.costs,
        calendar=(Moment(MomentCode.REPORT, report_by, report_by),),
        payments=halves,
        forms=forms,
    )


def _decree(on: date) -> Decree:
    """This year's, with the form of the convention of 2015."""
    forms = tuple(one for one in shipped_programmes()["big_cities-2015"].forms if one.code.startswith("convention"))
    return decree(on, family=FAMILY, year=on.year, report_by=date(on.year + 1, 2, 28), forms=forms)


class _Life:
    """One centre on its way: each step is the act itself, by the one who may do it, on its day."""

    def __init__(self, centre: Centre, officer: Any, cabinet: Any, on: date, place: int):
        self.centre_id: UUID = centre.pk
        self.officer, self.cabinet, self.on, self.place = officer, cabinet, on, place
        with centre_context(self.centre_id):
            active = Membership.objects.filter(state=MembershipState.ACTIVE)
            found = {one.role: one for one in active.order_by("-email")}
            self.convention = rows(Convention).get(state="invited")
        self.president, self.secretary = found[Role.PRESIDENT], found[Role.SECRETARY]

    def live(self, until: str) -> None:
        """As far as this state."""
        steps: dict[str, list[Callable[[], None]]] = {
            "invited": [],
            "withdrawn": [self.withdraw],
            "draft": [self.begin],
            "sent": [self.send],
            "back": [self.send, self.give_back],
            "advised": [self.send, self.advise],
            "decided": [self.send, self.advise, self.approve],
        }
        steps["half"] = [*steps["decided"], self.sign_president]
        steps["centre_signed"] = [*steps["half"], self.sign_secretary]
        steps["in_force"] = [*steps["centre_signed"], self.sign_minister]
        for step in steps[until]:
            step()

    def _mine(self, act: Callable[..., Any], ago: int, **facts: Any) -> None:
        with centre_context(self.centre_id):
            act(convention=self.convention, at=days_before(self.on, ago), **facts)

    def _theirs(self, act: Callable[..., Any], ago: int, **facts: Any) -> None:
        with federal_context():
            act(convention=self.convention, at=days_before(self.on, ago), **facts)

    def _write(self, fields: dict[str, Any], ago: int) -> None:
        self._mine(services.save, ago, actor=self.secretary, fields=fields, reply="", revision=0)

    def _fields(self) -> dict[str, Any]:
        language = "nl" if self.convention.language == "nl" else "fr"
        more = self.place * 3
        numbers = {"1": 60 + more, "2": 40 + more, "2.1": 12 + more, "2.2": 20, "2.3": 8}
        if self.place % 3 == 1:
            numbers["2"] -= 2  # some people count in two paths: the page says so
        return {"A": TEXTS[language], **numbers}

    def begin(self) -> None:
        fields = self._fields()
        self._write({"A": fields["A"], "1": fields["1"]}, 3)

    def send(self) -> None:
        self._write(self._fields(), 20)
        with centre_context(self.centre_id):
            draft = draft_of(self.convention)
            revision = draft.revision if draft else 0
        self._mine(services.send, 19, actor=self.secretary, revision=revision)

    def withdraw(self) -> None:
        reason = {"nl": "Geen personeel voor dit programma dit jaar."}
        words = reason.get(self.convention.language, "Pas de personnel pour ce programme cette année.")
        self._mine(services.withdraw, 25, actor=self.president, reason=words)

    def give_back(self) -> None:
        french = {
            "A": "Dites à qui s’adressent les ateliers, et combien de personnes y participent.",
            "2": "Est-ce le nombre de l’année, ou d’un jour ?",
        }
        dutch = {
            "A": "Zeg voor wie de ateliers bedoeld zijn, en hoeveel personen eraan deelnemen.",
            "2": "Is dit het aantal van het jaar, of van één dag?",
        }
        remarks = dutch if self.convention.language == "nl" else french
        self._theirs(services.send_back, 12, actor=self.officer, remarks=remarks, words="")

    def advise(self) -> None:
        facts = {"actor": self.officer, "favourable": True, "checks": Check.values, "words": ""}
        self._theirs(services.advise, 10, **facts)

    def approve(self) -> None:
        self._theirs(services.approve, 5, actor=self.cabinet)

    def _shown(self) -> str:
        paper = paper_of(last_version(self.convention))
        return paper.sha256 if paper else ""

    def sign_president(self) -> None:
        with centre_context(self.centre_id):
            shown = self._shown()
        self._mine(services.sign, 3, actor=self.president, shown=shown)

    def sign_secretary(self) -> None:
        with centre_context(self.centre_id):
            shown = self._shown()
        self._mine(services.sign, 2, actor=self.secretary, shown=shown)

    def sign_minister(self) -> None:
        with federal_context():
            shown = self._shown()
        self._theirs(services.sign_for_minister, 1, actor=self.cabinet, shown=shown)
