"""What pages ask before an act: what it will cause, what is missing, what to propose; and the library."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.people.models import Person
from jalon.domain.piis import catalogue, effects, queries, services
from jalon.domain.piis.drafts import CommitmentDraft, Draft
from jalon.domain.piis.enums import Act, LibraryKind, Side
from jalon.domain.piis.errors import Incomplete
from jalon.domain.piis.models import LibraryItem, Piis, PiisVersion
from tests.domain.piis.world import (
    MONDAY,
    a_beneficiary,
    a_draft_piis,
    a_text,
    at,
    council,
    ended,
    fresh_key,
    handed_over,
    running,
    signed,
)
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db


def test_each_act_says_what_it_causes_with_its_dates(person: Person):
    piis = a_draft_piis(person)
    [hand_over, withdraw] = effects.previews(piis, actor=person.responsible, on=MONDAY)
    assert hand_over.act == Act.HAND_OVER
    assert hand_over.is_ready
    assert "9 mars 2026" in " ".join(map(str, hand_over.effects))
    assert withdraw.allowed


def test_what_is_missing_is_said_all_at_once_with_its_article(centre: None):
    person = a_person(responsible=a_member())
    piis = a_draft_piis(person, Draft(since=None, until=None))
    [hand_over, _withdraw] = effects.previews(piis, actor=person.responsible, on=MONDAY)
    fields = [one.field for one in hand_over.missing]
    assert fields == ["aims", "commitments", "commitments", "evaluation_how", "since", "bilan"]
    assert "11" in hand_over.missing[-1].article
    assert not hand_over.is_ready
    with pytest.raises(Incomplete) as refusal:
        services.hand_over(actor=person.responsible, piis=piis, at=at(MONDAY))
    assert refusal.value.missing == hand_over.missing


def test_the_council_sees_its_three_decisions_and_a_worker_sees_who_decides(person: Person):
    piis = signed(person).piis
    seen = {one.act: one.allowed for one in effects.previews(piis, actor=council(), on=MONDAY)}
    assert seen == {Act.APPROVE: True, Act.REFUSE: True, Act.SEND_BACK: True, Act.WITHDRAW: False}
    [approve] = [one for one in effects.previews(piis, actor=person.responsible, on=MONDAY) if one.act == Act.APPROVE]
    assert not approve.allowed
    assert "présidence" in approve.who
    assert "15 juillet 2026" in " ".join(map(str, approve.effects))


def test_every_state_previews_without_failing_in_both_languages(person: Person):
    version = handed_over(person)
    piis = version.piis
    other = running(a_beneficiary(last_name="Peeters"))
    done = ended(running(a_beneficiary(last_name="Claes")), date(2026, 5, 1))
    amendment = services.prepare_amendment(
        actor=other.responsible,
        piis=other,
        draft=replace(queries.current_draft(other), aims="Je veux autre chose, tout à fait."),
        asked_by=Side.PERSON,
        reason="",
        effective_on=date(2026, 4, 1),
        at=at(date(2026, 4, 1)),
    )
    for language in ("fr", "nl"):
        with translation.override(language):
            for subject in (piis, other, done, amendment):
                previews = effects.previews(subject, actor=person.responsible, on=date(2026, 4, 1))
                assert previews
                assert all(str(effect) for one in previews for effect in one.effects)


def test_a_draft_saved_by_two_people_shows_the_other_s_text(person: Person):
    piis = a_draft_piis(person)
    facts = {"actor": person.responsible, "piis": piis, "revision": piis.revision, "at": at(MONDAY)}
    services.save_draft(draft=a_text(aims="Le premier."), **facts)
    with pytest.raises(Conflict) as refusal:
        services.save_draft(draft=a_text(aims="Le second."), **facts)
    assert refusal.value.theirs.aims == "Le premier."


def test_a_text_handed_over_is_no_longer_a_draft(person: Person):
    piis = handed_over(person).piis
    with pytest.raises(TransitionRefused):
        services.save_draft(actor=person.responsible, piis=piis, draft=a_text(), revision=piis.revision, at=at(MONDAY))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"aims": "a" * 1_000_000}, "aims"),
        ({"kind": "forced_labour"}, "kind"),
        ({"since": date(1200, 1, 1)}, "since"),
        ({"commitments": (CommitmentDraft(side="nobody", text="x"),)}, "commitments"),
        ({"commitments": (CommitmentDraft(side=Side.THIRD, text="x"),)}, "commitments"),
        ({"commitments": (CommitmentDraft(side=Side.PERSON, text="x", domain="magic"),)}, "commitments"),
        ({"commitments": tuple(CommitmentDraft(side=Side.PERSON, text="x") for _ in range(61))}, "commitments"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_with_its_field(person: Person, change: dict[str, object], field: str):
    with pytest.raises(InvalidInput) as refusal:
        a_draft_piis(person, a_text(**change))
    assert refusal.value.field == field
    assert not Piis.objects.exists()


def test_hidden_characters_never_reach_the_text(person: Person):
    piis = a_draft_piis(person, a_text(aims="Un\u202e travail\x00 à Liège"))
    assert piis.aims == "Un travail à Liège"


def test_a_line_of_another_person_s_project_is_never_taken_over(person: Person):
    theirs = a_draft_piis(a_beneficiary(last_name="Peeters"))
    line = queries.current_draft(theirs).commitments[0]
    with pytest.raises(InvalidInput):
        a_draft_piis(person, a_text(commitments=(line,)))
    assert theirs.commitments.count() == 2


def test_a_form_sent_twice_prepares_and_hands_over_once(person: Person):
    begin, give = fresh_key(), fresh_key()
    facts = {"actor": person.responsible, "at": at(MONDAY)}
    piis = services.prepare(person=person, draft=a_text(), key=begin, **facts)
    assert services.prepare(person=person, draft=a_text(), key=begin, **facts) == piis
    version = services.hand_over(piis=piis, key=give, **facts)
    assert services.hand_over(piis=piis, key=give, **facts) == version
    assert PiisVersion.objects.count() == Piis.objects.count() == 1


def test_a_decision_and_an_end_sent_twice_are_recorded_once(person: Person):
    piis, key = signed(person).piis, fresh_key()
    facts = {
        "actor": council(),
        "piis": piis,
        "outcome": "approved",
        "decided_on": date(2026, 3, 10),
        "at": at(date(2026, 3, 10)),
    }
    assert services.decide(key=key, **facts) == services.decide(key=key, **facts)
    key, day = fresh_key(), date(2026, 5, 1)
    facts = {
        "actor": person.responsible,
        "piis": piis,
        "reason": "normal",
        "outcome": "autonomy",
        "effective_on": day,
        "at": at(day),
    }
    assert services.end(key=key, **facts) == services.end(key=key, **facts)
    assert piis.decisions.count() == piis.endings.count() == 1


def test_the_library_speaks_of_every_domain_on_both_sides_in_both_languages():
    items = catalogue.shipped()
    keys = {one.key for one in items}
    assert len(keys) >= 60
    for domain in LifeDomain.values:
        of_domain = [one for one in items if one.domain == domain]
        assert {one.language for one in of_domain} == {"fr", "nl"}
        assert {one.side for one in of_domain if one.kind == LibraryKind.COMMITMENT} >= {Side.PERSON, Side.CENTRE}
        assert any(one.kind == LibraryKind.AIM for one in of_domain)
    assert all(one.text.endswith(".") and len(one.text) < 120 for one in items)


def test_a_centre_edits_hides_and_adds_without_touching_the_others(centre: None):
    coordinator = a_member(Role.COORDINATOR)
    facts = {"actor": coordinator, "language": "fr", "at": at(MONDAY)}
    key = "work.cv"
    before = len(catalogue.proposals(language="fr"))
    services.hide_library_item(key="work.job", hidden=True, **facts)
    services.save_library_item(
        kind="commitment", side="person", domain="work", key=key, text="J’écris mon CV avec Ada.", **facts
    )
    own = services.save_library_item(kind="aim", side="person", domain="work", text="Un potager.", **facts)
    texts = [one.text for one in catalogue.proposals(language="fr")]
    assert len(texts) == before
    assert "J’écris mon CV avec Ada." in texts
    assert "Un potager." in texts
    with centre_context(a_centre("Ailleurs").pk):
        assert "Un potager." not in [one.text for one in catalogue.proposals(language="fr")]
    services.save_library_item(kind="aim", side="person", domain="work", text="", item_id=own.pk, **facts)
    services.hide_library_item(key="work.job", hidden=False, **facts)
    assert not LibraryItem.objects.filter(pk=own.pk).exists()
    assert len(catalogue.proposals(language="fr")) == before


def test_a_worker_uses_the_library_and_does_not_edit_it(centre: None):
    with pytest.raises(NotAllowed):
        services.hide_library_item(
            actor=a_member(Role.WORKER), key="work.job", language="fr", hidden=True, at=at(MONDAY)
        )


def test_a_language_without_a_library_of_its_own_is_offered_the_french_one(centre: None):
    assert catalogue.proposals(language="de") == catalogue.proposals(language="fr")


def test_organisations_already_named_are_offered_the_most_used_first(person: Person):
    from tests.domain.piis.world import with_third_party

    a_draft_piis(person, with_third_party(a_text()))
    assert queries.known_organisations() == ["Maison de l’emploi"]


def test_the_page_opens_the_running_project_then_the_one_on_its_way(person: Person):
    assert queries.latest(person) is None
    piis = running(person)
    draft = a_draft_piis(person)
    assert queries.latest(person) == piis
    ended(piis, date(2026, 5, 1))
    assert queries.latest(person) == draft
