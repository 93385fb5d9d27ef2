"""A measurement: each side on its own, frozen once finished, in order, on its scale."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.instruments import correcting, installing, measuring, services
from jalon.domain.instruments.definition import read
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.models import InstrumentVersion, Measurement
from jalon.domain.instruments.refusals import in_words
from jalon.domain.instruments.shipped import shipped
from jalon.domain.instruments.sittings import Shown, sittings
from jalon.domain.people.models import Person
from jalon.domain.people.services import FileClosed
from tests.conftest import TODAY
from tests.domain.activation.builders import a_trajectory
from tests.domain.instruments.conftest import NOW
from tests.domain.instruments.test_definition import A_SCALE
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db
ITEMS = [item.code for item in shipped()["empowerment"].items]
LONG_BEFORE = TODAY - timedelta(days=200)


@dataclass
class Desk:
    """A worker and a person in the context of their centre."""

    worker: Membership
    direction: Membership
    person: Person

    def begin(self, moment="start", held_on=TODAY, code="empowerment", **more):
        return measuring.begin(
            actor=self.worker, person=self.person, code=code, moment=moment, held_on=held_on, on=TODAY, **more
        )

    def done(self, row: Measurement, level: int, by=None) -> Measurement:
        by = by or (self.worker if row.rater == Rater.WORKER else ThePerson(self.person))
        answers = dict.fromkeys((item.code for item in row.instrument.read.items), level)
        row = measuring.rate(actor=by, measurement=row, answers=answers, comment="", revision=row.revision, at=NOW)
        return measuring.finish(actor=by, measurement=row, revision=row.revision, at=NOW)

    def measure(self, moment: str, held_on: date, level=3, **more) -> list[Measurement]:
        return [self.done(row, level) for row in self.begin(moment, held_on, **more)]


@pytest.fixture
def desk(db):
    centre = a_centre()
    with centre_context(centre.pk):
        yield Desk(a_member(), a_member(Role.SECRETARY), a_person())


def _refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.rowcount == 0
    except Error:
        return True


def test_nothing_is_measured_in_a_closed_file(desk: Desk):
    finished = [desk.done(row, 2) for row in desk.begin()][0]
    mine, theirs = desk.begin("middle")
    Person.objects.filter(pk=desk.person.pk).update(closed_on=TODAY)
    for write in (
        desk.begin,
        lambda: desk.done(mine, 2),
        lambda: desk.done(theirs, 2),
        lambda: measuring.finish(actor=ThePerson(desk.person), measurement=mine, revision=mine.revision, at=NOW),
        lambda: correcting.correct(actor=desk.worker, measurement=finished, reason="Erreur", on=TODAY),
    ):
        with pytest.raises(FileClosed):
            write()


def test_the_two_ratings_are_hidden_from_each_other_until_both_are_in(desk: Desk):
    mine, theirs = desk.begin()
    assert (mine.rater, theirs.rater) == (Rater.PERSON, Rater.WORKER)
    with pytest.raises(DomainError, match="Notez d’abord de votre côté"):
        desk.done(mine, 2, by=desk.worker)
    desk.done(mine, 2)
    seen = sittings(desk.person.pk, seen_by=Rater.WORKER)[0]
    assert seen.person.shown == Shown.HIDDEN and seen.person.measurement is None and not seen.gaps
    assert not Measurement.objects.counted().exists()
    assert sittings(desk.person.pk, seen_by=Rater.PERSON)[0].person.measurement.answers
    assert sittings(desk.person.pk, seen_by=None)[0].person.measurement is None
    desk.done(theirs, 4)
    both = sittings(desk.person.pk, seen_by=Rater.WORKER)[0]
    assert both.is_complete and both.person.measurement.overall and both.worker.measurement.overall
    assert both.gaps[0].size == 200 and both.gaps[0].counts
    assert Measurement.objects.counted().count() == 2


def test_a_side_that_does_not_rate_keeps_nothing_back(desk: Desk):
    mine, theirs = desk.begin()
    desk.done(theirs, 4)
    assert not Measurement.objects.counted().exists()
    measuring.decline(actor=desk.worker, measurement=mine, on=TODAY)
    assert Measurement.objects.counted().get().rater == Rater.WORKER
    assert sittings(desk.person.pk, seen_by=None)[0].person.shown == Shown.ABSENT


def test_a_finished_measurement_never_changes_and_its_correction_says_why(desk: Desk):
    mine, theirs = desk.measure("start", LONG_BEFORE, 2)
    for change in ("answers = '{}'", "scores = '{}'", "state = 'draft'", "held_on = '2020-01-01'"):
        assert _refused(f"UPDATE instruments_measurement SET {change} WHERE id = '{mine.pk}'")
    assert _refused(f"DELETE FROM instruments_measurement WHERE id = '{mine.pk}'")
    with pytest.raises(DomainError):
        measuring.rate(actor=desk.worker, measurement=theirs, answers={}, comment="", revision=2, at=NOW)
    with pytest.raises(InvalidInput):
        correcting.correct(actor=desk.worker, measurement=theirs, reason=" ", on=TODAY)
    again = correcting.correct(actor=desk.worker, measurement=theirs, reason="Lu de travers", on=TODAY)
    assert again.answers == theirs.answers and Measurement.objects.counted().filter(pk=theirs.pk).exists()
    desk.done(again, 5)
    assert set(Measurement.objects.counted()) == {mine, again}
    with pytest.raises(Conflict):
        correcting.correct(actor=desk.worker, measurement=theirs, reason="Encore", on=TODAY)
    rows = correcting.restate(
        actor=desk.worker, measurement=mine, moment="middle", held_on=TODAY, reason="C’était plus tard", at=NOW
    )
    # A turned sentence makes 3 of everything answered 5.
    assert {row.rater: row.scores["strength"] for row in rows} == {Rater.PERSON: 200, Rater.WORKER: 500}
    assert {row.moment for row in Measurement.objects.counted()} == {"middle"}
    shown = sittings(desk.person.pk, seen_by=None)[0]
    assert len(shown.worker.earlier) == 2 and shown.moment == "middle"


def test_a_trajectory_has_one_start_and_its_end_comes_after(desk: Desk):
    desk.measure("start", TODAY - timedelta(days=100))
    with pytest.raises(InvalidInput, match="Un début a déjà été mesuré"):
        desk.begin("start", TODAY)
    with pytest.raises(InvalidInput, match="La fin ne peut pas tomber avant"):
        desk.begin("end", LONG_BEFORE)
    desk.measure("end", TODAY - timedelta(days=50))
    desk.measure("start", TODAY - timedelta(days=10))  # another stretch of the way
    trajectory = a_trajectory(desk.worker, desk.person, starts_on=LONG_BEFORE).pk
    desk.measure("start", LONG_BEFORE, trajectory=trajectory)
    with pytest.raises(InvalidInput):
        desk.begin("start", TODAY, trajectory=trajectory)
    with pytest.raises(InvalidInput, match="futur"):
        desk.begin("end", TODAY + timedelta(days=1))


def test_an_answer_outside_the_scale_is_refused_and_nothing_else_is_lost(desk: Desk):
    _mine, theirs = desk.begin()
    kept = measuring.rate(actor=desk.worker, measurement=theirs, answers={ITEMS[0]: 3}, comment="", revision=1, at=NOW)
    for wrong in (0, 6, 2.5, "3", True, None, [1]):
        if wrong is not None:
            with pytest.raises(InvalidInput, match="échelle"):
                measuring.rate(
                    actor=desk.worker, measurement=kept, answers={ITEMS[0]: wrong}, comment="", revision=2, at=NOW
                )
    with pytest.raises(InvalidInput, match="échelle"):
        measuring.rate(actor=desk.worker, measurement=kept, answers={"unknown": 1}, comment="", revision=2, at=NOW)
    kept.refresh_from_db()
    assert kept.answers == {ITEMS[0]: 3} and kept.revision == 2
    with pytest.raises(Conflict):
        measuring.rate(actor=desk.worker, measurement=kept, answers={ITEMS[0]: 1}, comment="", revision=1, at=NOW)


def test_an_instrument_of_the_centre_never_changes_under_its_measurements(desk: Desk):
    with pytest.raises(NotAllowed):
        installing.install(actor=desk.worker, definition=read(A_SCALE), on=TODAY)
    first = installing.install(actor=desk.direction, definition=read(A_SCALE), on=TODAY)
    assert installing.install(actor=desk.direction, definition=read(A_SCALE), on=TODAY) == first
    with pytest.raises(Conflict, match="numéro 2"):
        installing.install(actor=desk.direction, definition=read({**A_SCALE, "direction": "down"}), on=TODAY)
    desk.measure("start", LONG_BEFORE, code="calm")
    second = installing.install(actor=desk.direction, definition=read({**A_SCALE, "version": 2}), on=TODAY)
    first.refresh_from_db()
    assert first.retired_on == TODAY
    later = desk.measure("end", TODAY - timedelta(days=9), code="calm")
    assert later[0].instrument == first  # the trajectory goes on with what it began with
    assert desk.begin("start", TODAY, code="calm")[0].instrument == second
    table = "instruments_instrumentversion"
    assert _refused(f"UPDATE {table} SET definition = '{{}}' WHERE id = '{first.pk}'")
    assert _refused(f"DELETE FROM {table} WHERE id = '{second.pk}'")
    installing.retire(actor=desk.direction, instrument=second, on=TODAY)
    Measurement.objects.filter(state="draft").delete()
    with pytest.raises(DomainError, match="pas en usage"):
        desk.begin("middle", TODAY, code="calm")
    with pytest.raises(Conflict):
        installing.install(actor=desk.direction, definition=read({**A_SCALE, "code": "bilan"}), on=TODAY)


def test_another_version_half_way_is_refused_by_the_database(desk: Desk):
    installing.install(actor=desk.direction, definition=read(A_SCALE), on=TODAY)
    start, _other = desk.measure("start", LONG_BEFORE, code="calm")
    second = installing.install(actor=desk.direction, definition=read({**A_SCALE, "version": 2}), on=TODAY)
    row = Measurement(
        person=desk.person, instrument=second, moment="middle", rater="person", way="desk", held_on=TODAY,
        started_on=TODAY,
    )  # fmt: skip
    with pytest.raises(InvalidInput, match="a changé en cours"), in_words():
        row.save(force_insert=True)
    assert start.instrument != second


def test_a_bilan_is_measured_beside_other_instruments(talk):
    talk.write("housing", rating_person=2, rating_worker=3)
    bilan = talk.finish()
    person, worker = Measurement.objects.counted().order_by("rater")
    assert (person.answers, worker.scores["housing"]) == ({"housing": 2}, 300)
    assert person.sitting == bilan.pk and person.bilan == bilan and person.way == "bilan"
    assert person.scores["health"] is None and person.overall is None
    talk.bilan = services.correct(actor=talk.worker, bilan=bilan, reason="Faute", on=TODAY)
    talk.write("housing", rating_person=4)
    talk.finish()
    assert Measurement.objects.counted().get(rater="person").answers == {"housing": 4}
    assert InstrumentVersion.objects.count() == 1


def test_only_who_accompanies_measures_and_each_act_leaves_its_row(desk: Desk):
    stranger, other = a_member(Role.PRESIDENT), a_person("Autre")
    with pytest.raises(NotAllowed):
        measuring.begin(actor=stranger, person=desk.person, code="check_in", moment="check_in", held_on=TODAY, on=TODAY)
    (only,) = desk.begin("check_in", code="check_in")
    for by in (stranger, ThePerson(other)):
        with pytest.raises(NotAllowed):
            measuring.rate(actor=by, measurement=only, answers={}, comment="x", revision=1, at=NOW)
    elsewhere = a_centre("Ailleurs")
    with centre_context(elsewhere.pk):
        far = a_member()
        assert not Measurement.objects.exists()
    with pytest.raises(NotAllowed):
        measuring.finish(actor=far, measurement=only, revision=1, at=NOW)
    with pytest.raises(InvalidInput, match="Aucune réponse"):
        measuring.finish(actor=desk.worker, measurement=only, revision=1, at=NOW)
    assert desk.begin("check_in", code="check_in") == [only]  # a double click begins nothing twice
    desk.done(only, 4, by=ThePerson(desk.person, lent_by=desk.worker))
    only.refresh_from_db()
    assert only.way == "handed" and only.finished_by == desk.worker
    verbs = list(JournalEntry.objects.filter(subject_id=only.pk).order_by("number").values_list("verb", flat=True))
    assert verbs == ["measurement.begun", "measurement.written", "measurement.finished"]
    desk.begin("check_in", code="check_in")
    measuring.discard(actor=desk.worker, measurement=Measurement.objects.get(state="draft"), on=TODAY)
    assert Measurement.objects.count() == 1
