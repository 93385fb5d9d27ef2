"""Starting and writing a bilan: nothing twice, nothing lost."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.domain.accounts.enums import Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import InvalidInput, NotAllowed
from jalon.domain.instruments import services
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, BilanEntry
from tests.conftest import TODAY
from tests.domain.instruments.conftest import NOW
from tests.factories import a_centre, a_member, a_person


def verbs(bilan):
    return list(JournalEntry.objects.filter(subject_id=bilan.pk).order_by("number").values_list("verb", flat=True))


def test_a_new_bilan_has_an_empty_entry_for_each_domain_of_life(talk):
    assert talk.bilan.number == 1
    assert talk.bilan.entries.count() == 13
    assert not any(entry.is_seen for entry in talk.bilan.entries.all())
    assert verbs(talk.bilan) == ["bilan.started"]


def test_starting_twice_gives_the_bilan_already_in_progress(talk):
    again = services.start(actor=talk.worker, person=talk.person, moment=Moment.MIDDLE, held_on=TODAY, on=TODAY)
    assert again == talk.bilan
    assert Bilan.objects.count() == 1


def test_the_document_speaks_the_language_of_the_person(talk):
    bilan = services.start(
        actor=talk.worker, person=a_person(language="de"), moment=Moment.START, held_on=TODAY, on=TODAY
    )
    assert bilan.language == "de"


@pytest.mark.parametrize("held_on", [TODAY + timedelta(days=1), date(1, 1, 1), date(1985, 1, 1)])
def test_a_talk_in_the_future_or_before_the_person_was_born_is_refused(talk, held_on):
    with pytest.raises(InvalidInput) as refusal:
        services.start(
            actor=talk.worker, person=a_person(birth_year=1990), moment=Moment.START, held_on=held_on, on=TODAY
        )
    assert refusal.value.field == "held_on"


def test_what_is_written_is_kept_with_who_and_when(talk):
    saved = talk.write(words="Je loue une chambre.", rating_person=3)
    assert saved.outcome.is_complete
    entry = talk.entry()
    assert (entry.words, entry.rating_person, entry.rating_worker) == ("Je loue une chambre.", 3, None)
    assert (entry.saved_by, entry.saved_at, entry.revision) == (talk.worker, NOW, 2)
    assert saved.bilan.revision == 2


def test_sending_the_same_thing_again_changes_nothing(talk):
    talk.write(words="Une chambre.", rating_person=3)
    saved = talk.write(words="Une chambre.", rating_person=3)
    assert saved.outcome.is_complete
    assert (talk.entry().revision, saved.bilan.revision) == (2, 2)


def test_a_day_of_writing_leaves_one_row_in_the_journal_for_each_writer(talk):
    colleague = a_member()
    for number in range(5):
        talk.write(words=f"Une chambre {number}", base=99)
    talk.write("health", by=colleague, words="Bien")
    talk.write("health", words="Très bien", base=99, at=NOW + timedelta(days=1))
    assert verbs(talk.bilan) == ["bilan.started", "bilan.written", "bilan.written", "bilan.written"]


def test_two_people_writing_in_two_fields_of_one_domain_do_not_disturb_one_another(talk):
    colleague = a_member()
    talk.write(words="Une chambre.")
    saved = talk.write(by=colleague, needs="Une garantie locative.", base=1)
    assert saved.outcome.is_complete
    assert (talk.entry().words, talk.entry().needs) == ("Une chambre.", "Une garantie locative.")


def test_the_same_field_written_by_two_people_gives_both_texts_back(talk):
    talk.write(words="Une chambre.")
    saved = talk.write(by=a_member(), words="Un studio.", strengths="Range tout.", base=1)
    (clash,) = saved.outcome.clashes
    assert (clash.domain, clash.field, clash.mine, clash.theirs) == ("housing", "words", "Un studio.", "Une chambre.")
    assert talk.entry().words == "Une chambre."
    assert talk.entry().strengths == "Range tout.", "the rest is kept"
    assert not saved.outcome.is_complete


def test_once_the_other_text_was_seen_it_can_be_replaced(talk):
    talk.write(words="Une chambre.")
    seen = talk.entry().revision
    assert talk.write(words="Une chambre, puis un studio.", base=seen).outcome.is_complete
    assert talk.entry().words == "Une chambre, puis un studio."


def test_a_page_that_repeats_itself_after_a_lost_answer_is_not_somebody_else(talk):
    talk.write(words="Une", page="p1", attempt=1)
    assert talk.write(words="Une chambre", base=1, page="p1", attempt=2).outcome.is_complete
    assert talk.entry().words == "Une chambre"


def test_an_old_attempt_that_arrives_late_does_not_undo_a_newer_one(talk):
    talk.write(words="Une chambre", page="p1", attempt=2)
    talk.write(words="Une", base=1, page="p1", attempt=1)
    assert talk.entry().words == "Une chambre"


def test_a_field_can_be_emptied_and_a_level_taken_back(talk):
    talk.write(words="Une chambre", rating_person=2)
    talk.write(words="", rating_person=None, base=2)
    assert not talk.entry().has_content


def test_a_domain_left_aside_counts_as_seen_until_something_is_written(talk):
    talk.write(is_skipped=True)
    assert talk.entry().is_seen
    talk.write(words="Finalement si", base=2)
    assert not talk.entry().is_skipped
    talk.write(is_skipped=True, base=3)
    assert not talk.entry().is_skipped, "what has words was talked about"


def test_one_bad_value_does_not_cost_the_others(talk):
    saved = talk.write(words="x" * 1_000_000, needs="Une garantie", rating_person=7)
    assert {refusal.field for refusal in saved.outcome.refusals} == {"words", "rating_person"}
    assert (talk.entry().words, talk.entry().needs) == ("", "Une garantie")


@pytest.mark.parametrize(
    "nasty, kept",
    [
        ("\x00Une\x08 chambre", "Une chambre"),
        ("\u202eerbmahc", "erbmahc"),
        ("e\u0301te\u0301", "été"),
        ("مرحبا", "مرحبا"),
        ("  D'Hondt\r\n👪 ", "D'Hondt\n👪"),
        ("{{ 1|add:2 }}<script>", "{{ 1|add:2 }}<script>"),
    ],
)
def test_strange_characters_are_kept_or_quietly_removed(talk, nasty, kept):
    assert talk.write(words=nasty).outcome.is_complete
    assert talk.entry().words == kept


def test_a_domain_or_field_that_does_not_exist_is_left_alone(talk):
    saved = services.save(
        actor=talk.worker,
        bilan=talk.bilan,
        changes={"astrology": Change(1, {"words": "Lion"}), "housing": Change(1, {"saved_by": None, "bilan": None})},
        at=NOW,
    )
    assert saved.bilan.revision == 1
    assert BilanEntry.objects.count() == 13


def test_what_is_kept_together_is_merged_like_the_rest(talk):
    colleague = a_member()

    def keep(by, text, base):
        return services.save(actor=by, bilan=talk.bilan, changes={}, together=Change(base, {"together": text}), at=NOW)

    assert keep(talk.worker, "Chercher un logement", 1).bilan.revision == 2
    clash = keep(colleague, "Suivre un cours", 1).outcome.clashes[0]
    assert (clash.domain, clash.theirs) == ("", "Chercher un logement")
    talk.bilan.refresh_from_db()
    assert talk.bilan.together == "Chercher un logement"


@pytest.mark.parametrize("role", [Role.PRESIDENT, Role.SECRETARY])
def test_the_council_writes_no_bilan(talk, role):
    member = a_member(role)
    with pytest.raises(NotAllowed):
        talk.write(by=member, words="Non")
    with pytest.raises(NotAllowed):
        services.start(actor=member, person=a_person(), moment=Moment.START, held_on=TODAY, on=TODAY)
    assert talk.entry().words == ""


def test_a_worker_of_another_centre_changes_nothing_here(talk):
    with centre_context(a_centre("Haut-Pré").pk):
        intruder = a_member()
        with pytest.raises(NotAllowed):
            talk.write(by=intruder, words="Non")
        with pytest.raises(NotAllowed):
            services.finish(actor=intruder, bilan=talk.bilan, revision=1, at=NOW)
    assert talk.entry().words == ""
    assert verbs(talk.bilan) == ["bilan.started"]


def test_saving_many_domains_costs_as_many_queries_as_saving_one(talk, django_assert_num_queries):
    def changes(domains, text):
        return {domain: Change(99, {"words": text}) for domain in domains}

    domains = [entry.domain for entry in talk.bilan.entries.all()]
    talk.write(words="Première")
    with django_assert_num_queries(7):
        services.save(actor=talk.worker, bilan=talk.bilan, changes=changes(domains[:1], "a"), at=NOW)
    with django_assert_num_queries(7):
        services.save(actor=talk.worker, bilan=talk.bilan, changes=changes(domains, "b"), at=NOW)


@given(
    writes=st.lists(
        st.tuples(st.sampled_from(["p1", "p2"]), st.sampled_from(["words", "needs"]), st.text("ab", max_size=3)),
        max_size=6,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_two_pages_write_every_text_is_stored_or_given_back(talk, writes):
    BilanEntry.objects.filter(bilan=talk.bilan).update(words="", needs="", revision=1, field_revisions={})
    for attempt, (page, field, text) in enumerate(writes, start=1):
        outcome = talk.write(page=page, attempt=attempt, **{field: text}).outcome
        stored = getattr(talk.entry(), field)
        assert stored == text or [clash.theirs for clash in outcome.clashes] == [stored]
