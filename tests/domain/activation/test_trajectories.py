"""A trajectory from its opening to the result a person decides; what counts along it, and who says so."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from jalon.domain.accounts.enums import Role
from jalon.domain.activation import services
from jalon.domain.activation.enums import ActionState, Activity, Counts, Phase, Presence, Result
from jalon.domain.activation.models import Classification, Trajectory
from jalon.domain.activation.recorded import proposal
from jalon.domain.activation.services.classifying import Said
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.people import services as people
from jalon.domain.people.enums import StatusKind
from jalon.domain.people.models import Person
from jalon.domain.people.services import FileClosed
from tests.domain.activation.builders import BEGINS, ON, a_module, a_trajectory, measured, moment, the_bilan
from tests.factories import a_centre, a_member, a_person, a_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    centre = a_centre()
    with centre_context(centre.pk):
        yield centre


def test_a_trajectory_goes_from_its_bilan_to_a_result_that_a_person_decides(centre):
    worker, person = a_member(), a_person()
    a_status(person, StatusKind.BROAD)
    trajectory = a_trajectory(worker, person)
    assert (trajectory.receives, trajectory.phase(ON)) == (StatusKind.BROAD, Phase.BILAN)
    plan = services.Plan(starts_on=BEGINS, until=trajectory.until, plan="Un atelier, puis un stage.")
    trajectory = services.write(actor=worker, trajectory=trajectory, plan=plan, revision=1, on=ON)
    with pytest.raises(Conflict):
        services.write(actor=worker, trajectory=trajectory, plan=plan, revision=1, on=ON)
    module = a_module(worker, Activity.VOLUNTEERING)
    part = services.join(actor=worker, trajectory=trajectory, module=module, joined_on=BEGINS, on=ON)
    assert services.join(actor=worker, trajectory=trajectory, module=module, joined_on=ON, on=ON) == part
    assert proposal(trajectory, ON).result is None
    services.attend(actor=worker, participation=part, presence=Presence.FOLLOWED, note="", left_on=None, on=ON)
    assert proposal(trajectory, ON).result == "volunteering"
    said = Said(activity=Activity.JOB_SEARCH)
    action = services.add_action(
        actor=worker, trajectory=trajectory, text="Atelier CV", said=said, due_on=None, at=moment()
    )
    services.settle(actor=worker, action=action, state=ActionState.DONE, on=ON)
    proposed = proposal(trajectory, ON)
    assert (proposed.result, proposed.also) == ("path", ("volunteering",))
    with pytest.raises(InvalidInput, match="dites pourquoi"):
        services.conclude(
            actor=worker, trajectory=trajectory, ended_on=ON, result=Result.VOLUNTEERING, reason="", on=ON
        )
    ended = services.conclude(
        actor=worker, trajectory=trajectory, ended_on=ON, result=Result.VOLUNTEERING, on=ON,
        reason="Elle anime un atelier chaque semaine.",
    )  # fmt: skip
    assert (ended.result, ended.result_proposed, ended.decided_by) == ("volunteering", "path", worker)
    assert [line["code"] for line in ended.result_lines] == ["result_path", "result_volunteering"]
    with pytest.raises(DomainError, match="conclue"):
        services.write(actor=worker, trajectory=ended, plan=plan, revision=ended.revision, on=ON)
    Person.objects.filter(pk=person.pk).update(closed_on=ON)
    with pytest.raises(FileClosed):
        services.reopen(actor=worker, trajectory=ended, reason="Conclue par erreur.", on=ON)
    Person.objects.filter(pk=person.pk).update(closed_on=None)
    again = services.reopen(actor=worker, trajectory=ended, reason="Conclue par erreur.", on=ON)
    assert again.is_running and not again.result
    told = set(JournalEntry.objects.filter(person_id=person.pk).values_list("verb", flat=True))
    assert {"activation.opened", "activation.written", "activation.joined", "activation.attended"} <= told
    assert {"activation.action_noted", "activation.action_settled", "activation.concluded"} <= told


def test_a_trajectory_keeps_within_its_bounds(centre):
    worker, person, other = a_member(), a_person(), a_person("Autre")
    trajectory = a_trajectory(worker, person)
    for plan, says in [
        ({"starts_on": BEGINS, "until": BEGINS + timedelta(days=365)}, "un an au plus"),
        ({"starts_on": date(2025, 6, 1), "until": date(2026, 1, 12)}, "déjà une trajectoire"),
        ({"starts_on": date(2024, 6, 1), "until": date(2024, 5, 1)}, "avant le début"),
        ({"starts_on": date(2014, 12, 31), "until": date(2015, 1, 1)}, "depuis 2015"),
    ]:
        who = other if says == "un an au plus" else person
        with pytest.raises(InvalidInput, match=says):
            services.open_trajectory(actor=worker, person=who, plan=services.Plan(**plan), on=ON)
    with pytest.raises(InvalidInput, match="pas dans le futur"):
        services.conclude(
            actor=worker, trajectory=trajectory, ended_on=ON + timedelta(days=1), result=None, reason="", on=ON
        )
    with pytest.raises(NotAllowed):
        a_trajectory(a_member(Role.PRESIDENT), other)
    with pytest.raises(DomainError, match="trajectoire d’activation"):
        people.close_file(actor=worker, person=person, closed_on=ON, reason="Déménagement", on=ON)


@pytest.mark.parametrize(
    "facts",
    [
        {"until": BEGINS - timedelta(days=1)},
        {"until": date(2027, 1, 12)},
        {"ended_on": BEGINS - timedelta(days=1)},
        {"ended_on": BEGINS},
        {"result": "job"},
    ],
)
def test_the_database_refuses_what_no_trajectory_is(centre, facts):
    trajectory = a_trajectory(a_member(), a_person())
    with pytest.raises(IntegrityError), transaction.atomic():
        Trajectory.objects.filter(pk=trajectory.pk).update(**facts)


def test_the_database_keeps_one_trajectory_at_a_time(centre):
    worker, person = a_member(), a_person()
    first = a_trajectory(worker, person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Trajectory.objects.create(
            person=person, number=2, starts_on=first.until, until=first.until, measured_from=first.until,
            opened_by=worker,
        )  # fmt: skip


def test_what_the_list_leaves_open_is_decided_by_a_person_and_the_decision_kept(centre):
    worker = a_member()
    module = a_module(worker, Activity.DISCOVERY)
    assert module.counts == Counts.TO_DECIDE
    with pytest.raises(InvalidInput, match="pourquoi"):
        services.decide(actor=worker, subject=module, counts=Counts.SOCIAL, reason="oui", at=moment())
    with pytest.raises(NotAllowed):
        services.decide(
            actor=a_member(Role.SECRETARY), subject=module, counts=Counts.SOCIAL, reason="Pour qui ?", at=moment()
        )
    reason = "Le groupe est fait de personnes loin de l’emploi."
    services.decide(actor=worker, subject=module, counts=Counts.SOCIAL, reason=reason, at=moment())
    module.refresh_from_db()
    kept = Classification.objects.filter(module=module).order_by("is_decision")
    assert [(one.listed, one.counts, one.reason) for one in kept] == [
        ("to_decide", "to_decide", ""),
        ("to_decide", "social", reason),
    ]
    same = services.ModuleFacts(
        name="Autre nom", starts_on=BEGINS, ends_on=None, said=Said(activity=Activity.DISCOVERY)
    )
    module = services.save_module(actor=worker, facts=same, module=module, revision=module.revision, at=moment())
    assert module.counts == Counts.SOCIAL, "a new name takes no decision back"
    facts = services.ModuleFacts(
        name="Autre nom", starts_on=BEGINS, ends_on=None, said=Said(activity=Activity.DISCOVERY, before_job=True)
    )
    module = services.save_module(actor=worker, facts=facts, module=module, revision=module.revision, at=moment())
    assert module.counts == Counts.PROFESSIONAL
    assert Classification.objects.filter(module=module).count() == 3


def test_measured_autonomy_proposes_autonomy(centre):
    worker, person = a_member(), a_person()
    trajectory, bilan = a_trajectory(worker, person), the_bilan(worker)
    measured(person, bilan, BEGINS, {"housing": 200, "work": 300}).save()
    assert proposal(trajectory, ON).codes == ("result_nothing_measured",)
    measured(person, bilan, ON, {"housing": 300, "work": 200}).save()
    assert proposal(trajectory, ON).result == "autonomy"
    other = services.Plan(starts_on=BEGINS, until=trajectory.until, measured_by="empowerment")
    with pytest.raises(InvalidInput, match="déjà mesurée avec un autre instrument"):
        services.write(actor=worker, trajectory=trajectory, plan=other, revision=1, on=ON)
    with pytest.raises(InvalidInput, match="pas en usage"):
        a_trajectory(worker, a_person(), measured_by="invented")


def test_a_measurement_begun_for_a_trajectory_stays_with_it_and_with_its_person(centre):
    worker, person, other = a_member(), a_person(), a_person("Autre")
    trajectory, theirs = a_trajectory(worker, person, measured_by="empowerment"), a_trajectory(worker, other)
    facts = {"actor": worker, "trajectory": trajectory, "code": "empowerment", "on": ON}
    for outside in (BEGINS - timedelta(days=1), trajectory.until + timedelta(days=1)):
        with pytest.raises(InvalidInput, match="pas dans la trajectoire"):
            services.begin_measure(**facts, moment="start", held_on=outside)
    rows = services.begin_measure(**facts, moment="start", held_on=BEGINS)
    assert {row.trajectory for row in rows} == {trajectory.pk}
    with pytest.raises(NotAllowed):
        services.begin_measure(**{**facts, "actor": a_member(Role.PRESIDENT)}, moment="start", held_on=BEGINS)
    with pytest.raises(IntegrityError, match="trajectory_of_the_person"), transaction.atomic():
        measured(person, the_bilan(worker), ON, {"housing": 300}, trajectory=theirs.pk).save()
        connection.check_constraints()
    services.conclude(
        actor=worker, trajectory=trajectory, ended_on=ON, result=None, reason="Elle déménage.", on=ON
    )  # fmt: skip
    with pytest.raises(DomainError, match="conclue"):
        services.begin_measure(**facts, moment="end", held_on=ON)
