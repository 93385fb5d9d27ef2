"""The desk's part: who may, when, and what the law counts."""

from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context, person_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.people.models import Person
from jalon.domain.people.services import close_file
from jalon.domain.piis.enums import State
from jalon.domain.piis.models import Piis
from jalon.domain.space import codes, services
from jalon.domain.space.models import InterviewAgreement
from jalon.domain.space.project import first_page
from jalon.domain.space.queries import last_request, waiting_request, waiting_requests
from tests.factories import a_centre, a_member, a_person
from tests.web.space.scene import a_card, a_scene

FRIDAY = date(2026, 11, 27)
AT = datetime(2026, 11, 27, 10, tzinfo=ZoneInfo("Europe/Brussels"))


def test_a_number_misread_by_one_figure_is_no_number():
    for _try in range(20):
        number = codes.new_number()
        assert codes.read_number(f" {number[:4]} {number[4:7]}.{number[7:]}") == number
        for place in range(10):
            slip = str((int(number[place]) + 1) % 10)
            assert codes.read_number(number[:place] + slip + number[place + 1 :]) == ""
    assert codes.read_number("9" * 400) == codes.read_number("Ⅻ") == ""


@pytest.mark.django_db
def test_the_desk_gives_one_card_a_person_and_only_to_a_file_one_works_on():
    scene = a_scene()
    card = a_card(scene)
    with centre_context(scene.centre.pk):
        facts = {"at": timezone.now(), "on": timezone.localdate()}
        with pytest.raises(Conflict):
            services.make(actor=scene.worker, person=scene.person, **facts)
        secretary = a_member(Role.SECRETARY)
        for act in (services.renew, services.suspend, services.restore, services.end, services.end_ways_in):
            known = {"at": facts["at"]} if act in (services.renew, services.end, services.end_ways_in) else {}
            with pytest.raises((NotAllowed, TransitionRefused)):
                act(actor=secretary, access=card.access, on=facts["on"], **known)
        closed = a_person(closed_on=date(2026, 1, 1))
        with pytest.raises(DomainError, match="fermé"):
            services.make(actor=scene.worker, person=closed, **facts)
        Person.objects.filter(pk=scene.person.pk).update(closed_on=facts["on"])
        with pytest.raises(DomainError, match="fermé"):
            services.renew(actor=scene.worker, access=card.access, **facts)


@pytest.mark.django_db
def test_the_code_of_another_persons_card_opens_neither():
    centre, at, on = a_centre(), timezone.now(), timezone.localdate()
    with centre_context(centre.pk):
        mine, theirs = (services.make(actor=a_member(), person=a_person(), at=at, on=on) for _card in range(2))
    for number, code in ((mine.access.number, theirs.code), (theirs.access.number, mine.code)):
        with pytest.raises(services.WrongCode):
            services.prove(number=number, code=code, at=at, on=on)
    for card in (mine, theirs):
        assert services.prove(number=card.access.number, code=card.code, at=at, on=on).pk == card.access.pk


@pytest.mark.django_db
def test_an_interview_is_given_within_five_working_days_of_being_asked_for():
    scene = a_scene()
    own = partial(person_context, scene.centre.pk, person_id=scene.person.pk, user_id=uuid4())
    with own():
        asked = services.ask_interview(person_id=scene.person.pk, about="", wishes="", at=AT, on=FRIDAY)
        assert asked.due_on == date(2026, 12, 4)
        assert [line["code"] for line in asked.law][0] == "interview_due"
        again = services.ask_interview(person_id=scene.person.pk, about="x", wishes="", at=AT, on=date(2026, 11, 30))
        assert again == asked, "one waits already"
    with centre_context(scene.centre.pk):
        answer = {"request": asked, "at": AT, "on": FRIDAY}
        with pytest.raises(NotAllowed):
            services.answer_interview(actor=a_member(Role.PRESIDENT), meets_at=AT, **answer)
        with pytest.raises(InvalidInput):
            services.answer_interview(actor=scene.worker, meets_at=None, **answer)
        with pytest.raises(InvalidInput):
            services.answer_interview(actor=scene.worker, meets_at=AT.replace(day=2), **answer)
        services.answer_interview(actor=scene.worker, meets_at=AT.replace(day=30), place="Guichet", **answer)
        assert waiting_request(scene.person.pk) is None
    with own(), pytest.raises(Conflict):
        services.ask_interview(person_id=scene.person.pk, about="", wishes="", at=AT, on=FRIDAY)


