"""Two lists of centres: what stays, what changes, and what a person must say."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from jalon.domain.centres.comparison import MappingNeeded, template
from jalon.domain.centres.lists import ListRefused
from jalon.domain.centres.mapping import CodeChange, Mapping, MappingRefused, Merger, read_mapping, shipped
from jalon.domain.centres.models import Centre, CentreCode
from jalon.domain.centres.services import BadRows, import_list
from jalon.domain.core.context import centre_context, operator_context
from jalon.domain.core.errors import NotAllowed
from tests.domain.centres.conftest import a_list, real_list
from tests.factories import a_centre

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = date(2018, 1, 1), date(2019, 1, 1), date(2020, 1, 1)
MERGER = Mapping(merged=[Merger("10010", ("10001", "10002"))], on=SECOND)


def imported(content, on, **options):
    with operator_context():
        return import_list(content=content, on=on, **options)


def centre_of(code, on):
    return CentreCode.objects.get(nis_code=code, validity__contains=on).centre


def whole():
    """Everything the import may write, to see that nothing changed."""
    return list(Centre.objects.order_by("pk").values_list()), list(CentreCode.objects.order_by("pk").values_list())


def test_the_same_list_twice_changes_nothing():
    content = a_list((10001, "Amont", 1000), (10002, "Aval", 2000))
    assert len(imported(content, FIRST).opened) == 2
    before = whole()
    again = imported(content, FIRST)
    assert (again.changed, again.unchanged) == (False, 2)
    assert whole() == before


def test_a_bad_row_keeps_the_whole_list_out():
    with pytest.raises(BadRows) as refusal:
        imported(a_list((10001, "Amont", 1000), (10002, "Aval", "?")), FIRST)
    assert [row.line for row in refusal.value.rows] == [3]
    assert Centre.objects.count() == 0


def test_the_good_rows_come_in_on_request_and_the_mended_row_later():
    report = imported(a_list((10001, "Amont", 1000), (10002, "Aval", "?")), FIRST, accept_good_rows=True)
    assert (len(report.opened), len(report.bad)) == (1, 1)
    report = imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000)), FIRST)
    assert [change.code for change in report.opened] == ["10002"]
    assert centre_of("10002", date(1990, 1, 1)).name_fr == "Aval"


def test_a_centre_whose_row_is_bad_has_not_vanished():
    imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000)), FIRST)
    report = imported(a_list((10001, "Amont", 1001), (10002, "Aval", "?")), SECOND, accept_good_rows=True)
    assert centre_of("10002", SECOND).closed_on is None
    assert [change.code for change in report.updated] == ["10001"]


def test_a_renamed_municipality_is_the_same_centre():
    imported(a_list((10001, "Amont", 1000)), FIRST)
    centre = centre_of("10001", FIRST)
    report = imported(a_list((10001, "Amont-sur-Eau", 1000)), SECOND)
    assert [(change.code, change.what) for change in report.renamed] == [
        ("10001", "name_fr Amont → Amont-sur-Eau; name_nl Amont → Amont-sur-Eau")
    ]
    assert centre_of("10001", SECOND).pk == centre.pk


def test_when_codes_vanish_and_others_appear_the_import_asks_and_writes_nothing():
    imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000), (10003, "Pont", 500)), FIRST)
    before = whole()
    with pytest.raises(MappingNeeded) as asked:
        imported(a_list((10010, "Amont", 3010), (10011, "Pont", 505)), SECOND)
    questions = asked.value.questions
    assert [known.nis_code for known in questions.gone] == ["10001", "10002", "10003"]
    assert [row.nis_code for row in questions.came] == ["10010", "10011"]
    assert {suggestion.change for suggestion in questions.suggestions} == {
        CodeChange("10003", "10011", "Pont"),
        Merger("10010", ("10001", "10002"), "Amont"),
    }
    assert whole() == before


def test_the_file_of_suggestions_counts_for_nothing_until_each_line_is_confirmed():
    imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000), (10003, "Pont", 500)), FIRST)
    new = a_list((10010, "Amont", 3010), (10011, 'Pont "Neuf"', 505))
    with pytest.raises(MappingNeeded) as asked:
        imported(new, SECOND)
    text = template(asked.value.questions, "2019-01-01")
    with pytest.raises(MappingRefused, match="not confirmed"):
        read_mapping(text.encode())
    mapping = read_mapping(text.replace("confirmed: no", "confirmed: yes").encode())
    report = imported(new, SECOND, mapping=mapping)
    assert (len(report.merged), len(report.code_changed)) == (1, 1)


def test_a_merged_centre_is_closed_and_the_new_one_of_the_same_name_is_another():
    imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000)), FIRST)
    old, other = centre_of("10001", FIRST), centre_of("10002", FIRST)
    report = imported(a_list((10010, "Amont", 3000)), SECOND, mapping=MERGER)
    new = centre_of("10010", SECOND)
    assert new.pk not in (old.pk, other.pk)
    assert (new.name_fr, new.opened_on) == ("Amont", SECOND)
    for closed in (old, other):
        closed.refresh_from_db()
        assert (closed.closed_on, closed.successor_id) == (SECOND, new.pk)
    assert [change.code for change in report.merged] == ["10010"]
    # The codes keep their dates: the day before, the old one; from that day, the new one.
    assert centre_of("10001", date(2018, 12, 31)) == old
    assert not CentreCode.objects.filter(nis_code="10001", validity__contains=SECOND).exists()
    assert not CentreCode.objects.filter(nis_code="10010", validity__contains=date(2018, 12, 31)).exists()
    before = whole()
    assert not imported(a_list((10010, "Amont", 3000)), SECOND, mapping=MERGER).changed
    assert whole() == before


def test_a_municipality_may_merge_into_one_that_was_there_already():
    imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000)), FIRST)
    mapping = Mapping(merged=[Merger("10002", ("10001",))])
    imported(a_list((10002, "Aval", 3000)), SECOND, mapping=mapping)
    aval = centre_of("10002", SECOND)
    assert (aval.opened_on, aval.inhabitants) == (None, 3000)
    assert centre_of("10001", FIRST).successor == aval


def test_a_centre_that_only_changed_its_code_lives_on_under_both():
    imported(a_list((10001, "Amont", 1000)), FIRST)
    centre = centre_of("10001", FIRST)
    imported(a_list((10011, "Amont", 1000)), SECOND, mapping=Mapping(code_changed=[CodeChange("10001", "10011")]))
    centre.refresh_from_db()
    assert (centre.closed_on, centre.code_on(FIRST), centre.code_on(SECOND)) == (None, "10001", "10011")


def test_a_mapping_that_leaves_a_code_open_is_asked_about_that_code_only():
    imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000), (10003, "Pont", 500)), FIRST)
    with pytest.raises(MappingNeeded) as asked:
        imported(a_list((10010, "Amont", 3010)), SECOND, mapping=MERGER)
    assert [known.nis_code for known in asked.value.questions.gone] == ["10003"]
    closed = Mapping(merged=MERGER.merged, closed=["10003"], on=SECOND)
    imported(a_list((10010, "Amont", 3010)), SECOND, mapping=closed)
    pont = centre_of("10003", FIRST)
    assert (pont.closed_on, pont.successor) == (SECOND, None)


def test_a_truncated_list_closes_no_centre():
    imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000)), FIRST)
    with pytest.raises(MappingNeeded):
        imported(a_list((10001, "Amont", 1000)), SECOND)
    assert centre_of("10002", SECOND).closed_on is None


def test_an_older_list_never_overwrites_what_a_later_one_told():
    imported(a_list((10001, "Amont", 1000)), FIRST)
    imported(a_list((10001, "Amont", 1100)), SECOND)
    before = whole()
    assert not imported(a_list((10001, "Amont", 1000)), FIRST).changed
    assert whole() == before
    with pytest.raises(ListRefused, match="older than the last one"):
        imported(a_list((10001, "Amont", 1000), (10002, "Aval", 5)), FIRST)


def test_a_mapping_that_names_a_code_the_list_lacks_is_refused_whole():
    imported(a_list((10001, "Amont", 1000), (10002, "Aval", 2000)), FIRST)
    before = whole()
    mapping = Mapping(code_changed=[CodeChange("10001", "10011"), CodeChange("10002", "10099")])
    with pytest.raises(ListRefused, match="10099"):
        imported(a_list((10011, "Amont", 1000)), SECOND, mapping=mapping)
    assert whole() == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("effective: yesterday", "not a date"),
        ("merge: []", "unknown: merge"),
        ("certainty: sure", "unknown"),
        ("closed: [4400]", "not a NIS code"),
        ("code_changed: [{old: '10001', new: '10002'}, {old: '10001', new: '10003'}]", "two things"),
        ("merged: [{new: '10001'}]", "does not say of which"),
        ("code_changed: [{old: '10001', new: '10002', confirmed: no}]", "not confirmed"),
        ("code_changed: ['10001']", "unclear"),
        ("effective: [", "cannot be read"),
    ],
)
def test_an_unclear_mapping_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(MappingRefused) as refusal:
        read_mapping(text.encode())
    assert sentence in str(refusal.value)


def test_a_centre_cannot_import_and_its_role_could_not_write():
    centre = a_centre()
    with centre_context(centre.pk):
        with pytest.raises(NotAllowed):
            import_list(content=a_list((10001, "Amont", 1000)), on=FIRST)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute("UPDATE centres_centre SET name_fr = 'x'")


def test_the_real_lists_of_2018_and_2019_ask_until_the_shipped_mapping_answers():
    assert len(imported(real_list(2018), FIRST).opened) == 589
    with pytest.raises(MappingNeeded) as asked:
        imported(real_list(2019), SECOND)
    questions = asked.value.questions
    assert (len(questions.gone), len(questions.came)) == (26, 18)
    mapping = shipped(2019)
    # What the machine would have suggested is what a person knows: name, postal code and inhabitants all agree.
    suggested = {suggestion.change for suggestion in questions.suggestions}
    assert {(s.new, frozenset(s.of)) for s in suggested if isinstance(s, Merger)} == {
        (merger.new, frozenset(merger.of)) for merger in mapping.merged
    }
    assert {(s.old, s.new) for s in suggested if isinstance(s, CodeChange)} == {
        (change.old, change.new) for change in mapping.code_changed
    }
    names = {row.nis_code: {row.name_fr, row.name_nl} for row in questions.came}
    assert all(entry.name in names[entry.new] for entry in (*mapping.merged, *mapping.code_changed))

    old_aalter, louviere = centre_of("44001", FIRST), centre_of("55022", FIRST)
    report = imported(real_list(2019), SECOND, mapping=mapping)
    assert (len(report.merged), len(report.code_changed), len(report.opened)) == (7, 11, 0)
    assert report.unused_mapping == []
    assert CentreCode.objects.filter(validity__contains=SECOND).count() == 581
    assert Centre.objects.filter(closed_on=SECOND).count() == 15
    new_aalter = centre_of("44084", SECOND)
    old_aalter.refresh_from_db()
    assert old_aalter.successor == new_aalter != old_aalter
    assert {centre.name_fr for centre in new_aalter.predecessors.all()} == {"Aalter", "Knesselare"}
    assert centre_of("58001", SECOND) == louviere
    assert not imported(real_list(2019), SECOND).changed
    third = imported(real_list(2020), THIRD)
    assert not (third.opened or third.merged or third.closed or third.renamed)


def test_a_later_list_may_be_imported_without_the_one_between():
    imported(real_list(2018), FIRST)
    imported(real_list(2020), THIRD, mapping=shipped(2019))
    aalter = centre_of("44084", date(2019, 1, 1))
    assert aalter.opened_on == SECOND


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Namur", "CPAS de Namur"),
        ("Anvers", "CPAS d’Anvers"),
        ("Écaussinnes", "CPAS d’Écaussinnes"),
        ("Le Roeulx", "CPAS du Roeulx"),
        ("Les Bons Villers", "CPAS des Bons Villers"),
        ("La Louvière", "CPAS de La Louvière"),
        ("Huy", "CPAS de Huy"),
    ],
)
def test_a_centre_is_named_as_people_say_it(name, title):
    assert Centre(name_fr=name).title == title
