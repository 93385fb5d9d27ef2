"""A cluster reports together: each centre counts its own files, the promoter adds numbers up and reads no file."""

import json
import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.grants.services import grants, parts
from jalon.domain.people.models import Person
from jalon.domain.reports import services as reports
from jalon.domain.reports.checks import blocking
from jalon.domain.reports.content import read
from jalon.domain.reports.paper import _numbers
from jalon.domain.reports.services import open_reports
from jalon.domain.results import services
from jalon.domain.results.cluster import handed
from jalon.domain.results.handing import hand_over
from jalon.domain.results.models import Frozen, FrozenFile, Handed
from jalon.domain.subsidies.awards import awarded
from jalon.web.reports.cluster import shares_table
from jalon.web.reports.shown import results_table
from jalon.web.reports.workbook import _shares
from tests.domain.results import cluster
from tests.domain.results.cluster import AT, LINE, assessed, fingerprint, hands, held
from tests.factories import a_person
from tests.scene import played, shared

scene_of_module = shared(cluster.a_cluster)
LATER = AT + timedelta(days=3)


@pytest.fixture
def scene(scene_of_module):
    with played(scene_of_module) as scene:
        yield scene


def refused(statement: str, *told: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, told)


def all_of(statement: str, *told: object) -> list:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return cursor.fetchall()


def test_a_member_learns_whose_report_awaits_its_numbers_and_owes_no_report_itself(scene):
    first, _second = scene.members
    with centre_context(first.centre.pk):
        (one,) = awarded()
        assert one.award.cents == 0 and "Val-Clair" in one.award.facts["why"]["fr"][0]
        assert not grants(actor=first.coordinator, at=AT) and not open_reports(actor=first.coordinator, at=AT)
        with pytest.raises(NotAllowed):
            parts(actor=first.worker, at=AT)
        (part,) = parts(actor=first.coordinator, at=AT)
        assert part.is_part and part.line(LINE).part_of["promoter"] == str(scene.promoter.centre.pk)
    with centre_context(scene.alone.centre.pk):
        assert not parts(actor=scene.alone.coordinator, at=AT)
    cluster.decided(scene.officer, scene.programme, "90001;Vallée;oui", "90003;Vallée;", "90004;Vallée;", at=LATER)
    with centre_context(first.centre.pk):
        assert not parts(actor=first.coordinator, at=LATER), "it left the cluster: nobody awaits its numbers"
        assert not grants(actor=first.coordinator, at=LATER)
        with pytest.raises(InvalidInput, match="Aucun promoteur"):
            hand_over(actor=first.coordinator, grant=part.grant, line=LINE, shown="", reason="", at=LATER)
    with centre_context(scene.alone.centre.pk):
        assert parts(actor=scene.alone.coordinator, at=LATER)


def test_the_promoter_adds_up_what_each_centre_counted_and_shows_each_part(scene):
    first, second = scene.members
    for office, number in ((scene.promoter, 2), (first, 3), (second, 4)):
        assessed(office, number)
    report, _held = opened(scene)
    with centre_context(scene.promoter.centre.pk):
        now = reports.text_now(report, on=AT.date())
        told = [one.sentence for one in now.problems if one.section == "B"]
        assert [one for one in told if "Mont-Gris" in one and "coordination" in one] and not [
            one for one in blocking(now.problems) if "Mont-Gris" in one
        ]
        assert cell_of(now)["value"] == 2 and cell_of(now)["shares"] == [None, None]
    hands(first)
    with centre_context(second.centre.pk):
        services.correct(
            actor=second.coordinator, grant=held(second).grant, line=LINE, field="1", value=6, seen=0, at=AT,
            reason="Deux bilans sur papier.",
        )  # fmt: skip
    one = hands(second)
    assert json.loads(one.content)["numbers"]["1"] == {"value": 6, "how": "corrected"}
    assert "papier" not in one.content, "numbers alone: not even the reason of a correction"
    with centre_context(scene.promoter.centre.pk):
        now = reports.text_now(report, on=AT.date())
        assert (cell_of(now)["value"], cell_of(now)["own"], cell_of(now)["shares"]) == (11, 2, [3, 6])
        assert not [each for each in now.problems if "remis" in each.what]
        assert [each["sha256"] for each in read(now.content)["results"][LINE]["centres"]][1] == one.sha256
        seen = now.sha256
    assessed(first, 1)
    with centre_context(first.centre.pk):
        before = Handed.objects.get()
        with pytest.raises(InvalidInput, match="changent"):
            grant = held(first).grant
            hand_over(actor=first.coordinator, grant=grant, line=LINE, shown=fingerprint(grant), reason="", at=LATER)
    hands(first, reason="Un bilan retrouvé.", at=LATER)
    with centre_context(first.centre.pk):
        assert [each.number for each in handed(before.grant, LINE)] == [2, 1]
        assert Handed.objects.get(number=1).content == before.content
        assert FrozenFile.objects.filter(frozen__in=Frozen.objects.filter(version_sha256=before.sha256)).count() == 3
        verbs = JournalEntry.objects.filter(verb="results.handed").values_list("detail__number", flat=True)
        assert sorted(verbs) == [1, 2]
    with centre_context(scene.promoter.centre.pk):
        now = reports.text_now(report, on=LATER.date())
        assert cell_of(now)["value"] == 12 and now.sha256 != seen, "who signs is shown the numbers as they are now"


