"""The demonstration shows everything, and breaks nothing."""

from datetime import date

import pytest

from jalon.command.console import Refusal
from jalon.command.demo import load
from jalon.command.demo.centre import Plan, fill
from jalon.command.demo.stories import LIVED_IN_OTHERS
from jalon.command.prepare import has_demo
from jalon.command.sign_ins import one_per_role
from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.queries import invented_people
from jalon.domain.activation.models import Trajectory
from jalon.domain.audit.services import verify_chain
from jalon.domain.centres.models import Centre
from jalon.domain.core import catalogue
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.exemption.models import MonthResult
from jalon.domain.figures.models import Publication
from jalon.domain.instruments.enums import BilanState, Rated
from jalon.domain.instruments.models import Bilan, Measurement
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.facts import PersonFacts
from jalon.domain.people.models import Person, Status
from jalon.domain.people.services import create_person
from jalon.domain.piis import deadlines
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


def _apart() -> set[str]:
    """Where bilans rated apart stand."""
    found: set[str] = set()
    for centre in Centre.objects.all():
        with centre_context(centre.pk):
            found |= set(Bilan.objects.filter(rated=Rated.APART).values_list("state", flat=True))
    return found


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
    assert _apart() == set(BilanState.values), "one that was talked about, one that waits for the person"
    for centre in Centre.objects.all():
        with centre_context(centre.pk):
            assert list(verify_chain()) == []
            assert Person.objects.count() == 20
            assert Piis.objects.expired(TODAY).exists() or Piis.objects.evaluation_due_by(TODAY).exists()
            for version in PiisVersion.objects.select_related("document"):
                assert bytes(version.document.content).startswith(b"%PDF")
    assert catalogue.problems() == []
    assert {person.email.rpartition("@")[2] for person in one_per_role(TODAY)} == {"example.org"}
    listed = one_per_role(TODAY)
    assert len(listed) == 2 * len(Role) + len(FederalRole)
    assert [one.place.partition(" ")[0] for one in listed[:: len(Role)]][:2] == ["CPAS", "OCMW"]
    shown = {(one.name, one.place) for place in invented_people(TODAY) if place.is_shown for one in place.people}
    assert {(one.name, one.place) for one in listed} == shown, "those whom the sign-in page shows first"


def test_invented_people_are_loaded_once():
    a_user(is_demo=True)
    with pytest.raises(Refusal, match="already loaded"):
        load(centres=1, files=1, on=TODAY, progress=lambda done, total: None)


def test_a_demonstration_cut_short_is_finished_by_the_next_start(monkeypatch):
    def loaded():
        load(centres=2, files=40, on=TODAY, progress=lambda done, total: None, processes=1)

    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr("jalon.command.demo.telling.tell_the_figures", _interrupted)
        loaded()
    assert not has_demo(), "nobody is let into half a demonstration"
    loaded()
    assert has_demo()
    assert _seen(Person, "centre_id") == set(Centre.objects.values_list("pk", flat=True))
    for centre in Centre.objects.all():
        with centre_context(centre.pk):
            assert Person.objects.count() == 20
            assert list(verify_chain()) == []
    with federal_context():
        assert Publication.objects.exists(), "what comes last is there too"


def _interrupted(on: date) -> None:
    raise KeyboardInterrupt


def test_plain_files_written_together_hold_like_those_lived_one_by_one():
    plan = Plan(number=3, copy=0, files=LIVED_IN_OTHERS + 30, first=0, whole=2000, on=TODAY)
    told: list[int] = []
    fill(plan, told.append)

    assert told[-1] == plan.files
    with centre_context(Centre.objects.get().pk):
        assert Person.objects.count() == plan.files
        shown = (Trajectory.objects.all(), Measurement.objects.filter(bilan=None), MonthResult.objects.all())
        assert all(one.exists() for one in shown), "in any centre a visitor opens"
        assert list(verify_chain()) == []
        for evaluation in Evaluation.objects.held().select_related("document"):
            assert bytes(evaluation.document.content).startswith(b"%PDF")
        for piis in Piis.objects.filter(state=State.RUNNING):
            assert piis.events.order_by("-number").first().target == piis.state
            assert piis.next_evaluation_on == deadlines.next_evaluation_on(piis, deadlines.held_evaluations(piis))
        numbers = Person.objects.values_list("file_number", flat=True)
        new = create_person(
            actor=Membership.objects.filter(role=Role.WORKER).first(), facts=PersonFacts(last_name="Dernier"), on=TODAY
        )
        assert new.file_number not in set(numbers.exclude(pk=new.pk))

    fill(plan, told.append)  # taken up again after a cut, it adds nothing
    with centre_context(Centre.objects.get().pk):
        assert Person.objects.count() == plan.files + 1
