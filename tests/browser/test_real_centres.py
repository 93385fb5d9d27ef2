"""The main job on real input: the lists of 2018 and 2019 imported by the command, then the whole chain for a person of
one of their centres, in a real browser. Skipped where the lists are not at hand."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import jalon.domain.centres
from jalon.command.centres import import_file
from jalon.domain.accounts.enums import Role
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from tests.browser.test_piis import a_bilan_with_needs, clock, the_whole_job  # noqa: F401  (clock is a fixture)
from tests.domain.centres.conftest import real_list
from tests.domain.piis.world import a_beneficiary
from tests.factories import a_member, a_user

MAPPING = Path(jalon.domain.centres.__file__).parent / "data" / "mapping-2019.yaml"


@pytest.fixture
def centres(site: Any, tmp_path: Path) -> None:
    """Both lists, a year apart, as the operator imports them."""
    for year, mapping in ((2018, None), (2019, MAPPING)):
        path = tmp_path / f"{year}.csv"
        path.write_bytes(real_list(year))
        import_file(path, on=date(year, 1, 1), mapping=mapping, accept_good_rows=False)


def test_the_whole_job_for_a_person_of_a_real_merged_centre(site, centres, browser_page, clock):  # noqa: F811
    assert Centre.objects.filter(closed_on=None).count() == 581
    assert Centre.objects.filter(closed_on=date(2019, 1, 1)).count() == 15
    centre = Centre.objects.get(name_nl="Aalter", closed_on=None)
    assert {former.name_nl for former in centre.predecessors.all()} == {"Aalter", "Knesselare"}
    users = [a_user("Ada Lovens"), a_user("Pia Claes")]
    with centre_context(centre.pk):
        worker = a_member(Role.COORDINATOR, user=users[0])
        president = a_member(Role.PRESIDENT, user=users[1])
        person = a_beneficiary(responsible=worker)
        a_bilan_with_needs(person, worker)
    office = SimpleNamespace(centre=centre, worker=worker, president=president, person=person)
    assert the_whole_job(site, office, browser_page, clock).clicks <= 10
