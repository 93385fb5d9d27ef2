"""Both who sign, or the same one twice, at the same moment: real connections, real commits."""

import pytest

from jalon.domain.audit.models import JournalEntry
from jalon.domain.conventions import services
from jalon.domain.conventions.enums import State
from jalon.domain.conventions.models import Signature
from jalon.domain.core.context import centre_context
from tests.at_once import at_once, refusals
from tests.domain.conventions import scene
from tests.domain.conventions.scene import at, of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(db):
    """Our centre's convention, accepted by the minister: it waits for its two signatures."""
    world = scene.a_world()
    convention, _theirs = sorted(scene.invited(world), key=lambda one: one.centre_id != world.ours.centre.pk)
    scene.sent(world.ours, convention)
    scene.advised(world, convention)
    scene.approved(world, convention)
    return world


def signing(office, member):
    """The act, on the text that is shown now."""
    with centre_context(office.centre.pk):
        facts = {"convention": of(office), "shown": scene.paper_hash(of(office)), "at": at(6)}
    return centre_context(office.centre.pk)(lambda: services.sign(actor=member, **facts))


def test_president_and_secretary_sign_at_once_and_the_minister_is_waited_for(world):
    ours = world.ours
    told = at_once(signing(ours, ours.president), signing(ours, ours.secretary))
    assert refusals(told) == []
    with centre_context(ours.centre.pk):
        assert {one.capacity for one in Signature.objects.all()} == {"president", "secretary"}
        assert of(ours).state == State.CENTRE_SIGNED
        assert JournalEntry.objects.filter(verb="convention.signed").count() == 2


def test_a_signature_sent_twice_at_once_is_given_once(world):
    ours = world.ours
    told = at_once(*[signing(ours, ours.president)] * 3)
    assert len(refusals(told)) == 2 and all("déjà signé" in str(one) for one in refusals(told))
    with centre_context(ours.centre.pk):
        assert Signature.objects.count() == 1 and of(ours).state != State.CENTRE_SIGNED
