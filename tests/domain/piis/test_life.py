"""From an empty page to the end: the main road, and what each step leaves."""

from datetime import date

import pytest

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.errors import DomainError
from jalon.domain.documents.models import Document
from jalon.domain.people.models import Person
from jalon.domain.piis import queries, services
from jalon.domain.piis.enums import Act, DecisionOutcome, EndReason, Fate, Outcome, Side, State
from jalon.domain.piis.errors import Incomplete
from jalon.domain.piis.models import Commitment, Piis, PiisEvent, VersionEvent
from tests.domain.piis.world import (
    GRANTED,
    MAY_SIGN,
    MONDAY,
    a_bilan,
    a_draft_piis,
    a_text,
    at,
    council,
    ended,
    handed_over,
    running,
    sign,
    signed,
    with_third_party,
)

pytestmark = pytest.mark.django_db


def test_a_piis_goes_from_draft_to_its_end_and_each_act_leaves_its_trail_and_journal_row(person: Person):
    piis = ended(running(person), date(2026, 9, 30))
    acts = list(piis.events.order_by("number").values_list("act", "source", "target"))
    assert acts == [
        (Act.PREPARE, "", State.DRAFT),
        (Act.HAND_OVER, State.DRAFT, State.HANDED_OVER),
        (Act.SIGN, State.HANDED_OVER, State.HANDED_OVER),
        (Act.SIGN_LAST, State.HANDED_OVER, State.SIGNED),
        (Act.APPROVE, State.SIGNED, State.RUNNING),
        (Act.END, State.RUNNING, State.ENDED),
    ]
    journal = JournalEntry.objects.filter(subject_id=piis.pk).order_by("number").values_list("verb", flat=True)
    assert list(journal) == [f"piis.{act}" for act, *_states in acts]


def test_an_empty_page_proposes_a_year_the_person_s_language_and_how_to_evaluate(person: Person):
    person.language = "nl"
    person.save()
    piis = services.prepare(actor=person.responsible, person=person, at=at(MONDAY))
    assert (piis.since, piis.until) == (MONDAY, date(2027, 3, 1))
    assert piis.language == "nl"
    assert "drie keer" in piis.evaluation_how


def test_handing_over_freezes_the_text_and_counts_five_working_days(person: Person):
    version = handed_over(person)
    piis = version.piis
    assert piis.state == State.HANDED_OVER
    assert version.may_sign_from == MAY_SIGN == date(2026, 3, 9)
    assert version.data["aims"] == "Je veux un travail près de chez moi."
    assert bytes(version.document.content).startswith(b"%PDF")
    assert piis.conclude_by == date(2026, 5, 16)


def test_a_person_who_reads_another_language_than_the_centre_gets_both_papers(person: Person):
    version = handed_over(person, a_text(language="nl"))
    assert (version.document.language, version.translation.language) == ("nl", "fr")


def test_the_last_signature_concludes_and_freezes_a_signed_copy(person: Person):
    version = signed(person, with_third_party(a_text()))
    assert version.piis.state == State.SIGNED
    assert version.piis.concluded_on == MAY_SIGN
    assert Document.objects.filter(subject_id=version.pk, language="fr").count() == 2
    assert [one.has_signed for one in queries.signing_parties(version)] == [True, True, True]


def test_an_approved_piis_runs_and_knows_when_it_is_evaluated_next(person: Person):
    piis = running(person)
    assert piis.state == State.RUNNING
    assert piis.next_evaluation_on == date(2026, 7, 15)
    assert VersionEvent.objects.filter(version__piis=piis, fate=Fate.IN_FORCE).exists()
    assert Piis.objects.running(date(2026, 4, 1)).get() == piis
    assert not Piis.objects.running(date(2026, 3, 15)).exists()


def test_a_text_taken_back_makes_a_new_version_next_time(person: Person):
    first = handed_over(person)
    piis = services.take_back(actor=person.responsible, piis=first.piis, at=at(MONDAY))
    assert piis.state == State.DRAFT
    assert piis.handed_over_on is None
    second = services.hand_over(actor=person.responsible, piis=piis, at=at(date(2026, 3, 3)))
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 != second.sha256


