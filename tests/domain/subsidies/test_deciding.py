"""From a programme to the amounts a centre reads: taken over, a list, a sharing, a decision; who may read what."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.subsidies import awards, datasets, deciding, programmes
from jalon.domain.subsidies.frozen import frozen
from jalon.domain.subsidies.models import Award, Dataset, Decision, Origin, Programme, SubsidyAct
from jalon.domain.subsidies.sharing import candidates, compared
from jalon.law.subsidies import Terms, say
from tests.domain.subsidies.scene import FACTS, NOW, a_list, four_centres
from tests.factories import a_federal_member, a_user

pytestmark = pytest.mark.django_db


def _imported(officer, programme, *rows, head="Code INS;Commune;Habitants", **facts) -> Dataset:
    told = {**FACTS, **facts}
    return datasets.import_list(
        actor=officer, programme=programme, content=a_list(*rows, head=head), at=NOW, **told
    ).dataset


def test_a_sharing_is_decided_once_frozen_and_each_centre_reads_its_own_amount_alone():
    centres, officer = four_centres(), a_federal_member(a_user())
    cabinet = a_federal_member(a_user(), role="cabinet")
    with federal_context():
        programme = programmes.take_over(actor=officer, code="participation-2015", at=NOW)
        assert "participation-2015" not in [one.code for one in programmes.waiting()]
        with pytest.raises(Conflict, match="existe déjà"):
            programmes.take_over(actor=officer, code="participation-2015", at=NOW)
        line = programme.line("participation")
        first = _imported(officer, programme, "90001;Val-Clair;100", "90002;Mont-Gris;200", "90003;;1")
        terms = Terms("inhabitants", line.amount)
        shared = deciding.proposal(programme, line, first, terms)
        assert deciding.proposal(programme, line, first, terms).sha256 == shared.sha256
        with pytest.raises(NotAllowed):
            programmes.enter(actor=cabinet, decree=programme.decree, at=NOW)
        typed = programmes.enter(actor=officer, decree=replace(programme.decree, family="autre"), at=NOW)
        assert (typed.origin, typed.decree.lines) == (Origin.ENTERED, programme.decree.lines)
        facts = {"actor": officer, "programme": programme, "at": NOW}
        with pytest.raises(InvalidInput, match="Dites sur quoi"):
            deciding.decide(shared=shared, shown=shared.sha256, reason="", **facts)
        with pytest.raises(Conflict, match="n’est plus celui"):
            deciding.decide(shared=shared, shown="0" * 64, reason="Arrêté royal", **facts)
        other = deciding.proposal(programme, line, first, Terms("inhabitants", 5))
        with pytest.raises(DomainError, match="n’est pas celui de la ligne"):
            deciding.decide(shared=other, shown=other.sha256, reason="Arrêté royal", **facts)
        with pytest.raises(Conflict, match="Cette liste est déjà là"):
            _imported(officer, programme, "90001;Val-Clair;100", "90002;Mont-Gris;200", "90003;;1")
        now, rightly = Programme.objects.get(pk=programme.pk), replace(programme.decree, last=date(2016, 1, 31))
        programmes.change(actor=officer, decree=rightly, revision=1, programme=now, at=NOW)
        with pytest.raises(Conflict, match="n’est plus celui"):  # corrected while the page was being worked out
            deciding.decide(shared=shared, shown=shared.sha256, reason="Arrêté royal 2015", **facts)
        programme.refresh_from_db()
        shared = deciding.proposal(programme, line, first, terms)
        decision = deciding.decide(shared=shared, shown=shared.sha256, reason="Arrêté royal 2015", **facts)
        with pytest.raises(DomainError, match="déjà décidé"):
            deciding.decide(shared=shared, shown=shared.sha256, reason="Encore une fois", **facts)
        kept = frozen(decision)
        assert sum(kept.cents.values()) == 564900000 and kept.terms == terms
        second = _imported(officer, programme, "90002;Mont-Gris;200", "90003;;100", title="Corrigée")
        again = deciding.proposal(programme, line, second, terms)
        change = compared(shared.outcome, again.outcome).differences
        assert change[0].identity == "90001" and change[0].second is None and sum(one.change for one in change) == 0
        assert deciding.decide(shared=again, shown=again.sha256, reason="Recensement corrigé", **facts).number == 2
        assert frozen(Decision.objects.get(number=1)).cents == kept.cents
        both = {"decision": decision, "against": Decision.objects.get(number=2)}
        lost = datasets.from_decision(actor=officer, programme=programme, at=NOW, **both)
        assert datasets.entries(lost)[0].values == {"previous": kept.cents["90001"], "new": 0}
        repaid = deciding.proposal(programme, line, lost, Terms("losses", kept.cents["90001"], may_leave=True))
        assert {one.identity: one.cents for one in repaid.outcome.sharing.shares}["90001"] > 0
        verbs = [one.verb for one in SubsidyAct.objects.order_by("-at", "verb")]
        assert sorted(set(verbs)) == [
            "programme.changed", "programme.decided", "programme.entered", "programme.list_imported",
            "programme.taken_over",
        ]  # fmt: skip

    with centre_context(centres[0].pk):
        (mine,) = awards.awarded()
        assert (mine.award.cents, mine.earlier[0].cents) == (0, kept.cents["90001"])
        assert mine.award.facts["why"]["fr"] == [say(("award_dropped", {"number": 1}))]
        assert "Inwoners: 100 op 301 in totaal" in mine.earlier[0].facts["why"]["nl"][1]
        theirs = Award._base_manager.exclude(centre_id=centres[0].pk)
        assert not theirs.exists() and "90002" not in str(mine.earlier[0].facts)
    for forbidden in (
        "SELECT 1 FROM subsidies_decision", "SELECT 1 FROM subsidies_programme", "SELECT 1 FROM subsidies_dataset",
        "SELECT 1 FROM subsidies_subsidyact", "UPDATE subsidies_award SET cents = 1", "DELETE FROM subsidies_award",
    ):  # fmt: skip
        with pytest.raises(ProgrammingError, match="permission denied"), centre_context(centres[0].pk):
            _sql(forbidden)
    for forbidden in (
        "UPDATE subsidies_award SET cents = 1", "UPDATE subsidies_decision SET budget = 1",
        "UPDATE subsidies_dataset SET title = ''", "DELETE FROM subsidies_programme",
        "UPDATE subsidies_subsidyact SET verb = ''",
    ):  # fmt: skip
        with pytest.raises(DatabaseError, match="permission denied"), federal_context():
            _sql(forbidden)


def _sql(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_criteria_and_clusters_choose_who_takes_part_and_a_missing_value_stops_the_decision():
    four_centres()
    officer, cabinet = a_federal_member(a_user()), a_federal_member(a_user(), role="cabinet")
    with federal_context():
        with pytest.raises(NotAllowed):
            programmes.take_over(actor=cabinet, code="clusters-2015", at=NOW)
        cities = programmes.take_over(actor=officer, code="big_cities-2015", at=NOW)
        line = cities.line("activation")
        head = "INS;Habitants;Politique urbaine;Subvention majorée;Art. 60"
        rows = ["90001;50000;oui;non;10", "90002;50000;;;20", "90003;100;non;oui;30"]
        shared = deciding.proposal(
            cities, line, _imported(officer, cities, *rows, head=head), Terms("article_60", line.amount)
        )
        assert list(shared.found.data) == ["90001"] and [one.identity for one in shared.found.undecided] == ["90002"]
        with pytest.raises(DomainError, match="ni retenus ni écartés"):
            deciding.decide(
                actor=officer, programme=cities, shared=shared, shown=shared.sha256, reason="Arrêté royal", at=NOW
            )
        clusters = programmes.take_over(actor=officer, code="clusters-2015", at=NOW)
        rows = ["90001;Vallée;oui", "90002;Vallée;", "90003;Vallée;"]
        told = _imported(officer, clusters, *rows, head="INS;Cluster;Promoteur")
        line = clusters.line("cluster")
        terms = Terms("equal", line.amount, cap=line.cap, may_leave=True)
        shared = deciding.proposal(clusters, line, told, terms)
        assert {one.identity: one.cents for one in shared.outcome.sharing.shares} == {"90001": 1000000}
        assert shared.outcome.sharing.left == 19000000
        decision = deciding.decide(
            actor=officer, programme=clusters, shared=shared, shown=shared.sha256, reason="Annexe de l’arrêté", at=NOW
        )
        award, *members = Award._base_manager.filter(decision=decision).order_by("-cents")
        assert [one.facts["part_of"]["promoter"] for one in members] == [str(award.centre_id)] * 2
        assert award.facts["cluster"]["name"] == "Vallée" and len(award.facts["cluster"]["members"]) == 3
        taken = datasets.from_decision(actor=officer, programme=cities, decision=decision, at=NOW)
        assert datasets.entries(taken)[0].values == {"previous": 1000000}
        assert not candidates(cities.line("activation"), datasets.entries(taken)).verdicts
        assert Programme.objects.count() == 2
