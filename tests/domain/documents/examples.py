"""A person and a centre that do not exist, and one of each document about them, in words of each language."""

# ruff: noqa: E501  (what people say stays on one line)

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

from jalon.domain.documents.rendering.contexts import (
    Centre,
    Commitment,
    Contract,
    Document,
    Meeting,
    Person,
    Seal,
    Side,
    Signature,
    Worker,
)

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
    "nl": "We overlopen elke verbintenis, die van u en die van ons, en passen het project aan als dat nodig is.",
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


def contract(language: str) -> Contract:
    """Three commitments, as most contracts have."""
    return Contract(
        made_at=MADE_AT,
        centre=centre(language),
        reference="PIIS 2026-00417/1",
        person=PERSON,
        worker=WORKER,
        aims=AIMS[language],
        person_commitments=(Commitment(text=PERSON_DOES[language], domain="training", due=date(2026, 12, 15)),),
        centre_commitments=(Commitment(text=CENTRE_DOES[language], domain="family", due=date(2027, 1, 8)),),
        third_commitments=(
            Commitment(
                text=THIRD_DOES[language],
                domain="money",
                due=date(2027, 2, 1),
                who="Médiation de dettes Haine",
                contact="Karim Lahlou, 065 00 00 55",
            ),
        ),
        additional_aid=(AID[language],),
        meetings=(
            Meeting(on=date(2027, 3, 16)),
            Meeting(on=date(2027, 7, 15), in_person=False),
            Meeting(on=date(2027, 11, 9)),
        ),
        evaluation_how=HOW[language],
        start=date(2026, 12, 1),
        end=date(2027, 11, 30),
        handed_over_on=date(2026, 11, 16),
        reflection_until=date(2026, 11, 23),
        signatures=signatures(language),
        seal=seal(),
    )


ALL: dict[str, Callable[[str], Document]] = {"contract": contract}
