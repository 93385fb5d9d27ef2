"""What the database refuses whatever the program does."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from jalon.domain.people.models import Person
from jalon.domain.piis import services
from jalon.domain.piis.content import digest
from jalon.domain.piis.enums import EvaluationState, Method, Side, State
from jalon.domain.piis.models import (
    CommitmentReview,
    Decision,
    Ending,
    Evaluation,
    Piis,
    PiisEvent,
    PiisVersion,
    Signature,
    VersionEvent,
)
from tests.domain.piis.world import MAY_SIGN, MONDAY, at, ended, handed_over, running

pytestmark = pytest.mark.django_db


def _signature(version: PiisVersion, **changes: Any) -> Signature:
    facts = {
        "version": version,
        "side": Side.PERSON,
        "method": Method.TYPED,
        "name": "X",
        "signed_on": MAY_SIGN,
        "signed_at": at(MAY_SIGN),
        "recorded_by": version.made_by,
        "hash": version.sha256,
    }
    return Signature(**{**facts, **changes})


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"hash": "0" * 64}, "exact text"),
        ({"signed_on": MAY_SIGN - timedelta(days=1)}, "time to think"),
        ({"method": Method.DRAWN}, "signature_shows_how"),
        ({"side": Side.THIRD}, "signature_party"),
    ],
)
def test_a_signature_on_another_text_too_early_or_without_its_proof_is_refused(
    person: Person, changes: dict[str, Any], constraint: str
):
    version = handed_over(person)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        _signature(version, **changes).save()
    _signature(version).save()


def test_a_signature_on_an_old_text_is_refused(person: Person):
    old = handed_over(person)
    services.take_back(actor=person.responsible, piis=old.piis, at=at(MONDAY))
    with pytest.raises(IntegrityError, match="last text still open"), transaction.atomic():
        _signature(old).save()
    services.hand_over(actor=person.responsible, piis=old.piis, at=at(MONDAY))
    with pytest.raises(IntegrityError, match="last text still open"), transaction.atomic():
        _signature(old).save()


def test_a_party_signs_a_text_once(person: Person):
    version = handed_over(person)
    _signature(version).save()
    with pytest.raises(IntegrityError, match="signature_once_per_party"), transaction.atomic():
        _signature(version).save()


def test_a_version_whose_hash_is_not_that_of_its_text_is_refused(person: Person):
    version = handed_over(person)
    copy = PiisVersion(
        piis=version.piis,
        number=9,
        reason="first",
        language="fr",
        content=version.content,
        sha256=digest("autre"),
        document=version.document,
        handed_over_on=MONDAY,
        may_sign_from=MAY_SIGN,
        made_at=at(MONDAY),
        made_by=version.made_by,
    )
    with pytest.raises(IntegrityError, match="version_hash_of_content"), transaction.atomic():
        copy.save()


@pytest.mark.parametrize("model", [PiisEvent, PiisVersion, VersionEvent, Signature, Decision, Ending, CommitmentReview])
def test_what_is_written_once_is_neither_changed_nor_removed(person: Person, model: Any):
    piis = running(person)
    services.record_evaluation(
        actor=person.responsible,
        piis=piis,
        held_on=date(2026, 5, 4),
        in_person=True,
        findings=(),
        at=at(date(2026, 5, 4)),
    )
    ended(piis, date(2026, 6, 1))
    row = model.objects.first()
    for refused in (
        lambda: model.objects.filter(pk=row.pk).update(id=uuid4()),
        lambda: model.objects.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            refused()


def test_two_piis_of_one_person_never_run_at_once(person: Person):
    piis = running(person)
    twin = Piis(
        person=person,
        number=2,
        state=State.RUNNING,
        drafted_on=MONDAY,
        since=piis.until,
        until=piis.until + timedelta(days=30),
        responsible=person.responsible,
    )
    with pytest.raises(IntegrityError, match="piis_one_running_at_a_time"), transaction.atomic():
        twin.save(force_insert=True)
    twin.since = piis.until + timedelta(days=1)
    twin.save(force_insert=True)


def test_an_evaluation_with_its_paper_no_longer_changes(person: Person):
    piis = running(person)
    day = date(2026, 5, 4)
    evaluation = services.record_evaluation(
        actor=person.responsible, piis=piis, held_on=day, in_person=True, findings=(), at=at(day), went_well="Le CV."
    )
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Evaluation.objects.filter(pk=evaluation.pk).update(went_well="Rien.")
    assert Evaluation.objects.get(pk=evaluation.pk).went_well == "Le CV."


def test_an_evaluation_that_did_not_take_place_says_whose_cause_it_is(person: Person):
    piis = running(person)
    with pytest.raises(IntegrityError, match="evaluation_absence_has_a_cause"), transaction.atomic():
        Evaluation.objects.create(
            piis=piis,
            number=1,
            state=EvaluationState.MISSED,
            due_on=MONDAY,
            held_on=MONDAY,
            recorded_by=person.responsible,
            recorded_at=at(MONDAY),
        )


def test_a_commitment_never_leaves_a_text_that_was_handed_over(person: Person):
    version = handed_over(person)
    with pytest.raises(DatabaseError, match="only a draft"), transaction.atomic():
        version.piis.commitments.all().delete()


def test_a_project_that_runs_has_a_beginning_and_one_that_ended_an_end(person: Person):
    piis = running(person)
    for changes in ({"since": None}, {"ended_on": MONDAY}, {"state": State.ENDED}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Piis.objects.filter(pk=piis.pk).update(**changes)


def test_signing_after_the_council_decided_is_refused(person: Person):
    piis = running(person)
    version = piis.versions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        _signature(version, side=Side.CENTRE).save()
