"""Counted from files as a hand counts, corrected with a reason, frozen for ever, told without a person."""

import random
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jalon.domain.audit.models import JournalEntry
from jalon.domain.conventions.content import digest
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.grants.queries import held
from jalon.domain.results import queries, services
from jalon.domain.results.counting import count
from jalon.domain.results.enums import How
from jalon.domain.results.models import Frozen, FrozenFile, Written
from jalon.law.subsidies.form_file import shipped_forms
from jalon.law.subsidies.results import definition
from tests.domain.conventions.scene import FIELDS
from tests.domain.results.by_hand import counted
from tests.domain.results.scene import FIRST, LAST, LINE, NOW, a_bilan, a_scene, a_way, lives
from tests.factories import a_person
from tests.scene import played, shared

ON = NOW.date()
TEXT = "a" * 64
scene_of_module = shared(a_scene)


@pytest.fixture
def scene(scene_of_module):
    with played(scene_of_module) as scene, centre_context(scene.office.centre.pk):
        yield scene


def table(scene):
    return services.table(grant=scene.grant, line=LINE, on=ON)


def written(scene, field, value, reason="", *, seen=0, actor=None):
    facts = {"grant": scene.grant, "line": LINE, "field": field, "value": value, "reason": reason, "seen": seen}
    return services.correct(actor=actor or scene.office.coordinator, at=NOW, **facts)


def frozen(scene, *, version=TEXT, told=None, at=NOW):
    told = told or services.as_told(grant=scene.grant, line=LINE, on=ON)
    facts = {"grant": scene.grant, "line": LINE, "told": told, "version_sha256": version, "at": at}
    return services.freeze(actor=scene.office.secretary, **facts)


def test_every_number_is_what_a_hand_counts_from_the_rows(scene):
    by_hand = counted(FIRST, LAST)
    found = table(scene)
    assert {one.code: one.computed for one in found.cells} == {
        code: number for code, number in by_hand.items() if not code.startswith("I")
    }
    assert not [code for code in by_hand if not by_hand[code]], "the lives drawn give each number something to count"
    indicators = {
        one.code: definition(one.measure, date(2017, 12, 31)) for one in shipped_forms()["indicators_2017"].fields
    }
    found = count(indicators.values(), first=FIRST, last=LAST)
    assert {code: len(found[one.measure]) for code, one in indicators.items()} == {
        code: number for code, number in by_hand.items() if code.startswith("I")
    }


def test_a_table_shows_targets_both_labels_sums_and_where_each_number_comes_from(scene):
    found = table(scene)
    assert {one.code: one.target for one in found.cells if one.target is not None} == {
        code: number for code, number in FIELDS.items() if code != "A"
    }
    assert (found.cell("2.2").title, found.cell("2.2").promised) == (
        "En ateliers ou modules de socialisation", "Pour renforcer l’autonomie",
    )  # fmt: skip
    assert found.cell("2.3").promised == "" and found.cell("R1").target is None
    assert [one.field.code for one in found.sums()] == ["2"]
    assert found.shares() == {"computed": 12, "corrected": 0, "typed": 0, "missing": 0, "reused": 5}
    assert services.table(grant=scene.grant, line=LINE, on=date(2014, 12, 31)).cell("2").computed == 0
    with pytest.raises(InvalidInput):
        services.table(grant=scene.grant, line="modules", on=ON)


def test_a_table_costs_as_many_questions_whatever_the_number_of_files(scene):
    numbers = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as asked:
            services.as_told(grant=scene.grant, line=LINE, on=ON)
        numbers.append(len(asked))
        lives(scene, random.Random(9), 12)
    assert numbers[0] == numbers[1] < 20


def test_a_bilan_counts_when_what_follows_was_settled_and_once_for_each_person(scene):
    before = table(scene).cell("1").computed
    person, other = a_person(), a_person()
    first = a_bilan(scene, person, date(2015, 3, 1), "")
    a_bilan(scene, other, date(2016, 1, 1))
    assert table(scene).cell("1").computed == before, "nothing follows yet; the other is of the next year"
    second = a_bilan(scene, person, date(2015, 3, 2), "", corrects=first, correction_reason="Une erreur.")
    a_way(scene, person, date(2014, 12, 1), bilan=first)
    assert table(scene).cell("1").computed == before + 1
    a_bilan(scene, person, date(2015, 9, 1), "Un atelier.")
    found = table(scene).cell("1")
    assert found.computed == before + 1 and person.pk in {one.file for one in found.files} and second.pk


def test_a_corrected_number_says_why_stands_beside_the_count_and_can_be_taken_back(scene):
    before = table(scene).cell("2")
    for value, reason, says in (
        (before.computed, "Parce que.", "déjà"),
        (7, "non", "pourquoi"),
        (-1, "Parce que.", "entier"),
        (31, "Avec le 85.07.30-033.28.", "numéro national"),
    ):
        with pytest.raises(InvalidInput, match=says):
            written(scene, "2", value, reason)
    row = written(scene, "2", 31, "Une personne suivie avec un autre centre.")
    cell = table(scene).cell("2")
    assert (cell.computed, cell.value, cell.how, cell.has_moved) == (before.computed, 31, How.CORRECTED, False)
    a_way(scene, a_person(), date(2015, 5, 1), piis=True)
    assert table(scene).cell("2").has_moved and table(scene).shares()["corrected"] == 1
    with pytest.raises(Conflict) as told:
        written(scene, "2", 32, "Deux personnes.", actor=scene.office.president)
    assert told.value.theirs == row
    undo = {"grant": scene.grant, "line": LINE, "field": "2", "at": NOW}
    services.take_back(actor=scene.office.president, seen=row.number, **undo)
    assert table(scene).cell("2").value == before.computed + 1
    assert services.take_back(actor=scene.office.president, seen=0, **undo) is None
    assert [one.value for one in queries.history(scene.grant, LINE, "2")] == [None, 31]
    verbs = JournalEntry.objects.filter(subject_id=scene.grant.pk, verb__startswith="results").order_by("number")
    assert [(one.verb, one.detail["value"]) for one in verbs] == [
        ("results.corrected", 31),
        ("results.taken_back", None),
    ]
    with pytest.raises(InvalidInput, match="ne demande pas"):
        written(scene, "I1", 3)


