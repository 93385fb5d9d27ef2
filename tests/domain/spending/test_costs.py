"""Costs of a centre: what counts, what is kept aside, what stands beside the grant, what a report keeps."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from jalon.domain.audit.models import JournalEntry, Kind
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.grants.services import grants
from jalon.domain.spending import closing, queries, services
from jalon.domain.spending.closing import Closed
from jalon.domain.spending.models import Batch, Cost
from jalon.domain.spending.services import importing
from jalon.domain.subsidies import datasets, deciding, programmes
from jalon.law.subsidies import Terms
from tests.domain.spending.scene import (
    ANSWERED,
    AT,
    GRANTED,
    INVOICE,
    ROW,
    WAGE,
    a_granted_world,
    a_pdf,
    a_workbook,
    invoice,
    ubl,
)

pytestmark = pytest.mark.django_db


def codes(found) -> list[str]:
    return [one.code for one in found]


def test_a_cost_counts_beside_the_grant_and_what_a_rule_refuses_is_kept_aside_without_counting():
    world, grant = a_granted_world()
    who = {"actor": world.ours.coordinator, "grant": grant, "at": AT}
    with centre_context(world.ours.centre.pk):
        one = services.add(facts=INVOICE, **who)
        half = services.add(facts=WAGE, answers=ANSWERED, **who)
        with pytest.raises(services.Refused) as refused:
            services.add(facts=invoice(category="investment", number="3"), **who)
        assert codes(refused.value.findings) == ["investment"]
        aside = services.add(facts=invoice(category="investment", number="3"), draft=True, **who)
        assert [(each.place, each.counts, each.justified) for each in (one, half, aside)] == [
            (1, True, 121_00), (2, True, 12_000_00), (3, False, 121_00),
        ]  # fmt: skip
        line = queries.totals(grant).line("activation")
        assert (line.granted, line.justified, line.drafts) == (GRANTED, 12_121_00, 1)
        assert line.by_category == {"running": 121_00, "staff": 12_000_00, "investment": 0}
        assert (line.rest, line.above) == (GRANTED - 12_121_00, 0)
        assert [(each.cost.pk, each.finding.code) for each in queries.open_problems(grant)] == [
            (one.pk, "document_missing")
        ]
        more = services.add(facts=invoice(number="9", net=GRANTED, vat=0, total=GRANTED), **who)
        whole = queries.totals(grant)
        assert (whole.rest, whole.above) == (0, 12_121_00)
        told = queries.as_told(grant)
        assert told["above"] == 12_121_00
        assert [each["id"] for each in told["costs"]] == [str(each.pk) for each in (one, more, half)]
        assert "Dupuis" not in json.dumps(told)
        assert told["costs"][2]["function"] == "Formatrice"
        assert json.dumps(told) == json.dumps(queries.as_told(grant))


def test_the_same_invoice_or_the_same_bytes_are_paid_once_in_the_whole_centre():
    world, grant = a_granted_world()
    who = {"actor": world.ours.secretary, "grant": grant, "at": AT}
    with centre_context(world.ours.centre.pk):
        paper = a_pdf()
        kept = services.file_piece(content=paper, cost_id=grant.pk, **who)
        first = services.add(facts=invoice(share=60_00), document=kept, **who)
        with pytest.raises(services.Refused) as refused:
            services.add(facts=invoice(supplier="IMPRIMERIE du pont", number="2015-118", share=41_00), **who)
        assert codes(refused.value.findings) == ["used_above_whole"]
        assert "ligne 1" in refused.value.findings[0].say("fr")
        with pytest.raises(services.Refused):
            services.add(facts=invoice(supplier="Autre", number="1", total=100_00, vat=0), document=kept, **who)
        split = services.add(facts=invoice(share=40_00), **who)
        assert codes(queries.found_of(grant, [split])[split.pk]) == ["used_elsewhere", "document_missing"]
        again = services.file_piece(content=paper, cost_id=split.pk, **who)
        assert again.pk == kept.pk
        services.remove(actor=world.ours.secretary, cost=first, at=AT)
        other = services.add(facts=invoice(share=60_00), **who)
        back = services.restore(actor=world.ours.secretary, cost=first, at=AT)
        assert other.counts and not back.counts  # it would be justified twice: a draft


def test_an_invoice_of_one_programme_is_not_paid_again_by_another():
    world, grant = a_granted_world()
    with federal_context():
        programme = programmes.take_over(actor=world.officer, code="big_cities-2016", at=AT)
        told = {"title": "Centres", "data_on": date(2016, 1, 1), "source": "Annexe", "certainty": "found"}
        content = b"INS;BIM\n90001;10\n90002;10\n"
        kept = datasets.import_list(actor=world.officer, programme=programme, content=content, at=AT, **told)
        line = programme.decree.lines[0]
        shared = deciding.proposal(programme, line, kept.dataset, Terms("equal", line.amount))
        facts = {"shown": shared.sha256, "reason": "Arrêté royal", "at": AT}
        deciding.decide(actor=world.officer, programme=programme, shared=shared, **facts)
    with centre_context(world.ours.centre.pk):
        us = {"actor": world.ours.coordinator, "at": AT}
        other = next(one.grant for one in grants(**us) if one.grant.pk != grant.pk)
        services.add(grant=grant, facts=INVOICE, **us)
        with pytest.raises(services.Refused) as refused:
            services.add(grant=other, facts=invoice(line=line.code), **us)
        assert codes(refused.value.findings) == ["outside_period", "used_above_whole"]
        assert "2015, ligne 1" in refused.value.findings[1].say("fr").replace("\N{NO-BREAK SPACE}", " ")


def test_a_persons_time_is_justified_for_its_whole_at_most_month_by_month():
    world, grant = a_granted_world()
    who = {"actor": world.ours.president, "grant": grant, "at": AT, "answers": ANSWERED}
    with centre_context(world.ours.centre.pk):
        services.add(facts=WAGE, **who)
        july = {"first": date(2015, 7, 1), "last": date(2015, 12, 31), "spent_on": date(2015, 12, 31)}
        services.add(facts=replace(WAGE, share=100_00, **july), **who)
        with pytest.raises(services.Refused) as refused:
            services.add(facts=replace(WAGE, share=50_01, staff_name="anne dupuis"), **who)
        assert codes(refused.value.findings) == ["time_above_whole"]


def test_a_text_with_a_national_number_is_refused_with_a_sentence():
    world, grant = a_granted_world()
    who = {"actor": world.ours.coordinator, "grant": grant, "at": AT}
    with centre_context(world.ours.centre.pk):
        for field in ("supplier", "number", "project", "link", "proportion", "staff_name", "staff_function"):
            facts = WAGE if field.startswith("staff") else INVOICE
            for written in ("Pour 85.07.30-033.28, merci", "85073003328", "voir 85 07 30 033 28."):
                with pytest.raises(InvalidInput, match="numéro national") as refused:
                    services.add(facts=replace(facts, **{field: written}), draft=True, **who)
                assert refused.value.field == field
        with pytest.raises(InvalidInput, match="numéro national"):
            services.add(facts=INVOICE, answers={"document_missing": "chez 85.07.30-033.28"}, **who)
        for field in ("link", "staff_function"):
            with pytest.raises(InvalidInput, match="nom de la personne") as refused:
                services.add(facts=replace(WAGE, **{field: "Madame DUPUIS, Anne"}), **who)
            assert refused.value.field == field
        # An account, an enterprise and a telephone have figures too.
        services.add(facts=invoice(link="BE68 5390 0754 7034, 0403.170.701, 0471 12 34 56"), **who)


def test_a_correction_is_in_the_journal_without_a_name_and_two_corrections_at_once_meet():
    world, grant = a_granted_world()
    us = world.ours.coordinator
    with centre_context(world.ours.centre.pk):
        one = services.add(actor=us, grant=grant, facts=WAGE, at=AT)
        other = replace(WAGE, staff_name="Luc Petit", share=25_00)
        services.change(actor=us, cost=one, facts=other, revision=1, at=AT)
        with pytest.raises(Conflict):
            services.change(actor=us, cost=one, facts=WAGE, revision=1, at=AT)
        entry = JournalEntry.objects.get(verb="spending.cost_changed")
        assert entry.detail["fields"] == ["share", "staff_name"]
        assert entry.detail["values"] == {"share": [50_00, 25_00]}
        assert Cost.objects.get().justified == 6_000_00


def test_the_same_form_sent_twice_enters_one_line():
    world, grant = a_granted_world()
    who = {"actor": world.ours.coordinator, "grant": grant, "at": AT, "facts": INVOICE, "cost_id": world.decision.pk}
    with centre_context(world.ours.centre.pk):
        assert services.add(**who).pk == services.add(**who).pk
        assert Cost.objects.count() == 1


def test_a_social_worker_enters_nothing_and_the_administration_reaches_no_cost():
    world, grant = a_granted_world()
    with centre_context(world.ours.centre.pk):
        with pytest.raises(NotAllowed):
            services.add(actor=world.ours.worker, grant=grant, facts=INVOICE, at=AT)
        with pytest.raises(NotAllowed):
            importing.begin_rows(actor=world.ours.worker, grant=grant, content=b"rows", rows=[(2, {})], at=AT)
        assert not Batch.objects.exists()
        one = services.add(actor=world.ours.coordinator, grant=grant, facts=INVOICE, at=AT)
    with centre_context(world.theirs.centre.pk):
        assert not Cost.objects.exists()
        with pytest.raises(NotAllowed):
            services.remove(actor=world.theirs.coordinator, cost=one, at=AT)
    with federal_context(), pytest.raises(ProgrammingError), transaction.atomic():
        Cost._base_manager.count()


def test_once_the_report_is_sent_no_act_changes_a_cost(monkeypatch):
    world, grant = a_granted_world()
    us = world.ours.coordinator
    with centre_context(world.ours.centre.pk):
        one = services.add(actor=us, grant=grant, facts=INVOICE, at=AT)
        assert not queries.locked(grant)
        monkeypatch.setattr(closing, "_asked", [lambda asked: asked.pk == grant.pk])
        assert queries.locked(grant)
        for act in (
            lambda: services.add(actor=us, grant=grant, facts=invoice(number="2"), at=AT),
            lambda: services.change(actor=us, cost=one, facts=INVOICE, revision=1, at=AT),
            lambda: services.remove(actor=us, cost=one, at=AT),
            lambda: services.file_piece(actor=us, grant=grant, content=a_pdf(), cost_id=one.pk, at=AT),
        ):
            with pytest.raises(Closed):
                act()
        assert Cost.objects.get().revision == 1


def test_the_database_counts_nothing_outside_the_period_nor_of_another_line_nor_a_cent_too_much():
    world, grant = a_granted_world()
    with centre_context(world.ours.centre.pk):
        services.add(actor=world.ours.coordinator, grant=grant, facts=INVOICE, at=AT)
        for wrong in (
            {"spent_on": date(2016, 1, 1)}, {"line": "children"}, {"justified": 121_01}, {"category": "investment"},
            {"total": 120_00, "justified": 120_00}, {"link": ""},
        ):  # fmt: skip
            with pytest.raises(IntegrityError), transaction.atomic():
                Cost.objects.update(**wrong)


def test_whoever_reads_a_document_leaves_a_trace_and_an_invoice_is_kept_as_it_came():
    world, grant = a_granted_world()
    us = world.ours.coordinator
    with centre_context(world.ours.centre.pk):
        piece = services.file_piece(actor=us, grant=grant, content=ubl(), cost_id=grant.pk, at=AT)
        one = services.add(actor=us, grant=grant, facts=INVOICE, document=piece, at=AT)
        kept = services.read_piece(actor=us, cost=Cost.objects.get(pk=one.pk), on=AT.date())
        assert bytes(kept.content) == ubl()
        assert kept.media_type == "application/xml"
        assert JournalEntry.objects.filter(verb="spending.piece_read", kind=Kind.READ, subject_id=one.pk).exists()
        for content, said in (
            (b"", "vide"), (b"MZ\x90\x00", "ni un PDF"), (a_pdf(script=True), "programme"),
            (b"%PDF-1.7 broken", "abîmé"), (b"<html></html>", "ni une facture"),
            (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "abîmé"), (b"0" * (15 * 2**20 + 1), "15 Mo"),
        ):  # fmt: skip
            with pytest.raises(InvalidInput, match=said) as refused:
                services.file_piece(actor=us, grant=grant, content=content, cost_id=grant.pk, at=AT)
            assert refused.value.field == "file"


def test_a_file_left_aside_enters_nothing_and_may_come_again_and_a_wrong_row_holds_the_others_back():
    world, grant = a_granted_world()
    who = {"actor": world.ours.coordinator, "at": AT}
    content = a_workbook(ROW, {**ROW, "number": "78", "total": "beaucoup"})
    with centre_context(world.ours.centre.pk):
        first = services.begin(grant=grant, content=content, **who)
        services.discard(batch=first, revision=1, **who)
        again = services.begin(grant=grant, content=content, **who)
        with pytest.raises(InvalidInput, match="3"):
            services.take(batch=again, revision=1, **who)
        services.drop_row(batch=again, line=3, dropped=True, revision=1, **who)
        with pytest.raises(Conflict):
            services.mend_row(batch=again, line=3, values={}, revision=1, **who)
        services.mend_row(batch=again, line=3, values={"total": "53"}, revision=2, **who)
        assert not Cost.objects.exists()
        assert [one.place for one in services.take(batch=again, revision=3, **who)] == [1, 2]
