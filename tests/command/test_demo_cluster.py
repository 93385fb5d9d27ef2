"""The cluster of the demonstration: one centre handed its numbers over twice, one is awaited."""

from datetime import date

import pytest

from jalon.command.demo.clusters import FAMILY, form_a_cluster
from jalon.domain.core.context import centre_context
from jalon.domain.reports.models import Report
from jalon.domain.results import services
from jalon.domain.results.models import Handed
from tests.domain.results import cluster

pytestmark = pytest.mark.django_db


def test_the_cluster_of_the_demonstration_has_a_part_handed_over_and_one_awaited():
    scene = cluster.a_cluster()
    form_a_cluster(date(2026, 11, 22))
    form_a_cluster(date(2026, 11, 22))  # there already: nothing more
    offices = (scene.promoter, *scene.members, scene.alone)
    promoter, member, _awaited = sorted(offices, key=lambda one: one.centre.name_fr)[:3]
    with centre_context(member.centre.pk):
        assert [one.number for one in Handed.objects.order_by("number")] == [1, 2]
    with centre_context(promoter.centre.pk):
        grant = Report.objects.get(grant__award__facts__frame__family=FAMILY).grant
        table = services.table(grant=grant, line="cluster", on=date(2026, 11, 22))
        assert sorted(one.handed is not None for one in table.others) == [False, True] and table.cell("1").value == 2
