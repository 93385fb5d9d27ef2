"""A person signs on their own telephone, with a code nobody at the centre holds; the worker cannot in their place."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from jalon.domain.accounts.enums import MembershipState
from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.services import verify_chain
from jalon.domain.core.catalogue import problems
from jalon.domain.core.context import centre_context, person_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.documents.models import Document
from jalon.domain.people.models import Assignment
from jalon.domain.piis import services as piis
from jalon.domain.piis.drafts import CommitmentDraft
from jalon.domain.piis.enums import Method, Side, State
from jalon.domain.piis.models import Piis, PiisEvent, Signature
from jalon.domain.piis.queries import current_draft, version_in_force
from jalon.domain.space import services
from jalon.domain.space.enums import WayAct
from jalon.domain.space.models import SigningWay, WayEvent
from jalon.domain.space.queries import open_way
from jalon.domain.space.services.ways import TRIES
from tests.domain.documents.looking import text_of
from tests.domain.piis.world import MAY_SIGN, MONDAY, a_beneficiary, at, handed_over, running, sign
from tests.factories import a_centre, a_member, a_user
from tests.space_ways import Phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone():
    """A person with a text to sign, their card opened, and a colleague of their worker."""
    centre = a_centre("Val-Clair")
    with centre_context(centre.pk):
        person = a_beneficiary()
        return Phone.opened(person, handed_over(person), colleague=a_member())


def test_the_database_stands_as_declared():
    assert problems() == []


def test_only_a_code_that_somebody_else_confirmed_face_to_face_signs_the_exact_text(phone):
    for easy in ("123456", "111111", "121212", "12345", phone.access.number, "482"):
        with pytest.raises(InvalidInput):
            phone.choose(easy)
    phone.choose()
    with pytest.raises(Conflict):
        phone.choose("739150")
    assert not phone.sign().is_right, "nobody confirmed it yet"
    with pytest.raises(services.NotYours):
        phone.confirm(phone.person.responsible)
    with centre_context(phone.centre_id), pytest.raises(DatabaseError, match="confirms no code"), transaction.atomic():
        way, worker = open_way(phone.person.pk), phone.person.responsible
        facts = {"way": way, "person": phone.person, "act": WayAct.CONFIRMED, "on": MONDAY, "at": at(MONDAY)}
        WayEvent.objects.create(by=worker, **facts)
    with centre_context(phone.centre_id):
        followed = a_member()
        Assignment.objects.create(person=phone.person, member=followed, since=MONDAY, until=MONDAY)
    with pytest.raises(services.NotYours):
        phone.confirm(followed)
    with centre_context(phone.centre_id), pytest.raises(DatabaseError, match="confirms no code"), transaction.atomic():
        WayEvent.objects.create(by=followed, **facts)
    human = a_user()
    with centre_context(phone.centre_id):
        gone, back = a_member(user=human, state=MembershipState.LEFT), a_member(user=human)
        Assignment.objects.create(person=phone.person, member=gone, since=MAY_SIGN, until=MAY_SIGN)
    with pytest.raises(services.NotYours):
        phone.confirm(back)
    with centre_context(phone.centre_id), pytest.raises(DatabaseError, match="confirms no code"), transaction.atomic():
        WayEvent.objects.create(by=back, **facts)
    with pytest.raises(InvalidInput):
        phone.confirm(figures="000000")
    with pytest.raises(InvalidInput):
        phone.confirm(seen=False)
    phone.confirm()
    with pytest.raises(services.StillThinking):
        phone.sign(on=MAY_SIGN - timedelta(days=1))
    with pytest.raises(services.TextGone):
        phone.sign(shown_hash="0" * 64)
    with centre_context(phone.centre_id):
        theirs = handed_over(a_beneficiary())
        assert not Signature.objects.exists() and not WayEvent.objects.filter(act=WayAct.RIGHT).exists()
    assert phone.sign(theirs) is None, "another's text does not exist"

    assert phone.sign().is_right
    with pytest.raises(services.SignedAlready):
        phone.sign()
    with centre_context(phone.centre_id):
        signature = Signature.objects.get()
        assert (signature.method, signature.side, signature.recorded_by) == (Method.OWN, Side.PERSON, None)
        assert signature.hash == phone.version.sha256 and signature.name == phone.person.full_name
        assert signature.proof["confirmed_by"] == phone.colleague.name
        event = PiisEvent.objects.order_by("-number").first()
        assert (event.actor, event.by_whom) == (None, "la personne, dans son propre espace")
        told = JournalEntry.objects.get(detail__signature=str(signature.pk))
        assert (told.actor_id, told.detail["method"], told.detail["way"]) == (None, "own", signature.proof["way"])
        sign(phone.version, Side.CENTRE)
        assert Piis.objects.get(pk=phone.version.piis_id).state == State.SIGNED
        trace = " ".join(text_of(piis.signature_trace(phone.version, made_at=at(MAY_SIGN)).bytes).split())
        assert f"{phone.colleague.name} l’a rencontrée" in trace and "dans son propre espace" in trace
        assert f"en présence de {phone.person.responsible.name}" in trace, "the centre's was given at the desk"
        signed = Document.objects.filter(subject_id=phone.version.pk).latest("made_at")
        assert "avec son code secret" in " ".join(text_of(bytes(signed.content)).split())
        asked = {"purpose": "Inspection", "person": phone.person, "at": at(MAY_SIGN)}
        bundle = text_of(bytes(piis.make_evidence(actor=phone.colleague, **asked).cover.content))
        assert "la personne, dans son propre espace" in " ".join(bundle.split())
        assert list(verify_chain()) == []


def test_a_code_dies_of_five_wrong_tries_of_its_withdrawal_and_of_a_new_card(phone):
    phone.choose()
    phone.confirm()
    lefts = [phone.sign(secret=f"90817{wrong}").left for wrong in range(TRIES)]
    assert lefts == [4, 3, 2, 1, 0]
    assert not phone.sign().is_right, "the right one comes too late"
    for _try in range(3):
        assert phone.sign(secret="111111").left == 0
    with centre_context(phone.centre_id):
        assert WayEvent.objects.filter(act=WayAct.WRONG).count() == TRIES, "a thousand more tell and count nothing"
        assert not Signature.objects.exists()
    for ends in (phone.withdraw, phone.withdraw_at_desk, phone.renew):
        phone.choose()
        phone.confirm()
        ends()
        assert not phone.sign().is_right
    phone.withdraw()
    with pytest.raises(DomainError):
        phone.choose()  # from a page that stayed open while the desk made a new card
    with centre_context(phone.centre_id):
        assert open_way(phone.person.pk) is None
        verbs = set(JournalEntry.objects.filter(person_id=phone.person.pk).values_list("verb", flat=True))
    assert {"way.chosen", "way.confirmed", "way.locked", "way.withdrawn", "way.ended_with_card"} <= verbs


def test_a_text_that_was_taken_back_is_not_signed_any_more_whoever_holds_the_code(phone):
    phone.choose()
    phone.confirm()
    with centre_context(phone.centre_id):
        project = Piis.objects.get(pk=phone.version.piis_id)
        piis.take_back(actor=phone.person.responsible, piis=project, at=at(MONDAY))
    with pytest.raises(services.TextGone):
        phone.sign()
    with centre_context(phone.centre_id):
        assert not Signature.objects.exists()
        assert Piis.objects.get(pk=project.pk).state == State.DRAFT, "and what was written of it is still there"
        assert open_way(phone.person.pk) is not None, "nor is the code lost"


def test_the_database_takes_a_persons_signature_from_their_own_role_alone_and_only_with_their_code(phone):
    phone.choose()
    phone.confirm()
    with centre_context(phone.centre_id):
        way = open_way(phone.person.pk)
        proof = {"way": str(way.pk), "set_on": "2026-03-02", "confirmed_on": "2026-03-02", "confirmed_by": "x"}
        facts = {"version": phone.version, "name": "x", "signed_on": MAY_SIGN, "signed_at": at(MAY_SIGN)}
        facts |= {"hash": phone.version.sha256}
        own = {"method": Method.OWN, "side": Side.PERSON, "proof": proof, **facts}
        desk = {"method": Method.TYPED, "side": Side.PERSON, "recorded_by": phone.person.responsible, **facts}
        _refused(own, "nobody but them signs there")
        _refused({**own, "recorded_by": phone.colleague}, "nobody but them|signature_by_whom")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            SigningWay.objects.create(
                person=phone.person, access=phone.access, kept="x", set_on=MONDAY, set_at=at(MONDAY)
            )
    with phone.inside():
        _refused(own, "no second way was shown")
        _refused(desk, "row-level security|nobody but them")
        _refused({**own, "side": Side.CENTRE}, "row-level security|no second way|signature_by_whom")
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            event = {"way_id": way.pk, "person_id": phone.person.pk, "on": MAY_SIGN, "at": at(MAY_SIGN)}
            WayEvent(act=WayAct.RIGHT, version_id=phone.version.pk, **event).save(force_insert=True)
    with person_context(phone.centre_id, person_id=uuid4(), user_id=phone.access.user_id):
        _refused(own, "row-level security|no second way")
    with centre_context(phone.centre_id):
        assert not Signature.objects.exists()


def _refused(row: dict, why: str) -> None:
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        Signature(**row).save(force_insert=True)


def test_an_amendment_is_signed_the_same_way_and_takes_effect_when_the_person_signs_last(phone):
    with centre_context(phone.centre_id):
        project = running(a_beneficiary())
        day = MONDAY + timedelta(days=60)
        more = CommitmentDraft(side=Side.CENTRE, text="Le CPAS paie l’abonnement de bus.")
        text = current_draft(project)
        facts = {"asked_by": Side.PERSON, "reason": "Le bus.", "effective_on": day, "at": at(day)}
        draft = replace(text, commitments=(*text.commitments, more))
        amendment = piis.prepare_amendment(actor=project.responsible, piis=project, draft=draft, **facts)
        version = piis.hand_over_amendment(actor=project.responsible, amendment=amendment, at=at(day))
        sign(version, Side.CENTRE)
        mine = Phone.opened(project.person, version, colleague=phone.colleague)
    mine.choose()
    mine.confirm()
    assert mine.sign(on=version.may_sign_from).is_right
    with centre_context(phone.centre_id):
        assert version_in_force(project) == version and project.commitments.count() == 3
