"""A signature binds the exact text, in its time, once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.audit import services as audit
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.people.models import Person
from jalon.domain.piis import content, queries, services
from jalon.domain.piis.enums import Method, Side, State
from jalon.domain.piis.errors import AlreadySigned, OldVersion, TooEarly
from jalon.domain.piis.models import Piis, PiisEvent, Signature
from jalon.domain.piis.pictures import HEAVIEST, signature_picture
from tests.domain.piis.world import (
    MAY_SIGN,
    MONDAY,
    a_drawing,
    a_text,
    at,
    fresh_key,
    handed_over,
    sign,
    with_third_party,
)

pytestmark = pytest.mark.django_db


def test_nobody_is_asked_to_sign_before_five_working_days(person: Person):
    version = handed_over(person)
    with pytest.raises(TooEarly) as refusal:
        sign(version, on=MAY_SIGN - timedelta(days=1))
    assert refusal.value.from_day == MAY_SIGN
    assert "09/03/2026" in str(refusal.value)
    assert not Signature.objects.exists()
    assert sign(version, on=MAY_SIGN).hash == version.sha256


def test_the_centre_may_sign_before_the_person(person: Person):
    version = handed_over(person)
    assert sign(version, Side.CENTRE, on=MONDAY).signed_on == MONDAY


def test_a_page_that_shows_another_text_signs_nothing(person: Person):
    version = handed_over(person)
    with pytest.raises(OldVersion):
        sign(version, shown_hash="0" * 64)
    assert not Signature.objects.exists()


def test_an_old_link_signs_nothing(person: Person):
    old = handed_over(person)
    services.take_back(actor=person.responsible, piis=old.piis, at=at(MONDAY))
    with pytest.raises(DomainError):
        sign(old)
    new = services.hand_over(actor=person.responsible, piis=old.piis, at=at(MONDAY))
    with pytest.raises(OldVersion):
        sign(old)
    assert sign(new).version == new


def test_one_party_signs_once(person: Person):
    version = handed_over(person)
    sign(version)
    with pytest.raises(AlreadySigned):
        sign(version)
    assert Signature.objects.filter(version=version).count() == 1


def test_the_same_form_sent_twice_signs_once_and_answers_the_same(person: Person):
    version, key = handed_over(person), fresh_key()
    first, second = sign(version, key=key), sign(version, key=key)
    assert first == second
    assert PiisEvent.objects.filter(key=key).count() == 1


def test_a_typed_signature_is_the_name_of_the_contract_confirmed(person: Person):
    version = handed_over(person)
    with pytest.raises(InvalidInput, match="n’est pas celui du contrat"):
        sign(version, name="Quelqu’un d’autre")
    with pytest.raises(InvalidInput, match="confirmation"):
        sign(version, confirmed=False)
    assert sign(version, name="DUBOIS camille").method == Method.TYPED


def test_a_drawn_signature_keeps_its_drawing_and_appears_on_the_signed_copy(person: Person):
    version = handed_over(person)
    drawn = sign(version, method=Method.DRAWN, picture=a_drawing())
    sign(version, Side.CENTRE)
    assert bytes(drawn.picture).startswith(b"\x89PNG")
    papers = queries.documents_of(version.piis)
    assert len(papers) == 2
    assert papers[0].sha256 != papers[1].sha256


@pytest.mark.parametrize(
    "picture",
    [None, b"", b"<svg onload='x'/>", b"\x89PNG\r\n\x1a\nrubbish", b"\x89PNG" + b"0" * HEAVIEST],
    ids=["none", "empty", "svg", "broken", "heavy"],
)
def test_what_is_not_a_small_drawing_is_refused(picture: bytes | None):
    with pytest.raises(InvalidInput):
        signature_picture(picture)


@given(st.binary(max_size=400))
def test_no_bytes_make_the_signature_pad_fail_otherwise_than_in_words(picture: bytes):
    with pytest.raises(InvalidInput):
        signature_picture(picture)


def test_an_organisation_that_signs_is_waited_for(person: Person):
    version = handed_over(person, with_third_party(a_text()))
    sign(version)
    sign(version, Side.CENTRE)
    assert Piis.objects.get(pk=version.piis_id).state == State.HANDED_OVER
    party = version.piis.third_parties.get()
    sign(version, Side.THIRD, third_party=party)
    assert Piis.objects.get(pk=version.piis_id).state == State.SIGNED


def test_an_organisation_that_does_not_sign_cannot(person: Person):
    version = handed_over(person, with_third_party(a_text(), signs=False))
    with pytest.raises(AlreadySigned):
        sign(version, Side.THIRD, third_party=version.piis.third_parties.get())


def test_a_signature_whose_journal_fails_did_not_happen(person: Person, monkeypatch: pytest.MonkeyPatch):
    version = handed_over(person)
    rows = JournalEntry.objects.count()

    def cut(**facts: object) -> None:
        raise ConnectionError("the server was killed here")

    monkeypatch.setattr("jalon.domain.piis.services.common.record", cut)
    with pytest.raises(ConnectionError):
        sign(version)
    monkeypatch.undo()
    assert not Signature.objects.exists()
    assert JournalEntry.objects.count() == rows
    assert audit.record is not cut
    assert sign(version).pk


def test_the_hash_is_that_of_the_stored_text_and_of_nothing_else(person: Person):
    version = handed_over(person)
    assert content.digest(version.content) == version.sha256
    assert content.canonical(version.data) == version.content


def test_the_council_s_people_may_sign_for_the_centre(person: Person):
    from tests.domain.piis.world import council

    version = handed_over(person)
    assert sign(version, Side.CENTRE, actor=council()).side == Side.CENTRE


def test_a_signature_in_the_future_or_before_the_text_existed_is_refused(person: Person):
    version = handed_over(person)
    with pytest.raises(InvalidInput, match="pas encore remis"):
        sign(version, Side.CENTRE, on=date(2026, 3, 1))
