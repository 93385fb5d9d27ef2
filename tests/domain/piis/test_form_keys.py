"""A form's key answers for that form alone: what it did elsewhere is no answer here."""

import pytest

from jalon.domain.piis import services
from jalon.domain.piis.errors import UsedForm
from jalon.domain.piis.models import Piis
from tests.domain.piis.world import MONDAY, a_beneficiary, a_draft_piis, a_text, at, fresh_key

pytestmark = pytest.mark.django_db


def test_the_key_of_a_form_of_another_project_does_nothing_and_says_so(centre):
    here, there = a_draft_piis(a_beneficiary()), a_draft_piis(a_beneficiary())
    key = fresh_key()
    services.hand_over(actor=there.responsible, piis=there, at=at(MONDAY), key=key)
    with pytest.raises(UsedForm):
        services.hand_over(actor=here.responsible, piis=here, at=at(MONDAY), key=key)
    with pytest.raises(UsedForm):
        services.withdraw(actor=here.responsible, piis=here, at=at(MONDAY), reason="Une erreur.", key=key)
    here.refresh_from_db()
    assert here.state == "draft"


def test_the_key_that_began_a_project_never_gives_it_to_somebody_else(centre):
    one, other, key = a_beneficiary(), a_beneficiary(), fresh_key()
    begun = services.prepare(actor=one.responsible, person=one, at=at(MONDAY), draft=a_text(), key=key)
    again = services.prepare(actor=one.responsible, person=one, at=at(MONDAY), draft=a_text(), key=key)
    assert again == begun
    with pytest.raises(UsedForm):
        services.prepare(actor=other.responsible, person=other, at=at(MONDAY), draft=a_text(), key=key)
    assert not Piis.objects.filter(person=other).exists()