def test_the_report_says_which_part_was_corrected(scene):
    first, second = scene.members
    for office, number in ((scene.promoter, 2), (first, 3), (second, 4)):
        assessed(office, number)
    corrects(second, "1", 6, "Deux bilans sur papier.")
    hands(first)
    hands(second)
    corrects(second, "1", 7, "Trois bilans sur papier.", seen=1)
    hands(second, reason="Un troisième bilan retrouvé.", at=LATER)
    report, _held = opened(scene)
    with centre_context(scene.promoter.centre.pk):
        now = reports.text_now(report, on=LATER.date())
        told, cell = now.results[LINE], cell_of(now)
        assert (cell["how"], cell["hows"], cell["value"]) == ("computed", ["computed", "corrected"], 12)
        assert told["shares"]["corrected"] == 1, "a sum is not better than what it adds up"
        assert [one["reason"] for one in told["centres"]] == ["", "Un troisième bilan retrouvé."]
        again = "Bel-Air a remis ses nombres une nouvelle fois (version 2) : Un troisième bilan retrouvé."
        shown = shares_table(told)
        assert list(shown.rows[0][1:]) == ["2", "3", "7, corrigé", "12"] and list(shown.again) == [again]
        assert "Bel-Air : corrigé" in plain(results_table("", told).rows[0][-1])
        (paper,) = _numbers(read(now.content), "fr")
        assert paper.parts["1"] == "Promoteur 2; Mont-Gris 3; Bel-Air 7, corrigé" and paper.notes == (again,)
        (sheet,) = _shares(read(now.content))
        assert [row[3:] for row in sheet.rows[:3]] == [
            [2, "compté dans les dossiers"], [3, "compté dans les dossiers"], [7, "corrigé"]
        ] and sheet.notes == [again]  # fmt: skip
        assert "papier" not in now.content, "the reason of a correction stays in its centre"
        with translation.override("nl"):
            assert "7, verbeterd" in shares_table(told).rows[0] and "Grauwberg 3" in _numbers_nl(now)
        old = signed_before(told)
        assert list(shares_table(old).rows[0][1:]) == ["2", "3", "7", "12"] and not shares_table(old).again


def _numbers_nl(now) -> str:
    return _numbers(read(now.content), "nl")[0].parts["1"]


def plain(words: str) -> str:
    return re.sub("[\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}]", " ", words)


def corrects(office, field: str, value: int, reason: str, *, seen: int = 0) -> None:
    with centre_context(office.centre.pk):
        facts = {"line": LINE, "field": field, "value": value, "reason": reason, "seen": seen, "at": AT}
        services.correct(actor=office.coordinator, grant=held(office).grant, **facts)


def signed_before(told: dict) -> dict:
    """The same, as a text told it before each part said where it comes from."""
    cells = [{key: value for key, value in one.items() if key != "hows"} for one in told["cells"]]
    centres = [{key: value for key, value in one.items() if key != "reason"} for one in told["centres"]]
    return {**told, "cells": cells, "centres": centres}


