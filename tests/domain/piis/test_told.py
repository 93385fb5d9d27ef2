"""A project told by one statement says what it says when each thing is asked for."""

import pytest
from django.forms.models import model_to_dict

from jalon.domain.people.models import Person
from jalon.domain.piis import queries, services, told
from jalon.domain.piis.models import Evaluation, Piis
from tests.domain.piis.test_evaluations import DAY
from tests.domain.piis.world import a_text, at, running, with_third_party

pytestmark = pytest.mark.django_db


def test_what_stands_around_a_project_is_told_with_it_and_asks_nothing_more(person: Person, django_assert_num_queries):
    made = running(person, with_third_party(a_text()))
    facts = {"held_on": DAY, "in_person": True, "findings": (), "at": at(DAY)}
    services.record_evaluation(actor=made.responsible, piis=made, **facts)
    asked = Piis.objects.get(pk=made.pk)
    lines, parties = queries.lines_of(asked), queries.third_parties_of(asked)
    versions, evaluations = list(asked.versions.all()), list(Evaluation.objects.filter(piis=asked))
    around = {**told.commitments(), **told.papers(evaluations=6)}
    with django_assert_num_queries(1):
        one = Piis.objects.annotate(**around).get(pk=made.pk)
        known = queries.lines_of(one), queries.third_parties_of(one), told.versions(one), told.evaluations(one)
        shown = [(each.text, each.third_party.organisation if each.third_party else "") for each in known[0]]
    assert shown == [(each.text, each.third_party.organisation if each.third_party else "") for each in lines]
    assert {organisation for _text, organisation in shown} >= {"", parties[0].organisation}
    plain = (lines, parties, versions, evaluations)
    for told_rows, rows in zip(known, plain, strict=True):
        assert rows and [_facts(each) for each in told_rows] == [_facts(each) for each in rows]
    assert [each.is_closed for each in known[2]] == [each.fates.exists() for each in versions]


def _facts(row: object) -> dict[str, object]:
    """Every column but those that are not told."""
    return {name: value for name, value in model_to_dict(row).items() if name not in {"content", "signature_picture"}}
