"""From the open report to the accepted amount, and every way back; who may not is refused, twice."""

import contextlib
import json
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.instruments.merging import Change, Writer
from jalon.domain.reports import parts, queries, services
from jalon.domain.reports.checks import entered_again
from jalon.domain.reports.content import differences, read
from jalon.domain.reports.costs import CostLine, cost_lines
from jalon.domain.reports.drawing import Candidate
from jalon.domain.reports.drawing import drawn as lottery
from jalon.domain.reports.enums import State
from jalon.domain.reports.models import Answer, Draft, Note, Remark, Report, Sample, Sampled, Signature, Version
from jalon.domain.reports.services import deciding
from jalon.domain.results.models import Frozen
from jalon.domain.spending.closing import Closed
from jalon.domain.spending.queries import as_told
from jalon.domain.spending.services import costs
from jalon.law.subsidies import content_of, programme_of, shipped_programmes
from jalon.web.reports.controlled import again_of
from jalon.web.reports.shown import facts_of
from tests.domain.conventions import scene as conventions
from tests.domain.reports import scene
from tests.domain.reports.scene import AT, CHECKS, DUE, at, cost, of
from tests.domain.spending import scene as spending
from tests.domain.spending.scene import a_pdf
from tests.factories import a_member
from tests.scene import played, shared
from tests.signing_in import client_of

world_of_module = shared(scene.a_world)
COSTS = [cost("Salaire d’une animatrice", 40_000_00), cost("Loyer", 9_000_00), cost("Bus", 120_00)]


def add_cost(office, grant, **facts):
    """An invoice that counts."""
    facts = spending.invoice(**{"net": 100_00, "vat": 21_00, "total": 121_00, **facts})
    told = {"facts": facts, "answers": spending.ANSWERED, "at": at(1)}
    return costs.add(actor=office.coordinator, grant=grant, **told)


@pytest.fixture
def world(world_of_module, monkeypatch):
    monkeypatch.setattr(parts, "spending_of", lambda held: scene.told(COSTS))
    monkeypatch.setattr(parts, "results_of", lambda held, *, on: scene.table())
    monkeypatch.setattr(parts, "freeze", lambda *told, **facts: None)
    monkeypatch.setattr(parts, "cost_problems", lambda held: [])
    with played(world_of_module) as world:
        yield world


