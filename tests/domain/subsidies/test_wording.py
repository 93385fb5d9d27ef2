"""Articles of a convention written by an officer: each act told, nobody else's, and the state they were seen in."""

import pytest

from jalon.domain.core.context import federal_context
from jalon.domain.core.errors import Conflict, NotAllowed
from jalon.domain.subsidies import programmes, wording
from jalon.domain.subsidies.models import Programme, SubsidyAct
from jalon.domain.subsidies.wording import ArticleRefused
from jalon.law.subsidies.articles import Article, Paragraph, Worded, usual_articles
from tests.domain.subsidies.scene import NOW
from tests.factories import a_federal_member, a_user

pytestmark = pytest.mark.django_db
DATA = Article(Worded("Données", "Gegevens"), (Paragraph(Worded("Aucun nom ne part.", "Er vertrekt geen naam.")),))


@pytest.fixture
def officer():
    return a_federal_member(a_user(), role="officer")


@pytest.fixture
def cabinet():
    return a_federal_member(a_user(), role="cabinet")


@pytest.fixture
def programme(officer, cabinet):
    with federal_context():
        one = programmes.take_over(actor=officer, code="participation-2015", at=NOW)
        yield wording.take_articles(actor=officer, programme=one, revision=one.revision, at=NOW)


def titles():
    return [one.title.fr for one in Programme.objects.get().decree.articles]


def test_an_article_is_added_moved_taken_out_and_the_text_that_ships_comes_back(officer, programme):
    usual = [one.title.fr for one in usual_articles()]
    facts = {"actor": officer, "at": NOW}
    one = wording.put_article(
        article=DATA, replaces=None, place=99, programme=programme, revision=programme.revision, **facts
    )
    assert titles() == [*usual, "Données"]
    one = wording.put_article(article=DATA, replaces=7, place=1, programme=one, revision=one.revision, **facts)
    assert titles() == ["Données", *usual]
    one = wording.remove_article(number=1, programme=one, revision=one.revision, **facts)
    assert titles() == usual
    wording.drop_articles(programme=one, revision=one.revision, **facts)
    assert titles() == []
    told = SubsidyAct.objects.filter(verb="programme.worded").order_by("at", "pk")
    assert sorted(act.detail["act"] for act in told) == ["added", "changed", "dropped", "removed", "taken"]


def test_nobody_but_an_officer_who_saw_the_text_as_it_stands_changes_it(officer, cabinet, programme):
    before, acts = programme.content, SubsidyAct.objects.count()
    facts = {"programme": programme, "at": NOW}
    for refused, actor, revision in ((NotAllowed, cabinet, programme.revision), (Conflict, officer, 1)):
        facts |= {"actor": actor, "revision": revision}
        with pytest.raises(refused):
            wording.put_article(article=DATA, replaces=None, place=1, **facts)
        with pytest.raises(refused):
            wording.remove_article(number=1, **facts)
        with pytest.raises(refused):
            wording.drop_articles(**facts)
    with pytest.raises(ArticleRefused):
        one_sided = Article(Worded("Divers", ""), DATA.paragraphs)
        facts |= {"actor": officer, "revision": programme.revision}
        wording.put_article(article=one_sided, replaces=None, place=1, **facts)
    assert Programme.objects.get().content == before and SubsidyAct.objects.count() == acts
