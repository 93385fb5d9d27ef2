"""A draft begun by mistake goes; what was finished never does."""

import pytest
from django.db import DatabaseError, transaction

from jalon.domain.accounts.enums import Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments import services
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, BilanEntry
from tests.conftest import TODAY
from tests.domain.instruments.conftest import NOW
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(db):
    with centre_context(a_centre().pk):
        yield a_member(Role.WORKER)


def a_draft(worker, words="Écrit dans le mauvais dossier."):
    bilan = services.start(actor=worker, person=a_person(), moment=Moment.START, held_on=TODAY, on=TODAY)
    services.save(actor=worker, bilan=bilan, changes={"housing": Change(99, {"words": words})}, at=NOW)
    return Bilan.objects.get(pk=bilan.pk)


def test_its_author_takes_a_draft_away_with_its_words_and_the_journal_keeps_who(worker):
    bilan = a_draft(worker)
    services.discard(actor=worker, bilan=bilan, on=TODAY)
    assert not Bilan.objects.exists()
    assert not BilanEntry.objects.exists()
    row = JournalEntry.objects.get(verb="bilan.discarded")
    assert (row.actor, row.subject_id, row.detail["domains"]) == (worker, bilan.pk, 1)
    assert "Écrit" not in str(row.detail)


def test_a_coordinator_may_and_a_colleague_may_not(worker):
    bilan = a_draft(worker)
    with pytest.raises(NotAllowed):
        services.discard(actor=a_member(Role.WORKER), bilan=bilan, on=TODAY)
    assert Bilan.objects.filter(pk=bilan.pk).exists()
    services.discard(actor=a_member(Role.COORDINATOR), bilan=bilan, on=TODAY)
    assert not Bilan.objects.exists()


def test_a_coordinator_of_another_centre_deletes_nothing(worker):
    bilan = a_draft(worker)
    with centre_context(a_centre("Ailleurs").pk):
        intruder = a_member(Role.COORDINATOR)
    with pytest.raises(NotAllowed):
        services.discard(actor=intruder, bilan=bilan, on=TODAY)
    assert Bilan.objects.filter(pk=bilan.pk).exists()


def test_a_finished_bilan_is_never_deleted_not_even_by_a_query(worker):
    bilan = a_draft(worker)
    services.finish(actor=worker, bilan=bilan, revision=bilan.revision, at=NOW)
    with pytest.raises(TransitionRefused):
        services.discard(actor=worker, bilan=bilan, on=TODAY)
    for rows in (BilanEntry.objects.filter(bilan=bilan), Bilan.objects.filter(pk=bilan.pk)):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    assert Bilan.objects.get().is_finished