def test_a_report_goes_from_the_first_word_to_the_accepted_amount(world):
    ours = world.ours
    report = scene.opened(ours)
    assert report.due == DUE and report.state == State.OPEN
    assert scene.opened(ours).pk == report.pk, "opened once"
    with centre_context(ours.centre.pk):
        with pytest.raises(NotAllowed):
            services.open_reports(actor=ours.worker, at=AT)
        now = services.text_now(report, on=DUE)
        stops = {one.field for one in now.problems if one.blocks}
        assert stops == {"A1", "A2"}
        with pytest.raises(InvalidInput, match="vide"):
            services.sign(actor=ours.president, report=report, shown=now.sha256, at=at(1))
    scene.written(ours)
    with centre_context(ours.centre.pk):
        now = services.text_now(report, on=DUE)
        assert not [one for one in now.problems if one.blocks]
        with pytest.raises(NotAllowed):
            services.sign(actor=ours.coordinator, report=report, shown=now.sha256, at=at(2))
        with pytest.raises(Conflict):
            services.sign(actor=ours.president, report=report, shown="0" * 64, at=at(2))
    scene.signed(ours, ours.president)
    with centre_context(ours.centre.pk):
        report = of(ours)
        assert report.state == State.READY and queries.is_locked(report.grant)
        text = queries.to_sign(report)
        with pytest.raises(TransitionRefused, match="ne se modifie plus"):
            services.save(actor=ours.coordinator, report=report, change=Change(1, {"A1": "Non"}), at=at(2))
        with pytest.raises(DomainError, match="déjà signé"):
            services.sign(actor=ours.president, report=report, shown=text.sha256, at=at(2))
        twin = a_member("secretary", email="twin@example.org", user_id=ours.president.user_id, state="active")
        with pytest.raises(DomainError, match="même personne"):
            services.sign(actor=twin, report=report, shown=text.sha256, at=at(2))
        # Changing a signed text takes the signature's effect away: a person does it and says why.
        services.take_back(actor=ours.coordinator, report=report, reason="Un nombre à revoir", at=at(3))
    with federal_context():
        assert not rows(Version).exists() and not rows(Signature).exists(), "nothing is read before it is sent"
    scene.written(ours, days=3, A1="Oui, sauf deux.")
    scene.signed(ours, ours.secretary, days=4)
    report = scene.signed(ours, ours.president, days=4)
    assert report.state == State.SENT
    with centre_context(ours.centre.pk):
        assert [(one.number, one.attempt) for one in Version.objects.order_by("attempt")] == [(1, 1), (1, 2)]
        assert len(queries.signatures(queries.last_sent(report))) == 2

    facts = {"actor": world.officer, "checks": CHECKS[:2], "words": "", "at": at(5)}
    scene.federal(services.analyse, report, remarks={"A1": "Lesquelles ?", "Z": "?"}, **facts)
    with federal_context():
        assert rows(Note).get().remarks == {"A1": "Lesquelles ?"}
        assert rows(Version).count() == 1 and rows(Signature).count() == 2
    told = {"actor": world.officer, "remarks": {"A1": "Lesquelles ?"}, "words": ""}
    scene.federal(services.send_back, report, at=at(26), **told)
    report = of(ours)
    assert report.state == State.BACK and report.due > DUE, "a report given back late has days to be mended"
    scene.written(ours, days=27, A1="Toutes, sauf deux.", reply="Voyez A1.")
    scene.signed(ours, ours.president, days=28)
    report = scene.signed(ours, ours.secretary, days=28)
    with centre_context(ours.centre.pk):
        last, before = queries.versions(report)
        assert (last.number, before.number) == (2, 1)
        content = read(last.content)
        assert content["previous"] == {"version": 1, "sha256": before.sha256}
        assert [one.name for one in differences(read(before.content), content)] == ["A1"]
        assert "reply" not in queries.draft_of(report).fields, "the next text begins without an answer"
        assert str(ours.president.name) not in last.content

    with pytest.raises(InvalidInput, match="Expliquez"):
        scene.federal(services.advise, report, **{**facts, "favourable": False})
    scene.advised(world, report, days=29)
    with pytest.raises(NotAllowed):
        scene.federal(services.approve, report, actor=world.officer, at=at(30))
    scene.federal(services.return_advice, report, actor=world.cabinet, reason="Et le loyer ?", at=at(30))
    scene.approved(world, report, days=31)
    with federal_context():
        assert queries.accepted(world.programme_id) == {(ours.centre.pk, "activation"): 49_120_00}
    scene.federal(services.reopen, report, actor=world.officer, until=at(60).date(), reason="Une erreur", at=at(32))
    with federal_context():
        assert queries.accepted(world.programme_id) == {}, "a reopened report counts for nothing"
    with centre_context(ours.centre.pk):
        verbs = list(JournalEntry.objects.filter(subject_id=report.pk).values_list("verb", flat=True))
        assert verbs.count("report.signed") == 5 and verbs.count("report.sent") == 2
        assert verbs.count("report.taken_back") == 1


def test_two_people_write_at_once_and_nobody_s_words_are_lost(world):
    ours = world.ours
    report = scene.opened(ours)
    with centre_context(ours.centre.pk):

        def save(page, **values):
            facts = {"change": Change(1, values), "writer": Writer(page, 1), "at": at(1)}
            return services.save(actor=ours.coordinator, report=report, **facts)

        assert save("one", A1="Oui", A2="Le Pont").outcome.is_complete
        saved = save("two", A1="Non", A3="Deux départs", reply="x" * 30_000, Z="?")
        clash, refusal = saved.outcome.clashes[0], saved.outcome.refusals[0]
        assert (clash.field, clash.mine, clash.theirs) == ("A1", "Non", "Oui") and refusal.field == "reply"
        assert Draft.objects.get().fields == {"A1": "Oui", "A2": "Le Pont", "A3": "Deux départs"}
        assert not save("two", A3="Deux départs").changed, "sent twice, stored once"

        services.remark(actor=ours.president, report=report, field="A1", words="Vraiment ?", at=at(1))
        with pytest.raises(InvalidInput):
            services.remark(actor=ours.president, report=report, field="Z9", words="?", at=at(1))
        assert [one.words for one in queries.remarks(report)["A1"]] == ["Vraiment ?"]
        services.settle(actor=ours.coordinator, report=report, field="A1", at=at(2))
        assert queries.remarks(report) == {} and Remark.objects.count() == 2
        with pytest.raises(NotAllowed):
            services.remark(actor=ours.worker, report=report, field="A1", words="?", at=at(2))


