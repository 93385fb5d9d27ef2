"""What is chosen from a list is said in the reader's language, whatever language the site was started in."""

import pytest
from django.utils.functional import Promise
from django.utils.translation import override

from jalon.web.piis.forms.acts import DecideForm, EndForm, ExtendForm
from jalon.web.piis.forms.evaluation import FindingForm, MissedForm, ReviewForm
from jalon.web.piis.forms.text import CommitmentRow


@pytest.mark.parametrize("form", [DecideForm, EndForm, ExtendForm, FindingForm, MissedForm, ReviewForm, CommitmentRow])
def test_no_choice_is_fixed_in_the_language_of_the_start(form):
    for field in form.base_fields.values():
        for _value, label in getattr(field, "choices", []):
            assert isinstance(label, Promise), label


def test_a_domain_of_life_is_said_in_dutch():
    with override("nl"):
        labels = [str(label) for _value, label in CommitmentRow.base_fields["domain"].choices]
    assert "Huisvesting" in labels or "Wonen" in labels
