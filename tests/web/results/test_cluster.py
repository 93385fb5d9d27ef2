"""The pages of a cluster: a member hands its numbers over, the promoter sees each part and the sum."""

import re

import pytest
from django.urls import reverse

from jalon.domain.core.context import centre_context
from jalon.domain.results import services
from jalon.domain.results.models import Handed
from tests.domain.results import cluster
from tests.domain.results.cluster import LINE, assessed, held
from tests.scene import played, shared
from tests.signing_in import client_of

scene_of_module = shared(cluster.a_cluster)
HASH = re.compile(r'name="shown" value="([0-9a-f]{64})"')


@pytest.fixture
def scene(scene_of_module):
    with played(scene_of_module) as scene:
        yield scene


def text(answer, status: int = 200) -> str:
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[-3000:])
    return re.sub("[\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]", " ", answer.content.decode())


def test_a_member_hands_its_numbers_over_and_the_promoter_reads_their_sum(scene):
    first, second = scene.members
    assessed(first, 2)
    member, promoter = client_of(first.coordinator), client_of(scene.promoter.coordinator)
    assert client_of(first.worker).get(reverse("reports:mine")).status_code == 403
    page = text(member.get(reverse("reports:mine")))
    assert "Nombres attendus par un promoteur" in page and "Val-Clair" in page and "à remettre" in page
    part, whole = held(first).grant, held(scene.promoter).grant
    here, there = reverse("results:show", args=[part.pk, LINE]), reverse("results:hand_over", args=[part.pk, LINE])
    assert there in text(member.get(here)) and "Val-Clair attend ces nombres" in text(member.get(here))
    shown = text(member.get(there))
    assert "ni dossier, ni raison" in shown and "Empreinte" in shown
    assert client_of(second.coordinator).get(there).status_code == 404
    assert promoter.get(there).status_code == 404
    with centre_context(first.centre.pk):
        facts = {"field": "1", "value": 5, "reason": "Trois sur papier.", "seen": 0, "at": cluster.AT}
        services.correct(actor=first.president, grant=part, line=LINE, **facts)
    refused = text(member.post(there, {"shown": HASH.search(shown)[1]}), 400)
    assert "ont changé" in refused, "somebody wrote a number since the page was shown"
    shown = HASH.search(text(member.get(there)))[1]
    assert "Les nombres sont remis à Val-Clair." in text(member.post(there, {"shown": shown}, follow=True))
    assert "déjà remis" in text(member.post(there, {"shown": shown, "reason": "Encore une fois."}), 400)
    with centre_context(first.centre.pk):
        assert Handed.objects.count() == 1

    table = text(promoter.get(reverse("results:show", args=[whole.pk, LINE])))
    assert "Ici 0, Mont-Gris 5 (corrigé), Bel-Air attendu" in table and "On attend ceux de Bel-Air" in table
    promoter.get(reverse("reports:mine"))
    dutch = text(client_of(scene.promoter.secretary, language="nl").get(reverse("reports:mine")))
    (report,) = set(re.findall(r'href="(/reports/[0-9a-f-]{36}/)"', dutch))
    page = text(promoter.get(report))
    assert "La part de chaque centre du cluster" in page and "« Bel-Air » n’a pas encore remis ses nombres." in page
    dutch = text(client_of(scene.promoter.secretary, language="nl").get(report))
    assert "Het deel van elk centrum van de cluster" in dutch and "Grauwberg" in dutch
    assert promoter.get(f"{report}report.xlsx").status_code == 200
    why = text(member.get(reverse("subsidies:mine")))
    assert "Val-Clair" in text(member.get(re.search(r'href="(/subsidies/[0-9a-f-]{36}/)"', why)[1]))
