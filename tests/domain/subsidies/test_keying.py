"""Keys and series typed by an officer: each act told, and nothing that a decision or a list rests on changes."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from jalon.domain.core.context import federal_context
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.subsidies import datasets, deciding, keying, programmes
from jalon.domain.subsidies.keying import KeyRefused
from jalon.domain.subsidies.models import Award, Programme, SubsidyAct
from jalon.law.sayings import Saying
from jalon.law.subsidies import Criterion, Method, SelectionRule, Series, Terms, Unit, content_of
from jalon.law.subsidies.keys import Component, own_key
from tests.domain.subsidies.scene import FACTS, NOW, a_list, four_centres
from tests.factories import a_federal_member, a_user

pytestmark = pytest.mark.django_db
YOUNG = Series("young", Saying("Young people", "Jeunes", "Jongeren"), Unit.COUNT, ("18-25",))
HALF = Component(("young",), Fraction(50))


def by_young(words, *parts):
    told = parts or (Component(("young",), Fraction(100)),)
    return own_key("by_young", Saying("Young", "Par jeunes", "Per jongere"), Method.PROPORTIONAL, told, False, words)


class Desk:
    """An officer at one programme; each act takes the state the last one left."""

    def __init__(self, officer):
        self.officer = officer
        self.one = programmes.take_over(actor=self.officer, code="participation-2015", at=NOW)

    def do(self, act, **facts):
        told = {"actor": self.officer, "revision": self.one.revision, **facts}
        self.one = act(programme=self.one, at=NOW, **told)
        return self.one.decree

    @property
    def words(self):
        return self.one.decree.words.series


def test_keys_and_series_are_entered_called_otherwise_and_taken_out_and_each_act_is_told():
    officer, cabinet = (a_federal_member(a_user(), role=role) for role in ("officer", "cabinet"))
    with federal_context():
        desk = Desk(officer)
        with pytest.raises(NotAllowed):
            desk.do(keying.put_series, actor=cabinet, series=YOUNG, replaces=None)
        before = desk.one.content
        assert desk.do(keying.put_series, series=YOUNG, replaces=None).series == (YOUNG,)
        with pytest.raises(Conflict):
            desk.do(keying.put_key, revision=1, key=by_young(desk.words), replaces=None)
        with pytest.raises(KeyRefused, match="font 50") as refused:
            desk.do(keying.put_key, key=by_young(desk.words, HALF), replaces=None)
        assert refused.value.field == "components"
        desk.do(keying.put_key, key=by_young(desk.words), replaces=None)
        assert {**desk.one.content, "keys": 0, "series": 0} == {**before, "keys": 0, "series": 0}, (
            "the rest, to the letter"
        )

        decree = desk.one.decree
        rule = SelectionRule(1, (Criterion("young", Fraction(5)),), decree.first)
        lines = (replace(decree.lines[0], key="by_young", rule=rule), *decree.lines[1:])
        desk.one = programmes.change(
            actor=desk.officer,
            programme=desk.one,
            decree=replace(decree, lines=lines),
            revision=desk.one.revision,
            at=NOW,
        )
        for act, code in ((keying.remove_key, "by_young"), (keying.remove_series, "young")):
            with pytest.raises(KeyRefused):
                desk.do(act, code=code)
        now = desk.do(
            keying.put_series,
            series=replace(YOUNG, code="youth", title=Saying("Y", "Ados", "Tieners")),
            replaces="young",
        )
        assert now.keys[0].series == ("youth",) and now.lines[0].rule.criteria[0].series == "youth"
        assert "Ados" in now.keys[0].about.fr and "Tieners" in now.words.key("by_young").about.nl
        with pytest.raises(KeyRefused, match="seuil"):
            desk.do(keying.put_series, series=replace(now.series[0], unit=Unit.YES_NO), replaces="youth")
        renamed = replace(now.keys[0], code="by_youth")
        now = desk.do(keying.put_key, key=renamed, replaces="by_young")
        assert [each.key for each in now.lines] == ["by_youth", *(each.key for each in decree.lines[1:])]
        with pytest.raises(Conflict):
            desk.do(keying.put_key, key=renamed, replaces="by_young")
        told = [(act.detail["of"], act.detail["act"]) for act in SubsidyAct.objects.filter(verb="programme.keyed")]
        assert sorted(told) == [("keys", "added"), ("keys", "changed"), ("series", "added"), ("series", "changed")]


def test_what_a_decision_and_a_list_rest_on_no_longer_changes_by_a_page_or_by_a_query():
    four_centres()
    officer = a_federal_member(a_user(), role="officer")
    with federal_context():
        desk = Desk(officer)
        desk.do(keying.put_series, series=YOUNG, replaces=None)
        desk.do(keying.put_key, key=by_young(desk.words), replaces=None)
        content = a_list("90001;Val-Clair;30", "90002;;10", head="Code INS;Commune;18-25")
        kept = datasets.import_list(actor=desk.officer, programme=desk.one, content=content, at=NOW, **FACTS)
        assert kept.dataset.columns == ["young"]
        line = desk.one.line("participation")
        shared = deciding.proposal(desk.one, line, kept.dataset, Terms("by_young", line.amount))
        facts = {"shown": shared.sha256, "reason": "Arrêté", "at": NOW}
        decision = deciding.decide(actor=desk.officer, programme=desk.one, shared=shared, **facts)
        assert deciding.frozen(decision).key.title.nl == "Per jongere"
        (award, *_rest) = decision_facts(decision)
        assert any("Jeunes : 10 sur 40" in one.replace("\N{NO-BREAK SPACE}", " ") for one in award["why"]["fr"])

        key, words = desk.one.decree.keys[0], Saying("Z", "Z", "Z")
        for act, told in (
            (keying.put_key, {"key": replace(key, title=words), "replaces": "by_young"}),
            (keying.put_key, {"key": replace(key, code="other"), "replaces": "by_young"}),
            (keying.remove_key, {"code": "by_young"}),
            (keying.put_series, {"series": replace(YOUNG, title=words), "replaces": "young"}),
            (keying.remove_series, {"code": "young"}),
        ):
            with pytest.raises(DomainError):
                desk.do(act, **told)
        decree = desk.one.decree
        with pytest.raises(DomainError, match="ne change plus"):
            changed = replace(decree, keys=(replace(key, title=words),))
            programmes.change(
                actor=desk.officer, programme=desk.one, decree=changed, revision=desk.one.revision, at=NOW
            )
        other = replace(key, code="other")
        assert len(desk.do(keying.put_key, key=other, replaces=None).keys) == 2, "beside them, others may be made"

        stored = desk.one.content
        another = {"title": {"en": "Z", "fr": "Z", "nl": "Z"}}
        for wrong in (
            {**stored, "keys": [{**stored["keys"][0], **another}, stored["keys"][1]]},
            {**stored, "keys": [*stored["keys"], {**stored["keys"][0], **another}]},  # of two, the last would be read
            {**stored, "series": [*stored["series"], {**stored["series"][0], **another}]},
            {name: value for name, value in stored.items() if name != "keys"},
            {**stored, "series": []},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Programme.objects.filter(pk=desk.one.pk).update(content=wrong)
        free = {**stored, "keys": stored["keys"][:1]}
        assert Programme.objects.filter(pk=desk.one.pk).update(content=free) == 1
        assert content_of(Programme.objects.get(pk=desk.one.pk).decree)["keys"] == stored["keys"][:1]


def decision_facts(decision):
    return [one.facts for one in Award._base_manager.filter(decision=decision).order_by("cents")]
