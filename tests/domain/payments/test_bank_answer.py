"""The bank's answer is read with care, compared with its batch, noted once; what it refuses is ordered once more."""

import pytest
from django.db import DatabaseError, connection, transaction

from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import federal_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.xml_tree import MOST
from jalon.domain.payments import services, status
from jalon.domain.payments.due import due
from jalon.domain.payments.models import BankAnswer, Order
from jalon.domain.payments.services.paying import message_of
from tests.domain.conventions.scene import at
from tests.domain.payments import scene
from tests.scene import played, shared

till_of_module = shared(scene.a_till)
SPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"


def an_answer(about, *said, whole="", message="BANK-1", space=SPACE, group="", doctype=""):
    """`said`: (reference, status, reason, amount)."""
    parts = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>{code}</TxSts>"
        + (f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>Compte clos</AddtlInf></StsRsnInf>" if reason else "")
        + (f'<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">{sum_}</InstdAmt></Amt></OrgnlTxRef>' if sum_ else "")
        + "</TxInfAndSts>"
        for reference, code, reason, sum_ in said
    )
    state = f"<PmtInfSts>{whole}</PmtInfSts>" if whole else ""
    group = f"<GrpSts>{group}</GrpSts>" if group else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<Document xmlns="{space}"><CstmrPmtStsRpt><GrpHdr>'
        f"<MsgId>{message}</MsgId><CreDtTm>2026-12-01T09:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{about}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{group}</OrgnlGrpInfAndSts>"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{about}</OrgnlPmtInfId>{state}{parts}</OrgnlPmtInfAndSts>"
        "</CstmrPmtStsRpt></Document>"
    ).encode()


def test_what_is_no_answer_is_refused_in_words_and_opens_nothing():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    deep = b"<a>" * 70 + b"</a>" * 70
    wide = b"<a>" + b"<b/>" * (MOST + 1) + b"</a>"
    one = ("JALON-1", "ACSC", "", "")
    for wrong in (
        b"", b"no", b"\xff\xfe", b"<a/>", deep, wide, b"x" * (status.HEAVIEST + 1), an_answer("J", doctype=bomb),
        an_answer("J", space="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"), an_answer("J", one, one),
        an_answer("J", ("JALON-1", "PAID!", "", "")), an_answer("J", ("JALON-1", "ACSC", "", "1e3")),
        an_answer("J", message=" "),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as told:
            status.read(wrong)
        assert told.value.field == "file" and "banque" in told.value.what_to_do
    read = status.read(an_answer("J", ("JALON-1", "RJCT", "AC04", "10.5"), group="PART"))
    assert read.told == (status.Told("JALON-1", "RJCT", "AC04", "Compte clos", 10_50),) and read.whole is None
    assert [status.says(status.Told("", code, why)) for code, why in (
        ("ACSC", ""), ("ACCC", ""), ("RJCT", "AC01"), ("CANC", ""), ("RJCT", "AM05"), ("ACCP", ""), ("XXXX", ""),
    )] == ["paid", "paid", "refused", "refused", "double", "waits", "waits"]  # fmt: skip
    assert status.read(an_answer("J", whole="RJCT", group="ACCP")).of("anything").code == "RJCT"


def refused(act, error):
    with pytest.raises(error) as told, transaction.atomic():
        act()
    return str(told.value)


def test_what_the_bank_refuses_is_due_again_once_and_what_it_paid_is_never_ordered_twice(till_of_module):
    with played(till_of_module) as till:
        scene.with_account(till.ours)
        batch = scene.released(till, scene.prepared(till))
        with federal_context():
            order = rows(Order).get()
            about, reference, sum_ = message_of(batch), order.reference, f"{order.cents / 100:.2f}"

            def give(content, actor=till.officer, batch=batch):
                return services.receive(actor=actor, batch=batch, content=content, at=at(12))

            refusal = an_answer(about, (reference, "RJCT", "AC04", sum_))
            refused(lambda: give(refusal, till.world.cabinet), NotAllowed)
            assert "pas sur ce lot" in refused(lambda: give(an_answer("OTHER")), InvalidInput)
            stranger = an_answer(about, ("JALON-OTHER", "ACSC", "", ""))
            assert "pas dans ce lot" in refused(lambda: give(stranger), InvalidInput)
            other = an_answer(about, (reference, "ACSC", "", "1.00"))
            assert "autre montant" in refused(lambda: give(other), InvalidInput)

            waits, double = (give(an_answer(about, (reference, *said, ""), message=f"B{said[0]}")) for said in (
                ("ACCP", ""), ("RJCT", "AM05"),
            ))  # fmt: skip
            for one in (waits, double):
                assert [each.moves for each in services.note(actor=till.officer, answer=one, at=at(12))] == [False]
            assert services.findings(double.told, [order])[0].against and rows(Order).get().state == "released"

            kept = give(refusal)
            refused(lambda: give(refusal), Conflict)
            assert rows(Order).get().state == "released", "kept, not noted"
            services.note(actor=till.officer, answer=kept, at=at(13))
            refused(lambda: services.note(actor=till.second, answer=kept, at=at(13)), DomainError)
            assert (rows(Order).get().state, rows(Order).get().words) == ("rejected", "pain.002 AC04 Compte clos")
            late = give(an_answer(about, (reference, "ACSC", "", ""), message="LATE"))
            (told,) = services.note(actor=till.officer, answer=late, at=at(13))
            assert told.against and rows(Order).get().state == "rejected", "a person looks into it"
            for attack in ("noted_at = NULL", "content = 'x'", "batch_id = batch_id, noted_by = 'another'"):
                with pytest.raises(DatabaseError), transaction.atomic():
                    connection.cursor().execute(f"UPDATE payments_bankanswer SET {attack}")

        again = scene.prepared(till)
        with federal_context():
            told = {"batch": again, "shown": again.sha256, "at": at(14)}
            refused(
                lambda: services.release(actor=till.officer, batch=again, shown=again.sha256, at=at(14)), DomainError
            )
        again = scene.released(till, again)
        with federal_context():
            (pair,) = services.rejected_before(list(rows(Order).filter(batch=again)))
            assert pair[1].reference == reference
            all_paid = an_answer(message_of(again), whole="ACSC", message="BANK-2")
            services.note(actor=till.officer, answer=give(all_paid, batch=again), at=at(15))
            assert sorted(rows(Order).values_list("state", flat=True)) == ["executed", "rejected"]
            assert due() == [] and BankAnswer.objects.count() == 5
