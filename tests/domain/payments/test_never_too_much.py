"""Whatever is tried, in whatever order, through the services or with bare SQL: nothing pays more than it may."""

import contextlib
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import Conflict, DomainError
from jalon.domain.payments import pain, services
from jalon.domain.payments.due import due, to_recover
from jalon.domain.payments.enums import DEAD, PAID_OUT, Kind, State
from jalon.domain.payments.models import Account, Batch, Closing, Order, Settlement
from jalon.domain.payments.queries import account_given
from jalon.domain.payments.services import closing, paying
from jalon.domain.reports.models import Acceptance
from jalon.domain.reports.queries import accepted
from jalon.domain.subsidies.models import Award
from jalon.law.subsidies import Rule
from tests.at_once import at_once, refusals
from tests.domain.conventions import scene as conventions
from tests.domain.conventions.scene import at
from tests.domain.payments import scene
from tests.domain.payments.scene import IBANS, LINE, PAID_ON
from tests.scene import played, shared

till_of_module = shared(scene.a_till)
HALF, WHOLE = 1_633_690_96, 3_267_381_93


class Life:
    """One sequence of acts; each takes a number that chooses among what there is."""

    def __init__(self, till):
        self.till, self.day, self.best, self.settled = till, 10, HALF, set()
        self.ids = {office.centre.pk for office in (till.ours, till.theirs)}

    def office(self, n):
        return (self.till.ours, self.till.theirs)[n % 2]

    def officer(self, n):
        return (self.till.officer, self.till.second)[n % 2]

    def at(self):
        return at(self.day)

    # --- through the services ---

    def give(self, n):
        office = self.office(n)
        with centre_context(office.centre.pk):
            facts = {"iban": IBANS[n % 3], "holder": "CPAS", "at": self.at()}
            services.give(actor=(office.coordinator, office.president)[n % 2], **facts)

    def confirm(self, n):
        office = self.office(n)
        with centre_context(office.centre.pk):
            one = account_given()
            services.confirm(actor=(office.president, office.secretary)[n // 2 % 2], account_id=one.pk, at=self.at())

    def account(self, n):
        self.give(n)
        self.confirm(n + 2)

    def prepare(self, n):
        with federal_context():
            keys = [one.key for one in due()][: 1 + n % 3]
            services.prepare(actor=self.officer(n), chosen=keys, execute_on=at(900).date(), at=self.at())

    def release(self, n):
        with federal_context():
            one = Batch.objects.filter(state="prepared").first()
            services.release(actor=self.officer(n), batch=one, shown=one.sha256, at=self.at())

    def drop(self, n):
        with federal_context():
            one = Batch.objects.order_by("number").last()
            services.drop(actor=self.officer(n), batch=one, reason="Une raison", at=self.at())

    def execute(self, n):
        with federal_context():
            one = rows(Order).filter(state=State.RELEASED).first()
            services.executed(actor=self.officer(n), batch=one.batch, chosen=[one.pk], at=self.at())

    def reject(self, n):
        with federal_context():
            one = rows(Order).filter(state=State.RELEASED).last()
            services.rejected(actor=self.officer(n), order=one, reason="Compte clos", at=self.at())

    def report(self, n):
        """A report is approved; approved already, it is reopened first, and on some ways given back by the officer."""
        office = self.office(n // 5 % 3 // 2)
        if self.accepted().get((office.centre.pk, LINE)) is not None:
            scene.reopened(self.till, office)
        cents = (0, 40_000_00, HALF, WHOLE, 3 * WHOLE)[n % 5]
        scene.approved(self.till, office, cents, back=n % 7 == 0)

    def amend(self, n):
        """Another budget, and an amendment with it, which makes an advance on a rise due or not."""
        times, advance_on_raise = 1 + n % 3, n % 2 == 0
        facts = {"times": times, "advance_on_raise": advance_on_raise, "days": self.day}
        conventions.decided_again(self.till.world, **facts)
        conventions.amended(self.till.world, days=self.day)
        self.best = max(self.best, times * WHOLE // 2 if advance_on_raise else 0)

    def reopen(self, n):
        scene.reopened(self.till, self.till.ours)

    def accepted(self):
        with federal_context():
            return accepted(self.till.world.decision.programme_id)

    def close(self, n):
        shared = scene.worked_out(self.till, self.accepted(), Rule(cap=(None, 5_000_00)[n % 2]))
        scene.decided(self.till, shared, days=self.day)

    def claim(self, n):
        with federal_context():
            one = to_recover()[0].settlement
            until = (self.at() + timedelta(days=30)).date()
            services.claim(actor=self.officer(n), settlement=one, until=until, at=self.at())

    def receive(self, n):
        with federal_context():
            one = rows(Order).filter(kind=Kind.RECOVERY, state=State.CLAIMED).first()
            act = (services.received, services.give_up)[n % 3 == 0]
            act(actor=self.officer(n), order=one, at=self.at(), **({"reason": "Une raison"} if n % 3 == 0 else {}))

    def pay(self, n):
        self.prepare(2)
        self.release(1)
        with federal_context():
            scene.executed(self.till, Batch.objects.order_by("number").last())

    # --- as whoever could write SQL in the name of the administration ---

    def forge_order(self, n):
        with federal_context():
            centre = self.office(n).centre.pk
            settled = [None, *rows(Settlement).filter(centre_id=centre)]
            settlement = settled[n % len(settled)]
            amounts = [1, HALF, WHOLE - HALF, WHOLE, *(each for one in settled[1:] for each in one.owed.values())]
            batch = Batch.objects.order_by("number").last()
            account = rows(Account).filter(centre_id=centre).order_by("given_at").last()
            award = rows(Award).filter(centre_id=centre).first()
            kind = list(Kind)[n // 3 % 4]
            recovery = kind == Kind.RECOVERY
            one = Order(
                centre_id=centre, batch_id=batch.pk if batch and not recovery else None, kind=kind,
                programme_id=award.facts["programme_id"], line=LINE, award_id=award.pk,
                settlement_id=settlement.pk if settlement else None,
                account_id=account.pk if account and not recovery else None, cents=amounts[n // 5 % len(amounts)],
                reference=uuid4().hex[:30], state=list(State)[n // 7 % 7], state_since=self.at(), due_on=PAID_ON,
            )  # fmt: skip
            Order._base_manager.bulk_create([one])

    def forge_state(self, n):
        with federal_context(), connection.cursor() as cursor:
            cursor.execute("UPDATE payments_order SET state = %s", [list(State)[n % 7]])

    def forge_amount(self, n):
        with federal_context(), connection.cursor() as cursor:
            cursor.execute("UPDATE payments_order SET cents = cents + 1")
            assert cursor.rowcount == 0

    def forge_settlement(self, n):
        with federal_context():
            closing = Closing.objects.order_by("number").last()
            before = rows(Settlement).order_by("number").last()
            told = {name: getattr(before, name) for name in ("award_id", "programme_id", "line", "facts", "paid")}
            amounts = {"granted": before.granted + n % 2, "justified": 2 * WHOLE, "supplement": n % 9 * 1_000_00}
            final = min(amounts["granted"], amounts["justified"]) + amounts["supplement"]
            one = Settlement(centre_id=before.centre_id, closing=closing, number=closing.number + n % 3, final=final,
                             decided_at=self.at(), **told, **amounts)  # fmt: skip
            Settlement._base_manager.bulk_create([one])

    def forge_acceptance(self, n):
        """An amount nobody accepted, written beside the approved one, or over it."""
        with federal_context(), connection.cursor() as cursor:
            one = rows(Acceptance).order_by("approved_at").last()
            if n % 2:
                cursor.execute("UPDATE reports_acceptance SET cents = told + 1")
            one.pk, one.line, one.told, one.cents = uuid4(), (LINE, "other")[n // 2 % 2], 9 * WHOLE, 9 * WHOLE
            Acceptance._base_manager.bulk_create([one])

    def forge_release(self, n):
        with federal_context(), connection.cursor() as cursor:
            cursor.execute("UPDATE payments_batch SET state = 'released', file = 'x', released_by_id = prepared_by_id")
            assert cursor.rowcount == 0

    ACTS = (
        account, give, confirm, prepare, release, drop, execute, reject, report, report, reopen, amend, close, close,
        close, claim, receive, pay, pay, forge_order, forge_order, forge_state, forge_amount, forge_settlement,
        forge_release, forge_acceptance,
    )  # fmt: skip

    def step(self, act, n):
        self.day += 1
        nothing_there = (AttributeError, IndexError, ObjectDoesNotExist)
        with contextlib.suppress(DomainError, DatabaseError, *nothing_there), transaction.atomic():
            act(self, n)
        self.check()

    def check(self):
        with federal_context():
            finals = list(rows(Settlement).order_by("number"))
            self.check_reports([one for one in finals if one.pk not in self.settled])
            self.settled.update(one.pk for one in finals)
            for office in (self.till.ours, self.till.theirs):
                orders = list(rows(Order).filter(centre_id=office.centre.pk).select_related("batch"))
                out = sum(one.cents for one in orders if one.kind in PAID_OUT and one.state not in DEAD)
                back = sum(one.cents for one in orders if one.kind == Kind.RECOVERY and one.state == State.RECEIVED)
                own = [one.final for one in finals if one.centre_id == office.centre.pk]
                most = max([self.best, *own]) if office is self.till.ours else 0
                assert 0 <= out - back <= most, "more than the grant and its part, or before the minister signed"
                alive = [(one.kind, one.settlement_id, one.advance_id) for one in orders if one.state not in DEAD]
                assert len(set(alive)) == len(alive), "ordered twice"
                for one in orders:
                    if one.kind in PAID_OUT and one.state in (State.RELEASED, State.EXECUTED, State.REJECTED):
                        assert one.batch.released_by_id not in (None, one.batch.prepared_by_id)
            for number in {one.number for one in finals}:
                same = [one for one in finals if one.number == number]
                assert {one.centre_id for one in same} == self.ids
                assert sum(one.final for one in same) <= sum(one.granted for one in same)

    def check_reports(self, new):
        """What was just settled is what reports carry now; where the minister signed nothing, nothing is justified."""
        now = self.accepted() if new else {}
        for one in new:
            ours = one.centre_id == self.till.ours.centre.pk
            assert one.justified == (now.get((one.centre_id, LINE), 0) if ours else 0)


WALK = (Phase.explicit, Phase.generate)  # a life that fails is not shrunk: it takes minutes
STEPS = st.lists(st.tuples(st.sampled_from(Life.ACTS), st.integers(0, 10_000)), min_size=5, max_size=20)


def test_no_sequence_of_acts_pays_more_than_it_may_or_before_the_minister_signed(till_of_module):
    reached, advances = set(), []

    whole_life = [
        (Life.pay, 0), (Life.amend, 4), (Life.pay, 0), (Life.report, 49), (Life.close, 0), (Life.forge_acceptance, 0),
        (Life.pay, 0), (Life.report, 2), (Life.close, 0), (Life.claim, 0), (Life.receive, 1), (Life.report, 9),
        (Life.close, 0), (Life.reopen, 0), (Life.prepare, 0), (Life.report, 9), (Life.pay, 0),
    ]  # fmt: skip

    @example(whole_life)
    @settings(max_examples=5, phases=WALK, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def lives(steps):
        with played(till_of_module) as till:
            life = Life(till)
            for act, n in [(Life.account, 0), *steps]:
                life.step(act, n)
            with federal_context():
                reached.update(rows(Order).values_list("kind", "state"))
                advances.append(rows(Order).filter(kind=Kind.ADVANCE, state=State.EXECUTED).count())

    lives()
    whole = {("advance", "executed"), ("balance", "executed"), ("supplement", "executed"), ("recovery", "received")}
    assert whole <= reached and max(advances) == 2, "the walk went somewhere"


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_prepare_at_once_order_it_once():
    till = scene.a_till()
    scene.with_account(till.ours)
    with federal_context():
        facts = {"chosen": [due()[0].key], "execute_on": PAID_ON, "at": at(10)}

    def prepare(officer):
        with federal_context():
            return services.prepare(actor=officer, **facts)

    told = at_once(lambda: prepare(till.officer), lambda: prepare(till.second))
    assert [type(one) for one in refusals(told)] == [Conflict]
    with federal_context():
        assert rows(Order).count() == 1 and Batch.objects.count() == 1


@contextlib.contextmanager
def refusal(constraint):
    """The database itself says no, by this name."""
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        yield
    assert told.value.__cause__.diag.constraint_name == constraint


def settled_anyway(till, cents):
    """What the services would never settle, written in the name of the administration."""
    shared = scene.worked_out(till, {(till.ours.centre.pk, LINE): cents})
    with refusal("settlement_of_the_report"), federal_context():
        closing._settle(closing._kept(till.officer, shared, None, "Une note", at(60)), shared)


def test_the_database_itself_settles_and_pays_what_the_approved_report_carries(till_of_module, monkeypatch):
    with played(till_of_module) as till:
        scene.with_account(till.ours)
        scene.paid(till)
        settled_anyway(till, WHOLE)
        scene.approved(till, till.ours, WHOLE)
        for cents in (0, WHOLE - 1, WHOLE + 1):
            settled_anyway(till, cents)
        scene.closed(till, {(till.ours.centre.pk, LINE): WHOLE})
        batch = scene.prepared(till)
        scene.reopened(till, till.ours)
        with pytest.raises(DomainError, match="rouvert"):
            scene.released(till, batch)
        with monkeypatch.context() as blind, refusal("order_within_the_report"):
            blind.setattr(paying, "_reports_stand", lambda found: None)
            scene.released(till, batch)
        with federal_context():
            services.drop(actor=till.officer, batch=batch, reason="Rouvert", at=at(61))
        scene.approved(till, till.ours, WHOLE - 1)
        with federal_context():
            (one,) = due()
            assert not one.carried, "less than was settled"
            facts = {"actor": till.officer, "chosen": [one.key], "execute_on": PAID_ON, "at": at(10)}
            with pytest.raises(DomainError, match="plus approuvé"):
                services.prepare(**facts)
            monkeypatch.setattr("jalon.domain.payments.due.carried", lambda every: [True for _one in every])
            with pytest.raises(Conflict) as told, transaction.atomic():
                services.prepare(**facts)
        assert told.value.__cause__.__cause__.diag.constraint_name == "order_within_the_report"


THIEF = IBANS[2]
BLOCK = re.compile("<CdtTrfTxInf>.*?</CdtTrfTxInf>", re.DOTALL)
FORGED_FILES = {
    "nothing": lambda file: "x",
    "another account": lambda file: file.replace(IBANS[0], THIEF),
    "another amount": lambda file: file.replace("1633690.96", "1633690.97"),
    "another reference": lambda file: file.replace("<EndToEndId>JALON-", "<EndToEndId>JALOM-"),
    "a payment more": lambda file: BLOCK.sub(lambda one: one[0] + one[0].replace(IBANS[0], THIEF), file),
    "a payment twice": lambda file: BLOCK.sub(lambda one: 2 * one[0], file),
    "no payment": lambda file: BLOCK.sub("", file),
    "a payment in a comment": lambda file: BLOCK.sub(lambda one: f"<!--{one[0]}-->", file),
    "a payment with a prefix": lambda file: BLOCK.sub(
        lambda one: one[0] + one[0].replace("</", "</p:").replace("<C", "<p:C"), file
    ),
    "an account more": lambda file: file.replace("<CdtrAcct>", f"<CdtrAcct><Id><IBAN>{THIEF}</IBAN></Id>"),
    "another sum": lambda file: file.replace("<CtrlSum>", "<CtrlSum>9"),
}


@pytest.mark.parametrize("forged", FORGED_FILES.values(), ids=FORGED_FILES)
def test_the_file_that_leaves_pays_the_orders_of_its_batch_and_nothing_else(till_of_module, monkeypatch, forged):
    with played(till_of_module) as till:
        scene.with_account(till.ours)
        batch, made = scene.prepared(till), pain.payment_file
        with monkeypatch.context() as wrong, refusal("batch_file_of_its_orders"):
            wrong.setattr(pain, "payment_file", lambda *told, **facts: forged(made(*told, **facts)))
            scene.released(till, batch)
        assert scene.released(till, batch).file.count(IBANS[0]) == 1, "as it is made it leaves"


def test_what_two_officers_are_shown_is_what_was_ordered(till_of_module, monkeypatch):
    with played(till_of_module) as till:
        scene.with_account(till.ours)
        told = paying._content
        for old, new in ((IBANS[0], THIEF), ('"cents": 1', '"cents": 2'), (str(till.ours.centre.pk), str(uuid4()))):
            with monkeypatch.context() as wrong:
                wrong.setattr(paying, "_content", lambda *facts, o=old, n=new: told(*facts).replace(o, n))
                batch = scene.prepared(till)
            with refusal("batch_of_its_orders"):
                scene.released(till, batch)
            with federal_context():
                services.drop(actor=till.officer, batch=batch, reason="Un faux texte", at=at(12))


def test_an_order_rests_on_the_amount_in_force_and_goes_no_higher_once_it_is_lowered(till_of_module, monkeypatch):
    with played(till_of_module) as till:
        scene.with_account(till.ours)
        batch = scene.prepared(till)
        conventions.decided_again(till.world, times=0.25, advance_on_raise=False, days=12)
        with pytest.raises(DomainError, match="réduit"):
            scene.released(till, batch)
        with monkeypatch.context() as blind, refusal("order_of_the_amount_in_force"):
            blind.setattr(paying, "_amounts_stand", lambda found: None)
            scene.released(till, batch)
        with federal_context():
            old = rows(Order).get(batch=batch)
            services.drop(actor=till.officer, batch=batch, reason="Réduit", at=at(13))
            (one,) = due()
            assert one.cents == WHOLE // 4 and one.award.pk != old.award_id
            fresh = Batch.objects.get(pk=scene.prepared(till).pk)
            services.drop(actor=till.officer, batch=fresh, reason="Un autre essai", at=at(14))
        with federal_context():
            made = paying._order
            monkeypatch.setattr(paying, "_order", lambda *told: _on(made(*told), old.award_id))
            with pytest.raises(Conflict) as told, transaction.atomic():
                facts = {"chosen": [one.key], "execute_on": PAID_ON, "at": at(15)}
                services.prepare(actor=till.officer, **facts)
        assert told.value.__cause__.__cause__.diag.constraint_name == "order_of_the_amount_in_force"


def _on(order, award_id):
    order.award_id, order.cents = award_id, HALF
    return order
