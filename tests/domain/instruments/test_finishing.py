"""Finishing freezes the text and its document; a correction is a new bilan that says why."""

import hashlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from jalon.domain.audit import verbs as words
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.documents.models import Document
from jalon.domain.instruments import papers, queries, services
from jalon.domain.instruments.enums import BilanState, Moment
from jalon.domain.instruments.models import Bilan
from tests.conftest import TODAY
from tests.domain.instruments.conftest import NOW
from tests.factories import a_member, a_person


def test_an_empty_bilan_cannot_be_finished_and_says_what_to_do(talk):
    talk.write(is_skipped=True)
    with pytest.raises(DomainError, match="encore vide"):
        talk.finish()
    assert not Document.objects.exists()


def test_one_rated_domain_is_enough_to_finish(talk):
    talk.write(rating_person=2)
    bilan = talk.finish()
    assert bilan.is_finished
    assert (bilan.finished_by, bilan.finished_at) == (talk.worker, NOW)


def test_what_is_missing_is_a_reminder(talk):
    talk.write(rating_person=2)
    talk.write("health", words="Bien")
    talk.write("money", is_skipped=True)
    missing = queries.missing(queries.entries_in_order(talk.bilan))
    assert len(missing.untouched) == 10
    assert missing.unrated_by_person == ("health",)
    assert missing.unrated_by_worker == ("housing", "health")


def test_the_finished_bilan_keeps_its_document_byte_for_byte(talk):
    talk.write(words="Je loue une chambre chez D’Hondt.", rating_person=2)
    bilan = talk.finish()
    document = papers.frozen(bilan)
    assert document.person_id == talk.person.pk
    assert bytes(document.content).startswith(b"%PDF")
    assert hashlib.sha256(bytes(document.content)).hexdigest() == document.sha256
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Document.objects.update(title="Autre")


@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_the_paper_exists_filled_and_blank_in_each_language(talk, language):
    talk.write(words="{{ }} <script> \\ # * _ مرحبا été", rating_person=5, rating_worker=1)
    bilan = services.describe(
        actor=talk.worker, bilan=talk.bilan, moment=Moment.START, held_on=TODAY, language=language, on=TODAY
    )
    assert papers.filled(bilan, at=NOW).bytes.startswith(b"%PDF")
    assert papers.blank(talk.person, worker=talk.worker, language=language, at=NOW).bytes.startswith(b"%PDF")


def test_a_text_that_changed_since_it_was_read_is_not_finished_unseen(talk):
    talk.write(words="Une chambre")
    talk.bilan.refresh_from_db()
    seen = talk.bilan.revision
    talk.write("health", words="Ajouté par une collègue")
    with pytest.raises(Conflict):
        services.finish(actor=talk.worker, bilan=talk.bilan, revision=seen, at=NOW)
    talk.bilan.refresh_from_db()
    assert talk.bilan.state == BilanState.DRAFT


def test_a_finished_bilan_is_written_no_more_and_finished_once(talk):
    talk.write(words="Une chambre")
    bilan = talk.finish()
    with pytest.raises(TransitionRefused):
        talk.write(words="Trop tard", base=99)
    with pytest.raises(TransitionRefused):
        services.finish(actor=talk.worker, bilan=bilan, revision=bilan.revision, at=NOW)
    with pytest.raises(TransitionRefused):
        services.describe(actor=talk.worker, bilan=bilan, moment=Moment.END, held_on=TODAY, language="fr", on=TODAY)
    assert Document.objects.count() == 1
    assert talk.entry().words == "Une chambre"


