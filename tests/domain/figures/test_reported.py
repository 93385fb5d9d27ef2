"""What anybody may have of approved reports: no small number is found, added, subtracted or compared."""

import json

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import DomainError, NotAllowed
from jalon.domain.figures import opened, reported
from jalon.domain.figures.models import OPEN_FILES
from jalon.domain.figures.protection import ROOT
from jalon.domain.figures.published import OPEN_BASE, OPEN_THRESHOLD, rounded
from jalon.domain.figures.reported import protected
from jalon.domain.subsidies.models import Programme, SubsidyAct
from tests.domain.reports import scene

LINE, PARTS = "activation", ("2.1", "2.2", "2.3")
FAMILY = {(LINE, "2"): PARTS, **{(LINE, code): () for code in PARTS}}
PLACES = ["Flandre", "Wallonie"]


def given_of(parts, values, places=PLACES):
    return {row[:3]: row[3] for row in protected(parts, values, places)}


def told(reports):
    """`reports`: (place, numbers of 2.1, 2.2 and 2.3)."""
    values = {key: {} for key in FAMILY}
    for place, numbers in reports:
        for key, number in zip(FAMILY, (sum(numbers), *numbers), strict=True):
            values[key].setdefault(place, []).append(number)
    return values


def test_a_small_part_is_not_found_by_taking_the_other_parts_from_the_whole():
    found = given_of(FAMILY, told([(place, (20, 30, 1)) for place in PLACES for _centre in range(6)]))
    assert found[ROOT, LINE, "2"] == 612, "what is large enough is given"
    few = told([("Flandre", (20, 30, 9))] * 6 + [("Wallonie", (20, 30, 0))] * 5 + [("Wallonie", (20, 30, 2))])
    found = given_of(FAMILY, few)
    assert found["Wallonie", LINE, "2.3"] is None
    row = [found["Wallonie", LINE, code] for code in ("2", *PARTS)]
    assert row.count(None) >= 2, "the whole less the other parts would tell that two people are concerned"


reports = st.lists(st.tuples(st.sampled_from(PLACES), st.tuples(*[st.integers(0, 12)] * 3)), min_size=1, max_size=14)


@settings(max_examples=60)
@given(reports)
@example([("Flandre", (10, 0, 0)), ("Flandre", (10, 0, 0))])
def test_no_hidden_number_stands_alone_in_a_sum(every):
    values = told(every)
    found = given_of(FAMILY, values)
    sums = [[(place, LINE, code) for place in (ROOT, *PLACES)] for code in ("2", *PARTS)]
    used = {code for code in ("2", *PARTS) if any(map(any, values[LINE, code].values()))}
    if len(used) != 2:  # the only part in use repeats the whole: it is given nowhere, and no secret beside it
        sums += [[(place, LINE, code) for code in ("2", *PARTS)] for place in (ROOT, *PLACES)]
    for one in sums:
        hidden = [name for name in one if found[name] is None and name[2] in used]
        assert len(hidden) != 1, hidden
    for (place, line, code), number in found.items():
        parts = values[line, code]
        numbers = [each for where, some in parts.items() if place in (ROOT, where) for each in some]
        if number is not None:
            assert number == sum(numbers) and number - max(numbers) >= OPEN_THRESHOLD


def test_wholes_that_share_a_number_give_none_of_theirs():
    tangled = {(LINE, "1"): ("a", "b"), (LINE, "2"): ("b", "c"), **{(LINE, code): () for code in "abcd"}}
    values = {key: {"Flandre": [20, 20], "Wallonie": [20, 20]} for key in tangled}
    found = given_of(tangled, values)
    assert found[ROOT, LINE, "d"] == 80 and {found[ROOT, LINE, code] for code in "12b"} == {None}
    assert {row[2] for row in found} == {"1", "2", *"abcd"}


@given(st.integers(OPEN_THRESHOLD, 10_000))
def test_what_is_given_is_the_nearest_five(number):
    assert rounded(number) % OPEN_BASE == 0 and abs(rounded(number) - number) <= OPEN_BASE // 2


@pytest.mark.django_db
def test_two_downloads_never_differ_whatever_is_approved_between_them():
    world = scene.a_world()
    officer, at = world.officer, scene.at(9)
    with federal_context():
        programme = Programme.objects.get(pk=world.programme_id)
        with pytest.raises(DomainError, match="n’est approuvé"):
            reported.publish(actor=officer, programme=programme, at=at)
    scene.approved(world, scene.sent(world.ours))
    with federal_context():
        with pytest.raises(NotAllowed):
            reported.publish(actor=world.cabinet, programme=programme, at=at)
        first = reported.publish(actor=officer, programme=programme, at=at)
        act = SubsidyAct.objects.get(verb="figures.reports_published")
        assert act.detail == {"approved": 1, "owed": 2, "sha256": first.sha256} and act.actor == officer
    scene.approved(world, scene.sent(world.theirs))
    with federal_context():
        with pytest.raises(DomainError, match="déjà publiés"):
            reported.publish(actor=officer, programme=programme, at=scene.at(20))
        kept = reported.published().get(world.programme_id)
        assert (kept.content, kept.sha256, kept.published_at) == (first.content, first.sha256, at)
        _refused("UPDATE figures_reportspublication SET content = ''")
        _refused("DELETE FROM figures_reportspublication")
    with centre_context(world.ours.centre.pk):
        _refused("SELECT 1 FROM figures_reportspublication")


@pytest.mark.django_db
def test_a_publication_gives_rounded_numbers_and_of_the_reports_no_exact_number():
    world = scene.a_world()
    for office in (world.ours, world.theirs):
        scene.approved(world, scene.sent(office))
    with federal_context():
        programme = Programme.objects.get(pk=world.programme_id)
        told = json.loads(reported.publish(actor=world.officer, programme=programme, at=scene.at(9)).content)
        assert reported.progress()[programme.pk] == reported.Progress(2, 2)
    assert told["complete"] and told["reports"] is None, "two reports are too few to say how many"
    values = {one["value"] for one in told["numbers"]}
    assert None in values and all(value is None or value % OPEN_BASE == 0 for value in values)


@pytest.mark.django_db
def test_a_publication_is_called_as_its_programme_then_was_and_its_places_in_the_language_of_the_file():
    world = scene.a_world()
    for office in (world.ours, world.theirs):
        scene.approved(world, scene.sent(office))
    with federal_context():
        programme = Programme.objects.get(pk=world.programme_id)
        reported.publish(actor=world.officer, programme=programme, at=scene.at(9))
        files = {name: opened.file(str(programme.pk), name) for name in OPEN_FILES}
        title = {"fr": "Autre nom", "nl": "Andere naam", "en": "Another"}
        Programme.objects.update(content={**programme.content, "title": title})
    (listed,) = opened.every()
    assert listed.title == programme.content["title"] and listed.year == 2015
    assert {name: opened.file(str(programme.pk), name) for name in OPEN_FILES} == files
    program = json.loads(files["json"])
    assert "names" not in program and program["places"]["BE"] == {"fr": "Belgique", "nl": "België", "de": "Belgien"}
    french, dutch, german = (files[f"{each}.csv"].decode() for each in ("fr", "nl", "de"))
    assert "Belgique;" in french and "Vlaams Gewest;" in dutch and "België;" in dutch and "Belgien;" in german
    assert "Flandre" not in dutch and "Les nombres" not in german and "Autre nom" not in french


def _refused(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