def test_a_worker_and_another_centre_write_and_freeze_nothing(scene):
    told = services.as_told(grant=scene.grant, line=LINE, on=ON)
    for actor in (scene.office.worker, scene.world.theirs.coordinator, scene.world.officer):
        with pytest.raises(NotAllowed):
            written(scene, "2", 31, "Une raison.", actor=actor)
        with pytest.raises(NotAllowed):
            services.freeze(actor=actor, grant=scene.grant, line=LINE, told=told, version_sha256=TEXT, at=NOW)
        with pytest.raises(NotAllowed):
            services.freeze_all(actor=actor, held=held(scene.grant), told={LINE: told}, version_sha256=TEXT, at=NOW)
    assert not Written.objects.exists() and not Frozen.objects.exists()


def test_what_was_frozen_stays_whatever_becomes_of_the_files(scene):
    written(scene, "R3", 9, "Trois emplois signés hors de Jalon.")
    kept = frozen(scene)
    told, files = queries.told_in(kept), queries.files_of(kept)
    assert (kept.reference, kept.sha256, kept.version_sha256) == (LAST, digest(kept.content), TEXT)
    cells = {one["code"]: one for one in told["cells"]}
    assert {code: len(ones) for code, ones in files.items()} == {code: one["computed"] for code, one in cells.items()}
    assert (cells["R3"]["value"], cells["R3"]["how"]) == (9, "corrected")
    assert not {str(one.file) for ones in files.values() for one in ones} & set(kept.content.split('"')), (
        "no person in it"
    )
    assert queries.differences(kept, table(scene)) == []

    newcomer = a_person()
    a_way(scene, newcomer, date(2015, 6, 1), piis=True)
    (changed,) = [one for one in queries.differences(kept, table(scene)) if one.code == "2"]
    assert (changed.now, changed.came, changed.left) == (changed.before + 1, {newcomer.pk}, frozenset())
    assert queries.files_of(Frozen.objects.get()) == files and Frozen.objects.get().content == kept.content
    for rows in (Frozen.objects, FrozenFile.objects, Written.objects):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows.update(centre=scene.office.centre)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            rows.all()._raw_delete("default")


def test_only_what_was_shown_is_frozen_once_for_a_text_and_once_the_period_is_over(scene):
    told = services.as_told(grant=scene.grant, line=LINE, on=ON)
    a_way(scene, a_person(), date(2015, 6, 1), piis=True)
    with pytest.raises(Conflict, match="ont changé"):
        frozen(scene, told=told)
    with pytest.raises(DomainError, match="pas finie"):
        services.freeze(
            actor=scene.office.secretary, grant=scene.grant, line=LINE, told=told, version_sha256=TEXT,
            at=NOW.replace(year=2015),
        )  # fmt: skip
    frozen(scene)
    with pytest.raises(Conflict, match="déjà figés"):
        frozen(scene)
    frozen(scene, version="b" * 64, at=NOW + timedelta(days=1))
    assert [one.version_sha256[0] for one in queries.frozen(scene.grant, LINE)] == ["b", "a"]


def test_neither_another_centre_nor_the_administration_reads_a_cohort(scene):
    frozen(scene)
    with centre_context(scene.world.theirs.centre.pk):
        assert not Frozen.objects.exists() and not FrozenFile.objects.exists()
    for model in (Frozen, FrozenFile, Written):
        with federal_context(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(model._base_manager.all())


def test_what_nothing_counts_is_typed_without_a_reason_and_stops_the_report_until_then(scene):
    report = next(one for one in scene.grant.award.facts["frame"]["forms"] if one["code"] == "report_2015")
    title = {"en": "Open workshops", "fr": "Ateliers ouverts", "nl": "Open ateliers"}
    report["fields"].append({"code": "Z1", "title": title, "kind": "count", "limit": None, "parts": []})
    assert (table(scene).cell("Z1").how, table(scene).shares()["missing"]) == (How.MISSING, 1)
    with pytest.raises(DomainError, match="Des nombres manquent encore : Z1"):
        frozen(scene)
    row = written(scene, "Z1", 0)
    assert (table(scene).cell("Z1").value, table(scene).cell("Z1").how) == (0, How.TYPED)
    told = services.as_told(grant=scene.grant, line=LINE, on=ON)["cells"][-1]
    assert (told["code"], told["computed"], told["value"], told["definition"]) == ("Z1", None, 0, None)
    assert queries.files_of(frozen(scene)).get("Z1") is None
    facts = {"grant": scene.grant, "line": LINE, "field": "Z1", "seen": row.number, "at": NOW}
    services.take_back(actor=scene.office.coordinator, **facts)
    assert table(scene).cell("Z1").how == How.MISSING
