"""Opening, correcting and closing a person's file."""

from datetime import date
from uuid import uuid4

import pytest

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.crypto import decrypt
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.people.birth import Birth
from jalon.domain.people.enums import Category, NissChangeReason, Sex, StatusKind
from jalon.domain.people.events import file_closing
from jalon.domain.people.facts import PersonFacts, StatusFacts
from jalon.domain.people.models import Assignment, NameToken, NissChange, Person, Status
from jalon.domain.people.services import (
    NissTaken,
    close_file,
    create_person,
    edit_person,
    record_niss,
    reopen_file,
    replace_niss,
    reveal_niss,
)

ON = date(2026, 11, 23)
NISS, OTHER_NISS = "85.07.30-033.28", "72.02.02-900.81"
RIGHT = StatusFacts(StatusKind.INTEGRATION, since=date(2026, 11, 2), category=Category.ISOLATED)


def verbs():
    return list(JournalEntry.objects.order_by("number").values_list("verb", flat=True))


def create(here, last_name="Dubois", **facts):
    rest = {name: facts.pop(name) for name in ("niss", "status", "responsible", "key") if name in facts}
    return create_person(actor=here.worker, facts=PersonFacts(last_name, **facts), on=ON, **rest)


def test_a_file_is_opened_with_its_number_its_worker_its_status_and_its_journal(here):
    person = create(here, first_names="Camille", status=RIGHT, responsible=here.worker)
    assert person.file_number == "2026-00001"
    assert person.responsible == here.worker
    assert Assignment.objects.get(person=person).since == ON
    assert Status.objects.get(person=person).category == Category.ISOLATED
    assert verbs() == ["file.created", "file.assigned", "status.started"]


def test_file_numbers_follow_each_other_and_step_over_those_brought_from_elsewhere(here):
    create(here)
    Person.objects.create(file_number="2026-00002", last_name="Repris", opened_on=ON)
    assert create(here).file_number == "2026-00003"


def test_two_centres_number_their_files_apart(here, elsewhere):
    create(here)
    with centre_context(elsewhere.centre.pk):
        assert create(elsewhere).file_number == "2026-00001"


def test_the_same_form_sent_twice_opens_one_file(here):
    key = uuid4()
    assert create(here, key=key).pk == create(here, key=key).pk == key
    assert Person.objects.count() == 1
    assert verbs() == ["file.created"]


def test_what_the_national_number_tells_is_not_asked_again(here):
    person = create(here, niss=NISS)
    assert (person.birth_year, person.birth_month, person.birth_day, person.sex) == (1985, 7, 30, Sex.MALE)


def test_what_was_typed_stands_when_the_national_number_says_otherwise(here):
    person = create(here, niss=NISS, birth=Birth(1986, 7, 30), sex=Sex.FEMALE)
    assert (person.birth_year, person.sex) == (1986, Sex.FEMALE)


def test_the_national_number_is_nowhere_in_clear(here):
    person = create(here, niss=NISS)
    row = Person.objects.filter(pk=person.pk).values().get()
    assert not any("85073003328" in str(bytes(v) if isinstance(v, memoryview) else v) for v in row.values())
    assert decrypt(person.niss_cipher) == "85073003328"
    assert "85073003328" not in str(list(JournalEntry.objects.values()))


def test_a_number_that_has_a_file_opens_no_second_one(here):
    first = create(here, niss=NISS)
    with pytest.raises(NissTaken) as refusal:
        create(here, niss=NISS.replace("-", " "))
    assert refusal.value.person_id == first.pk
    assert Person.objects.count() == 1


def test_the_same_person_in_another_centre_stays_unknown_here(here, elsewhere):
    with centre_context(elsewhere.centre.pk):
        other = create(elsewhere, niss=NISS)
    ours = create(here, niss=NISS)
    assert ours.niss_index != other.niss_index


