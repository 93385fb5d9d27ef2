"""Whatever is done to a report, in whatever order, also with bare SQL: one truth, and it never changes."""

import contextlib

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import DomainError
from jalon.domain.instruments.merging import Change, Writer
from jalon.domain.reports import parts, queries, services
from jalon.domain.reports.content import digest, read
from jalon.domain.reports.enums import WRITING, State
from jalon.domain.reports.models import Acceptance, Draft, Report, Signature, Version
from jalon.domain.reports.transitions import REPORT
from tests.domain.reports import scene
from tests.domain.reports.scene import CHECKS, WORDS, at, cost
from tests.scene import played, shared

world_of_module = shared(scene.a_world)
MOVES = {(str(one.source), str(one.target)) for one in REPORT.transitions}
BOUGHT = [cost("Loyer", 9_000_00), cost("Bus", 120_00), cost("Cours", 4_000_00)]


class Life:
    """One sequence of acts; each takes a number that chooses who, which field, which words."""

    def __init__(self, world):
        self.world, self.office, self.seen, self.costs, self.state = world, world.ours, {}, 1, State.OPEN
        self.draft: dict[str, str] = {}

    def who(self, n):
        return (self.office.coordinator, self.office.president, self.office.secretary, self.office.worker)[n % 4]

    # --- at the centre ---

    def write(self, n):
        with self.ours() as report:
            base = Draft.objects.get().revision - n % 3  # somebody who looks at an older page
            words = {("A1", "A2", "A3", "reply")[n % 4]: f"Des mots {n % 5}"}
            facts = {"writer": Writer(f"page{n % 2}", n % 4), "at": at(2)}
            services.save(actor=self.who(n), report=report, change=Change(base, words), **facts)

    def fill(self, _n):
        with self.ours() as report:
            change = Change(Draft.objects.get().revision, WORDS)
            services.save(actor=self.office.coordinator, report=report, change=change, at=at(2))

    def spend(self, n):
        self.costs = 1 + n % 3

    def remark(self, n):
        with self.ours() as report:
            act = (services.remark, services.settle)[n % 2]
            facts = {} if n % 2 else {"words": "Ajoutons les heures ?"}
            act(actor=self.who(n), report=report, field="A1", at=at(2), **facts)

    def sign(self, n):
        with self.ours() as report:
            shown = scene.shown(report, days=3) if n % 5 else "0" * 64
            services.sign(actor=self.who(n), report=report, shown=shown, at=at(3))

    def take_back(self, n):
        with self.ours() as report:
            services.take_back(actor=self.who(n), report=report, reason="Une coquille.", at=at(4))

    # --- at the administration ---

    def send_back(self, _n):
        facts = {"remarks": {"A1": "Précisez."}, "words": ""}
        scene.federal(services.send_back, self.report(), actor=self.world.officer, at=at(5), **facts)

    def advise(self, n):
        actor = (self.world.officer, self.world.cabinet)[n % 2]
        facts = {"favourable": True, "checks": CHECKS, "words": "", "at": at(6)}
        scene.federal(services.advise, self.report(), actor=actor, **facts)

    def decide(self, n):
        facts = {"actor": (self.world.cabinet, self.world.officer)[n % 4 == 3], "at": at(7)}
        if n % 4 == 2:
            scene.federal(services.return_advice, self.report(), reason="Relisez la section C.", **facts)
        else:
            scene.federal(services.approve, self.report(), **facts)

    def reopen(self, _n):
        facts = {"until": at(60).date(), "reason": "Une facture oubliée."}
        scene.federal(services.reopen, self.report(), actor=self.world.officer, at=at(8), **facts)

    # --- as whoever could write SQL in the name of one side ---

    def forge(self, n):
        told = (
            "UPDATE reports_version SET content = content || ' '",
            "UPDATE reports_version SET sent_at = now()",
            f"UPDATE reports_report SET state = '{list(State)[n % 6]}'",
            "UPDATE reports_signature SET version_hash = version_hash",
            "DELETE FROM reports_signature",
            "UPDATE reports_acceptance SET cents = 1",
        )[n % 6]
        side = self.ours() if n % 2 else federal_context()
        with side, connection.cursor() as cursor:
            cursor.execute(told)

    # --- what is true after each act ---

    @contextlib.contextmanager
    def ours(self):
        with centre_context(self.office.centre.pk):
            yield rows(Report).get()

    def report(self):
        with self.ours() as report:
            return report

    def both_sign(self, n):
        """Three steps: the words, then each of the two."""
        self.step(Life.fill, n)
        self.step(Life.sign, 1)
        self.step(Life.sign, 2)

    def step(self, act, n):
        if act is Life.both_sign:
            self.both_sign(n)
            return
        with contextlib.suppress(DomainError, DatabaseError), transaction.atomic():
            act(self, n)
        self.check()

    def check(self):
        with self.ours() as report:
            texts = list(Version.objects.order_by("number", "attempt"))
            sent = [one for one in texts if one.sent_at]
            assert (self.state, report.state) in MOVES or self.state == report.state
            self._never_changed(texts)
            for place, one in enumerate(sent):
                told, given = read(one.content), Signature.objects.filter(version=one).select_related("member")
                assert one.number == place + 1, "each sending has its own number"
                assert {each.version_hash for each in given} == {one.sha256} and len(given) == 2
                assert len({each.member.user_id for each in given}) == 2
                before = sent[place - 1] if place else None
                assert told["previous"] == ({"version": place, "sha256": before.sha256} if before else None)
            self._one_truth(report, texts, sent)
            draft = Draft.objects.get().fields
            assert report.state in WRITING or self.state in WRITING or draft == self.draft
            self.state, self.draft = report.state, draft

    def _never_changed(self, texts):
        for one in texts:
            assert self.seen.setdefault(one.pk, one.content) == one.content and digest(one.content) == one.sha256

    def _one_truth(self, report, texts, sent):
        """What is examined, approved and paid is the last text that was sent, and nothing else."""
        last = sent[-1] if sent else None
        assert queries.last_sent(report) == last
        assert (report.state in (State.SENT, State.ADVISED, State.APPROVED)) <= bool(last and texts[-1] == last)
        assert (queries.to_sign(report) is not None) == (report.state == State.READY)
        accepted = queries.accepted(report.programme_id)
        if report.state != State.APPROVED:
            assert not accepted
            return
        told = read(last.content)["spending"]["lines"]
        assert accepted == {(report.centre_id, one["code"]): one["justified"] for one in told}
        assert {one.version_id for one in queries.acceptances(report)} == {last.pk}
        assert Acceptance.objects.filter(version=last).count() == len(told)


