"""Who the documents are about: a person and a centre that do not exist, in words of each language."""

# ruff: noqa: E501  (what people say stays on one line)

from __future__ import annotations

import io
import math
from datetime import UTC, date, datetime
from functools import cache
from uuid import UUID

from PIL import Image, ImageDraw

from jalon.domain.documents.rendering.contexts import Centre, Person, Seal, Side, Signature, Worker

MADE_AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
VERSION = UUID("018f3c5e-7c1a-7d2e-9b3a-5b7f0c2d9e41")
HASH = "9f2c4be07a5518d3e6a1c07742bb3f5d2c9081be54aa6f17d0e3c6b98a4f7723"
LOGO = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#1d5c63"/>
<path d="M14 46 L32 14 L50 46" fill="none" stroke="#ffffff" stroke-width="6"/><circle cx="32" cy="48" r="5" fill="#f2b544"/></svg>"""


def centre(language: str) -> Centre:
    name = {"fr": "CPAS de Valmont", "nl": "OCMW Dalheuvel", "de": "ÖSHZ Neutal", "en": "CPAS of Valmont"}[language]
    return Centre(
        name=name,
        address=("Rue du Moulin 12", "7000 Valmont"),
        phone="065 00 00 00",
        email="accueil@valmont.example",
        place="Valmont",
        logo=LOGO,
    )


PERSON = Person(
    name="Amina El-Haddad",
    file_number="2026-00417",
    birth_date=date(1998, 3, 1),
    address=("Rue des Tilleuls 8, bte 3", "7000 Valmont"),
)
WORKER = Worker(name="Sophie Delvaux", phone="065 00 00 17", email="s.delvaux@valmont.example")
AIMS = {
    "fr": (
        "Je veux travailler dans une crèche. Pour ça, il me faut la formation de puéricultrice et une place pour ma fille.",
        "Je veux aussi payer mes dettes d’énergie sans avoir peur du courrier.",
    ),
    "nl": (
        "Ik wil in een kinderdagverblijf werken. Daarvoor heb ik de opleiding kinderbegeleider nodig en opvang voor mijn dochter.",
        "Ik wil ook mijn energieschulden afbetalen zonder bang te zijn voor de post.",
    ),
    "de": (
        "Ich möchte in einer Kinderkrippe arbeiten. Dafür brauche ich die Ausbildung und einen Platz für meine Tochter.",
        "Ich möchte auch meine Energieschulden bezahlen, ohne Angst vor der Post zu haben.",
    ),
    "en": (
        "I want to work in a day nursery. For that I need the training, and a place for my daughter.",
        "I also want to pay off my energy debts without fearing the post.",
    ),
}
PERSON_DOES = {
    "fr": "M’inscrire à la séance d’information de la formation de puéricultrice et y aller",
    "nl": "Me inschrijven voor het infomoment van de opleiding kinderbegeleider en ernaartoe gaan",
    "de": "Mich zur Informationsveranstaltung der Ausbildung anmelden und hingehen",
    "en": "Enrol for the information session of the training, and go",
}
CENTRE_DOES = {
    "fr": "Demander une place à la crèche communale et payer l’inscription à la formation",
    "nl": "Een plaats vragen in de gemeentelijke kinderopvang, de arbeidsongeschiktheidsverzekering nakijken en de inschrijving betalen",
    "de": "Einen Platz in der Gemeindekrippe beantragen und die Anmeldegebühr der Ausbildung übernehmen",
    "en": "Ask for a place at the municipal nursery and pay the enrolment fee of the training",
}
THIRD_DOES = {
    "fr": "Négocier un plan de paiement avec le fournisseur d’énergie",
    "nl": "Een afbetalingsplan onderhandelen met de energieleverancier",
    "de": "Einen Zahlungsplan mit dem Energieversorger aushandeln",
    "en": "Negotiate a payment plan with the energy supplier",
}
AID = {
    "fr": "Abonnement de bus pendant la formation",
    "nl": "Busabonnement tijdens de opleiding",
    "de": "Busabonnement während der Ausbildung",
    "en": "Bus pass during the training",
}
HOW = {
    "fr": "Nous relisons chaque engagement, le vôtre et le nôtre, et nous adaptons le projet si besoin.",
    "nl": "We overlopen elk engagement, die van u en die van ons, en passen het project aan als dat nodig is.",
    "de": "Wir gehen jede Verpflichtung durch, Ihre und unsere, und passen das Projekt bei Bedarf an.",
    "en": "We go through every commitment, yours and ours, and adapt the project if needed.",
}


def seal() -> Seal:
    return Seal(version_id=VERSION, version=2, content_hash=HASH)


def signatures(language: str) -> tuple[Signature, ...]:
    capacity = {
        "fr": "directrice générale",
        "nl": "algemeen directeur",
        "de": "Generaldirektorin",
        "en": "general director",
    }
    president = {"fr": "président", "nl": "voorzitter", "de": "Präsident", "en": "president"}
    return (
        Signature(name=PERSON.name, side=Side.PERSON),
        Signature(name="Luc Hermans", side=Side.CENTRE, capacity=president[language]),
        Signature(name="Claire Vandenbroucke", side=Side.CENTRE, capacity=capacity[language]),
    )


@cache
def drawing() -> bytes:
    """A signature somebody drew with a finger."""
    picture = Image.new("RGBA", (400, 140), (255, 255, 255, 0))
    points = [(20 + 3 * step, 70 + 45 * math.sin(step / 7) * math.cos(step / 23)) for step in range(120)]
    ImageDraw.Draw(picture).line(points, fill=(20, 30, 60, 255), width=5, joint="curve")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