@pytest.mark.django_db
def test_an_answer_after_the_last_day_or_without_one_leaves_the_interview_due():
    scene = a_scene()
    own = partial(person_context, scene.centre.pk, person_id=scene.person.pk, user_id=uuid4())
    last, after = AT.replace(month=12, day=4, hour=23), AT.replace(month=12, day=7)
    with own():
        asked = services.ask_interview(person_id=scene.person.pk, about="", wishes="", at=AT, on=FRIDAY)

    def owed() -> bool:
        assert waiting_requests().filter(pk=asked.pk).exists() is not last_request(scene.person.pk).given
        return not last_request(scene.person.pk).given

    def answer(meets_at, *, at, **told):
        told = {"words": "" if meets_at else "Plus tard."} | told
        return services.answer_interview(
            actor=scene.worker, request=asked, meets_at=meets_at, at=at, on=at.date(), **told
        )

    def agrees(said, at):
        with own():
            return services.agree(person_id=scene.person.pk, answer_id=said.pk, at=at, on=at.date())

    with centre_context(scene.centre.pk):
        assert owed() and not last_request(scene.person.pk).may_agree(AT)
        answer(None, at=AT)
        assert owed(), "a word fixes no day"
        late = answer(after, at=AT + timedelta(hours=1))
        found = last_request(scene.person.pk)
        assert owed() and found.may_agree(AT) and found.is_late(date(2026, 12, 5)) and not found.is_late(last.date())
        answer(last, at=AT + timedelta(hours=2))
        assert not owed(), "the last day is in time"
        answer(None, at=AT + timedelta(hours=3))
        assert owed(), "a word before its hour takes the day away"
        assert agrees(late, AT + timedelta(hours=3)) is None, "no longer what the centre proposes"
        late = answer(after, at=AT + timedelta(hours=4))
        assert agrees(late, AT + timedelta(hours=5)) and not owed()
        assert agrees(late, AT + timedelta(hours=5)) is None
        later = answer(after + timedelta(days=1), at=AT + timedelta(hours=6))
        assert owed(), "they agreed to another day"
        answer(later.meets_at, at=AT + timedelta(hours=7), agreed="Au téléphone, la personne elle-même.")
        assert not owed()
        answer(after + timedelta(days=2), at=AT + timedelta(hours=8))
        answer(None, words="Vous n’êtes pas venu.", at=after + timedelta(days=3))
        assert owed(), "a day that passed is not an interview held"
        answer(after, at=after + timedelta(days=4))
        assert not owed(), "written down after its hour, it was held"
        told = {"answer": later, "said_on": FRIDAY, "said_at": AT}
        with pytest.raises(DatabaseError), transaction.atomic():
            InterviewAgreement.objects.create(**told)
    with own(), pytest.raises(DatabaseError), transaction.atomic():
        InterviewAgreement.objects.create(**told, words="Moi", by=scene.worker)


@pytest.mark.django_db
def test_a_file_is_not_closed_over_an_interview_asked_for_and_stays_readable_afterwards():
    scene = a_scene()
    card, on = a_card(scene), timezone.localdate()
    own = partial(person_context, scene.centre.pk, person_id=scene.person.pk, user_id=card.access.user_id)
    asking = {"person_id": scene.person.pk, "about": "", "wishes": "", "at": timezone.now()}
    with own():
        asked = services.ask_interview(**asking, on=on)
    closing = {"actor": scene.worker, "person": scene.person, "closed_on": on, "reason": "Déménagement", "on": on}
    with centre_context(scene.centre.pk):
        Piis.objects.update(state=State.ENDED, ended_on=on)
        with pytest.raises(DomainError, match="attend l’entretien"):
            close_file(**closing)
        word = {"actor": scene.worker, "request": asked, "meets_at": None, "words": "On s’est parlé.", "on": on}
        services.answer_interview(**word, at=timezone.now())
        with pytest.raises(DomainError, match="attend l’entretien"):
            close_file(**closing)
        services.answer_interview(**word, agreed="Elle-même, au téléphone.", at=timezone.now())
        close_file(**closing)
    with own():
        with pytest.raises(DomainError, match="dossier est fermé"):
            services.ask_interview(**asking, on=on + timedelta(days=1))
        page = first_page(scene.person.pk, on)
        assert page.who.closed_on == on and page.project.lines, "what was written stays theirs to read"
