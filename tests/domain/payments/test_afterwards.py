"""The page of a report says what became of its money: what was paid, and what its closing leaves."""

import pytest

from jalon.domain.core.context import centre_context
from jalon.domain.payments.afterwards import paid_under
from jalon.domain.reports import afterwards
from jalon.domain.subsidies.models import Award
from jalon.web.reports.shown import paid_in_words
from tests.domain.payments import scene
from tests.domain.payments.scene import LINE
from tests.domain.payments.test_never_too_much import HALF, WHOLE, Life
from tests.scene import played, shared

till_of_module = shared(scene.a_till)


@pytest.fixture
def till(till_of_module):
    with played(till_of_module) as till:
        yield till


def test_a_report_reads_what_was_paid_under_its_lines_and_when_all_is_settled(till):
    ours, theirs = till.ours.centre.pk, till.theirs.centre.pk
    with centre_context(ours):
        programme = Award.objects.get().facts["programme_id"]

    def told():
        with centre_context(ours):
            assert paid_under(theirs, programme, [LINE]).received == 0, "of another centre nothing is read"
            return afterwards.paid(ours, programme, [LINE])

    life = Life(till)
    assert (told().received, told().final, told().is_over) == (0, None, False)
    assert "Rien n’est encore payé" in paid_in_words(told())
    life.account(0)
    life.pay(0)
    assert (told().received, told().final) == (HALF, None) and told().last_on
    scene.closed(till, {(ours, LINE): WHOLE})
    assert told().to_come == WHOLE - HALF and "encore à recevoir" in paid_in_words(told())
    life.pay(0)
    assert told().is_over and "Tout est réglé" in paid_in_words(told())
    scene.closed(till, {(ours, LINE): HALF}, days=90)
    assert told().to_pay_back == WHOLE - HALF and not told().is_over
