"""The person's first page is read in one statement, however long their way has been."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jalon.domain.core.context import centre_context, person_context
from jalon.domain.piis import services as piis
from jalon.domain.piis.enums import Opinion
from jalon.domain.piis.models import Piis
from jalon.domain.space import services
from jalon.domain.space.project import first_page, frame
from tests.domain.piis.world import MONDAY, at
from tests.web.space.scene import a_scene

pytestmark = pytest.mark.django_db


def test_the_first_page_costs_as_many_questions_after_four_evaluations_as_after_one():
    scene = a_scene()
    phone, on = scene.inside(), timezone.localdate()

    def cost() -> int:
        phone.get("/mine/")
        with CaptureQueriesContext(connection) as asked:
            assert phone.get("/mine/").status_code == 200
        return len(asked)

    before = cost()
    with centre_context(scene.centre.pk):
        for days in (90, 120, 150):
            day = MONDAY + timedelta(days=days)
            last = piis.record_evaluation(
                actor=scene.worker, piis=Piis.objects.get(), held_on=day, in_person=True, findings=(), at=at(day),
                opinion=Opinion.AGREES, signature_name=scene.person.full_name,
            )  # fmt: skip
    with person_context(scene.centre.pk, person_id=scene.person.pk, user_id=scene.access.user_id):
        told = {"person_id": scene.person.pk, "at": timezone.now(), "on": on}
        services.say(evaluation_id=last.pk, opinion="agrees", words="Merci.", **told)
        asked = services.ask_interview(about="Mon logement", wishes="", **told)
        page = first_page(scene.person.pk, on)
        assert frame(scene.person.pk).who == page.who
    assert cost() == before <= 8
    # Days, moments and ids come back as what they are.
    assert [talk.held_on for talk in page.project.held] == [MONDAY + timedelta(days=n) for n in (150, 120, 90, 60)]
    assert page.project.held[0].voices[0].words == "Merci." and page.project.held[0].id == last.pk
    assert page.asked[0] == asked and page.asked[0].due_on == asked.due_on and page.asked[1] is None
    assert page.status == "dis" and page.project.lines[0].due_on == date(2026, 5, 4)
    assert page.centre == scene.centre and page.centre.title
