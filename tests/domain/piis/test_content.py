"""The frozen text: one way to write it, and what differs between two."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.instruments.enums import LifeDomain
from jalon.domain.piis import content
from jalon.domain.piis.drafts import CommitmentDraft, Draft, ThirdPartyDraft
from jalon.domain.piis.enums import Kind

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)
days = st.none() | st.dates(date(2016, 1, 1), date(2040, 1, 1))
parties = st.builds(
    ThirdPartyDraft, organisation=words, contact=words, phone=words, duties=words, signs=st.booleans(), id=st.uuids()
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """A whole text, thirds included."""
    thirds = tuple(draw(st.lists(parties, max_size=2, unique_by=lambda one: one.id)))
    sides = ["person", "centre"] + (["third"] if thirds else [])
    commitments = []
    for identifier in draw(st.lists(st.uuids(), max_size=4, unique=True)):
        side = draw(st.sampled_from(sides))
        commitments.append(
            CommitmentDraft(
                id=identifier,
                side=side,
                text=draw(words),
                domain=draw(st.sampled_from(["", *LifeDomain.values])),
                due_on=draw(days),
                recurring=draw(st.just("") | words),
                third_party=draw(st.sampled_from(thirds)).id if side == "third" else None,
            )
        )
    return Draft(
        kind=draw(st.sampled_from(Kind.values)),
        since=draw(days),
        until=draw(days),
        aims=draw(words),
        additional_aid=draw(st.just("") | words),
        evaluation_how=draw(words),
        third_parties=thirds,
        commitments=tuple(commitments),
    )


@given(drafts())
def test_a_text_read_back_from_its_frozen_form_is_the_same_text(draft: Draft):
    assert content.draft_of(json.loads(content.canonical(content.body_of(draft)))) == draft


@given(drafts())
def test_a_text_does_not_differ_from_itself(draft: Draft):
    assert content.differences(content.body_of(draft), content.body_of(draft)) == ()


@given(drafts(), drafts())
def test_two_texts_that_differ_in_what_binds_are_never_said_to_need_no_signature(one: Draft, other: Draft):
    before, after = content.body_of(one), content.body_of(other)
    promised = [(c["id"], c["side"], c["text"], c["due_on"], c["recurring"]) for c in before["commitments"]]
    now = [(c["id"], c["side"], c["text"], c["due_on"], c["recurring"]) for c in after["commitments"]]
    changes = content.differences(before, after)
    if sorted(promised) != sorted(now) or before["until"] != after["until"]:
        assert content.must_be_signed(changes)


@given(drafts(), drafts())
def test_what_one_way_adds_the_other_way_removes(one: Draft, other: Draft):
    before, after = content.body_of(one), content.body_of(other)
    there, back = content.differences(before, after), content.differences(after, before)
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    assert sorted((c.section, opposite[c.kind]) for c in there) == sorted((c.section, c.kind) for c in back)
    assert content.must_be_signed(there) == content.must_be_signed(back)


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=6))
def test_the_order_of_keys_never_changes_the_hash(values: dict[str, object]):
    backwards = dict(reversed(values.items()))
    assert content.digest(content.canonical(values)) == content.digest(content.canonical(backwards))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Je veux un travaill.", "Je veux un travail."),
        ("je veux etre chauffeur", "Je veux être chauffeur."),
        ("Apprendre le nederlands", "Apprendre le Nederlands !"),
        ("Trouver un logemnet", "Trouver un logement"),
    ],
)
def test_an_accent_a_capital_or_a_letter_is_spelling(before: str, after: str):
    assert content.is_spelling(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Je veux travailler.", "Je ne veux pas travailler."),
        ("Trois demandes par mois", "Cinq demandes par mois"),
        ("Au moins 2 fois par an", "Au moins 3 fois par an"),
        ("Je veux un travail.", "Je veux un emploi."),
        ("Payer 1000 euros", "Payer 10000 euros"),
        ("Je cherche seul", "Je cherche seul ou accompagné"),
    ],
)
def test_a_word_a_number_or_a_negation_is_never_spelling(before: str, after: str):
    assert not content.is_spelling(before, after)


def test_a_new_organisation_binds_and_a_new_contact_does_not():
    party = ThirdPartyDraft(organisation="Maison de l’emploi", contact="Lou", duties="Accueille.")
    one = Draft(third_parties=(party,))
    before = content.body_of(one)
    reach = content.differences(before, content.body_of(replace(one, third_parties=(replace(party, contact="Sam"),))))
    other = replace(party, organisation="École des métiers")
    binding = content.differences(before, content.body_of(replace(one, third_parties=(other,))))
    assert [change.binding for change in reach] == [False]
    assert [change.binding for change in binding] == [True]