@pytest.mark.parametrize(
    "name",
    [
        "O",
        "D’Hondt",
        "D'Hondt",
        "van den Berghe",
        "Ng",
        "María José",
        "陈",
        "محمد",
        "გიორგი",
        "O’N",
        "X Æ",
        "İnan",
        "ß",
    ],
)
def test_a_person_with_one_name_of_any_shape_has_a_file(here, name):
    person = create(here, name)
    assert person.full_name == name
    assert NameToken.objects.filter(person=person).exists()


@pytest.mark.parametrize("name", ["", "   ", "\x00", "\u200d", "\u0301", "…", "123", "'", "\u202e"])
def test_a_name_without_a_letter_is_no_name(here, name):
    with pytest.raises(InvalidInput) as refusal:
        create(here, name)
    assert refusal.value.field == "last_name"
    assert Person.objects.count() == 0


def test_nul_controls_and_line_ends_never_reach_a_name(here):
    person = create(here, " Du\x00bois\n \u202eMartin\t ", first_names="Jose\u0301")
    assert person.last_name == "Dubois Martin"
    assert person.first_names == "José"


@pytest.mark.parametrize("field", ["last_name", "first_names", "phone", "address"])
def test_a_text_of_a_million_letters_is_refused_with_its_field(here, field):
    with pytest.raises(InvalidInput) as refusal:
        create_person(actor=here.worker, facts=PersonFacts(**{"last_name": "A", field: "x" * 10**6}), on=ON)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "birth", [Birth(2027), Birth(2026, 12), Birth(2026, 11, 24), Birth(1890), Birth(2023, 2, 29), Birth(None, 2, 3)]
)
def test_a_birth_that_cannot_be_is_refused(here, birth):
    with pytest.raises(InvalidInput) as refusal:
        create(here, birth=birth)
    assert refusal.value.field == "birth"


def test_the_council_opens_no_file(here):
    with pytest.raises(NotAllowed):
        create_person(actor=here.president, facts=PersonFacts("Dubois"), on=ON)


def test_a_correction_says_in_the_journal_what_was_corrected_never_the_values(here):
    person = create(here, first_names="Camile")
    edit_person(
        actor=here.worker, person=person, facts=PersonFacts("Dubois", "Camille", Birth(1990)), revision=1, on=ON
    )
    entry = JournalEntry.objects.get(verb="file.edited")
    assert entry.detail == {"fields": ["birth_year", "first_names"]}
    assert NameToken.objects.filter(person=person, token="camille").exists()
    assert not NameToken.objects.filter(person=person, token="camile").exists()


def test_the_second_of_two_corrections_sees_the_first_and_loses_nothing(here):
    person = create(here)
    edit_person(actor=here.colleague, person=person, facts=PersonFacts("Duboix"), revision=1, on=ON)
    with pytest.raises(Conflict) as refusal:
        edit_person(actor=here.worker, person=person, facts=PersonFacts("Dubbois"), revision=1, on=ON)
    assert refusal.value.theirs.last_name == "Duboix"
    assert Person.objects.get().last_name == "Duboix"


def test_saving_without_changing_anything_writes_nothing(here):
    person = create(here)
    edit_person(actor=here.worker, person=person, facts=PersonFacts("Dubois"), revision=1, on=ON)
    assert verbs() == ["file.created"]


def test_a_number_replaced_by_another_is_an_event_of_the_same_person(here):
    person = create(here, niss=NISS)
    replace_niss(actor=here.worker, person=person, typed=OTHER_NISS, reason=NissChangeReason.BIS_TO_REGISTER, on=ON)
    fresh = Person.objects.get()
    assert decrypt(fresh.niss_cipher) == "72020290081"
    change = NissChange.objects.get()
    assert decrypt(change.old_cipher) == "85073003328"
    assert verbs()[-1] == "niss.replaced"


