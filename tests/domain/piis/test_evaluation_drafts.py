"""An evaluation being written is kept, by one page at a time, and goes when the evaluation is recorded."""

from datetime import timedelta
from uuid import uuid4

import pytest

from jalon.domain.accounts.enums import Role
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.people.models import Person
from jalon.domain.piis import services
from jalon.domain.piis.models import Evaluation, EvaluationDraft, Piis
from tests.domain.piis.world import MAY_SIGN, at, council, ended, running
from tests.factories import a_centre, a_member

pytestmark = pytest.mark.django_db
DAY = MAY_SIGN + timedelta(days=40)


@pytest.fixture
def piis(person: Person) -> Piis:
    return running(person)


def keep(piis, words="Le CV est écrit.", *, revision=0, page=None, actor=None):
    return services.keep_evaluation_draft(
        actor=actor or piis.responsible,
        piis=piis,
        fields={"went_well": words},
        revision=revision,
        page=page or uuid4(),
        at=at(DAY),
    )


def record(piis, **more):
    return services.record_evaluation(
        actor=piis.responsible, piis=piis, held_on=DAY, in_person=True, findings=(), at=at(DAY), **more
    )


def test_what_is_typed_is_kept_and_goes_with_the_recording(piis: Piis):
    page = uuid4()
    first = keep(piis, page=page)
    second = keep(piis, "Le CV est écrit et envoyé.\x00", revision=first.revision, page=page)
    assert second.fields == {"went_well": "Le CV est écrit et envoyé."}
    record(piis, draft_revision=second.revision, key=page)
    assert not EvaluationDraft.objects.exists()


def test_a_page_whose_answer_was_lost_is_not_taken_for_somebody_else(piis: Piis):
    page = uuid4()
    keep(piis, page=page)
    assert keep(piis, "Encore.", revision=0, page=page).fields == {"went_well": "Encore."}


def test_two_people_writing_see_each_other_and_nothing_is_overwritten(piis: Piis):
    kept = keep(piis, "Les mots d’Ada.")
    with pytest.raises(Conflict) as refusal:
        keep(piis, "Les mots de Pia.")
    assert refusal.value.theirs == kept
    with pytest.raises(Conflict):
        record(piis, draft_revision=0, key=uuid4())
    assert not Evaluation.objects.exists()
    assert EvaluationDraft.objects.get().fields == {"went_well": "Les mots d’Ada."}


def test_a_draft_is_thrown_away_by_who_has_seen_it(piis: Piis):
    kept = keep(piis)
    with pytest.raises(Conflict):
        services.forget_evaluation_draft(actor=piis.responsible, piis=piis, revision=0, at=at(DAY))
    services.forget_evaluation_draft(actor=piis.responsible, piis=piis, revision=kept.revision, at=at(DAY))
    assert not EvaluationDraft.objects.exists()


def test_only_who_may_evaluate_keeps_a_draft_and_only_while_the_project_runs(piis: Piis):
    with centre_context(a_centre("Ailleurs").pk):
        intruder = a_member(Role.WORKER)
    for actor in (council(), intruder):
        with pytest.raises(NotAllowed):
            keep(piis, actor=actor)
    with pytest.raises(DomainError):
        keep(ended(piis, DAY))
    assert not EvaluationDraft.objects.exists()
