"""Two people at the same moment: real connections, real commits. One effect, and a clear sentence for the other."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from jalon.domain.accounts.enums import Role
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context
from jalon.domain.core.errors import Conflict, DomainError
from jalon.domain.piis import queries, services
from jalon.domain.piis.enums import DecisionOutcome, Side, State
from jalon.domain.piis.errors import AlreadySigned, Overlaps
from jalon.domain.piis.models import Decision, Evaluation, Piis, PiisEvent, Signature
from tests.at_once import at_once, refusals
from tests.domain.piis.world import (
    MAY_SIGN,
    a_beneficiary,
    a_draft_piis,
    a_text,
    at,
    council,
    handed_over,
    running,
    sign,
    signed,
)
from tests.factories import a_centre, a_member

pytestmark = pytest.mark.django_db(transaction=True)
DAY = MAY_SIGN + timedelta(days=1)


class Place:
    """A committed centre, a worker and a beneficiary."""

    def __init__(self) -> None:
        self.centre = a_centre("Val-Clair")
        with self.context():
            self.worker = a_member(Role.COORDINATOR)
            self.person = a_beneficiary(responsible=self.worker)
            self.president, self.secretary = council(), council()

    def context(self) -> Any:
        return centre_context(self.centre.pk)

    def at_once(self, *acts: Callable[[], object]) -> tuple[list[object], list[DomainError]]:
        """What the done acts of this centre returned, and how the others were refused."""
        results = at_once(*(self.context()(act) for act in acts))
        return [one for one in results if not isinstance(one, DomainError)], refusals(results)


@pytest.fixture
def place(db: None) -> Place:
    return Place()


def decision(actor: Any, piis: Piis, outcome: str) -> Callable[[], Decision]:
    facts = {"decided_on": DAY, "at": at(DAY), "explanation": "Le Conseil a délibéré."}
    return lambda: services.decide(actor=actor, piis=Piis.objects.get(pk=piis.pk), outcome=outcome, **facts)


def test_of_two_decisions_at_once_one_is_recorded_and_the_other_told_so(place: Place):
    with place.context():
        piis = signed(place.person).piis
    done, refused = place.at_once(
        decision(place.president, piis, DecisionOutcome.APPROVED),
        decision(place.secretary, piis, DecisionOutcome.REFUSED),
    )
    assert (len(done), len(refused)) == (1, 1)
    assert "n’est plus possible" in str(refused[0])
    with place.context():
        one = Decision.objects.get()
        state = {DecisionOutcome.APPROVED: State.RUNNING, DecisionOutcome.REFUSED: State.REFUSED}
        assert Piis.objects.get().state == state[DecisionOutcome(one.outcome)]
        assert JournalEntry.objects.filter(verb__in=["piis.approve", "piis.refuse"]).count() == 1


def test_of_two_projects_over_the_same_months_approved_at_once_one_runs(place: Place):
    with place.context():
        first = signed(place.person).piis
        # Both are handed over before either runs: nothing overlaps yet.
        second = signed(place.person, a_text(since=date(2026, 6, 1), until=date(2027, 5, 31))).piis
    done, refused = place.at_once(
        decision(place.president, first, DecisionOutcome.APPROVED),
        decision(place.secretary, second, DecisionOutcome.APPROVED),
    )
    assert (len(done), len(refused)) == (1, 1)
    assert isinstance(refused[0], Overlaps)
    with place.context():
        assert Piis.objects.filter(state=State.RUNNING).count() == 1
        assert Decision.objects.count() == 1


def test_of_two_signatures_of_one_party_at_once_one_is_kept(place: Place):
    with place.context():
        version = handed_over(place.person)
    done, refused = place.at_once(*[lambda: sign(version, Side.PERSON)] * 3)
    assert (len(done), len(refused)) == (1, 2)
    assert {type(one) for one in refused} == {AlreadySigned}
    with place.context():
        assert Signature.objects.count() == 1


def test_both_parties_signing_at_once_conclude_the_contract_once(place: Place):
    with place.context():
        version = handed_over(place.person)
    done, refused = place.at_once(
        lambda: sign(version, Side.PERSON), lambda: sign(version, Side.CENTRE, actor=place.president)
    )
    assert (len(done), refused) == (2, [])
    with place.context():
        assert Piis.objects.get().state == State.SIGNED
        assert PiisEvent.objects.filter(act="sign_last").count() == 1


def test_of_two_texts_saved_at_once_one_is_kept_and_the_other_is_shown_it(place: Place):
    with place.context():
        piis = a_draft_piis(place.person)
    acts = [
        lambda aims=aims: services.save_draft(
            actor=place.worker, piis=piis, draft=a_text(aims=aims), revision=piis.revision, at=at(DAY)
        )
        for aims in ("Je veux un toit.", "Je veux un vélo.")
    ]
    done, refused = place.at_once(*acts)
    assert (len(done), len(refused)) == (1, 1)
    assert isinstance(refused[0], Conflict)
    with place.context():
        assert queries.current_draft(refused[0].theirs).aims == Piis.objects.get().aims


def test_a_text_saved_while_it_is_handed_over_is_in_it_or_refused(place: Place):
    with place.context():
        piis = a_draft_piis(place.person)
    done, refused = place.at_once(
        lambda: services.hand_over(actor=place.worker, piis=piis, at=at(DAY)),
        lambda: services.save_draft(
            actor=place.worker, piis=piis, draft=a_text(aims="Au dernier moment."), revision=piis.revision, at=at(DAY)
        ),
    )
    with place.context():
        frozen = Piis.objects.get().versions.get().data["aims"]
        assert (frozen == "Au dernier moment.") is (len(done) == 2)
        assert len(done) + len(refused) == 2


def test_of_two_evaluations_of_one_day_at_once_one_is_recorded(place: Place):
    with place.context():
        piis = running(place.person)
    day = DAY + timedelta(days=30)
    done, refused = place.at_once(
        *[
            lambda: services.record_evaluation(
                actor=place.worker, piis=piis, held_on=day, in_person=True, findings=(), at=at(day)
            )
        ]
        * 2
    )
    assert (len(done), len(refused)) == (1, 1)
    assert "déjà enregistrée" in str(refused[0])
    with place.context():
        assert Evaluation.objects.count() == 1


def test_two_colleagues_who_begin_to_write_the_same_evaluation_see_each_other(place: Place):
    with place.context():
        piis = running(place.person)
    done, refused = place.at_once(
        *[
            lambda words=words: services.keep_evaluation_draft(
                actor=place.worker, piis=piis, fields={"went_well": words}, revision=0, page=None, at=at(DAY)
            )
            for words in ("Le CV est écrit.", "Le cours a commencé.")
        ]
    )
    assert (len(done), len(refused)) == (1, 1)
    assert isinstance(refused[0], Conflict)
    with place.context():
        assert refused[0].theirs.fields == done[0].fields
