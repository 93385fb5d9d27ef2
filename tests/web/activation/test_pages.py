"""One trajectory from opening to conclusion, the numbers of the team, the files behind those of the convention."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jalon.domain.accounts.enums import Role
from jalon.domain.activation.models import Action, Module, Trajectory
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.instruments.models import Measurement
from tests.domain.activation.builders import a_trajectory, measured, the_bilan
from tests.domain.sanctions.builders import a_signed_piis
from tests.factories import a_centre, a_member, a_person, a_status, a_user
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
FIRST = TODAY - timedelta(days=200)


@pytest.fixture
def desk() -> dict[str, Any]:
    centre = a_centre()
    users = [a_user("Noor Peeters"), a_user("Luc Martin")]
    with centre_context(centre.pk):
        worker = a_member(Role.WORKER, user=users[0])
        president = a_member(Role.PRESIDENT, user=users[1])
        person = a_person(responsible=worker)
        a_status(person)
        a_signed_piis(person)
    return {
        "centre": centre,
        "worker": client_of(worker),
        "president": client_of(president),
        "person": person,
        "member": worker,
    }


def url(name: str, **keys: Any) -> str:
    return reverse(f"activation:{name}", kwargs=keys)


def sent(client: Any, path: str, data: dict[str, Any]) -> str:
    answer = client.post(path, data)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return answer["Location"]


def test_a_worker_opens_goes_along_and_concludes_a_trajectory(desk: dict[str, Any]):
    client, person = desk["worker"], desk["person"]
    with centre_context(desk["centre"].pk):
        piis = person.piis.get()
    plan = {"starts_on": FIRST.isoformat(), "until": (FIRST + timedelta(days=400)).isoformat(), "measured_by": "bilan"}
    new = url("new", person_id=person.pk)
    assert 'name="until"' in client.get(new).content.decode()
    refused = client.post(new, {**plan, "plan": "Un atelier de cuisine."})
    assert refused.status_code == 400 and "Un atelier de cuisine." in refused.content.decode()
    plan |= {"until": (FIRST + timedelta(days=300)).isoformat(), "piis": piis.pk, "plan": "Un atelier de cuisine."}
    page = sent(client, new, plan)
    assert "Un atelier de cuisine." in client.get(page).content.decode()
    module = {"name": "Français au quotidien", "starts_on": FIRST.isoformat(), "activity": "language"}
    asked = {"trade": "unknown", "before_job": "unknown", "unready": "unknown"}
    kept = sent(client, url("module_new"), {**module, **asked})
    assert "compétences de base" in client.get(kept).content.decode()
    with centre_context(desk["centre"].pk):
        found, trajectory = Module.objects.get(), Trajectory.objects.get()
    join = url("join", trajectory_id=trajectory.pk)
    sent(client, join, {"module": found.pk, "joined_on": FIRST.isoformat()})
    assert "Aucun module pendant" in client.get(join).content.decode()
    act = url("action_new", trajectory_id=trajectory.pk)
    sent(client, act, {"text": "Réparer le vélo", "activity": "other", **asked})
    with centre_context(desk["centre"].pk):
        action = Action.objects.get()
    decide = url("action_decide", action_id=action.pk)
    assert "une personne décide" in client.get(decide).content.decode().lower()
    sent(client, decide, {"counts": "social", "reason": "Il sort de chez lui et tient un rendez-vous."})
    sent(client, url("settle", action_id=action.pk), {"state": "done"})
    end = url("conclude", trajectory_id=trajectory.pk)
    assert "Aucun résultat n’est proposé" in client.get(end).content.decode()
    told = {"ended_on": TODAY.isoformat(), "result": "autonomy", "reason": "Il prend le bus seul et vient à l’heure."}
    shown = client.get(sent(client, end, told)).content.decode()
    assert "Une autonomie renforcée" in shown and "prend le bus seul" in shown
    assert "Activation sociale" in client.get(reverse("people:file", args=[person.pk])).content.decode()
    assert person.full_name in client.get(url("list") + "?state=ended").content.decode()


def test_the_way_is_said_in_kind_words_with_its_chart_and_table(desk: dict[str, Any]):
    with centre_context(desk["centre"].pk):
        person, bilan = desk["person"], the_bilan(desk["member"])
        trajectory = a_trajectory(desk["member"], person, starts_on=FIRST, until=FIRST + timedelta(days=300))
        before = measured(person, bilan, FIRST, {"housing": 200, "work": 300, "money": 400})
        after = measured(person, bilan, TODAY, {"housing": 400, "work": 300, "money": 300})
        before.save()
    way = url("way", trajectory_id=trajectory.pk)
    alone = desk["worker"].get(way).content.decode()
    assert "Cela ne dit rien du chemin" in alone and "pas de progrès" not in alone
    with centre_context(desk["centre"].pk):
        after.save()
    page = desk["worker"].get(way).content.decode()
    assert "Ce qui va mieux" in page and "plus difficile en ce moment" in page and "<svg" in page
    assert re.search(r"Niveau moyen.*3,3|<td[^>]*>3[,.]0", page, re.S)
    paper = desk["worker"].get(url("paper", trajectory_id=trajectory.pk))
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    full = desk["worker"].get(url("trajectory", trajectory_id=trajectory.pk)).content.decode()
    assert "Selon le service social" in full and "Progrès" in full


def test_a_measurement_begun_from_the_page_of_a_trajectory_counts_for_it(desk: dict[str, Any]):
    with centre_context(desk["centre"].pk):
        member, person = desk["member"], desk["person"]
        days = {"starts_on": FIRST, "until": FIRST + timedelta(days=300), "measured_by": "empowerment"}
        trajectory, other = a_trajectory(member, person, **days), a_trajectory(member, a_person("Autre"), **days)
    page = desk["worker"].get(url("trajectory", trajectory_id=trajectory.pk)).content.decode()
    begin = re.search(r'href="([^"]*/measures/begin/[^"]*)"', page)[1].replace("&amp;", "&")
    assert "trajectoire d’activation sociale 1" in desk["worker"].get(begin).content.decode()
    told = {"code": "empowerment", "moment": "start", "held_on": (FIRST - timedelta(days=1)).isoformat()}
    refused = desk["worker"].post(begin, told)
    assert refused.status_code == 400 and "pas dans la trajectoire" in refused.content.decode()
    sent(desk["worker"], begin, {**told, "held_on": FIRST.isoformat()})
    with centre_context(desk["centre"].pk):
        assert set(Measurement.objects.values_list("trajectory", flat=True)) == {trajectory.pk}
    for wrong in (str(other.pk), "x"):
        assert desk["worker"].get(begin.replace(str(trajectory.pk), wrong)).status_code == 404


def a_crowd(desk: dict[str, Any], number: int) -> None:
    """So many people with a project and a trajectory; of the first half the second measurement is better."""
    bilan = the_bilan(desk["member"])
    for place in range(number):
        person = a_person(f"Zwart{place}", responsible=desk["member"])
        piis = a_signed_piis(person)
        a_trajectory(desk["member"], person, starts_on=FIRST, until=FIRST + timedelta(days=300), piis=piis)
        measured(person, bilan, FIRST, {"housing": 200}).save()
        if place < number - 3:
            measured(person, bilan, TODAY, {"housing": 300 if place * 2 < number else 200}).save()


def test_the_team_reads_numbers_that_name_nobody_and_the_convention_opens_its_files(desk: dict[str, Any]):
    with centre_context(desk["centre"].pk):
        a_crowd(desk, 4)
    period = f"?first={FIRST.year}-01-01&last={TODAY.year}-12-31&rater=worker"
    small = desk["worker"].get(url("team") + period).content.decode()
    assert not re.search(r'<td[^>]*class="number"[^>]*>\s*[1-4]\s*<', small), "a number small enough to be a person"
    with centre_context(desk["centre"].pk):
        a_crowd(desk, 16)
    team = desk["worker"].get(url("team") + period).content.decode()
    assert "Zwart" not in team and "Noor" not in re.sub(r"<header.*?</header>", "", team, flags=re.S)
    with centre_context(desk["centre"].pk):
        read = JournalEntry.objects.filter(verb="activation.team_read").order_by("number").last()
        assert (read.detail["files"], read.detail["first"]) == (20, f"{FIRST.year}-01-01"), "which days were asked for"
    convention = desk["worker"].get(url("convention") + period).content.decode()
    link = re.search(r'href="([^"]*direction=progress[^"]*)">(\d+)<', convention)
    assert link, "the numbers open their files"
    files = desk["worker"].get(link[1].replace("&amp;", "&")).content.decode()
    assert files.count("Zwart") == int(link[2])
    asks = desk["president"].get(link[1].replace("&amp;", "&")).content.decode()
    assert "Zwart" not in asks and "Pourquoi voulez-vous" in asks
    with centre_context(desk["centre"].pk):
        listed = JournalEntry.objects.filter(verb="activation.files_listed")
        assert [one.detail["files"] for one in listed] == [int(link[2])]


def test_pages_cost_as_many_questions_whatever_the_crowd(desk: dict[str, Any]):
    period = f"?first={FIRST.year}-01-01&last={TODAY.year}-12-31"
    paths = [url("list"), url("team") + period, url("convention") + period]
    counts = []
    for crowd in (2, 8):
        with centre_context(desk["centre"].pk):
            a_crowd(desk, crowd)
        for path in paths:
            desk["worker"].get(path)
        with CaptureQueriesContext(connection) as asked:
            for path in paths:
                assert desk["worker"].get(path).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_strange_period_is_this_year(desk: dict[str, Any]):
    for strange in (
        "?first=x&last=y",
        "?first=2026-12-31&last=2026-01-01",
        "?first=2026-01-01&last=2026-02-01&rater=z",
    ):
        assert desk["worker"].get(url("team") + strange).status_code == 200
        assert desk["worker"].get(url("convention") + strange).status_code == 200
    assert desk["worker"].get(url("files") + "?direction=nowhere").status_code == 404
