"""An amendment that raises the amount makes an advance on the rise due where it was decided so, once, and no more."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from jalon.domain.conventions.models import Advance, Signature
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import DomainError
from jalon.domain.payments.due import due
from jalon.domain.payments.models import Order
from tests.domain.conventions import scene as conventions
from tests.domain.payments import scene

HALF, WHOLE = 1_633_690_96, 3_267_381_93


def forged(convention, cents):
    """An advance written in the name of the administration."""
    signature = rows(Signature).get(convention_id=convention.pk, capacity="minister")
    one = Advance(
        centre_id=convention.centre_id, convention_id=convention.pk, signature_id=signature.pk, cents=cents,
        percent="50", due_since=conventions.AT.date(),
    )  # fmt: skip
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        Advance._base_manager.bulk_create([one])
    return told.value.__cause__.diag.constraint_name


@pytest.mark.django_db
def test_a_rise_makes_its_share_due_once_where_it_was_decided_so():
    till = scene.a_till()
    world, ours = till.world, till.ours
    scene.with_account(ours)
    conventions.decided_again(world, times=2, advance_on_raise=False, days=20)
    first = conventions.amended(world, days=21)
    assert first.cents == 2 * WHOLE
    with federal_context():
        assert rows(Advance).count() == 1 and [one.cents for one in due()] == [HALF], "the rise waits for the balance"
        assert forged(first, 1) == "conventionadvance_of_the_rise"

    conventions.decided_again(world, times=3, advance_on_raise=True, days=40)
    second = conventions.amended(world, days=41)
    rise = 3 * WHOLE // 2 - HALF
    with federal_context():
        assert [one.cents for one in due()] == [HALF, rise]
        assert sum(one.cents for one in rows(Advance)) == 3 * WHOLE // 2
        assert forged(second, 1) in ("conventionadvance_once", "conventionadvance_of_the_rise")
    with centre_context(ours.centre.pk):
        assert [one.cents for one in due()] == [HALF, rise], "the centre reads both"
    batch = scene.prepared(till)
    with federal_context():
        assert due() == []
        order = rows(Order).filter(cents=rise).get()
        for change in ({"cents": rise + 1}, {"advance_id": None}, {}):
            order.pk, order.reference = uuid4(), uuid4().hex[:30]
            for name, value in change.items():
                setattr(order, name, value)
            with pytest.raises(DatabaseError), transaction.atomic():
                Order._base_manager.bulk_create([order])
    conventions.decided_again(world, times=1, advance_on_raise=True, days=50)
    with pytest.raises(DomainError, match="réduit"):
        scene.released(till, batch)  # prepared for three times the amount
    conventions.decided_again(world, times=3, advance_on_raise=True, days=51)
    paid = scene.executed(till, scene.released(till, batch))
    assert sum(one.cents for one in paid) == 3 * WHOLE // 2
    conventions.decided_again(world, times=1, advance_on_raise=True, days=60)
    conventions.amended(world, days=61)
    with federal_context():
        assert due() == [] and rows(Advance).count() == 2, "a lower amount adds nothing"
