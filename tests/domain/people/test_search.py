"""Finding a person fast, and never one of another centre."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from jalon.domain.core.context import centre_context, operator_context
from jalon.domain.core.text import searchable
from jalon.domain.people.facts import PersonFacts
from jalon.domain.people.queries import search
from jalon.domain.people.search import after_prefix
from jalon.domain.people.services import create_person
from tests.factories import a_person, a_status

ON = date(2026, 11, 23)
NISS = "85.07.30-033.28"


def found(text, **how):
    return [person.full_name for person in search(text, on=ON, **how).items]


@pytest.mark.parametrize("text", ["dub", "DUBOIS", "Éloi", "elo", "dub elo", "elo dub", " élo  DUB ", "dubois éloïse"])
def test_a_person_is_found_by_the_beginning_of_any_name_in_any_order(here, text):
    a_person("Dubois", "Éloïse Marie")
    a_person("Durand", "Paul")
    assert found(text) == ["Éloïse Marie Dubois"]


@pytest.mark.parametrize("text", ["hond", "d'hondt", "D’HONDT", "dhondt"])
def test_an_apostrophe_is_no_obstacle(here, text):
    a_person("D’Hondt", "An")
    assert found(text) == ["An D’Hondt"]


@pytest.mark.parametrize("text", ["ois", "paul dub", "zz", "", "   ", "\x00", "%", "_", "'", "\\", "🙂", "x" * 200])
def test_what_begins_no_name_finds_nobody(here, text):
    a_person("Dubois", "Éloïse")
    a_person("Durand", "Paul")
    assert found(text) == []


@pytest.mark.parametrize("name", ["O", "Ng", "陈", "محمد", "გიორგი", "Ñandú", "Øster", "Łucja"])
def test_one_name_of_one_letter_or_of_any_script_is_found(here, name):
    a_person(name, "")
    assert found(name) == [name]
    assert found(name[0]) == [name]


def test_who_has_two_names_beginning_alike_is_listed_once_over_all_pages(here):
    a_person("Martin", "Marie")
    a_person("Marchal", "Marc")
    a_person("Mahy", "Louis")
    names, after = [], None
    while True:
        page = search("ma", on=ON, after=after, size=1)
        names += [person.last_name for person in page.items]
        if page.after is None:
            break
        after = page.after
    assert sorted(names) == ["Mahy", "Marchal", "Martin"]


def test_a_year_among_the_words_is_a_year_of_birth(here):
    a_person("Dubois", "A", birth_year=1990)
    a_person("Dubois", "B", birth_year=1985)
    assert found("dubois 1985") == ["B Dubois"]


def test_a_person_is_found_by_file_number_and_its_beginning(here):
    a_person("Un", "", file_number="2026-00042")
    a_person("Deux", "", file_number="2026-00043")
    assert found("2026-00042") == ["Un"]
    assert found("2026-0004") == ["Un", "Deux"]


@pytest.mark.parametrize("typed", [NISS, "85073003328", "85 07 30 033 28", " 850730-033-28"])
def test_a_person_is_found_by_national_number_however_it_is_typed(here, typed):
    create_person(actor=here.worker, facts=PersonFacts("Dubois"), niss=NISS, on=ON)
    assert found(typed) == ["Dubois"]
    assert found("72020290081") == []


def test_nobody_of_another_centre_is_ever_found(here, elsewhere):
    with centre_context(elsewhere.centre.pk):
        create_person(actor=elsewhere.worker, facts=PersonFacts("Dubois"), niss=NISS, on=ON)
        assert found("dub") == ["Dubois"]
    assert found("dub") == found(NISS) == found("2026-00001") == []


def test_the_number_of_queries_does_not_grow_with_what_is_found(here):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            search("dub jean", on=ON)
        return len(captured)

    a_status(a_person("Dubois", "Jean", responsible=here.worker))
    few = queries()
    for number in range(30):
        a_status(a_person(f"Dubois{number}", "Jean", responsible=here.worker))
    assert queries() == few <= 3


@given(st.text(min_size=1, max_size=20))
def test_the_end_of_a_range_comes_right_after_every_text_that_begins_so(text):
    for word in searchable(text):
        end = after_prefix(word)
        assert word.encode() < end.encode()
        assert (word + "\U0010ffff").encode() < end.encode()


SYLLABLES = "ARRAY['du','mar','van','ber','le','ro','sa','mi','ko','ta','ne','li','gu','per','so','ka','el','ha']"
MANY = 50_000
FILL = f"""
WITH made AS (
    SELECT gen_random_uuid() AS id, n,
           s[1 + n %% 18] || s[1 + (n / 18) %% 18] || s[1 + (n / 324) %% 18] AS last,
           s[1 + (n * 7) %% 18] || s[1 + (n / 11) %% 18] AS first
    FROM generate_series(1, {MANY}) AS n, (SELECT {SYLLABLES} AS s) AS syllables
), people AS (
    INSERT INTO people_person (id, centre_id, file_number, last_name, first_names, sex, language, phone, email,
                               address, opened_on, revision, sort_name, name_sound)
    SELECT id, %(centre)s, 'N' || n, last, first, 'x', 'fr', '', '', '', '2020-01-01', 1, last || ' ' || first, ''
    FROM made
), statuses AS (
    INSERT INTO people_status (id, centre_id, person_id, kind, since, is_student, is_homeless, works_part_time,
                               revision)
    SELECT gen_random_uuid(), %(centre)s, id, 'broad', '2020-01-01', false, false, false, 1 FROM made
    WHERE n %% 4 = 0
)
INSERT INTO people_nametoken (id, centre_id, person_id, token, sort_name)
SELECT gen_random_uuid(), %(centre)s, id, word, last || ' ' || first
FROM made, unnest(ARRAY[last, first]) AS word
"""


@pytest.fixture
def crowd(here):
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"centre": here.centre.pk})
    with operator_context(here.centre.pk), connection.cursor() as cursor:
        cursor.execute("ANALYZE people_person, people_nametoken, people_status")
    return here


def plans_of(text):
    """How PostgreSQL runs each query of a search, as the application's role."""
    with CaptureQueriesContext(connection) as captured:
        search(text, on=ON)
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {query['sql']}")
            yield "\n".join(row[0] for row in cursor.fetchall())


def test_among_fifty_thousand_people_no_search_reads_a_whole_table(crowd):
    for text in ("d", "dumar", "dumar van", "m v", "mar", "va du sa", "dubois", "dumar 1990", "n123", NISS):
        for plan in plans_of(text):
            assert "Seq Scan on people_" not in plan, f"{text}: {plan}"
