"""The acts on a programme's forms: by an officer, on what was shown, each with its row in the journal."""

from dataclasses import replace

import pytest

from jalon.domain.core.context import federal_context
from jalon.domain.core.errors import Conflict, InvalidInput, NotAllowed
from jalon.domain.subsidies import asking, holding, programmes
from jalon.domain.subsidies.models import SubsidyAct
from jalon.law.sayings import Saying
from jalon.law.subsidies import content_of, shipped_programmes
from jalon.law.subsidies.forms import FormField, Role
from tests.domain.subsidies.scene import NOW
from tests.factories import a_federal_member, a_user

pytestmark = pytest.mark.django_db
FIELD = FormField("B1", Saying("Why?", "Pourquoi ?", "Waarom?"), "text", limit=500)


def test_forms_are_taken_named_filled_ordered_and_emptied_and_each_act_is_told():
    officer, cabinet = (a_federal_member(a_user(), role=role) for role in ("officer", "cabinet"))
    with federal_context():
        one = programmes.take_over(actor=officer, code="compensation-2017", at=NOW)
        assert not one.decree.forms and not holding.held_by(one.pk)

        def done(act, *, actor=officer, revision=None, **facts):
            nonlocal one
            one = act(actor=actor, programme=one, revision=revision or one.revision, at=NOW, **facts)
            return one.decree

        taken = done(asking.take_form, code="report_2015").form(Role.REPORT)
        assert taken.source == shipped_programmes()["big_cities-2015"].form("report").source, "it cites what it cited"
        with pytest.raises(Conflict):
            done(asking.take_form, code="report_2015")
        with pytest.raises(InvalidInput):
            done(asking.take_form, code="report_1999")
        with pytest.raises(NotAllowed):
            done(asking.put_field, actor=cabinet, role=Role.REPORT, field=FIELD, replaces=None)
        with pytest.raises(Conflict):
            done(asking.put_field, revision=1, role=Role.REPORT, field=FIELD, replaces=None)
        added = done(asking.put_field, role=Role.REPORT, field=FIELD, replaces=None)
        form = added.form(Role.REPORT)
        assert form.fields[-1] == FIELD and form.source == added.source, "changed here, it cites the programme's text"
        told = {"role": Role.REPORT, "field": FIELD, "replaces": "B1"}
        assert done(asking.put_field, **told) == added, "written as it was, it stays, and nothing is told"
        first = done(asking.put_field, **told, place=1).forms[0].fields
        assert [each.code for each in first][:2] == ["B1", "A1"]
        assert done(asking.put_field, **told, place=99) == added, "beyond the last: at the end"
        named = done(asking.name_form, role=Role.REPORT, title=Saying("Report", "Bilan", "Verslag"))
        assert named.form(Role.REPORT).title.fr == "Bilan"
        with pytest.raises(InvalidInput, match="somme"):
            done(asking.remove_field, role=Role.REPORT, code="2.1")
        done(asking.put_field, role=Role.CONVENTION, field=replace(FIELD, code="A"), replaces=None)
        assert [each.code for each in one.decree.forms] == ["convention_2017", "report_2015"]
        assert len(done(asking.remove_field, role=Role.CONVENTION, code="A").forms) == 1, "the last field, the form too"
        told = [act.detail["act"] for act in SubsidyAct.objects.filter(verb="programme.asked").order_by("id")]
        assert sorted(told) == ["added", "added", "changed", "changed", "named", "removed", "taken"]
        wrong = replace(one.decree, family="autre", forms=(replace(form, fields=(FIELD, FIELD)),))
        with pytest.raises(InvalidInput, match="B1"):
            programmes.enter(actor=officer, decree=wrong, at=NOW)
        assert content_of(one.decree)["forms"] == one.content["forms"]


def test_a_point_of_the_convention_called_otherwise_is_called_so_in_the_report_that_answers_it():
    officer = a_federal_member(a_user(), role="officer")
    with federal_context():
        one = programmes.take_over(actor=officer, code="big_cities-2015", at=NOW)

        def renamed(before, now):
            nonlocal one
            field = replace(one.decree.form(Role.CONVENTION).field(before), code=now)
            facts = {"role": Role.CONVENTION, "field": field, "replaces": before, "revision": one.revision, "at": NOW}
            one = asking.put_field(actor=officer, programme=one, **facts)
            return [[each.code for each in one.decree.form(role).fields] for role in (Role.CONVENTION, Role.REPORT)]

        convention, report = renamed("2.1", "2.9")
        assert "2.9" in convention and "2.9" in report and "2.1" not in report
        assert "2.9" in one.decree.form(Role.REPORT).field("2").parts, "its sum counts it under that name"
        with pytest.raises(InvalidInput, match="les relie"):
            renamed("2.9", "A1")  # a text of the report
        convention, again = renamed("2.9", "R1")
        assert "R1" in convention and again == report, "the report has a number of that name already"
