"""From the advance to the balance: four eyes, once each, on a confirmed account, in a file the schema accepts."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.both_sides import rows
from jalon.domain.core.catalogue import problems
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.payments import iban, ledger, pain, services
from jalon.domain.payments.closings import rows_of
from jalon.domain.payments.due import due, to_recover
from jalon.domain.payments.migrations import __path__ as migrations
from jalon.domain.payments.models import Account, Order, Settlement
from jalon.domain.payments.queries import account, accounts_standing
from jalon.domain.payments.services.accounts import to_be_told
from jalon.domain.payments.transitions import ACCOUNT, BATCH, ORDER, as_page, moves
from jalon.domain.reports.queries import accepted
from jalon.domain.subsidies.models import Programme
from jalon.law.subsidies import Basis, Rule
from tests.domain.conventions.scene import at
from tests.domain.payments import scene
from tests.domain.payments.scene import IBANS, PAID_ON
from tests.domain.reports import scene as reports
from tests.scene import played, shared

till_of_module = shared(scene.a_till)
HALF, WHOLE = 1_633_690_96, 3_267_381_93


@pytest.fixture
def till(till_of_module):
    with played(till_of_module) as one:
        yield one


def refused(act, error=DomainError):
    with pytest.raises(error) as told, transaction.atomic():
        act()
    return str(told.value)


def test_an_account_takes_two_people_and_the_journal_never_holds_it_whole(till):
    ours = till.ours
    with centre_context(ours.centre.pk):
        for wrong in ("BE68 5390 0754 7035", "BE68", "", "TR330006100519786457841326"):
            refused(
                lambda wrong=wrong: services.give(actor=ours.president, iban=wrong, holder="CPAS", at=at(9)),
                InvalidInput,
            )
        refused(lambda: services.give(actor=ours.worker, iban=IBANS[0], holder="CPAS", at=at(9)), NotAllowed)
        first = services.give(actor=ours.president, iban="be68 5390 0754 7034", holder="CPAS", at=at(9))
        assert account() is None and first.iban == IBANS[0]
        refused(lambda: services.give(actor=ours.secretary, iban=IBANS[1], holder="CPAS", at=at(9)), Conflict)
        assert "quatre yeux" in refused(lambda: services.confirm(actor=ours.president, account_id=first.pk, at=at(9)))
        refused(lambda: services.confirm(actor=ours.coordinator, account_id=first.pk, at=at(9)), NotAllowed)
        services.confirm(actor=ours.secretary, account_id=first.pk, at=at(9))
        other = services.give(actor=ours.coordinator, iban=IBANS[1], holder="CPAS", at=at(12))
        assert account() == first, "a change waits for its second person"
        services.confirm(actor=ours.president, account_id=other.pk, at=at(13))
        assert account() == other and Account.objects.get(pk=first.pk).state == "replaced"
        day, month = at(14).date(), at(60).date()
        stands = accounts_standing()[1]
        assert (
            to_be_told(ours.secretary, stands, on=day) == other and to_be_told(ours.president, stands, on=day) is None
        )
        assert to_be_told(ours.secretary, stands, on=month) is None
        told = " ".join(str(one.detail) for one in JournalEntry.objects.filter(verb__startswith="account."))
        assert iban.masked(IBANS[0]) in told and IBANS[0] not in told and IBANS[1] not in told
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.filter(pk=other.pk).update(iban=IBANS[2])
        last = Account.objects.create(iban=IBANS[2], holder="CPAS", given_by=ours.president, given_at=at(14))
        with pytest.raises(IntegrityError), transaction.atomic():
            facts = {"state": "confirmed", "confirmed_by": ours.president, "confirmed_at": at(14)}
            Account.objects.filter(pk=last.pk).update(**facts)


def test_an_advance_is_paid_once_by_two_officers_on_a_confirmed_account(till):
    with federal_context():
        (advance,) = due()
        assert (advance.kind, advance.cents, advance.account) == ("advance", HALF, None), (
            "only where the minister signed"
        )
        keys = {"chosen": [advance.key], "execute_on": PAID_ON, "at": at(10)}
        assert "compte confirmé" in refused(lambda: services.prepare(actor=till.officer, **keys))
    scene.with_account(till.ours)
    with federal_context():
        refused(lambda: services.prepare(actor=till.world.cabinet, **keys), NotAllowed)
        batch = services.prepare(actor=till.officer, **keys)
        refused(lambda: services.prepare(actor=till.second, **keys), Conflict)
        shown = {"batch": batch, "shown": batch.sha256, "at": at(11)}
        assert "quatre yeux" in refused(lambda: services.release(actor=till.officer, **shown))
        refused(lambda: services.release(actor=till.second, **{**shown, "shown": "0" * 64}), Conflict)
        done = services.release(actor=till.second, **shown)
        assert done.file.count("<CdtTrfTxInf>") == 1 and "<IBAN>BE68539007547034</IBAN>" in done.file
        assert '<InstdAmt Ccy="EUR">1633690.96</InstdAmt>' in done.file and "urn:iso:std:iso:20022" in done.file
        refused(lambda: services.release(actor=till.second, **shown))
        refused(lambda: services.drop(actor=till.second, batch=batch, reason="Trop tard", at=at(12)))
        (order,) = rows(Order).all()
        services.rejected(actor=till.officer, order=order, reason="Compte clôturé", at=at(12))
        again = scene.prepared(till)
        (second,) = rows(Order).filter(batch=again)
        scene.released(till, again)
        services.rejected(actor=till.officer, order=second, reason="Compte clôturé", at=at(13))
        refused(lambda: services.prepare(actor=till.officer, **keys)), "the same account is tried twice"
    scene.with_account(till.ours, IBANS[1])
    (order,) = scene.paid(till)
    assert (order.state, order.cents) == ("executed", HALF)
    with federal_context():
        assert due() == []


def test_the_file_is_the_same_when_it_is_made_again_and_the_schema_has_the_last_word():
    debtor = pain.payer()
    one = pain.Transfer("CPAS d’Été & <Fils>", IBANS[0], 1_05, "JALON-1", "Activité sociale")
    facts = {"debtor": debtor, "execute_on": PAID_ON, "at": at(11)}
    made = pain.payment_file("JALON-1", [one, one], **facts)
    assert made == pain.payment_file("JALON-1", [one, one], **facts)
    assert "<CtrlSum>2.10</CtrlSum>" in made and "CPAS d'Ete &amp; &lt;Fils&gt;" in made
    with pytest.raises(ValueError, match=r"pain\.001"):
        pain.payment_file("JALON-1", [pain.Transfer("CPAS", "nothing", 1, "JALON-1", "x")], **facts)


def test_a_line_is_closed_settled_paid_and_explained_and_what_is_too_much_comes_back(till):
    ours, theirs = till.ours.centre.pk, till.theirs.centre.pk
    scene.with_account(till.ours)
    flying = scene.released(till, scene.prepared(till))
    accepted = {(ours, scene.LINE): 4_000_000_00, (theirs, scene.LINE): 9_000_000_00}
    assert "en route" in refused(lambda: scene.closed(till, accepted))
    scene.executed(till, flying)
    scene.reported(till, accepted)
    shared = scene.worked_out(till, accepted)
    assert [one.signed for one in shared.rows] == [False, True] or [one.signed for one in shared.rows] == [True, False]
    assert shared.found.unused == WHOLE, "without a signature nothing counts, whatever was accepted"
    with federal_context():
        told = {"shared": shared, "reason": "Note au ministre", "at": at(60)}
        refused(lambda: services.close(actor=till.world.cabinet, shown=shared.sha256, **told), NotAllowed)
        other = scene.worked_out(till, {**accepted, (ours, scene.LINE): 3_999_999_99})
        refused(lambda: scene.decided(till, other), Conflict)
    scene.closed(till, accepted)
    refused(lambda: scene.closed(till, accepted))
    one = scene.settlement(till.ours)
    excess = 4_000_000_00 - WHOLE
    assert (one.final, one.supplement, one.owed) == (
        4_000_000_00, excess, {"balance": WHOLE - HALF, "supplement": excess},
    )  # fmt: skip
    assert "restent à payer" in one.facts["why"]["fr"][-1] and scene.settlement(till.theirs).final == 0
    balance, supplement = scene.paid(till)
    assert balance.cents + supplement.cents + HALF == one.final
    with federal_context():
        assert due() == [] and to_recover() == []
        refused(lambda: services.claim(actor=till.officer, settlement=one, until=PAID_ON, at=at(70)))
    scene.closed(till, {(ours, scene.LINE): WHOLE}, Rule(Basis.NONE), days=90)
    claim = scene.claimed(till, till.ours)
    assert claim.cents == excess
    refused(lambda: scene.claimed(till, till.ours), Conflict)
    with federal_context():
        services.received(actor=till.officer, order=claim, at=at(99))
        assert to_recover() == []
        entries = ledger.entries(2026) + ledger.entries(2027)
        assert sum(each.debit for each in entries) == sum(each.credit for each in entries) > 0
        bank = sum(each.credit - each.debit for each in entries if each.account == "bank")
        assert bank == WHOLE
        assert sum(each.debit - each.credit for each in entries if each.account == "subsidies") == WHOLE
    with centre_context(till.theirs.centre.pk):
        assert [each.centre_id for each in Settlement.objects.all()] == [theirs, theirs]
        assert not rows(Order).exists()


def test_the_tables_of_the_documentation_and_of_the_database_are_those_of_the_code():
    with translation.override("fr"):
        page = Path(__file__).parents[3] / "docs" / "states-payments.md"
        assert page.read_text(encoding="utf-8") == as_page(), "run python -m jalon.command.states_pages"
    sql = Path(next(iter(migrations)), "0002_moves.py").read_text(encoding="utf-8")
    for machine, function in ((ACCOUNT, "check_account"), (BATCH, "check_batch"), (ORDER, "check_order")):
        body = sql[sql.index(f"FUNCTION payments_{function}() RETURNS") :]
        listed = body[body.index("NOT (OLD.state::text, NEW.state::text) IN (") : body.index(" does not go from")]
        assert all(f"('{source}', '{target}')" in listed for source, target in moves(machine))
        assert listed.count("', '") == len(moves(machine))


@pytest.mark.django_db
def test_the_catalogue_knows_every_right():
    assert [one for one in problems() if "payments" in one] == []


@pytest.mark.django_db
def test_a_closing_reads_what_the_minister_approved_of_the_reports():
    world = reports.a_world()
    report = reports.sent(world.ours)
    reports.approved(world, report)
    with federal_context():
        programme = Programme.objects.get(pk=world.programme_id)
        approved = accepted(programme.pk)
        found = {one.identity: one for one in rows_of(programme, scene.LINE, approved)}
    assert found["90001"].justified == approved[world.ours.centre.pk, scene.LINE] == 0, "approved, and nothing told"
    assert found["90002"].justified is None
    assert not found["90001"].signed and found["90001"].use.justified == 0, "no convention was signed"