def test_a_file_is_brought_back_by_those_who_write_the_report_alone(world):
    report = scene.opened(world.ours)
    facts = {"content": b"PK", "at": at(1)}
    with centre_context(world.ours.centre.pk):
        for stranger in (world.ours.worker, world.theirs.president):
            with pytest.raises(NotAllowed):
                services.bring_back(actor=stranger, report=report, **facts)
        with pytest.raises(InvalidInput):
            services.bring_back(actor=world.ours.president, report=report, **facts)
        assert Draft.objects.get().fields == {}


def test_a_late_report_comes_back_only_when_a_person_grants_it(world):
    ours = world.ours
    report = scene.opened(ours)
    scene.written(ours)
    with pytest.raises(DomainError, match="passé depuis le 28/02/2016"):
        scene.signed(ours, ours.president, days=40)
    with centre_context(ours.centre.pk):
        with pytest.raises(InvalidInput):
            services.ask_time(actor=ours.coordinator, report=report, reason="", at=at(40))
        services.ask_time(actor=ours.coordinator, report=report, reason="Déménagement des archives", at=at(40))
        with pytest.raises(DomainError, match="déjà demandé"):
            services.ask_time(actor=ours.president, report=report, reason="Encore une fois", at=at(40))
    later = {"until": at(60).date(), "reason": "Déménagement", "at": at(41)}
    with pytest.raises(NotAllowed):
        scene.federal(services.extend, report, actor=world.cabinet, **later)
    scene.federal(services.extend, report, actor=world.officer, **later)
    scene.signed(ours, ours.president, days=42)
    assert scene.signed(ours, ours.secretary, days=42).state == State.SENT


def test_a_cost_is_drawn_heard_and_concluded_before_the_minister_reads_an_advice(world):
    ours, theirs, officer = world.ours, world.theirs, world.officer
    report = scene.sent(ours)
    scene.sent(theirs)
    facts = {"programme_id": world.programme_id, "until": at(20).date(), "at": at(5)}
    with federal_context():
        with pytest.raises(NotAllowed):
            services.draw(actor=world.cabinet, largest=1, at_random=1, **facts)
        sample = services.draw(actor=officer, largest=2, at_random=1, **facts)
        drawn = list(rows(Sampled).order_by("-cents"))
        assert [one.cents for one in drawn][:2] == [40_000_00, 40_000_00] and len(drawn) == 3
        assert sample.lines == 6 and len(sample.frame) == 2
        texts = {str(one.pk): one for one in rows(Version)}
        told = [(texts[key], read(texts[key].content)["spending"]) for key, _sha in sample.frame]
        left = [Candidate((one.report_id, line.id), line.cents) for one, said in told for line in cost_lines(said)]
        again = lottery(left, seed=sample.seed, largest=2, at_random=1)
        assert {one.key for some in again for one in some} == {(one.report_id, one.cost_id) for one in drawn}
        services.draw(actor=officer, largest=0, at_random=1, **facts)
        assert rows(Sampled).count() == 4, "what was asked for is not drawn again"
    with centre_context(ours.centre.pk):
        mine = queries.sampled(report)
        assert {one.centre_id for one in mine} == {ours.centre.pk}
        line = mine[0]
    with federal_context(), pytest.raises(DomainError, match="pas encore répondu"):
        services.conclude(actor=officer, sampled=line, verdict="refused", cents=None, reason="Sans lien", at=at(6))
    with pytest.raises(DomainError, match="pas conclu"):
        scene.advised(world, report)
    with centre_context(theirs.centre.pk), pytest.raises(NotAllowed):
        services.reply(actor=theirs.president, sampled=line, words="Ce n’est pas à nous", at=at(6))
    with centre_context(ours.centre.pk):
        services.reply(actor=ours.coordinator, sampled=line, words="Voici la fiche.", files=[a_pdf()], at=at(6))
        with pytest.raises(InvalidInput):
            services.reply(actor=ours.coordinator, sampled=line, words="Et ceci.", files=[b"MZ"], at=at(6))
    with federal_context():
        told = {"actor": officer, "sampled": line, "at": at(7)}
        with pytest.raises(InvalidInput):
            services.conclude(verdict="reduced", cents=line.cents, reason="Une part", **told)
        with pytest.raises(InvalidInput):
            services.conclude(verdict="reduced", cents=30_000_00, reason="", **told)
        assert len(queries.pieces([line])[line.pk]) == 1, "the administration reads what was handed over"
        services.conclude(verdict="reduced", cents=30_000_00, reason="Trois quarts du temps", **told)
        for other in queries.sampled(report)[1:]:
            services.conclude(actor=officer, sampled=other, verdict="accepted", cents=None, reason="", at=at(21))
    scene.approved(world, report, days=22)
    with federal_context():
        assert queries.accepted(world.programme_id) == {(ours.centre.pk, "activation"): 39_120_00}
        assert rows(Sample).count() == 2
    with centre_context(ours.centre.pk), pytest.raises(TransitionRefused):
        services.reply(actor=ours.coordinator, sampled=line, words="Pourtant…", at=at(23))