def test_only_what_was_shown_is_handed_over_once_by_who_may_after_the_period(scene):
    first, second = scene.members
    assessed(first, 1)
    part = held(first)
    with centre_context(first.centre.pk):
        shown = fingerprint(part.grant)
        facts = {"grant": part.grant, "line": LINE, "reason": ""}
        for actor in (first.worker, second.coordinator, scene.promoter.coordinator):
            with pytest.raises(NotAllowed):
                hand_over(actor=actor, shown=shown, at=AT, **facts)
        during = AT.replace(year=2015)
        with pytest.raises(DomainError, match="pas finie"):
            hand_over(actor=first.coordinator, shown=shown, at=during, **facts)
        with pytest.raises(Conflict):
            hand_over(actor=first.coordinator, shown="0" * 64, at=AT, **facts)
        hand_over(actor=first.coordinator, shown=shown, at=AT, **facts)
        with pytest.raises(DomainError, match="déjà remis"):
            hand_over(actor=first.coordinator, shown=fingerprint(part.grant), at=AT, **facts)
        assert Handed.objects.count() == 1


def test_the_promoter_reads_numbers_and_never_a_file_whatever_it_asks_the_database(scene):
    first, second = scene.members
    assessed(first, 2)
    one = hands(first)
    told = ("results_frozen", "results_frozenfile", "results_written", "people_person", "grants_grant")
    with centre_context(scene.promoter.centre.pk):
        a_person("Personne ici")
        assert all_of("SELECT count(*) FROM results_handed WHERE centre_id = %s", first.centre.pk) == [(1,)]
        for table in told:
            assert all_of(f"SELECT count(*) FROM {table} WHERE centre_id = %s", first.centre.pk) == [(0,)], table
        assert Person.objects.count() == 1
        refused("UPDATE results_handed SET line = 'autre' WHERE id = %s", one.pk)
        refused("DELETE FROM results_handed WHERE id = %s", one.pk)
        refused(COPY, first.centre.pk, 2, scene.promoter.centre.pk, "'{}'", one.pk)
    with centre_context(first.centre.pk):
        refused("UPDATE results_handed SET reason = 'autre' WHERE id = %s", one.pk)
        refused("DELETE FROM results_handed WHERE id = %s", one.pk)
        refused(COPY, first.centre.pk, 2, second.centre.pk, one.content, one.pk)  # to another than its promoter
        refused(COPY, first.centre.pk, 3, scene.promoter.centre.pk, one.content, one.pk)  # one left out
        named = json.dumps({**json.loads(one.content), "names": ["Personne0"]})
        refused(COPY, first.centre.pk, 2, scene.promoter.centre.pk, named, one.pk)  # something else than numbers
        hidden = json.dumps({**json.loads(one.content), "numbers": {"1": {"value": "Personne0", "how": "typed"}}})
        refused(COPY, first.centre.pk, 2, scene.promoter.centre.pk, hidden, one.pk)
        for other in (
            {"numbers": {"1": {"value": 3}}}, {"numbers": {"1": {"how": "typed"}}}, {"numbers": None},
            {"numbers": {"1": {"value": -3, "how": "typed"}}}, {"numbers": {"1": {"value": 1.5, "how": "typed"}}},
            {"numbers": {"Personne0, née en 1990": {"value": 3, "how": "typed"}}}, {"reference": "Personne0"},
            {"first": {"file": "Personne0"}}, {"format": "Personne0"}, {"line": "autre"}, {"number": 1},
        ):  # fmt: skip
            told = json.dumps({**json.loads(one.content), "number": 2, **other})
            refused(COPY, first.centre.pk, 2, scene.promoter.centre.pk, told, one.pk)
        again = json.dumps({**json.loads(one.content), "number": 2})
        all_of(f"{COPY} RETURNING number", first.centre.pk, 2, scene.promoter.centre.pk, again, one.pk)
    for office in (second, scene.alone):
        with centre_context(office.centre.pk):
            assert all_of("SELECT count(*) FROM results_handed") == [(0,)]
    with federal_context():
        refused("SELECT count(*) FROM results_handed")  # it reads what the report tells


COPY = """INSERT INTO results_handed (id, centre_id, grant_id, promoter_id, programme_id, line, number, content, sha256,
    reason, at, by_name)
SELECT gen_random_uuid(), %s, grant_id, promoter, programme_id, line, number, content,
       encode(sha256(convert_to(content, 'UTF8')), 'hex'), 'Une raison.', now(), 'Quelqu’un'
FROM (SELECT grant_id, programme_id, line, %s::int AS number, %s::uuid AS promoter, %s::text AS content
      FROM results_handed WHERE id = %s) AS before"""


def opened(scene):
    with centre_context(scene.promoter.centre.pk):
        return open_reports(actor=scene.promoter.coordinator, at=AT)[0]


def cell_of(now) -> dict:
    return next(one for one in now.results[LINE]["cells"] if one["code"] == "1")
