"""Costs of the demonstration: two centres justify what they were awarded, with a draft, a split invoice and a wage."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from PIL import Image

from jalon.command.demo.conventions import FAMILY
from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.conventions.languages import languages_on
from jalon.domain.core.clock import BRUSSELS
from jalon.domain.core.context import centre_context
from jalon.domain.grants.queries import Held
from jalon.domain.grants.services import grants
from jalon.domain.spending import services
from jalon.domain.spending.facts import Facts
from jalon.domain.spending.models import Cost

CENTRES = 2
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "fr": {
        "books": ("Manuels des ateliers de langue.", "Un manuel par participant, douze participants."),
        "room": ("Salle des ateliers de cuisine.", "La moitié des jours de location vont aux ateliers."),
        "wage": ("Anime les deux ateliers de la semaine.", "Un mi-temps sur le projet, d’après son horaire."),
        "floor": ("Nouveau sol de la salle.", "Toute la salle."),
        "bus": ("Abonnements pour les sorties.", "Un abonnement par participant."),
    },
    "nl": {
        "books": ("Handboeken van de taalateliers.", "Eén handboek per deelnemer, twaalf deelnemers."),
        "room": ("Zaal van de kookateliers.", "De helft van de huurdagen gaat naar de ateliers."),
        "wage": ("Begeleidt de twee ateliers van de week.", "Halftijds op het project, volgens haar uurrooster."),
        "floor": ("Nieuwe vloer van de zaal.", "De hele zaal."),
        "bus": ("Abonnementen voor de uitstappen.", "Eén abonnement per deelnemer."),
    },
}
NAMES = {
    "fr": {"project": "Ateliers de la semaine", "function": "Animatrice", "kept": "Au service des finances."},
    "nl": {"project": "Ateliers van de week", "function": "Begeleidster", "kept": "Bij de financiële dienst."},
}


def spend(on: date) -> None:
    """Some costs of this year in the first centres; nothing where there are some."""
    centres = list(Centre.objects.filter(closed_on=None).order_by("name_fr")[:CENTRES])
    spoken = languages_on(centres, on)
    for centre in centres:
        with centre_context(centre.pk):
            found = Membership.objects.filter(state=MembershipState.ACTIVE, role=Role.SECRETARY).order_by("-email")
            secretary = found.first()
            if secretary is None or Cost.objects.exists():
                continue
            for held in grants(actor=secretary, at=_at(on, 20)):
                if held.grant.facts["family"] == FAMILY:
                    _Costs(secretary, held, "nl" if spoken[centre.pk] == "nl" else "fr", on).enter()


def _at(on: date, ago: int) -> datetime:
    return datetime.combine(on - timedelta(days=ago), time(14, 40), BRUSSELS)


class _Costs:
    """The costs of one grant, entered by one person."""

    def __init__(self, actor: Membership, held: Held, language: str, on: date):
        self.actor, self.held, self.on = actor, held, on
        self.words, self.names = WORDS[language], NAMES[language]

    def enter(self) -> None:
        """Invoices that count, one that is split, a wage, one above the rest of the grant, a draft."""
        line = self.held.lines[0]
        begin = self.held.grant.first
        self._bought("books", "Librairie / Boekhandel De Brug", "F-118", 420_00, 6, days=61, document=True)
        self._bought("room", "Zaal & Salle asbl-vzw", "2026/07", 1_500_00, 21, days=40, share=50_00)
        self._bought("bus", "Mobilis", "88120", 260_00, 6, days=25, answered=True)
        self._bought("floor", "Sols / Vloeren Peeters", "V-9", 3_100_00, 21, days=18, category="investment", draft=True)
        gross = max(line.cents * 2 - 100_00, 10_000_00)  # half of it is a little more than the grant leaves
        facts = self._facts(
            "wage", category="staff", kind=0, spent_on=self.on, first=begin, last=self.on, share=50_00,
            staff_name="Nora Lambert", staff_function=self.names["function"], net=gross, vat=0, total=gross,
        )  # fmt: skip
        answers = {"document_missing": self.names["kept"]}
        services.add(actor=self.actor, grant=self.held.grant, facts=facts, at=_at(self.on, 5), answers=answers)
        who = {"actor": self.actor, "grant": self.held.grant, "at": _at(self.on, 4)}
        services.begin(content=self._sheet(), **who)

    def _sheet(self) -> bytes:
        """A file that waits: a good row, and one whose amount is no amount."""
        heads = "category;spent_on;supplier;number;net;vat;total;link;proportion"
        day, (link, proportion) = self.on - timedelta(days=12), self.words["books"]
        rows = [f"running;{day};Papyrus;{number};{net};;{total};{link};{proportion}" for number, net, total in _ROWS]
        return "\n".join([heads, *rows]).encode()

    def _bought(
        self, what: str, supplier: str, number: str, net: int, rate: int, *, days: int,
        document: bool = False, answered: bool = False, draft: bool = False, **more: Any,
    ) -> None:  # fmt: skip
        vat, day = net * rate // 100, self.on - timedelta(days=days)
        told = {"category": "running", "kind": 1, "net": net, "vat": vat, "total": net + vat, **more}
        day = max(day, self.held.grant.first)
        facts = self._facts(what, spent_on=day, supplier=supplier, number=number, **told)
        who = {"actor": self.actor, "grant": self.held.grant, "at": _at(self.on, 6)}
        paper = services.file_piece(content=_picture(), cost_id=self.held.grant.pk, **who) if document else None
        answers = {"document_missing": self.names["kept"]} if answered else {}
        services.add(facts=facts, document=paper, answers=answers, draft=draft, **who)

    def _facts(self, what: str, **told: Any) -> Facts:
        link, proportion = self.words[what]
        line, project = self.held.lines[0].code, self.names["project"]
        return Facts(line=line, link=link, proportion=proportion, project=project, **told)


_ROWS = (("P-31", "40", "40"), ("P-32", "", "60 + 12"))


def _picture() -> bytes:
    """A blank page, as a scan of nothing."""
    out = io.BytesIO()
    Image.new("L", (620, 877), 255).save(out, "PNG")
    return out.getvalue()
