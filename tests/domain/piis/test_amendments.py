"""Amendments: the difference shown, signed again only when somebody's promise changes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.people.models import Person
from jalon.domain.piis import content, queries, services
from jalon.domain.piis.drafts import CommitmentDraft, Draft
from jalon.domain.piis.enums import Act, AmendmentState, CommitmentState, Fate, Kind, Side, State
from jalon.domain.piis.errors import Overlaps, TooEarly
from jalon.domain.piis.models import Amendment, Piis, VersionEvent
from tests.domain.piis.world import a_text, at, ended, running, sign, with_third_party

pytestmark = pytest.mark.django_db

ON = date(2026, 6, 1)


def _prepare(piis: Piis, draft: Draft, **changes: Any) -> Amendment:
    facts = {"asked_by": Side.PERSON, "reason": "Ma situation change.", "effective_on": ON, "at": at(ON)}
    return services.prepare_amendment(actor=piis.responsible, piis=piis, draft=draft, **{**facts, **changes})


def _hand_over(amendment: Amendment) -> Any:
    return services.hand_over_amendment(actor=amendment.piis.responsible, amendment=amendment, at=at(ON))


def test_a_new_commitment_is_signed_again_before_it_binds(person: Person):
    piis = running(person)
    text = queries.current_draft(piis)
    more = CommitmentDraft(side=Side.CENTRE, text="Le CPAS paie l’abonnement de bus.")
    amendment = _prepare(piis, replace(text, commitments=(*text.commitments, more)))
    version = _hand_over(amendment)
    assert version.must_sign
    assert [one["after"] for one in version.data["amendment"]["changes"]] == ["Le CPAS paie l’abonnement de bus."]
    assert piis.commitments.count() == 2
    with pytest.raises(TooEarly):
        sign(version, on=ON)
    sign(version)
    sign(version, Side.CENTRE)
    piis.refresh_from_db()
    assert piis.state == State.RUNNING
    assert piis.commitments.count() == 3
    assert queries.version_in_force(piis) == version
    assert list(VersionEvent.objects.filter(version__piis=piis, version__number=1).values_list("fate", flat=True)) == [
        Fate.IN_FORCE,
        Fate.SUPERSEDED,
    ]


def test_a_new_telephone_number_or_a_spelling_mistake_is_in_force_at_once(person: Person):
    piis = running(person, with_third_party(a_text(aims="Je veux un travaill.")))
    text = queries.current_draft(piis)
    party = replace(text.third_parties[0], phone="02 111 11 11", contact="Noor Peeters")
    amendment = _prepare(piis, replace(text, aims="Je veux un travail.", third_parties=(party,)))
    version = _hand_over(amendment)
    amendment.refresh_from_db()
    piis.refresh_from_db()
    assert not version.must_sign
    assert amendment.state == AmendmentState.IN_FORCE
    assert piis.aims == "Je veux un travail."
    assert piis.third_parties.get().phone == "02 111 11 11"
    assert queries.signing_parties(version)[0].signature is None
    with pytest.raises(DomainError):
        sign(version)


def test_a_commitment_taken_out_keeps_its_history_and_is_no_longer_expected(person: Person):
    piis = running(person)
    text = queries.current_draft(piis)
    gone, kept = text.commitments
    services.review_commitment(
        actor=person.responsible,
        commitment=piis.commitments.get(pk=gone.id),
        state=CommitmentState.UNDER_WAY,
        on=date(2026, 5, 20),
        at=at(date(2026, 5, 20)),
    )
    version = _hand_over(_prepare(piis, replace(text, commitments=(kept,))))
    sign(version)
    sign(version, Side.CENTRE)
    commitment = piis.commitments.get(pk=gone.id)
    assert commitment.left_on == version.may_sign_from
    assert commitment.reviews.count() == 1
    assert queries.current_draft(piis).commitments == (kept,)
    assert gone.id not in piis.commitments.open().values_list("pk", flat=True)


def test_an_amendment_that_changes_nothing_is_not_one(person: Person):
    piis = running(person)
    with pytest.raises(DomainError, match="ne change rien"):
        _hand_over(_prepare(piis, queries.current_draft(piis)))


def test_one_amendment_at_a_time(person: Person):
    piis = running(person)
    _prepare(piis, queries.current_draft(piis))
    with pytest.raises(DomainError, match="déjà en cours"):
        _prepare(piis, queries.current_draft(piis))


def test_two_people_who_write_the_same_amendment_see_each_other_s_text(person: Person):
    piis = running(person)
    amendment = _prepare(piis, queries.current_draft(piis))
    _prepare(piis, a_text(), amendment=amendment, revision=1)
    with pytest.raises(Conflict) as refusal:
        _prepare(piis, a_text(aims="Autre chose."), amendment=amendment, revision=1)
    assert refusal.value.theirs.revision == 2


def test_an_amendment_keeps_the_kind_the_language_and_the_first_day(person: Person):
    piis = running(person)
    text = replace(queries.current_draft(piis), kind=Kind.STUDY, language="nl", since=date(2026, 1, 1), aims="Autre.")
    kept = content.draft_of(_prepare(piis, text).draft)
    assert (kept.kind, kept.language, kept.since) == (Kind.GENERAL, "fr", piis.since)


def test_a_prolongation_is_signed_and_moves_the_evaluations_due(person: Person):
    piis = running(person, a_text(until=date(2026, 6, 15)))
    assert piis.next_evaluation_on == date(2026, 6, 15)
    version = services.extend(
        actor=person.responsible, piis=piis, until=date(2027, 9, 15), asked_by=Side.PERSON, reason="Stage.", at=at(ON)
    )
    assert piis.amendments.get().is_extension
    assert Piis.objects.get(pk=piis.pk).until == date(2026, 6, 15)
    sign(version)
    sign(version, Side.CENTRE)
    piis.refresh_from_db()
    assert piis.until == date(2027, 9, 15)
    assert piis.next_evaluation_on == date(2026, 7, 15)


def test_a_prolongation_over_the_next_piis_is_refused_in_words(person: Person):
    piis = running(person)
    later = Piis.objects.create(
        person=person,
        number=2,
        state=State.RUNNING,
        drafted_on=ON,
        since=piis.until + timedelta(days=1),
        until=piis.until + timedelta(days=90),
    )
    with pytest.raises(Overlaps):
        services.extend(
            actor=person.responsible, piis=piis, until=later.until, asked_by=Side.CENTRE, reason="x", at=at(ON)
        )


def test_a_shorter_end_is_not_a_prolongation(person: Person):
    piis = running(person)
    with pytest.raises(InvalidInput):
        services.extend(actor=person.responsible, piis=piis, until=ON, asked_by=Side.CENTRE, reason="x", at=at(ON))


def test_a_piis_does_not_end_under_an_amendment_being_signed(person: Person):
    piis = running(person)
    _hand_over(_prepare(piis, a_text(aims="Un tout autre projet, avec d’autres mots.")))
    with pytest.raises(DomainError, match="avenant attend"):
        ended(piis, ON)


def test_an_amendment_taken_back_is_worked_on_and_handed_over_again(person: Person):
    piis = running(person)
    amendment = _prepare(piis, a_text(aims="Un tout autre projet, avec d’autres mots."))
    first = _hand_over(amendment)
    amendment = services.take_back_amendment(actor=person.responsible, amendment=amendment, at=at(ON))
    assert amendment.state == AmendmentState.DRAFT
    second = _hand_over(amendment)
    assert (first.number, second.number) == (2, 3)
    assert queries.current_version(piis, amendment) == second


def test_an_amendment_is_numbered_and_says_which_text_it_changes(person: Person):
    piis = running(person)
    first = piis.versions.get()
    version = _hand_over(_prepare(piis, a_text(commitments=a_text().commitments[:2], additional_aid="Un vélo.")))
    assert version.data["amendment"]["number"] == 1
    assert version.data["amendment"]["before"] == first.sha256
    assert version.document.title.endswith("-1, avenant")


def test_an_amendment_agreed_for_later_changes_nothing_before_its_day(person: Person):
    piis, later = running(person), ON + timedelta(days=60)
    text = queries.current_draft(piis)
    more = CommitmentDraft(side=Side.PERSON, text="Je suis un cours du soir.")
    amendment = _prepare(piis, replace(text, commitments=(*text.commitments, more)), effective_on=later)
    version = _hand_over(amendment)
    for side in (Side.PERSON, Side.CENTRE):
        sign(version, side, on=version.may_sign_from)
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.AGREED
    assert not piis.commitments.filter(text=more.text).exists()
    assert queries.version_in_force(piis) != version
    services.take_effect(actor=person.responsible, piis=piis, at=at(later - timedelta(days=1)))
    assert not piis.commitments.filter(text=more.text).exists()
    services.take_effect(actor=person.responsible, piis=piis, at=at(later + timedelta(days=3)))
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.IN_FORCE
    assert piis.commitments.filter(text=more.text).exists()
    assert queries.version_in_force(piis) == version
    assert piis.events.get(act=Act.TAKE_EFFECT).on == later


def test_an_evaluation_looks_at_the_text_of_its_day(person: Person):
    piis, later = running(person), ON + timedelta(days=30)
    text = queries.current_draft(piis)
    more = CommitmentDraft(side=Side.CENTRE, text="Le CPAS paie le cours.")
    version = _hand_over(_prepare(piis, replace(text, commitments=(*text.commitments, more)), effective_on=later))
    for side in (Side.PERSON, Side.CENTRE):
        sign(version, side, on=version.may_sign_from)
    done = services.record_evaluation(
        actor=person.responsible, piis=piis, held_on=later, in_person=True, findings=(), at=at(later)
    )
    assert done.reviews.filter(commitment__text=more.text).exists()


def test_a_project_that_ends_before_the_day_leaves_the_amendment(person: Person):
    piis, later = running(person), ON + timedelta(days=60)
    amendment = _prepare(
        piis, replace(queries.current_draft(piis), aims="Je veux un travail près de chez  moi!"), effective_on=later
    )
    _hand_over(amendment)
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.AGREED  # nothing promised changed: nobody had to sign
    ended(piis, ON + timedelta(days=1))
    amendment.refresh_from_db()
    assert amendment.state == AmendmentState.ABANDONED
