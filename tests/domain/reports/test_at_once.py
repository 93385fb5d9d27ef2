"""Both who sign a report, or the same one twice, at the same moment: real connections, real commits."""

import pytest

from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context
from jalon.domain.reports import services
from jalon.domain.reports.enums import State
from jalon.domain.reports.models import Signature, Version
from tests.at_once import at_once, refusals
from tests.domain.reports import scene
from tests.domain.reports.scene import at, of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ours(db):
    """Our centre, whose report is written."""
    world = scene.a_world()
    scene.opened(world.ours)
    scene.written(world.ours)
    return world.ours


def signing(office, member):
    """The act, on the text that is shown now."""
    with centre_context(office.centre.pk):
        facts = {"report": of(office), "shown": scene.shown(of(office), days=2), "at": at(2)}
    return centre_context(office.centre.pk)(lambda: services.sign(actor=member, **facts))


def test_both_sign_a_report_at_once_and_it_is_sent_once(ours):
    told = at_once(signing(ours, ours.president), signing(ours, ours.secretary))
    assert refusals(told) == []
    with centre_context(ours.centre.pk):
        assert of(ours).state == State.SENT and rows(Version).count() == 1
        assert {one.capacity for one in rows(Signature)} == {"president", "secretary"}


def test_a_report_signed_twice_at_once_by_one_hand_waits_for_the_other(ours):
    told = at_once(*[signing(ours, ours.secretary)] * 3)
    assert len(refusals(told)) == 2
    with centre_context(ours.centre.pk):
        assert rows(Signature).count() == 1 and of(ours).state != State.SENT
