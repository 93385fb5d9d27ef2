"""Two connections at once: nothing slips into a bilan while it is being finished, and nothing is begun twice."""

import threading

import pytest
from django.db import connection

from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import DomainError
from jalon.domain.instruments import measuring, services
from jalon.domain.instruments.enums import Moment, Rated
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, Measurement
from tests.conftest import TODAY
from tests.domain.instruments.conftest import NOW
from tests.factories import a_centre, a_member, a_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    """A centre, a worker, a person and a bilan with one domain written: really committed."""
    centre = a_centre()
    with centre_context(centre.pk):
        worker, person = a_member(), a_person()
        bilan = services.start(actor=worker, person=person, moment=Moment.START, held_on=TODAY, on=TODAY)
        save(worker, bilan, "Une chambre")
        bilan.refresh_from_db()
    return centre, worker, person, bilan


def save(worker, bilan, text, domain="housing"):
    services.save(actor=worker, bilan=bilan, changes={domain: Change(99, {"words": text})}, at=NOW)


def beside(centre, act):
    """Run `act` on a connection of its own; returns the thread and what it refused with."""
    refusals = []

    def run():
        try:
            with centre_context(centre.pk):
                act()
        except DomainError as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, refusals


def test_what_is_written_while_it_is_finished_waits_and_is_refused(scene):
    centre, worker, _person, bilan = scene
    with centre_context(centre.pk):
        services.finish(actor=worker, bilan=bilan, revision=bilan.revision, at=NOW)
        late, refusals = beside(centre, lambda: save(worker, bilan, "Glissé dedans", "health"))
        late.join(0.5)
        assert late.is_alive(), "the late writer waits for the end of the act"
    late.join(20)
    assert [str(refusal.what) for refusal in refusals] == ["Ce bilan est terminé : il ne change plus."]
    with centre_context(centre.pk):
        assert bilan.entries.get(domain="health").words == ""


def test_two_clicks_at_once_begin_one_bilan(scene):
    centre, worker, _person, _bilan = scene
    with centre_context(centre.pk):
        newcomer = a_person("Nouveau")

    def begin():
        services.start(actor=worker, person=newcomer, moment=Moment.START, held_on=TODAY, on=TODAY)

    clicks = [beside(centre, begin) for _click in range(3)]
    for thread, refusals in clicks:
        thread.join(20)
        assert refusals == []
    with centre_context(centre.pk):
        assert Bilan.objects.filter(person=newcomer).count() == 1


def test_two_people_saving_at_once_both_keep_their_words(scene):
    centre, worker, _person, bilan = scene
    domains = ("health", "money", "work", "family")
    writers = [beside(centre, lambda domain=domain: save(worker, bilan, domain, domain)) for domain in domains]
    for thread, refusals in writers:
        thread.join(20)
        assert refusals == []
    with centre_context(centre.pk):
        assert {entry.words for entry in bilan.entries.filter(domain__in=domains)} == set(domains)
        bilan.refresh_from_db()
        assert bilan.revision == 2 + len(domains)


def test_the_person_gives_their_levels_while_the_worker_chooses_theirs_and_neither_waits_forever(scene):
    centre, worker, _person, _bilan = scene
    with centre_context(centre.pk):
        person = a_person("À part")
        bilan = services.start(
            actor=worker, person=person, moment=Moment.START, held_on=TODAY, on=TODAY, rated=Rated.APART
        )
        rows = {one.rater: one for one in Measurement.objects.filter(bilan=bilan)}
        theirs = ThePerson(person)
        row = measuring.rate(
            actor=theirs, measurement=rows["person"], answers={"housing": 2}, comment="", revision=1, at=NOW
        )

    def choose(level):
        changes = {"health": Change(99, {"rating_worker": level, "words": f"Vu {level}"})}
        services.save(actor=worker, bilan=bilan, changes=changes, at=NOW)

    def give():
        measuring.finish(actor=theirs, measurement=row, revision=row.revision, at=NOW)

    acts = [lambda level=level: choose(level) for level in (2, 3, 4)] + [give]
    for thread, refusals in [beside(centre, act) for act in acts]:
        thread.join(20)
        assert not thread.is_alive() and refusals == []
    with centre_context(centre.pk):
        mine = Measurement.objects.get(bilan=bilan, rater="worker")
        assert mine.answers["health"] in (2, 3, 4)
        assert bilan.entries.get(domain="health").words == f"Vu {mine.answers['health']}", "level and words of one save"
        measuring.finish(actor=worker, measurement=mine, revision=mine.revision, at=NOW)
        assert bilan.entries.get(domain="housing").rating_person == 2
