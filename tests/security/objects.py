"""One object of each kind that stands in an address, all in one person's file."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Deputyship, FederalMembership, Team
from jalon.domain.activation import services as activation
from jalon.domain.activation.enums import Activity
from jalon.domain.activation.services.classifying import Said
from jalon.domain.centres.models import CentreSettings
from jalon.domain.core.context import person_context
from jalon.domain.exemption.asked import Asked
from jalon.domain.exemption.services import keep
from jalon.domain.figures.definitions import national_figures
from jalon.domain.instruments import measuring
from jalon.domain.instruments import services as instruments
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.merging import Change
from jalon.domain.lab import workload
from jalon.domain.lab.models import Kind
from jalon.domain.lab.services import keep as keep_scenario
from jalon.domain.lab.services import keep_for_administration
from jalon.domain.people import services as people
from jalon.domain.people.enums import ExemptionReason
from jalon.domain.people.models import Person
from jalon.domain.piis import services as piis
from jalon.domain.piis.enums import AbsenceCause, EvaluationState, Side
from jalon.domain.piis.models import Evaluation, PiisVersion
from jalon.domain.piis.queries import current_draft
from jalon.domain.sanctions.models import Proposal
from jalon.domain.space.models import CardRequest
from jalon.domain.space.services import ask_for, ask_interview
from jalon.law.income import Category
from jalon.law.workload import Files
from tests.domain.activation.builders import a_module, a_trajectory
from tests.domain.piis.world import MONDAY, a_bilan, a_draft_piis, a_drawing, a_text, at, running, with_third_party
from tests.domain.sanctions.builders import a_complete_proposal
from tests.factories import a_member, a_person, a_status

GRANTED = date(2026, 2, 16)
FIRST_NAMES = """Ca<i>mi"'lle #[x] $y$ {{7*7}}"""  # no page, paper or table may read it as anything but a name


def everything_in_a_file(members: dict[Any, Any], *, name: str, niss: str) -> tuple[Person, dict[str, Any]]:
    """A person with a status, an exemption, a partner, bilans, a running PIIS and a sanction being prepared.

    In the centre of the context. Returns the person and the key of an object for each keyword of an address.
    """
    worker = members[Role.WORKER]
    on = timezone.localdate()
    person = a_person(name, FIRST_NAMES, responsible=worker)
    if niss:
        people.record_niss(actor=worker, person=person, typed=niss, on=on)
    status = a_status(person, since=GRANTED, demanded_on=GRANTED, decided_on=GRANTED, notified_on=GRANTED)
    partner = a_person("Autreprénom", responsible=worker)
    objects = _projects(worker, person)
    exemption = people.grant_exemption(
        actor=worker,
        person=partner,
        reason=ExemptionReason.values[0],
        explanation="Une longue hospitalisation.",
        since=on - timedelta(days=10),
        review_on=on + timedelta(days=60),
        on=on,
    )
    partnership = people.link_partner(actor=worker, person=person, partner=partner, since=on, on=on)
    talk = {"actor": worker, "person": partner, "held_on": on, "on": on}
    finished = instruments.start(moment=Moment.START, **talk)
    written = {"housing": Change(1, {"rating_person": 3})}
    instruments.save(actor=worker, bilan=finished, changes=written, at=timezone.now())
    finished.refresh_from_db()
    instruments.finish(actor=worker, bilan=finished, revision=finished.revision, at=timezone.now())
    colleague = a_member(Role.WORKER)
    held = a_member(Role.WORKER, user=worker.user, email="held@example.org", held_at=timezone.now())
    team = Team.objects.create(name="Insertion")
    absence = Deputyship.objects.create(absent=worker, deputy=colleague, since=on, until=on + timedelta(days=3))
    settings = CentreSettings.of_current_centre()
    settings.logo = a_drawing()
    settings.save()
    bilan = instruments.start(moment=Moment.MIDDLE, **talk)
    with person_context(person.centre_id, person_id=person.pk, user_id=uuid4()):
        asked = ask_interview(person_id=person.pk, about="", wishes="", at=timezone.now(), on=on)
        own = ask_for(person_id=person.pk, kind="hearing", words="", at=timezone.now(), on=on)
    lost = CardRequest.objects.create(person=person, asked_on=on, asked_at=timezone.now())
    objects |= _activation(worker, person, on)
    measures = _measures(worker, partner, on)
    of_measures = [f"measures:{one}" for one in MEASURES]
    of_partner = (*of_measures, "people:exemption_review", "people:exemption_end", *(f"bilan:{one}" for one in BILAN))
    month = Asked(month=date(2025, 6, 1), category=Category.SINGLE)
    result = keep(actor=worker, person=person, asked=month, at=timezone.now())
    scenario = a_scenario(worker)
    return person, {
        "person_id": person.pk,
        "scenario_id": scenario.pk,
        "extension": "pdf",
        "result_id": result.pk,
        **{f"{name}.person_id": partner.pk for name in of_partner},
        "status_id": status.pk,
        "exemption_id": exemption.pk,
        "partnership_id": partnership.pk,
        "bilan_id": bilan.pk,
        "bilan:pdf.bilan_id": finished.pk,
        "member_id": worker.pk,
        "parameter": "piis.conclude.from",
        "members:confirm.member_id": held.pk,
        "team_id": team.pk,
        "quarter": "2026Q3",
        "code": national_figures()[0].code,
        "deputyship_id": absence.pk,
        "request_id": asked.pk,
        "asked_id": own.pk,
        "card_request_id": lost.pk,
        "desk:card.person_id": partner.pk,
        **measures,
        **objects,
    }


