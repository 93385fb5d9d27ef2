"""The demonstration shows everything, and breaks nothing."""

from datetime import date

import pytest

from jalon.command.console import Refusal
from jalon.command.demo import load
from jalon.command.sign_ins import one_per_role
from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.audit.services import verify_chain
from jalon.domain.centres.models import Centre
from jalon.domain.core import catalogue
from jalon.domain.core.context import centre_context
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person, Status
from jalon.domain.piis.enums import (
    AbsenceCause,
    AmendmentState,
    EndReason,
    EvaluationState,
    Kind,
    Outcome,
    State,
)
from jalon.domain.piis.models import Amendment, Ending, Evaluation, Piis, PiisVersion
from jalon.domain.sanctions.enums import State as SanctionState
from jalon.domain.sanctions.models import Proposal
from tests.factories import a_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def _seen(model: type, field: str) -> set[str]:
    found: set[str] = set()
    for centre in Centre.objects.all():
        with centre_context(centre.pk):
            found |= set(model.objects.values_list(field, flat=True))
    return found - {""}


def test_the_smallest_demonstration_shows_every_state_and_leaves_whole_journals():
    steps: list[tuple[int, int]] = []
    load(centres=2, files=40, on=TODAY, progress=lambda done, total: steps.append((done, total)), processes=1)

    assert steps[-1] == (40, 40)
    assert _seen(Piis, "state") == set(State.values)
    assert _seen(Piis, "kind") == set(Kind.values)
    assert _seen(Amendment, "state") == set(AmendmentState.values)
    assert _seen(Evaluation, "state") == set(EvaluationState.values)
    assert _seen(Evaluation, "absence_cause") == set(AbsenceCause.values)
    assert _seen(Proposal, "state") == set(SanctionState.values)
    assert _seen(Ending, "reason") == set(EndReason.values)
    assert _seen(Ending, "outcome") == set(Outcome.values)
    assert _seen(Status, "kind") == set(StatusKind.values)
    for centre in Centre.objects.all():
        with centre_context(centre.pk):
            assert list(verify_chain()) == []
            assert Person.objects.count() == 20
            assert Piis.objects.expired(TODAY).exists() or Piis.objects.evaluation_due_by(TODAY).exists()
            for version in PiisVersion.objects.select_related("document"):
                assert bytes(version.document.content).startswith(b"%PDF")
    assert catalogue.problems() == []
    assert {person.email.rpartition("@")[2] for person in one_per_role(TODAY)} == {"example.org"}
    assert len(one_per_role(TODAY)) == len(Role) + len(FederalRole)


def test_invented_people_are_loaded_once():
    a_user(is_demo=True)
    with pytest.raises(Refusal, match="already loaded"):
        load(centres=1, files=1, on=TODAY, progress=lambda done, total: None)