def test_a_text_somebody_signed_is_not_taken_back(person: Person):
    version = handed_over(person)
    sign(version)
    with pytest.raises(DomainError, match="déjà signé"):
        services.take_back(actor=person.responsible, piis=version.piis, at=at(MAY_SIGN))


def test_a_project_given_up_says_why_and_stays_in_the_file(person: Person):
    piis = a_draft_piis(person)
    services.withdraw(actor=person.responsible, piis=piis, at=at(MONDAY), reason="A déménagé avant de signer.")
    assert Piis.objects.get(pk=piis.pk).state == State.WITHDRAWN
    assert PiisEvent.objects.get(piis=piis, act=Act.WITHDRAW).reason == "A déménagé avant de signer."


def test_what_the_council_sends_back_is_worked_on_and_signed_again(person: Person):
    version = signed(person)
    services.decide(
        actor=council(),
        piis=version.piis,
        outcome=DecisionOutcome.SENT_BACK,
        decided_on=MAY_SIGN,
        at=at(MAY_SIGN),
        explanation="Préciser le deuxième engagement.",
    )
    piis = Piis.objects.get(pk=version.piis_id)
    assert piis.state == State.DRAFT
    assert piis.concluded_on is None
    again = services.hand_over(actor=person.responsible, piis=piis, at=at(date(2026, 3, 10)))
    assert again.number == 2
    assert queries.current_version(piis) == again


def test_after_a_short_job_a_piis_is_taken_up_without_a_new_bilan_and_both_sign(person: Person):
    piis = ended(running(person), date(2026, 6, 30))
    again = services.resume(
        actor=person.responsible,
        piis=piis,
        worked_from=date(2026, 7, 1),
        worked_until=date(2026, 8, 31),
        at=at(date(2026, 9, 1)),
    )
    assert again.resumed_from == piis
    assert again.state == State.DRAFT
    assert [one.text for one in queries.current_draft(again).commitments] == [
        "J’écris mon CV.",
        "Le CPAS m’aide à l’écrire.",
    ]
    assert not set(again.commitments.values_list("pk")) & set(piis.commitments.values_list("pk"))
    version = services.hand_over(actor=person.responsible, piis=again, at=at(date(2026, 9, 1)))
    sign(version)
    sign(version, Side.CENTRE)
    assert Piis.objects.get(pk=again.pk).state == State.SIGNED


def test_after_a_longer_job_a_new_bilan_is_asked(person: Person):
    piis = ended(running(person), date(2026, 6, 30))
    again = services.resume(
        actor=person.responsible,
        piis=piis,
        worked_from=date(2026, 7, 1),
        worked_until=date(2026, 9, 30),
        at=at(date(2026, 10, 1)),
    )
    with pytest.raises(Incomplete) as refusal:
        services.hand_over(actor=person.responsible, piis=again, at=at(date(2026, 10, 1)))
    assert [one.field for one in refusal.value.missing] == ["bilan"]
    a_bilan(person, date(2026, 10, 1))
    assert services.hand_over(actor=person.responsible, piis=again, at=at(date(2026, 10, 1))).number == 1


def test_the_end_says_why_and_what_it_brought(person: Person):
    piis = running(person)
    ending = services.end(
        actor=person.responsible,
        piis=piis,
        reason=EndReason.MOVED,
        outcome=Outcome.AUTONOMY,
        effective_on=date(2026, 8, 31),
        at=at(date(2026, 8, 20)),
    )
    piis = Piis.objects.get(pk=piis.pk)
    assert (piis.state, piis.ended_on, ending.reason) == (State.ENDED, date(2026, 8, 31), EndReason.MOVED)
    assert piis in Piis.objects.running(date(2026, 8, 31))
    assert piis not in Piis.objects.running(date(2026, 9, 1))


def test_commitments_of_a_draft_are_replaced_line_by_line(person: Person):
    piis = a_draft_piis(person)
    first, second = queries.current_draft(piis).commitments
    text = a_text(commitments=(second,))
    piis = services.save_draft(actor=person.responsible, piis=piis, draft=text, revision=piis.revision, at=at(MONDAY))
    assert list(Commitment.objects.filter(piis=piis).values_list("pk", flat=True)) == [second.id]
    assert GRANTED < MONDAY and first.id != second.id