def test_when_the_document_cannot_be_made_nothing_is_finished(talk, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no document")

    talk.write(words="Une chambre")
    talk.bilan.refresh_from_db()
    monkeypatch.setattr(papers, "render", broken)
    with pytest.raises(RuntimeError):
        services.finish(actor=talk.worker, bilan=talk.bilan, revision=talk.bilan.revision, at=NOW)
    talk.bilan.refresh_from_db()
    assert talk.bilan.state == BilanState.DRAFT
    assert not JournalEntry.objects.filter(verb="bilan.finished").exists()


def test_a_correction_begins_with_the_same_content_and_says_why(talk):
    talk.write(words="Deux enfants", rating_person=2)
    talk.write("digital", is_skipped=True)
    first = talk.finish()
    correction = services.correct(actor=talk.worker, bilan=first, reason=" Il y a trois enfants ", on=TODAY)
    assert (correction.number, correction.corrects, correction.correction_reason) == (2, first, "Il y a trois enfants")
    assert (correction.held_on, correction.moment) == (first.held_on, first.moment)
    copied = {entry.domain: entry for entry in correction.entries.all()}
    assert (copied["housing"].words, copied["housing"].rating_person) == ("Deux enfants", 2)
    assert copied["digital"].is_skipped
    assert queries.latest_bilan(talk.person.pk, TODAY) == first, "until the correction is finished"
    assert queries.previous_bilan(correction) is None, "what is corrected is not « last time »"
    talk.finish(correction)
    assert queries.latest_bilan(talk.person.pk, TODAY) == correction


@pytest.mark.parametrize("reason", ["", "  ", "\u202e"])
def test_a_correction_without_a_reason_is_refused(talk, reason):
    talk.write(words="Une chambre")
    with pytest.raises(InvalidInput):
        services.correct(actor=talk.worker, bilan=talk.finish(), reason=reason, on=TODAY)
    assert Bilan.objects.count() == 1


def test_only_a_finished_bilan_without_correction_is_corrected_and_one_at_a_time(talk):
    with pytest.raises(DomainError, match="encore en cours"):
        services.correct(actor=talk.worker, bilan=talk.bilan, reason="Erreur", on=TODAY)
    talk.write(words="Une chambre")
    first = talk.finish()
    correction = services.correct(actor=talk.worker, bilan=first, reason="Erreur", on=TODAY)
    with pytest.raises(DomainError, match="déjà en cours"):
        services.correct(actor=talk.worker, bilan=first, reason="Erreur", on=TODAY)
    talk.finish(correction)
    with pytest.raises(DomainError, match="déjà une correction"):
        services.correct(actor=talk.worker, bilan=first, reason="Erreur", on=TODAY)


def test_the_next_bilan_is_shown_beside_the_last_one_and_is_empty(talk):
    talk.write(words="Une chambre")
    first = talk.finish()
    second = services.start(
        actor=talk.worker, person=talk.person, moment=Moment.MIDDLE, held_on=TODAY, on=TODAY + timedelta(1)
    )
    assert queries.previous_bilan(second) == first
    assert queries.last_time(second)["housing"].words == "Une chambre"
    assert not any(entry.is_seen for entry in second.entries.all())


def test_a_bilan_of_somebody_else_is_never_last_time(talk):
    talk.write(words="Une chambre")
    talk.finish()
    other = services.start(actor=talk.worker, person=a_person("Autre"), moment=Moment.START, held_on=TODAY, on=TODAY)
    assert queries.previous_bilan(other) is None
    assert queries.last_time(other) == {}


def test_each_act_stands_in_the_journal_in_words(talk):
    talk.write(words="Une chambre")
    services.describe(actor=talk.worker, bilan=talk.bilan, moment=Moment.END, held_on=TODAY, language="nl", on=TODAY)
    first = talk.finish()
    services.correct(actor=talk.worker, bilan=first, reason="Erreur", on=TODAY)
    rows = JournalEntry.objects.filter(person_id=talk.person.pk).order_by("number")
    assert [row.verb for row in rows] == [
        "bilan.started", "bilan.written", "bilan.described", "bilan.finished", "bilan.corrected",
    ]  # fmt: skip
    assert all(words.label(row.verb) != row.verb for row in rows)
    assert "corrige le bilan 1" in words.words(rows[4].verb, rows[4].detail)
    assert not any("chambre" in str(row.detail) for row in rows), "the journal holds no words of the person"


def test_a_member_who_may_not_write_may_not_finish_or_correct(talk):
    talk.write(words="Une chambre")
    council = a_member("president")
    talk.bilan.refresh_from_db()
    with pytest.raises(NotAllowed):
        services.finish(actor=council, bilan=talk.bilan, revision=talk.bilan.revision, at=NOW)
    bilan = talk.finish()
    with pytest.raises(NotAllowed):
        services.correct(actor=council, bilan=bilan, reason="Erreur", on=TODAY)
