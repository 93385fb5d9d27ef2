"""The figures of the demonstration: quarters to read on the first day, and one left to send and to publish."""

from datetime import date

import pytest

from jalon.command.demo.telling import tell_the_figures
from jalon.domain.accounts.enums import FederalRole, Role
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.figures.models import Publication, Submission
from jalon.domain.figures.national import states
from tests.factories import a_centre, a_federal_member, a_member, a_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_quarters_are_published_and_the_last_one_waits_for_a_centre_of_the_first_page():
    for name in ("La Louvière", "Mol"):
        centre, user = a_centre(name), a_user()
        with centre_context(centre.pk):
            a_member(Role.SECRETARY, user=user)
    a_federal_member(a_user(), role=FederalRole.OFFICER)

    tell_the_figures(TODAY)
    tell_the_figures(TODAY)  # there already: nothing more

    with federal_context():
        assert states(["2026Q3", "2026Q2", "2026Q1", "2025Q4"]) == {
            "2026Q3": 1, "2026Q2": 2, "2026Q1": 2, "2025Q4": 0
        }  # fmt: skip
        assert sorted(Publication.objects.values_list("quarter", flat=True)) == ["2026Q1", "2026Q2"]
        assert set(Submission._base_manager.values_list("version", flat=True)) == {1}
