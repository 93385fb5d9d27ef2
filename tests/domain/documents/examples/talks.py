"""What was said and measured in a talk."""

from __future__ import annotations

from datetime import date

from jalon.domain.documents.rendering.contexts import (
    AbsenceCause,
    Bilan,
    BilanDomain,
    CommitmentProgress,
    Evaluation,
    Opinion,
    Progress,
    Rating,
    Scale,
    ScaleAxis,
    ScaleItem,
    Side,
    Signature,
    Way,
    WayAxis,
    WaySide,
    WayStep,
)

from .people import AID, AIMS, CENTRE_DOES, HOW, MADE_AT, PERSON, PERSON_DOES, THIRD_DOES, WORKER, centre, signatures


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
