"""No act without its row in the journal: the watch of `tests.traced` misses no service, and finds what is planted."""

import re
from pathlib import Path

import pytest
from django.db import transaction

from jalon.domain.accounts.models import Membership, Team
from jalon.domain.audit.models import JournalEntry
from jalon.domain.audit.verbs import declared
from jalon.domain.core.context import centre_context
from jalon.domain.sanctions.models import CitedCommitment
from tests.scene import undone
from tests.security.house import MARK, NISS, House
from tests.traced import ELSEWHERE, ONCE_A_DAY, services, watched

TESTS = Path(__file__).parents[1]


def test_every_service_is_called_by_a_test_of_the_domain_or_the_pages():
    called = "".join(
        path.read_text() for room in ("domain", "web", "security") for path in (TESTS / room).rglob("*.py")
    )
    public = [name for name in services() if not name.rpartition(".")[2].startswith("_")]
    silent = [name for name in public if not re.search(rf"\b{name.rpartition('.')[2]}\b", called)]
    assert silent == []


def test_what_is_no_longer_invoked_is_told_too(house: House):
    """`uncite`, by its page."""
    proposal, commitment = house.objects["proposal_id"], CitedCommitment._base_manager
    with undone():
        with centre_context(house.ours.pk):
            cited = commitment.get(proposal_id=proposal)
        house.browser("worker").post(f"/sanctions/{proposal}/cite/", {"what": f"uncommit:{cited.pk}"})
        with centre_context(house.ours.pk):
            assert not commitment.filter(pk=cited.pk).exists()
            assert JournalEntry.objects.filter(verb="sanction.uncited", subject_id=proposal).count() == 1


def test_what_is_excepted_exists():
    assert {*ELSEWHERE, *ONCE_A_DAY} <= {*services()}


def test_a_service_that_tells_nobody_is_found(house: House):
    @transaction.atomic
    def quiet(*, actor: Membership) -> None:
        Team.objects.create(name="Sans trace")

    with undone(), centre_context(house.ours.pk), pytest.raises(AssertionError, match="left no row"):
        watched("planted.quiet", quiet)(actor=house.members["worker"])


def test_no_row_of_the_journal_names_the_person_or_holds_the_number(house: House):
    with centre_context(house.ours.pk):
        rows = list(JournalEntry.objects.values("verb", "detail", "subject_type", "purpose", "person_id"))
    assert len(rows) > 20
    assert [row for row in rows if re.search(rf"{MARK}|Autreprénom|Troisième|{NISS}|Camille|lle #", str(row))] == []
    assert {row["verb"] for row in rows if row["person_id"]} <= {*declared()}, "a verb that nobody can read"