def test_a_refused_cost_entered_again_is_said_to_the_examiner(world, monkeypatch):
    ours, officer = world.ours, world.officer
    monkeypatch.setattr(parts, "spending_of", lambda held: as_told(held.grant))
    report = scene.opened(ours)
    with centre_context(ours.centre.pk):
        first = add_cost(ours, report.grant)
    scene.sent(ours)
    asked = {"cost_id": first.pk, "question": "Quel lien ?", "until": at(4).date(), "at": at(3)}
    line = scene.federal(services.ask_line, report, actor=officer, **asked)
    with federal_context():
        facts = {"verdict": "refused", "cents": None, "reason": "Sans lien avec le projet", "at": at(5)}
        services.conclude(actor=officer, sampled=line, **facts)
    scene.federal(services.send_back, report, actor=officer, remarks={}, words="À revoir", at=at(6))
    with centre_context(ours.centre.pk):
        costs.remove(actor=ours.coordinator, cost=first, at=at(7))
        again = add_cost(ours, report.grant)
        other = add_cost(ours, report.grant, number="Une autre facture")
    scene.signed(ours, ours.president, days=8)
    scene.signed(ours, ours.secretary, days=8)
    page = client_of(officer).get(reverse("federal_reports:show", args=[report.pk])).content.decode()
    there = reverse("federal_reports:conclude", args=[line.pk])
    assert "pièce déjà refusée ou réduite" in page and "Sans lien avec le projet" in page
    with federal_context():
        told = again_of(queries.last_sent(report), report, queries.versions(report))
        assert [(one["cost_id"], one["url"]) for one in told] == [(again.pk, there)] and other.pk != again.pk
        asked |= {"cost_id": again.pk, "until": at(10).date(), "at": at(9)}
    line = scene.federal(services.ask_line, report, actor=officer, **asked)
    with federal_context():
        services.conclude(actor=officer, sampled=line, **{**facts, "verdict": "accepted", "at": at(11)})
        assert not again_of(queries.last_sent(report), report, queries.versions(report)), "a person has decided"


def test_the_same_document_is_found_however_it_is_written_and_a_list_of_wages_serves_many():
    def line(key, category="running", **told):
        return CostLine(UUID(int=key), "one", 100, {"category": category, "date": "2015-06-01", **told})

    bill = {"supplier": "Dupont SRL", "document_number": "F-12", "document": "a", "enterprise": ""}
    wages = {"document": "b", "function": "Éducatrice", "first": "2015-01-01", "last": "2015-06-30"}
    then = [line(1, **bill), line(2, "staff", **wages)]
    text = UUID(int=9)
    refused = [
        (SimpleNamespace(cost_id=one.id, line=one.line, cents=one.cents, told=one.told, version_id=text), None)
        for one in then
    ]
    now = [
        line(3, supplier="dupont", document_number="f 12", document=""), line(4, supplier="Lien", document="a"),
        line(5, supplier="Dupont SRL", document_number="F-13"), line(6, "staff", **{**wages, "function": "Coach"}),
        line(7, "staff", **{**wages, "function": "educatrice", "first": "2015-06-01", "document": ""}),
        line(8, supplier="Lien", document="b"), line(9, **bill), then[0],
    ]  # fmt: skip
    found = {one.cost.id.int for one in entered_again(now, refused, {text: {UUID(int=1), UUID(int=9)}})}
    assert found == {3, 4, 7, 8}, "9 stood beside it when it was drawn; 6 is somebody else of the same list"
    elsewhere = {one.cost.id.int for one in entered_again(now, refused, {})}
    assert elsewhere == {3, 4, 8, 9}, "of another report, the document alone"


