"""Reports of the demonstration: last year's programme, and a report in each state."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from jalon.command.demo.conventions import decree
from jalon.command.demo.granting import days_before, shared_equally
from jalon.domain.accounts.enums import FederalRole, MembershipState, Role
from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.centres.models import Centre
from jalon.domain.conventions.languages import languages_on
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.grants.queries import Held
from jalon.domain.instruments.merging import Change
from jalon.domain.reports import queries, services
from jalon.domain.reports.enums import Check
from jalon.domain.reports.models import Report
from jalon.domain.spending import services as spending
from jalon.domain.spending.facts import Facts
from jalon.domain.subsidies.models import Programme
from jalon.law.subsidies import shipped_programmes

LAST_YEAR = "report-demonstration"
WORDS = {
    "fr": {
        "A1": "Oui, pour les ateliers de langue et de cuisine. L’atelier vélo a commencé en septembre seulement.",
        "A2": "La maison de quartier, l’asbl Le Pont pour les cours de langue, la bibliothèque.",
        "A3": "L’animateur de l’atelier vélo a été engagé trois mois plus tard que prévu.",
    },
    "nl": {
        "A1": "Ja, voor de taalateliers en de kookateliers. Het fietsatelier begon pas in september.",
        "A2": "Het buurthuis, de vzw De Brug voor de taallessen, de bibliotheek.",
        "A3": "De begeleider van het fietsatelier is drie maanden later dan gepland aangeworven.",
    },
}
COSTS = {
    "fr": (("Asbl Le Pont", "Cours de langue", "Les cours des ateliers.", "Tous les cours du projet.", 640_000),
           ("Imprimerie du Canal", "Affiches", "Annoncent les ateliers.", "Cent affiches.", 48_400)),
    "nl": (("Vzw De Brug", "Taallessen", "De lessen van de ateliers.", "Alle lessen van het project.", 640_000),
           ("Drukkerij Kanaal", "Affiches", "Kondigen de ateliers aan.", "Honderd affiches.", 48_400)),
}  # fmt: skip
SAID = {
    "fr": {
        "kept": "Au service des finances.", "colleague": "Ajoutons le nombre de participants ?",
        "back": "Dites combien de personnes ont suivi chaque atelier.", "question": "Combien d’heures de cours ?",
        "reply": "Quatre-vingts heures, deux par semaine.",
    },
    "nl": {
        "kept": "Bij de financiële dienst.", "colleague": "Zullen we het aantal deelnemers toevoegen?",
        "back": "Zeg hoeveel personen elk atelier volgden.", "question": "Hoeveel lesuren?",
        "reply": "Tachtig uur, twee per week.",
    },
}  # fmt: skip
# What is done to the reports of the demonstration, one after the other; a centre more begins the list again.
WAYS = ("draft", "sent", "half", "asked", "back", "advised", "approved", "none")


def report(on: date) -> None:
    """Last year's programme with its report, and a report in each state; nothing when they are there."""
    with federal_context():
        federal = {one.role: one for one in FederalMembership.objects.order_by("-email")}
        officer, cabinet = federal.get(FederalRole.OFFICER), federal.get(FederalRole.CABINET)
        if officer is None or cabinet is None or Programme.objects.filter(family=LAST_YEAR).exists():
            return
        _decided(officer, on)
    centres = list(Centre.objects.filter(closed_on=None).order_by("name_fr"))
    spoken = languages_on(centres, on)
    for place, centre in enumerate(centres):
        Life(centre, officer, cabinet, on, "nl" if spoken[centre.pk] == "nl" else "fr").live(WAYS[place % len(WAYS)])


def _decided(officer: FederalMembership, on: date) -> None:
    form = next(one for one in shipped_programmes()["big_cities-2015"].forms if one.code.startswith("report"))
    told = decree(on, family=LAST_YEAR, year=on.year - 1, report_by=on + timedelta(days=25), forms=(form,))
    shared_equally(officer, told, days_before(on, 59))