BILAN = ("discard", "join", "show", "save", "about", "finish", "correct", "pdf")


def _activation(worker: Any, person: Person, on: date) -> dict[str, Any]:
    """A trajectory with a module and an action on its way."""
    begins = on - timedelta(days=30)
    trajectory = a_trajectory(worker, person, starts_on=begins)
    module = a_module(worker, Activity.DISCOVERY)
    part = activation.join(actor=worker, trajectory=trajectory, module=module, joined_on=on, on=on)
    said = Said(activity=Activity.OTHER)
    action = activation.add_action(
        actor=worker, trajectory=trajectory, text="Réparer le vélo", said=said, due_on=None, at=timezone.now()
    )
    return {
        "trajectory_id": trajectory.pk,
        "module_id": module.pk,
        "participation_id": part.pk,
        "action_id": action.pk,
    }


MEASURES = ("sitting", "rate", "finish", "hand", "decline", "discard", "correct", "restate")


def _measures(worker: Any, person: Person, on: date) -> dict[str, Any]:
    """A sitting nobody rated yet, a finished one, and an instrument of the centre."""
    facts = {"actor": worker, "person": person, "held_on": on, "on": on}
    mine, theirs = measuring.begin(code="empowerment", moment="start", **facts)
    (seen,) = measuring.begin(code="check_in", moment="check_in", **facts)
    done = {"actor": worker, "measurement": seen, "at": timezone.now()}
    measuring.rate(answers={"feeling": 3}, comment="", revision=1, **done)
    measuring.finish(revision=2, **done)
    return {
        "sitting_id": mine.sitting,
        "measurement_id": theirs.pk,
        "measures:hand.measurement_id": mine.pk,
        "measures:decline.measurement_id": mine.pk,
        "measures:correct.measurement_id": seen.pk,
        "measures:restate.measurement_id": seen.pk,
        "instrument": "empowerment",
    }


def _projects(worker: Any, person: Person) -> dict[str, Any]:
    bilan = a_bilan(person)
    project = running(person, with_third_party(a_text()))
    version = PiisVersion.objects.filter(piis=project).latest("number")
    evaluation = piis.plan_evaluation(
        actor=worker, piis=project, planned_for=at(date(2026, 6, 1)), at=at(MONDAY + timedelta(days=30))
    )
    commitment = project.commitments.first()
    missed = Evaluation.objects.create(
        piis=project,
        number=90,
        state=EvaluationState.MISSED,
        absence_cause=AbsenceCause.ORGANISER,
        due_on=date(2026, 5, 20),
        held_on=date(2026, 5, 20),
        recorded_by=worker,
        recorded_at=timezone.now(),
    )
    amendment = piis.prepare_amendment(
        actor=worker,
        piis=project,
        draft=replace(current_draft(project), aims="Je veux un travail à mi-temps."),
        asked_by=Side.PERSON,
        reason="La santé.",
        effective_on=date(2026, 7, 1),
        at=at(date(2026, 6, 15)),
    )
    proposal: Proposal = a_complete_proposal(worker, project)
    second = a_person("Troisième", responsible=worker)
    status = a_status(second, since=GRANTED, demanded_on=GRANTED, decided_on=GRANTED, notified_on=GRANTED)
    earlier, key = a_bilan(second), uuid4()
    drafted = a_draft_piis(second)
    open_version = piis.hand_over(actor=worker, piis=drafted, at=at(MONDAY), key=key)
    # The same kinds of things in another file of the centre.
    elsewhere = {
        "person_id": second.pk,
        "status_id": status.pk,
        "bilan_id": earlier.pk,
        "piis_id": drafted.pk,
        "version_id": open_version.pk,
        "document_id": open_version.document_id,
        "commitment_id": drafted.commitments.first().pk,
    }
    return {
        **{f"other.{name}": value for name, value in elsewhere.items()},
        "used_key": key,
        "piis_id": project.pk,
        "version_id": open_version.pk,
        "old_version_id": version.pk,
        "evaluation_id": evaluation.pk,
        "space:evaluation.evaluation_id": missed.pk,
        "space:bilan.bilan_id": bilan.pk,
        "space:sign.version_id": version.pk,
        "commitment_id": commitment.pk,
        "proposal_id": proposal.pk,
        "document_id": version.document_id,
        "sanctions:paper.document_id": proposal.notice_id,
        "amendment_id": amendment.pk,
        "act": "hand-over",
        **{f"piis:{name}.piis_id": open_version.piis_id for name in ("take_back", "signing")},
    }


def a_scenario(actor: Any) -> Any:
    """A scenario of the lab, the centre's or the administration's."""
    files = Files(young=1, students=0, adults=2, open=3)
    load = {"files": asdict(files), "centres": 1, "workers": 0, "minutes": {}}
    told = {"kind": Kind.WORKLOAD, "title": "Charge", "notes": "", "question": load, "answer": workload.answer(files)}
    keep_it = keep_for_administration if isinstance(actor, FederalMembership) else keep_scenario
    return keep_it(actor=actor, at=timezone.now(), **told)
