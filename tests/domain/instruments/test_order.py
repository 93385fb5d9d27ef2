"""A way has one start and its end comes after it, for bilans too; nothing begins in a closed file."""

from datetime import timedelta

import pytest

from jalon.domain.activation import services as activation
from jalon.domain.core.errors import InvalidInput
from jalon.domain.instruments import services
from jalon.domain.instruments.enums import Moment
from jalon.domain.instruments.models import Bilan
from jalon.domain.people import services as people
from jalon.domain.people.models import Person
from jalon.domain.people.services import FileClosed
from tests.conftest import TODAY
from tests.domain.activation.builders import a_trajectory
from tests.domain.instruments.conftest import Talk
from tests.factories import a_person

BEFORE = TODAY - timedelta(days=100)


def begin(talk: Talk, moment: Moment, held_on=TODAY) -> Bilan:
    return services.start(actor=talk.worker, person=talk.person, moment=moment, held_on=held_on, on=TODAY)


@pytest.fixture
def started(talk: Talk) -> Talk:
    """A bilan of the start, a hundred days old, finished."""
    services.describe(actor=talk.worker, bilan=talk.bilan, moment=Moment.START, held_on=BEFORE, language="fr", on=TODAY)
    talk.write(words="Une chambre")
    talk.finish()
    return talk


def test_no_bilan_is_begun_in_a_closed_file(talk: Talk):
    other = a_person("Autre", closed_on=TODAY)
    with pytest.raises(FileClosed):
        services.start(actor=talk.worker, person=other, moment=Moment.START, held_on=TODAY, on=TODAY)
    assert not Bilan.objects.filter(person=other).exists()


def test_a_second_start_is_refused_whichever_door_it_takes(started: Talk):
    with pytest.raises(InvalidInput, match="Un bilan du début existe déjà") as refused:
        begin(started, Moment.START)
    assert refused.value.field == "moment"
    with pytest.raises(InvalidInput, match="Un bilan du début existe déjà"):
        begin(started, Moment.START, BEFORE - timedelta(days=30))
    draft = begin(started, Moment.MIDDLE)
    facts = {"actor": started.worker, "bilan": draft, "language": "fr", "on": TODAY}
    with pytest.raises(InvalidInput, match="Un bilan du début existe déjà"):
        services.describe(moment=Moment.START, held_on=TODAY, **facts)
    with pytest.raises(InvalidInput, match="La fin ne peut pas tomber avant le début"):
        services.describe(moment=Moment.END, held_on=BEFORE - timedelta(days=1), **facts)
    draft.refresh_from_db()
    assert (draft.moment, draft.held_on) == (Moment.MIDDLE, TODAY), "nothing is lost"


def test_a_correction_of_the_start_is_no_second_start(started: Talk):
    first = Bilan.objects.get(state="finished")
    again = services.correct(actor=started.worker, bilan=first, reason="Faute", on=TODAY)
    services.describe(
        actor=started.worker, bilan=again, moment=Moment.START, held_on=BEFORE + timedelta(days=1), language="fr",
        on=TODAY,
    )  # fmt: skip
    started.finish(again)
    assert Bilan.objects.standing().get().held_on == BEFORE + timedelta(days=1)


def test_an_end_a_closed_file_or_a_concluded_trajectory_parts_two_starts(started: Talk):
    worker, person = started.worker, started.person
    started.another(BEFORE + timedelta(days=50), Moment.END, housing=3)
    second = begin(started, Moment.START, BEFORE + timedelta(days=60))
    started.bilan = second
    started.write(words="Un studio")
    started.finish()
    way = a_trajectory(worker, person, starts_on=BEFORE + timedelta(days=61))
    with pytest.raises(InvalidInput, match="existe déjà"):
        begin(started, Moment.START, BEFORE + timedelta(days=80))
    day, reason = BEFORE + timedelta(days=70), "Elle a trouvé un emploi."
    activation.conclude(actor=worker, trajectory=way, ended_on=day, result="job", reason=reason, on=TODAY)
    started.bilan = begin(started, Moment.START, BEFORE + timedelta(days=80))
    started.write(words="Un appartement")
    started.finish()
    people.close_file(actor=worker, person=person, closed_on=TODAY, reason="Déménagement", on=TODAY)
    Person.objects.filter(pk=person.pk).update(closed_on=None)
    assert begin(started, Moment.START).held_on == TODAY