class Life:
    """One report on its way: each step is the act itself, by the one who may do it, on its day."""

    def __init__(
        self, centre: Centre, officer: Any, cabinet: Any, on: date, language: str, *, family: str = LAST_YEAR,
        earlier: int = 0, costs: Sequence[tuple[str, str, str, str, int]] = (),
    ):  # fmt: skip
        """`earlier`: days by which the whole life lies further back; `costs`: others than those every report has."""
        self.centre, self.officer, self.cabinet, self.on, self.language = centre, officer, cabinet, on, language
        self.family, self.earlier, self.costs = family, earlier, costs or COSTS[language]
        self.said = SAID[language]
        with centre_context(centre.pk):
            active = Membership.objects.filter(state=MembershipState.ACTIVE)
            self.members = {one.role: one for one in active.order_by("-email")}

    def live(self, until: str) -> None:
        """As far as this state."""
        steps: dict[str, list[Callable[[], None]]] = {"none": [], "draft": [self.write, self.talk]}
        steps["half"] = [self.write, self.spend, self.sign_president]
        steps["sent"] = [*steps["half"], self.sign_secretary]
        steps["asked"] = [*steps["sent"], self.ask, self.answer]
        steps["back"] = [*steps["sent"], self.give_back]
        steps["advised"] = [*steps["sent"], self.advise]
        steps["approved"] = [*steps["advised"], self.approve]
        for step in steps[until]:
            step()

    def _day(self, ago: int) -> datetime:
        return days_before(self.on, ago + self.earlier)

    def _found(self) -> tuple[Report, Held]:
        actor = self.members[Role.SECRETARY]
        opened = services.open_reports(actor=actor, at=self._day(20))
        return next((one, held) for one, held in opened if held.grant.facts["family"] == self.family)

    def write(self) -> None:
        with centre_context(self.centre.pk):
            report_, _held = self._found()
            change = Change(1, WORDS[self.language])
            services.save(actor=self.members[Role.SECRETARY], report=report_, change=change, at=self._day(18))

    def talk(self) -> None:
        with centre_context(self.centre.pk):
            report_, _held = self._found()
            facts = {"field": "A2", "words": self.said["colleague"], "at": self._day(2)}
            services.remark(actor=self.members[Role.PRESIDENT], report=report_, **facts)

    def spend(self) -> None:
        with centre_context(self.centre.pk):
            _report, held = self._found()
            for facts in self._bought(held):
                answers = {"document_missing": self.said["kept"]}
                who = {"actor": self.members[Role.SECRETARY], "grant": held.grant, "at": self._day(16)}
                spending.add(facts=facts, answers=answers, **who)

    def _bought(self, held: Held) -> Iterator[Facts]:
        for number, (supplier, project, link, proportion, net) in enumerate(self.costs):
            yield Facts(
                line=held.lines[0].code, category="running", kind=1, supplier=supplier, project=project, link=link,
                proportion=proportion, number=f"{self.on.year - 1}/{number + 7}", net=net, vat=net * 21 // 100,
                total=net + net * 21 // 100, spent_on=held.grant.first + timedelta(days=90 + number),
            )  # fmt: skip

    def _sign(self, role: str, ago: int) -> None:
        with centre_context(self.centre.pk):
            report_, _held = self._found()
            waiting, at = queries.to_sign(report_), self._day(ago)
            shown = waiting.sha256 if waiting else services.text_now(report_, on=at.date()).sha256
            services.sign(actor=self.members[role], report=report_, shown=shown, at=at)

    def sign_president(self) -> None:
        self._sign(Role.PRESIDENT, 14)

    def sign_secretary(self) -> None:
        self._sign(Role.SECRETARY, 13)

    def _federal(self, act: Callable[..., Any], ago: int, **facts: Any) -> Any:
        with federal_context():
            one = rows(Report).get(centre_id=self.centre.pk, grant__award__facts__frame__family=self.family)
            return act(report=one, at=self._day(ago), **facts)

    def ask(self) -> None:
        with centre_context(self.centre.pk):
            report_, _held = self._found()
            text = queries.last_sent(report_)
            assert text is not None
            cost = queries.told_costs(text)[0]
        facts = {"question": self.said["question"], "until": self.on + timedelta(days=10), "cost_id": cost.id}
        self._federal(services.ask_line, 8, actor=self.officer, **facts)

    def answer(self) -> None:
        with centre_context(self.centre.pk):
            report_, _held = self._found()
            (line,) = queries.sampled(report_)
            who = self.members[Role.COORDINATOR] if Role.COORDINATOR in self.members else self.members[Role.SECRETARY]
            services.reply(actor=who, sampled=line, words=self.said["reply"], at=self._day(4))

    def give_back(self) -> None:
        facts = {"remarks": {"A1": self.said["back"]}, "words": ""}
        self._federal(services.send_back, 6, actor=self.officer, **facts)

    def advise(self) -> None:
        facts = {"favourable": True, "checks": Check.values, "words": ""}
        self._federal(services.advise, 7, actor=self.officer, **facts)

    def approve(self) -> None:
        self._federal(services.approve, 3, actor=self.cabinet)
