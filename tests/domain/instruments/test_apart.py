"""A bilan whose two sides give their levels apart."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.instruments import apart, measuring, own_words, papers, queries, services
from jalon.domain.instruments.enums import Moment, Rated, Rater, Way
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, Measurement
from tests.conftest import TODAY
from tests.domain.documents.looking import text_of
from tests.domain.instruments.conftest import NOW
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db


class Scene:
    """A bilan rated apart; the person answers as their own space does."""

    def __init__(self):
        self.worker, self.person = a_member(), a_person()
        self.bilan = services.start(
            actor=self.worker, person=self.person, moment=Moment.START, held_on=TODAY, on=TODAY, rated=Rated.APART
        )

    def row(self, rater):
        return Measurement.objects.select_related("person", "instrument").get(bilan=self.bilan, rater=rater)

    def rate(self, rater, *, finish=True, **answers):
        actor, row = (ThePerson(self.person) if rater == Rater.PERSON else self.worker), self.row(rater)
        row = measuring.rate(actor=actor, measurement=row, answers=answers, comment="", revision=row.revision, at=NOW)
        if finish:
            measuring.finish(actor=actor, measurement=row, revision=row.revision, at=NOW)
        return row

    def levels(self, domain="housing"):
        entry = self.bilan.entries.get(domain=domain)
        return entry.rating_person, entry.rating_worker

    def write(self, **texts):
        """What the person writes of their home by themselves."""
        facts = {"measurement": (row := self.row(Rater.PERSON)), "answers": row.answers, "comment": row.comment}
        told = {"words": {"housing": texts}, "revision": row.revision, "at": NOW}
        return measuring.rate(actor=ThePerson(self.person), **facts, **told)

    def save(self, **values):
        return services.save(actor=self.worker, bilan=self.bilan, changes={"housing": Change(99, values)}, at=NOW)

    def finish(self, bilan=None):
        bilan = bilan or self.bilan
        bilan.refresh_from_db()
        return services.finish(actor=self.worker, bilan=bilan, revision=bilan.revision, at=NOW)


@pytest.fixture
def scene(db):
    with centre_context(a_centre().pk):
        yield Scene()


def refused(act):
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_levels_given_apart_stand_in_the_bilan_once_both_are_in_and_never_change(scene):
    """From the beginning to the correction, in one bilan."""
    scene.rate(Rater.PERSON, housing=2, health=4)
    assert scene.levels() == (None, None)
    assert not Measurement.objects.counted().exists(), "what one side gave shows nowhere before the other"
    entries = scene.bilan.entries.filter(domain="housing")
    refused(lambda: entries.update(rating_person=2))
    refused(lambda: Measurement.objects.filter(rater=Rater.PERSON).update(answers={"housing": 5}))
    saved = scene.save(rating_worker=3, words="Une chambre")
    assert saved.outcome.is_complete and saved.entries["housing"].rating_worker == 3, "their own page shows it"
    assert scene.bilan.entries.get(domain="housing").words == "Une chambre"
    assert scene.levels() == (None, None) and scene.row(Rater.WORKER).answers == {"housing": 3}
    saved = scene.save(rating_person=5)
    assert [one.field for one in saved.outcome.refusals] == ["rating_person"], "the person's is not the page's"
    with pytest.raises(DomainError):
        scene.finish()
    refused(
        lambda: Bilan.objects.filter(pk=scene.bilan.pk).update(
            state="finished", finished_at=NOW, finished_by=scene.worker
        )
    )
    with pytest.raises(DomainError):
        services.discard(actor=scene.worker, bilan=scene.bilan, on=TODAY)
    with pytest.raises(DomainError):
        services.join(actor=scene.worker, bilan=scene.bilan, on=TODAY)

    scene.rate(Rater.WORKER, housing=4)
    assert (scene.levels(), scene.levels("health")) == ((2, 4), (4, None))
    saved = scene.save(rating_worker=1)
    assert [one.field for one in saved.outcome.refusals] == ["rating_worker"], "what was given stays"
    for change in ({"rating_person": 3}, {"rating_worker": 2}, {"rating_person": None}):
        refused(lambda change=change: entries.update(**change))

    later = services.describe(
        actor=scene.worker, bilan=scene.bilan, moment=Moment.START, held_on=TODAY + timedelta(3),
        language="fr", on=TODAY + timedelta(3),
    )  # fmt: skip
    assert later.held_on == TODAY + timedelta(3), "the talk comes after the levels"
    done = scene.finish(later)
    assert Measurement.objects.counted().count() == 2, "measured once, by each side itself"
    assert not queries.missing(queries.entries_in_order(done)).unrated_by_person

    correction = services.correct(actor=scene.worker, bilan=done, reason="Mauvaise ligne", on=later.held_on)
    refused(lambda: correction.entries.filter(domain="housing").update(rating_person=5))
    changes = {"housing": Change(99, {"rating_worker": 3, "rating_person": 5})}
    saved = services.save(actor=scene.worker, bilan=correction, changes=changes, at=NOW)
    assert [one.field for one in saved.outcome.refusals] == ["rating_person"]
    scene.finish(correction)
    standing = {one.rater: (one.way, one.answers) for one in Measurement.objects.counted()}
    assert standing["person"] == (Way.SPACE, {"housing": 2, "health": 4}), "theirs is the one they gave"
    assert standing["worker"] == (Way.BILAN, {"housing": 3})


def test_what_the_person_began_alone_is_theirs_until_they_leave_it(scene):
    scene.rate(Rater.PERSON, finish=False, housing=2)
    scene.rate(Rater.WORKER, housing=4)
    row = scene.row(Rater.PERSON)
    with pytest.raises(DomainError, match="restent les siennes"):
        measuring.rate(
            actor=scene.worker, measurement=row, answers={"housing": 5}, comment="", revision=row.revision, at=NOW
        )
    assert scene.row(Rater.PERSON).answers == {"housing": 2}
    assert scene.levels() == (None, None)
    measuring.decline(actor=scene.worker, measurement=row, on=TODAY)
    assert scene.levels() == (None, 4), "one look is in, the other is left aside"
    scene.finish()


def test_both_may_turn_to_the_same_page_while_nothing_is_given(scene):
    scene.rate(Rater.WORKER, finish=False, housing=4)
    scene.bilan = services.join(actor=scene.worker, bilan=scene.bilan, on=TODAY)
    assert scene.bilan.rated == Rated.TOGETHER
    assert not apart.sides(scene.bilan) and not Measurement.objects.exists()
    scene.save(rating_person=2, rating_worker=3)
    assert scene.levels() == (2, 3)
    refused(lambda: Bilan.objects.filter(pk=scene.bilan.pk).update(rated=Rated.APART))


def test_a_moment_for_which_levels_are_given_stays(scene):
    scene.rate(Rater.WORKER, housing=4)
    with pytest.raises(DomainError):
        services.describe(
            actor=scene.worker, bilan=scene.bilan, moment=Moment.MIDDLE, held_on=TODAY, language="fr", on=TODAY
        )


def test_what_the_person_writes_alone_is_theirs_and_is_read_once_both_are_in(scene):
    scene.rate(Rater.PERSON, finish=False, housing=2)
    scene.write(words="  Il fait froid.  ", aspirations="Un balcon", needs="")
    assert scene.row(Rater.PERSON).words == {"housing": {"words": "Il fait froid.", "aspirations": "Un balcon"}}
    scene.write(aspirations="")
    row = scene.row(Rater.PERSON)
    assert row.words == {"housing": {"words": "Il fait froid."}} and measuring.began_alone(row)
    rows = Measurement.objects.filter(pk=row.pk)
    refused(lambda: rows.update(words={"housing": {"words": "Tout va bien."}}, way=Way.DESK))
    refused(lambda: rows.update(words={"moon": {"words": "Loin"}}))
    refused(lambda: rows.update(words={"housing": {"verdict": "Non"}}))
    refused(lambda: rows.update(words={"housing": "Froid"}))
    refused(lambda: rows.update(words={"housing": {"words": {"a": 1}}}))
    refused(lambda: rows.update(words={"housing": {"words": "x" * 1001}}))
    refused(lambda: Measurement.objects.filter(rater=Rater.WORKER).update(words={"housing": {"words": "Non"}}))
    for wrong in ({"moon": {"words": "Loin"}}, {"housing": {"verdict": "Non"}}, {"housing": {"words": "x" * 1001}}):
        with pytest.raises(InvalidInput):
            own_words.kept(row, wrong)
    with pytest.raises(NotAllowed):
        own_words.kept(scene.row(Rater.WORKER), {"housing": {"words": "Non"}})
    measuring.finish(actor=ThePerson(scene.person), measurement=row, revision=row.revision, at=NOW)
    told = JournalEntry.objects.get(subject_id=row.pk, verb="measurement.finished").detail
    assert told["told"] == 1 and "froid" not in str(told), "the journal says that words were written, never which"
    assert "froid" not in str(apart.said(scene.bilan)), "not before the worker's levels are in"

    scene.save(rating_worker=4)
    worker = scene.row(Rater.WORKER)
    kept = measuring.rate(
        actor=scene.worker, measurement=worker, answers=worker.answers, comment="À revoir.",
        revision=worker.revision, at=NOW,
    )  # fmt: skip
    measuring.finish(actor=scene.worker, measurement=worker, revision=kept.revision, at=NOW)
    assert apart.said(scene.bilan).words == {"housing": {"words": "Il fait froid."}}
    done = scene.finish()
    text = text_of(bytes(papers.frozen(done).content))
    for said in ("Il fait froid.", "Écrit par la personne", "À revoir.", "Remarque du service social"):
        assert said in text
    correction = services.correct(actor=scene.worker, bilan=done, reason="Mauvaise ligne", on=TODAY)
    assert apart.said(correction) == apart.said(done), "a correction keeps what the person wrote"


def test_words_alone_are_an_answer(scene):
    row = scene.write(words="Il fait froid.")
    measuring.finish(actor=ThePerson(scene.person), measurement=row, revision=row.revision, at=NOW)
    scene.save(rating_worker=4)
    row = scene.row(Rater.WORKER)
    measuring.finish(actor=scene.worker, measurement=row, revision=row.revision, at=NOW)
    assert scene.levels() == (None, 4), "no level is made of words"


def test_a_remark_the_person_began_alone_is_theirs_before_any_level_stands_beside_it(scene):
    row = scene.row(Rater.PERSON)
    facts = {"answers": {}, "comment": "Seulement ceci", "revision": row.revision, "at": NOW}
    measuring.rate(actor=ThePerson(scene.person), measurement=row, **facts)
    scene.rate(Rater.WORKER, housing=3)
    row = scene.row(Rater.PERSON)
    assert measuring.began_alone(row)
    with pytest.raises(DomainError):
        facts |= {"comment": "Autre chose", "revision": row.revision}
        measuring.rate(actor=scene.worker, measurement=row, **facts)
    mine = Measurement.objects.filter(pk=row.pk)
    refused(lambda: mine.update(comment="Autre chose", way=Way.DESK))
    assert mine.get().comment == "Seulement ceci"