def test_a_number_is_replaced_only_with_a_reason_and_by_a_free_one(here):
    person, other = create(here, niss=NISS), create(here, "Autre", niss=OTHER_NISS)
    with pytest.raises(NissTaken) as refusal:
        replace_niss(actor=here.worker, person=person, typed=OTHER_NISS, reason="correction", on=ON)
    assert refusal.value.person_id == other.pk
    with pytest.raises(InvalidInput):
        replace_niss(actor=here.worker, person=person, typed="90.01.01-001.54", reason="", on=ON)
    with pytest.raises(InvalidInput):
        record_niss(actor=here.worker, person=person, typed=OTHER_NISS, on=ON)
    assert decrypt(Person.objects.get(pk=person.pk).niss_cipher) == "85073003328"


def test_looking_at_the_number_is_a_read_the_journal_keeps(here):
    person = create(here)
    assert reveal_niss(actor=here.worker, person=person, on=ON) == ""
    record_niss(actor=here.worker, person=person, typed=NISS, on=ON)
    person.refresh_from_db()
    assert reveal_niss(actor=here.worker, person=person, on=ON) == NISS
    assert verbs() == ["file.created", "niss.recorded", "niss.revealed"]


def test_closing_ends_what_runs_and_reopening_gives_the_file_to_somebody(here):
    person = create(here, status=RIGHT, responsible=here.worker)
    close_file(actor=here.worker, person=person, closed_on=ON, reason="déménagement", on=ON)
    assert Status.objects.get().until == ON
    assert Assignment.objects.get().until == ON
    reopen_file(actor=here.worker, person=person, responsible=here.colleague, on=date(2026, 12, 1))
    fresh = Person.objects.get()
    assert (fresh.closed_on, fresh.responsible) == (None, here.colleague)
    assert verbs()[-3:] == ["file.closed", "file.reopened", "file.assigned"]


def test_a_closed_file_is_no_longer_written(here):
    person = create(here)
    close_file(actor=here.worker, person=person, closed_on=ON, reason="fin de l’aide", on=ON)
    with pytest.raises(DomainError, match="fermé"):
        edit_person(actor=here.worker, person=person, facts=PersonFacts("Autre"), revision=2, on=ON)
    assert Person.objects.get().last_name == "Dubois"


def test_a_room_above_keeps_a_file_open_with_its_own_sentence(here):
    person = create(here)

    def refuse(sender, person, closed_on, **rest):
        raise DomainError("Un PIIS court encore.")

    file_closing.connect(refuse)
    try:
        with pytest.raises(DomainError, match="PIIS court"):
            close_file(actor=here.worker, person=person, closed_on=ON, reason="fin", on=ON)
    finally:
        file_closing.disconnect(refuse)
    assert Person.objects.get().is_open


@pytest.mark.parametrize(("day", "reason"), [(date(2026, 11, 22), "avant"), (date(2026, 11, 24), "après"), (ON, "")])
def test_a_file_closes_between_its_opening_and_today_with_a_reason(here, day, reason):
    person = create(here)
    with pytest.raises(InvalidInput):
        close_file(actor=here.worker, person=person, closed_on=day, reason=reason, on=ON)
    assert Person.objects.get().is_open


def test_a_worker_of_another_centre_changes_nothing_here(here, elsewhere):
    person = create(here, niss=NISS)
    with pytest.raises(NotAllowed):
        edit_person(actor=elsewhere.worker, person=person, facts=PersonFacts("Pris"), revision=1, on=ON)
    with pytest.raises(NotAllowed):
        replace_niss(actor=elsewhere.worker, person=person, typed=OTHER_NISS, reason="correction", on=ON)
    with pytest.raises(NotAllowed):
        reveal_niss(actor=elsewhere.worker, person=person, on=ON)
    with centre_context(elsewhere.centre.pk), pytest.raises(Person.DoesNotExist):
        edit_person(actor=here.worker, person=person, facts=PersonFacts("Pris"), revision=1, on=ON)
    assert Person.objects.get().last_name == "Dubois"
    assert verbs() == ["file.created"]
