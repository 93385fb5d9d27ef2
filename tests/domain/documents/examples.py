"""A person and a centre that do not exist, and one of each document about them, in words of each language."""

# ruff: noqa: E501  (what people say stays on one line)

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from uuid import UUID

from PIL import Image, ImageDraw

from jalon.domain.documents.rendering.contexts import (
    AbsenceCause,
    AccessCard,
    Act,
    Amendment,
    Appointment,
    Bilan,
    BilanDomain,
    Centre,
    Change,
    ChangeKind,
    Commitment,
    CommitmentProgress,
    Contract,
    Document,
    EarningsLine,
    EarningsMonth,
    Evaluation,
    EvidenceBundle,
    Hearing,
    Letter,
    Means,
    Meeting,
    Notice,
    Opinion,
    Person,
    Progress,
    Rating,
    SanctionDecision,
    Scale,
    ScaleAxis,
    ScaleItem,
    Scope,
    Seal,
    Section,
    Side,
    Signature,
    SignatureTrace,
    Suspension,
    TraceEntry,
    Way,
    WayAxis,
    WaySide,
    WayStep,
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


def amendment(language: str) -> Amendment:
    before, after = {
        "fr": ("Aller à la formation deux jours par semaine", "Aller à la formation trois jours par semaine, à Mons"),
        "nl": ("Twee dagen per week naar de opleiding gaan", "Drie dagen per week naar de opleiding in Bergen gaan"),
        "de": ("Zwei Tage pro Woche zur Ausbildung gehen", "Drei Tage pro Woche zur Ausbildung in Mons gehen"),
        "en": ("Go to the training two days a week", "Go to the training three days a week, in Mons"),
    }[language]
    reason = {
        "fr": "Amina a reçu une place dans le groupe de trois jours. La crèche suit.",
        "nl": "Amina kreeg een plaats in de groep van drie dagen. De kinderopvang volgt.",
        "de": "Amina hat einen Platz in der Gruppe mit drei Tagen bekommen.",
        "en": "Amina was given a place in the three-day group.",
    }[language]
    return Amendment(
        made_at=MADE_AT,
        centre=centre(language),
        reference="PIIS 2026-00417/1/A1",
        person=PERSON,
        worker=WORKER,
        number=1,
        contract_reference="PIIS 2026-00417/1",
        contract_signed_on=date(2026, 11, 24),
        asked_by=Side.PERSON,
        reason=reason,
        effective_on=date(2027, 2, 1),
        changes=(
            Change(
                kind=ChangeKind.CHANGED,
                section=Section.PERSON,
                before=before,
                after=after,
                due_before=date(2027, 1, 15),
                due_after=date(2027, 2, 1),
            ),
            Change(
                kind=ChangeKind.ADDED, section=Section.CENTRE, after=CENTRE_DOES[language], due_after=date(2027, 2, 15)
            ),
            Change(kind=ChangeKind.REMOVED, section=Section.AID, before=AID[language]),
        ),
        signatures=signatures(language),
        seal=seal(),
    )


def evaluation(language: str) -> Evaluation:
    comment = {
        "fr": "La place à la crèche est arrivée deux semaines après la date prévue.",
        "nl": "De plaats in de opvang kwam twee weken na de afgesproken datum.",
        "de": "Der Platz in der Krippe kam zwei Wochen nach dem vereinbarten Datum.",
        "en": "The place at the nursery came two weeks after the agreed date.",
    }[language]
    mine = {
        "fr": "Je suis contente de la formation. J’aurais voulu savoir plus tôt pour la crèche.",
        "nl": "Ik ben blij met de opleiding. Over de opvang had ik het liever vroeger geweten.",
        "de": "Ich bin mit der Ausbildung zufrieden. Über die Krippe hätte ich gern früher Bescheid gewusst.",
        "en": "I am happy with the training. I would have liked to know sooner about the nursery.",
    }[language]
    return Evaluation(
        made_at=MADE_AT,
        centre=centre(language),
        reference="PIIS 2026-00417/1/E1",
        person=PERSON,
        worker=WORKER,
        number=1,
        contract_reference="PIIS 2026-00417/1",
        held_on=date(2027, 3, 16),
        present=(PERSON.name, WORKER.name),
        commitments=(
            CommitmentProgress(
                side=Side.PERSON, text=PERSON_DOES[language], state=Progress.DONE, due=date(2026, 12, 15)
            ),
            CommitmentProgress(
                side=Side.CENTRE,
                text=CENTRE_DOES[language],
                state=Progress.DONE,
                due=date(2027, 1, 8),
                comment=comment,
            ),
            CommitmentProgress(
                side=Side.THIRD,
                text=THIRD_DOES[language],
                state=Progress.UNDER_WAY,
                due=date(2027, 2, 1),
                who="Médiation de dettes Haine",
            ),
        ),
        ratings=(
            Rating(domain="training", person_before=2, person_now=4, worker_before=2, worker_now=3),
            Rating(domain="money", person_before=2, person_now=2, worker_before=1, worker_now=2),
            Rating(domain="confidence", person_before=3, person_now=2, worker_now=4),
        ),
        summary=HOW[language],
        next_steps=(THIRD_DOES[language],),
        opinion=Opinion.AGREES,
        person_comment=mine,
        next_on=date(2027, 7, 15),
        next_in_person=False,
        signatures=signatures(language)[:1] + (Signature(name=WORKER.name, side=Side.CENTRE),),
    )


def absence(language: str) -> Evaluation:
    return Evaluation(
        made_at=MADE_AT,
        centre=centre(language),
        reference="PIIS 2026-00417/1/E2",
        person=PERSON,
        worker=WORKER,
        number=2,
        contract_reference="PIIS 2026-00417/1",
        held_on=date(2027, 7, 15),
        attended=False,
        absence_cause=AbsenceCause.ORGANISER,
        next_on=date(2027, 7, 27),
    )


def bilan(language: str) -> Bilan:
    filled = {
        "housing": BilanDomain(
            domain="housing",
            words=AIMS[language][1],
            aspirations=AID[language],
            strengths=HOW[language],
            needs=THIRD_DOES[language],
            person_level=3,
            worker_level=2,
        ),
        "training": BilanDomain(domain="training", words=AIMS[language][0], person_level=2, worker_level=4),
        "money": BilanDomain(
            domain="money", words=AIMS[language][1], needs=THIRD_DOES[language], person_level=1, worker_level=2
        ),
        "health": BilanDomain(domain="health", strengths=PERSON_DOES[language], person_level=5),
    }
    return Bilan(
        made_at=MADE_AT,
        centre=centre(language),
        reference="Bilan 2026-00417/1",
        person=PERSON,
        worker=WORKER,
        held_on=date(2026, 11, 10),
        moment=1,
        domains=tuple(filled.get(domain.domain, domain) for domain in Bilan.all_domains()),
        together=HOW[language],
        signatures=signatures(language)[:1] + (Signature(name=WORKER.name, side=Side.CENTRE),),
    )


def blank_bilan(language: str) -> Bilan:
    return Bilan(made_at=MADE_AT, centre=centre(language), reference="", domains=Bilan.all_domains(), blank=True)


def scale(language: str) -> Scale:
    short, long = (AID[language][:30], HOW[language][:30], AID[language][30:50]), (AIMS[language][1], HOW[language])
    items = tuple(
        ScaleItem(text=text, levels=levels) for text, levels in ((AIMS[language][0], short), (AID[language], long))
    )
    return Scale(
        made_at=MADE_AT,
        centre=centre(language),
        reference="2026-00417",
        person=PERSON,
        worker=WORKER,
        title=HOW[language][:40],
        about=AID[language],
        recall_days=30,
        by_person=False,
        axes=(ScaleAxis(name=AID[language][:20], items=items),),
        licence=HOW[language],
    )


def way(language: str) -> Way:
    moved = WayAxis(name=AID[language][:20], first=HOW[language], last=AIMS[language][0])
    same = WayAxis(name=AID[language][:20], first=HOW[language], last=HOW[language])
    return Way(
        made_at=MADE_AT,
        centre=centre(language),
        reference="2026-00417",
        person=PERSON,
        worker=WORKER,
        first=MADE_AT.date(),
        last=MADE_AT.date(),
        aims="\n".join(AIMS[language][:2]),
        steps=(WayStep(on=MADE_AT.date(), text=AID[language][:40], done=True),),
        sides=(
            WaySide(by_person=True, better=(moved,), same=(same,)),
            WaySide(by_person=False, harder=(moved,)),
        ),
    )


def notice(language: str) -> Notice:
    facts, asked, support = {
        "fr": (
            "Vous n’êtes pas venue aux séances des 4, 11 et 18 mai 2027. Nous n’avons pas reçu d’explication.",
            "Reprendre contact avec la formation, ou nous dire ce qui vous en empêche.",
            "Nous pouvons chercher avec vous une autre formation ou un autre horaire, et payer le transport.",
        ),
        "nl": (
            "U was niet aanwezig op 4, 11 en 18 mei 2027. We kregen geen uitleg.",
            "Opnieuw contact opnemen met de opleiding, of ons zeggen wat u tegenhoudt.",
            "We kunnen samen een andere opleiding of een ander uurrooster zoeken en het vervoer betalen.",
        ),
        "de": (
            "Sie waren am 4., 11. und 18. Mai 2027 nicht anwesend. Wir haben keine Erklärung erhalten.",
            "Wieder Kontakt mit der Ausbildung aufnehmen oder uns sagen, was Sie hindert.",
            "Wir können gemeinsam eine andere Ausbildung suchen und die Fahrt bezahlen.",
        ),
        "en": (
            "You did not attend on 4, 11 and 18 May 2027. We received no explanation.",
            "Get back in touch with the training, or tell us what prevents you.",
            "We can look for another training or timetable with you, and pay the transport.",
        ),
    }[language]
    return Notice(
        made_at=MADE_AT,
        centre=centre(language),
        reference="MED 2026-00417/1",
        person=PERSON,
        worker=WORKER,
        contract_reference="PIIS 2026-00417/1",
        contract_signed_on=date(2026, 11, 24),
        commitments=(Commitment(text=PERSON_DOES[language], due=date(2026, 12, 15)),),
        facts=facts,
        asked=asked,
        asked_by=date(2027, 6, 7),
        support=support,
        centre_commitments_late=(Commitment(text=CENTRE_DOES[language], due=date(2027, 1, 8)),),
        hearing=Hearing(at=datetime(2027, 6, 2, 12, 0, tzinfo=UTC), place="rue du Moulin 12, bureau 4"),
        signatures=(Signature(name=WORKER.name, side=Side.CENTRE),),
    )


def sanction(language: str) -> SanctionDecision:
    said = notice(language)
    return SanctionDecision(
        made_at=MADE_AT,
        centre=centre(language),
        reference="DEC 2026-00417/3",
        person=PERSON,
        worker=WORKER,
        contract_reference="PIIS 2026-00417/1",
        decided_on=date(2027, 6, 22),
        facts=said.facts,
        notice_sent_on=date(2027, 5, 21),
        tried=said.support,
        hearing_offered_for=date(2027, 6, 2),
        heard_on=date(2027, 6, 2),
        person_words=AIMS[language][0],
        worker_advice=HOW[language],
        centre_commitments=said.centre_commitments_late,
        centre_delay_explained=evaluation(language).commitments[1].comment,
        motivation=said.facts + "\n" + said.asked,
        scope=Scope.PARTIAL,
        amount_per_month=28_450,
        start=date(2027, 7, 1),
        end=date(2027, 7, 31),
        recidivism=False,
        suspension=Suspension.TOTAL,
        suspended_until=date(2027, 12, 31),
        appeal_until=date(2027, 9, 24),
        tribunal={
            "fr": "Tribunal du travail du Hainaut",
            "nl": "Arbeidsrechtbank Gent",
            "de": "Arbeitsgericht Eupen",
        }.get(language, "Labour tribunal of Hainaut"),
        signatures=signatures(language)[1:],
        seal=seal(),
    )


def letter(language: str) -> Letter:
    return Letter(
        made_at=MADE_AT,
        centre=centre(language),
        reference="L 2026-00417/9",
        person=PERSON,
        worker=WORKER,
        body=HOW[language],
        appointment=Appointment(
            at=datetime(2026, 12, 3, 8, 30, tzinfo=UTC),
            place="Rue du Moulin 12, 7000 Valmont\nbureau 4",
            minutes=45,
            bring=(AID[language],),
        ),
    )


def card(language: str) -> AccessCard:
    return AccessCard(
        made_at=MADE_AT,
        centre=centre(language),
        reference="2026-00417",
        person=PERSON,
        worker=WORKER,
        number="4821 093 756",
        code="7KQM-2RTX",
        address="https://jalon.example/mine/start/",
        home="https://jalon.example/mine/",
        until=date(2026, 12, 22),
    )


def evidence(language: str) -> EvidenceBundle:
    labels = {
        "fr": ("Bilan social", "PIIS signé", "Évaluation en personne", "Rappel par téléphone"),
        "nl": ("Sociale balans", "GPMI ondertekend", "Evaluatie met persoonlijk contact", "Telefonische herinnering"),
        "de": ("Sozialbilanz", "VSE unterzeichnet", "Persönliche Bewertung", "Telefonische Erinnerung"),
        "en": ("Social assessment", "PIIS signed", "Evaluation in person", "Reminder by telephone"),
    }[language]
    acts = tuple(
        Act(
            on=date(2026, 11, 10 + index),
            label=label,
            reference=f"2026-00417/{index + 1}",
            by=WORKER.name,
            sha256=sha256(label.encode()).hexdigest() if index < 3 else "",
            file_name=f"{index + 1:03d}-2026-11-{10 + index}.pdf" if index < 3 else "",
            pages=2 if index < 3 else None,
        )
        for index, label in enumerate(labels)
    )
    return EvidenceBundle(
        made_at=MADE_AT,
        centre=centre(language),
        reference="INSP 2026-00417",
        person=PERSON,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        prepared_by=WORKER.name,
        purpose="Inspection SPP IS 2027",
        acts=acts,
    )


def trace(language: str) -> SignatureTrace:
    return SignatureTrace(
        made_at=MADE_AT,
        centre=centre(language),
        reference="PIIS 2026-00417/1",
        person=PERSON,
        title="PIIS 2026-00417/1",
        version_id=VERSION,
        version=2,
        content_hash=HASH,
        document_sha256=HASH[::-1],
        journal_hash=sha256(b"journal").hexdigest(),
        entries=(
            TraceEntry(
                name=PERSON.name,
                side=Side.PERSON,
                means=Means.DRAWN,
                at=MADE_AT,
                drawing=drawing(),
                confirmed_by=WORKER.name,
            ),
            TraceEntry(name="Luc Hermans", side=Side.CENTRE, means=Means.TYPED, at=MADE_AT, capacity="président"),
            TraceEntry(name="Karim Lahlou", side=Side.THIRD, means=Means.PAPER, at=MADE_AT),
        ),
    )


def earnings(language: str) -> EarningsMonth:
    return EarningsMonth(
        made_at=MADE_AT,
        centre=centre(language),
        reference="2026-00417/2025-06",
        person=PERSON,
        worker=WORKER,
        lead="06/2025",
        brief=(HOW[language],),
        asked=(("1", AID[language]),),
        head=("", "€", "€"),
        rows=(("1", "300,00", "1 424,30"), ("2", "0,00", "1 314,20")),
        right=("1.", "2."),
        left=("1 085 / 1 095",),
        lines=(EarningsLine(text=HOW[language], cite="art. 35, § 1", certainty="?"),),
        doubts=(AID[language],),
        kept=AID[language],
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


def signed_contract(language: str) -> Contract:
    person, president, director = signatures(language)
    return replace(
        contract(language),
        signatures=(
            replace(person, signed_at=MADE_AT, means=Means.DRAWN, drawing=drawing()),
            replace(president, signed_at=MADE_AT, means=Means.TYPED),
            replace(director, signed_at=MADE_AT, means=Means.PAPER),
        ),
    )


ALL: dict[str, Callable[[str], Document]] = {
    "contract": contract,
    "signed_contract": signed_contract,
    "amendment": amendment,
    "evaluation": evaluation,
    "absence": absence,
    "bilan": bilan,
    "blank_bilan": blank_bilan,
    "scale": scale,
    "way": way,
    "notice": notice,
    "sanction": sanction,
    "letter": letter,
    "card": card,
    "earnings": earnings,
    "evidence": evidence,
    "trace": trace,
}