ACTS = [
    Life.write, Life.write, Life.fill, Life.spend, Life.remark, Life.sign, Life.sign, Life.both_sign, Life.take_back,
    Life.send_back, Life.advise, Life.decide, Life.reopen, Life.forge, Life.forge,
]  # fmt: skip
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 59)), min_size=5, max_size=7)
WHOLE = [
    (Life.write, 4), (Life.both_sign, 1), (Life.send_back, 0), (Life.write, 0), (Life.both_sign, 1), (Life.forge, 1),
    (Life.advise, 0), (Life.decide, 0), (Life.forge, 5), (Life.reopen, 0), (Life.spend, 1), (Life.both_sign, 1),
    (Life.advise, 0), (Life.decide, 0),
]  # fmt: skip


@pytest.fixture
def told(monkeypatch):
    """Results and costs as the rooms below tell them; costs change under the writers' hands."""
    life: list[Life] = []
    monkeypatch.setattr(parts, "spending_of", lambda held: scene.told(BOUGHT[: life[-1].costs] if life else BOUGHT))
    monkeypatch.setattr(parts, "results_of", lambda held, *, on: scene.table())
    monkeypatch.setattr(parts, "freeze", lambda *told, **facts: None)
    monkeypatch.setattr(parts, "cost_problems", lambda held: [])
    return life


def test_no_sequence_of_acts_makes_two_truths_or_changes_a_signed_text(world_of_module, told):
    reached = set()

    @example(WHOLE)
    @settings(max_examples=3, phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def lives(steps):
        with played(world_of_module) as world:
            scene.opened(world.ours)
            life = Life(world)
            told.append(life)
            life.check()
            for act, n in steps:
                life.step(act, n)
                reached.add(life.state)

    lives()
    assert reached >= {State.OPEN, State.SENT, State.BACK, State.ADVISED, State.APPROVED}, "the walk went somewhere"
