"""A centre with a worker, its council's spokesperson and a person, and the life of a PIIS in short steps."""

import io
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.instruments.enums import BilanState
from jalon.domain.instruments.models import Bilan
from jalon.domain.people.models import Person
from jalon.domain.piis import services
from jalon.domain.piis.drafts import CommitmentDraft, Draft, ThirdPartyDraft
from jalon.domain.piis.enums import DecisionOutcome, EndReason, Method, Outcome, Side
from jalon.domain.piis.models import Piis, PiisVersion, Signature, SigningMandate
from jalon.law.calendar import add_working_days
from tests.factories import a_member, a_person, a_status

MONDAY = date(2026, 3, 2)
GRANTED = date(2026, 2, 16)
MAY_SIGN = add_working_days(MONDAY, 5)


def at(day: date, hour: int = 10) -> datetime:
    """That morning in Brussels."""
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo("Europe/Brussels"))


def a_beneficiary(**facts: Any) -> Person:
    """A person with a new right to social integration and a finished bilan."""
    worker = facts.pop("responsible", None) or a_member(Role.WORKER)
    signs_for_centre(worker)
    person = a_person(responsible=worker, **facts)
    a_status(person, since=GRANTED, demanded_on=GRANTED, decided_on=GRANTED, notified_on=GRANTED)
    a_bilan(person)
    return person


def signs_for_centre(member: Membership) -> None:
    """The centre's president let this member sign contracts."""
    if not SigningMandate.objects.filter(member=member, ended_on=None).exists():
        SigningMandate.objects.create(member=member, since=date(2014, 1, 1), given_by=member)


def a_bilan(person: Person, held_on: date = GRANTED) -> Bilan:
    """A finished bilan, held on a day."""
    return Bilan.objects.create(
        person=person,
        number=Bilan.objects.filter(person=person).count() + 1,
        held_on=held_on,
        started_on=held_on,
        author=person.responsible,
        instrument_version=1,
        state=BilanState.FINISHED,
        finished_at=at(held_on),
        finished_by=person.responsible,
    )


def a_text(**changes: Any) -> Draft:
    """A text ready to be handed over: one commitment a side."""
    draft = Draft(
        since=date(2026, 3, 16),
        until=date(2027, 3, 15),
        aims="Je veux un travail près de chez moi.",
        evaluation_how="Nous en parlons ensemble.",
        commitments=(
            CommitmentDraft(side=Side.PERSON, domain="work", text="J’écris mon CV.", due_on=date(2026, 5, 4)),
            CommitmentDraft(
                side=Side.CENTRE, domain="work", text="Le CPAS m’aide à l’écrire.", recurring="chaque mois"
            ),
        ),
    )
    return replace(draft, **changes)


def with_third_party(draft: Draft, *, signs: bool = True) -> Draft:
    """The same text with an organisation that takes part."""
    party = ThirdPartyDraft(organisation="Maison de l’emploi", contact="Lou Peeters", phone="02 000 00 00", signs=signs)
    duty = CommitmentDraft(side=Side.THIRD, text="Propose des stages.", third_party=party.id)
    return replace(draft, third_parties=(party,), commitments=(*draft.commitments, duty))


def council() -> Membership:
    """Somebody who speaks for the council."""
    return a_member(Role.SECRETARY)


def a_draft_piis(person: Person, draft: Draft | None = None, on: date = MONDAY) -> Piis:
    """Prepared by the responsible worker."""
    return services.prepare(actor=person.responsible, person=person, at=at(on), draft=draft or a_text())


def handed_over(person: Person, draft: Draft | None = None, on: date = MONDAY) -> PiisVersion:
    """Prepared and handed over on one day."""
    piis = a_draft_piis(person, draft, on)
    return services.hand_over(actor=person.responsible, piis=piis, at=at(on))


def sign(version: PiisVersion, side: str = Side.PERSON, on: date | None = None, **changes: Any) -> Signature:
    """A typed signature, as early as allowed."""
    person = version.piis.person
    facts: dict[str, Any] = {
        "actor": person.responsible,
        "version": version,
        "shown_hash": version.sha256,
        "side": side,
        "method": Method.TYPED,
        "name": person.full_name if side == Side.PERSON else "Jo Claes",
        "confirmed": True,
        "at": at(on or version.may_sign_from),
    }
    facts |= changes
    if side == Side.CENTRE:
        if "actor" not in changes:
            signs_for_centre(facts["actor"])
        facts = {**facts, "name": changes.get("name", facts["actor"].name)}
    return services.sign(**facts)


def signed(person: Person, draft: Draft | None = None, on: date = MONDAY) -> PiisVersion:
    """Signed by the person, the centre and every third party asked to."""
    version = handed_over(person, draft, on)
    sign(version, Side.PERSON)
    for party in version.piis.third_parties.filter(signs=True):
        sign(version, Side.THIRD, third_party=party)
    sign(version, Side.CENTRE)
    version.piis.refresh_from_db()
    return version


def running(person: Person, draft: Draft | None = None, on: date = MONDAY) -> Piis:
    """Approved by the council the day after the last signature."""
    version = signed(person, draft, on)
    day = version.may_sign_from + timedelta(days=1)
    services.decide(actor=council(), piis=version.piis, outcome=DecisionOutcome.APPROVED, decided_on=day, at=at(day))
    return Piis.objects.get(pk=version.piis_id)


def ended(piis: Piis, on: date, reason: str = EndReason.EMPLOYMENT) -> Piis:
    """Ended for a job."""
    services.end(
        actor=piis.responsible,
        piis=piis,
        reason=reason,
        outcome=Outcome.JOB,
        effective_on=on,
        at=at(on),
        explanation="x",
    )
    return Piis.objects.get(pk=piis.pk)


def a_drawing() -> bytes:
    """A line somebody drew."""
    image = Image.new("RGBA", (300, 100), (255, 255, 255, 0))
    ImageDraw.Draw(image).line([(10, 80), (150, 20), (290, 70)], fill=(0, 0, 60, 255), width=3)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def fresh_key() -> Any:
    """What a form carries so that it acts once."""
    return uuid4()
