"""A year of twenty lives ends in numbers that somebody else counts again by hand from the rows."""

import re
from collections import Counter
from datetime import date

import pytest
from django.db import transaction

from jalon.command.year import live, tell
from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership
from jalon.domain.activation.cohorts import ALL, cohort, tally
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.progress import AIMS, seen
from jalon.domain.audit.services import verify_chain
from jalon.domain.core.context import centre_context
from jalon.domain.documents.rendering import engine
from jalon.domain.figures.counting import measure
from jalon.domain.figures.periods import Period
from jalon.domain.people.models import Person
from jalon.law.activation import Direction
from tests.command.by_hand import ByHand
from tests.scene import shared
from tests.signing_in import client_of

YEAR = 2025
FIRST, LAST, AFTER = date(YEAR, 1, 1), date(YEAR, 12, 31), date(YEAR + 1, 2, 16)
PERIOD = f"?first={FIRST}&last={LAST}&rater=worker"


def a_year():
    """Lived once for all tests. Of each kind of paper one is printed and stands for the others: they are looked at
    elsewhere, and eighty of them would take longer than the rest of the year."""
    printed: dict = {}

    def once(document, words, compiled=engine._compile):
        if document.template not in printed:
            printed[document.template] = compiled(document, words)
        return printed[document.template]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_compile", once)
        return live(year=YEAR, progress=lambda done, total: None)


scene = shared(a_year)


@pytest.fixture
def centres(scene):
    with transaction.atomic():
        yield scene
        transaction.set_rollback(True)


def number_of(cell) -> int:
    """The number in a cell of a page."""
    return int(re.sub(r"<[^>]*>|\s", "", str(cell)))


def test_everybody_lived_their_year_and_each_act_stands_in_the_journal(centres, capsys):
    people = []
    for centre in centres:
        with centre_context(centre.pk):
            assert list(verify_chain()) == []
            people += [(one.niss_index, one.closed_on) for one in Person.objects.all()]
    assert len(people) == 20 and sum(closed is not None for _niss, closed in people) == 2
    assert live(year=YEAR, progress=lambda done, total: None) == centres, "a second time, nobody lives it again"
    tell(centres, year=YEAR)
    told = capsys.readouterr().out
    assert "Liège 2" in told and re.search(r"Trajectories +7 +7 +6", told)


def test_the_progress_of_each_person_is_that_of_the_rule_of_2015_counted_by_hand(centres):
    found: set[str] = set()
    for centre in centres:
        with centre_context(centre.pk):
            hand, rows = ByHand(), {str(one.pk): one for one in Trajectory.objects.all()}
            for kept in hand.measurements:
                if kept["state"] == "finished":
                    scores = hand.scores(kept)
                    assert kept["scores"] == scores and kept["points"] == list(scores.values())
            for reference in (date(YEAR, 6, 30), LAST, AFTER):
                for rater in ("worker", "person"):
                    known = {"first": FIRST, "last": LAST, "reference": reference, "rater": rater}
                    whole, groups = cohort(**known, aims=list(AIMS)), tally(**known, aims=list(AIMS))
                    for aim, toward in {ALL: "", **{str(aim): str(aim) for aim in AIMS}}.items():
                        ways = {
                            one["id"]: hand.direction(one, rater, str(reference), toward)
                            for one in hand.touching(str(FIRST), str(LAST))
                        }
                        told = {one: whole.direction(rows[one].pk, aim).value for one in ways}
                        assert told == ways, (centre.name_fr, reference, rater, aim)
                        summed: Counter = Counter()
                        for group in groups:
                            summed[group.direction.value] += group.number if group.aim == aim else 0
                        assert +summed == Counter(ways.values())
                        found |= set(ways.values())
                    for one in hand.trajectories:
                        gone = hand.differences(one, rater, str(reference))
                        progress = seen(rows[one["id"]], reference)[rater].progress
                        assert progress.difference == (sum(gone[1].values()) if gone else 0)
                        assert {axis.axis: axis.difference for axis in progress.axes} == (gone[1] if gone else {})
    assert found == {one.value for one in Direction}


def test_where_each_trajectory_led_and_what_the_convention_counts(centres):
    results: Counter = Counter()
    for centre in centres:
        with centre_context(centre.pk):
            hand = ByHand()
            secretary = Membership.objects.get(role=Role.SECRETARY)
            for one in hand.trajectories:
                if one["ended_on"]:
                    assert one["result_proposed"] == hand.proposed(one), one
                    results[one["result"]] += 1
            by_hand = hand.convention(str(FIRST), str(LAST))
        page = client_of(secretary).get(f"/activation/convention/{PERIOD}").context
        assert {name: page[name] for name in ("all", "framed", "people", "bilans")} == {
            name: by_hand[name] for name in ("all", "framed", "people", "bilans")
        }
        for row, (aim, counts) in zip(page["directions"].rows, by_hand["directions"].items(), strict=True):
            assert [number_of(cell) for cell in row[1:]] == [counts[one.value] for one in Direction], aim
        led = dict(zip(("path", "autonomy", "volunteering", "job", ""), page["results"].rows, strict=True))
        assert {one: number_of(row[1]) for one, row in led.items() if number_of(row[1])} == by_hand["results"]
        team = client_of(secretary).get(f"/activation/team/{PERIOD}").context["whole"]
        assert team.total == by_hand["all"], "seven or six people are told together, and no direction of theirs"
        assert all(size is None or size == 0 or size >= 5 for size in team.counts.values())
    assert set(results) == {"job", "path", "autonomy", "volunteering", ""}, "every result was lived"


def test_the_figures_of_each_centre_are_those_of_its_rows(centres):
    for centre in centres:
        with centre_context(centre.pk):
            by_hand, counted = ByHand().figures(str(FIRST), str(LAST)), measure(Period(FIRST, LAST))
        assert counted.total("in_force") == by_hand["in_force"]
        assert counted.total("concluded") == by_hand["concluded"]
        assert counted.total("evaluations") == by_hand["evaluations"]
        assert counted.by("evaluations", "manner")["in_person"] == by_hand["in_person"]
        assert +Counter(counted.by("outcomes", "outcome")) == by_hand["outcomes"]
        assert +Counter(counted.by("outcomes", "reason")) == by_hand["reasons"]
