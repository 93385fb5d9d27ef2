"""Last year's money beside this year's costs: as the report told it, and what the minister accepted of it."""

import re

import pytest
from django.urls import reverse

from jalon.domain.core.context import centre_context
from jalon.domain.reports import services
from jalon.domain.reports.models import Report
from jalon.law.subsidies import content_of, programme_of, shipped_programmes
from tests.domain.conventions.scene import decided
from tests.domain.reports import scene
from tests.domain.reports.test_lives import add_cost
from tests.signing_in import client_of


def read(client, grant) -> str:
    page = client.get(reverse("spending:costs", args=[grant.pk])).content.decode()
    return re.sub("[\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]", " ", page)


@pytest.mark.django_db
def test_last_year_s_money_stands_below_this_year_s_with_what_the_minister_accepted():
    world = scene.a_world()
    ours, coordinator = world.ours, client_of(world.ours.coordinator)
    scene.opened(ours)
    with centre_context(ours.centre.pk):
        first = Report.objects.get().grant
        add_cost(ours, first)
    report = scene.sent(ours)
    assert "L’an passé" not in read(coordinator, first), "nothing stands before the first"
    content = content_of(shipped_programmes()["big_cities-2015"])
    decided(world.officer, programme_of({**content, "year": 2016}))
    with centre_context(ours.centre.pk):
        opened = services.open_reports(actor=ours.coordinator, at=scene.at(3))
        (second,) = [one.grant for one, _held in opened if one.grant.year == 2016]
    page = read(coordinator, second)
    before = page.partition("L’an passé (2015)")[2]
    assert before and "121,00 €" in before and "Accepté par le ministre" not in before
    scene.approved(world, report)
    assert "Accepté par le ministre : 121,00 €" in read(coordinator, second)
    dutch = read(client_of(ours.president, language="nl"), second)
    assert "Vorig jaar (2015)" in dutch and "Aanvaard door de minister: 121,00 euro" in dutch