def _refused(sql: str, *params: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_one_cost_is_asked_about_once_by_an_officer_who_says_why(world):
    report = scene.sent(world.ours)
    facts = {"report": report, "until": at(20).date(), "at": at(5), "question": "Qui a loué ce local ?"}
    with centre_context(world.ours.centre.pk):
        told = read(queries.last_sent(report).content)["spending"]
    cost_id = UUID(told["costs"][0]["id"])
    with federal_context():
        for stranger in (world.cabinet, world.manager):
            with pytest.raises(NotAllowed):
                services.ask_line(actor=stranger, cost_id=cost_id, **facts)
        with pytest.raises(InvalidInput):
            services.ask_line(actor=world.officer, cost_id=cost_id, **{**facts, "question": ""})
        with pytest.raises(InvalidInput, match="pas dans le rapport"):
            services.ask_line(actor=world.officer, cost_id=UUID(int=1), **facts)
        assert services.ask_line(actor=world.officer, cost_id=cost_id, **facts).question == facts["question"]
        with pytest.raises(DomainError, match="déjà contrôlée"):
            services.ask_line(actor=world.officer, cost_id=cost_id, **facts)
        assert rows(Sampled).count() == 1


def test_the_database_itself_keeps_each_side_to_its_part(world):
    ours, theirs = world.ours, world.theirs
    report = scene.sent(ours)
    with centre_context(theirs.centre.pk):
        assert not rows(Report).exists() and not Version.objects.exists()
    with federal_context():
        for table in ("draft", "remark"):
            _refused(f"SELECT 1 FROM reports_{table}")
        _refused("UPDATE reports_report SET state = 'ready' WHERE id = %s", report.pk)
        _refused("UPDATE reports_report SET state = 'approved' WHERE id = %s", report.pk)
        _refused("UPDATE reports_version SET content = '' WHERE report_id = %s", report.pk)
        _refused("DELETE FROM reports_answer")
        version = rows(Version).get()
        names = "centre_id, id, report_id, version_id, line, told, cents, approved_at"
        _refused(
            f"INSERT INTO reports_acceptance ({names}) VALUES (%s, gen_random_uuid(), %s, %s, 'x', 1, 1, now())",
            ours.centre.pk, report.pk, version.pk,
        )  # fmt: skip
    with centre_context(ours.centre.pk):
        _refused("SELECT 1 FROM reports_note")
        _refused("SELECT 1 FROM reports_sample")
        _refused("UPDATE reports_report SET state = 'approved' WHERE id = %s", report.pk)
        _refused("UPDATE reports_report SET due = '2099-01-01' WHERE id = %s", report.pk)
        _refused("UPDATE reports_version SET content = 'x', sha256 = encode(sha256('x'), 'hex')")
        _refused("UPDATE reports_version SET sent_at = now()")
        _refused("INSERT INTO reports_answer (centre_id, id) VALUES (%s, gen_random_uuid())", ours.centre.pk)
        _refused("INSERT INTO reports_acceptance (centre_id, id) VALUES (%s, gen_random_uuid())", ours.centre.pk)
        _refused("DELETE FROM reports_signature")
        assert json.loads(version.content)["spending"]["costs"][0]["justified"] == 40_000_00
        assert Answer.objects.count() == 0


def test_a_signed_report_holds_its_costs_and_the_files_behind_its_results(world_of_module):
    with played(world_of_module) as world:
        ours = world.ours
        report = scene.opened(ours)
        scene.written(ours)
        with centre_context(ours.centre.pk):
            grant = report.grant
            cost = add_cost(ours, grant)
            assert {one.field for one in services.text_now(report, on=at(1).date()).problems if one.blocks} == set()
            with pytest.raises(InvalidInput, match="court encore"):
                services.sign(actor=ours.president, report=report, shown="", at=at(-60))
        scene.signed(ours, ours.president)
        with centre_context(ours.centre.pk):
            with pytest.raises(Closed):
                costs.remove(actor=ours.coordinator, cost=cost, at=at(2))
            _refused("UPDATE spending_cost SET place = place WHERE id = %s", cost.pk)
            assert Frozen.objects.get().version_sha256 == queries.to_sign(of(ours)).sha256
            services.take_back(actor=ours.secretary, report=report, reason="Une facture en plus", at=at(3))
            costs.remove(actor=ours.coordinator, cost=cost, at=at(3))
        scene.signed(ours, ours.president, days=3)
        scene.signed(ours, ours.secretary, days=3)
        with centre_context(ours.centre.pk):
            content = read(queries.last_sent(report).content)
            assert content["spending"]["justified"] == 0 and content["results"]["activation"]["cells"]
            assert Frozen.objects.count() == 2


def test_the_money_of_the_year_before_stands_beside_this_one(world, monkeypatch):
    ours, told = world.ours, {**scene.told(COSTS), "granted": 60_000_00, "justified": 49_120_00}
    monkeypatch.setattr(parts, "spending_of", lambda held: told)
    first = scene.sent(ours)
    with centre_context(ours.centre.pk):
        assert queries.last_year_money(first) is None, "nothing stands before the first"
    content = content_of(shipped_programmes()["big_cities-2015"])
    conventions.decided(world.officer, programme_of({**content, "year": 2016}))
    with centre_context(ours.centre.pk):
        opened = {one.grant.year: one for one, _held in services.open_reports(actor=ours.coordinator, at=at(3))}
        facts = dict(facts_of(opened[2016], queries.held_of([opened[2016]])[opened[2016].pk]))
        assert queries.last_year_money(opened[2016]) == (60_000_00, 49_120_00)
        assert facts["L’an passé"].replace("\N{NARROW NO-BREAK SPACE}", " ").startswith("60 000,00")
        assert queries.last_year_money(opened[2015]) is None, "not of the year after"


def test_the_database_itself_controls_and_accepts_what_the_report_tells(world, monkeypatch):
    ours, officer = world.ours, world.officer
    report = scene.sent(ours)
    with federal_context():
        first, *_rest = cost_lines(read(queries.last_sent(report).content)["spending"])
    asked = {"cost_id": first.id, "question": "Quel lien ?", "until": at(9).date(), "at": at(3)}
    line = scene.federal(services.ask_line, report, actor=officer, **asked)
    with federal_context():
        for change in ({"cents": 1}, {"cost_id": UUID(int=1)}, {"line": "other"}, {"told": {**line.told, "share": 1}}):
            facts = {name: value for name, value in vars(line).items() if name not in ("_state", "id")}
            with refused_as("reportsampled_as_told"):
                Sampled._base_manager.bulk_create([Sampled(**{**facts, **change})])
        facts = {"verdict": "reduced", "cents": 30_000_00, "reason": "Trois quarts du temps", "at": at(12)}
        services.conclude(actor=officer, sampled=line, **facts)
    scene.advised(world, report, days=13)
    for told, cents in ((49_120_00, 49_120_00), (49_120_00, 39_120_01), (39_120_00, 39_120_00), (49_120_00, 0)):
        with monkeypatch.context() as wrong, refused_as("reportacceptance_as_told"):
            wrong.setattr(deciding, "accepted_amounts", lambda *_, both=(told, cents): {"activation": both})
            scene.federal(services.approve, report, actor=world.cabinet, at=at(14))
    scene.federal(services.approve, report, actor=world.cabinet, at=at(14))
    with federal_context():
        assert queries.accepted(world.programme_id) == {(ours.centre.pk, "activation"): 39_120_00}


@contextlib.contextmanager
def refused_as(constraint):
    """The database itself says no, by this name."""
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        yield
    assert told.value.__cause__.diag.constraint_name == constraint
