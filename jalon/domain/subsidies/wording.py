"""The articles of a programme's convention, written one by one. They change until a convention is made of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core import reader
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.subsidies import holding
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.rewriting import rewritten
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.article_rules import ArticleFault, article_faults
from jalon.law.subsidies.articles import Article, usual_articles

Articles = tuple[Article, ...]


class ArticleRefused(InvalidInput):
    """A rule of articles is broken; `fault` says of which, and in which language."""

    def __init__(self, fault: ArticleFault) -> None:
        super().__init__(fault.say(reader.law_language()), field=fault.about or None)
        self.fault = fault


@transaction.atomic
def take_articles(*, actor: FederalMembership, programme: Programme, revision: int, at: datetime) -> Programme:
    """Begin with the text that ships. Raises `NotAllowed`, `Conflict`, and `DomainError` once conventions are made."""

    def taken(articles: Articles) -> Articles:
        if articles:
            raise Conflict(_("Le programme a déjà ses articles."), "", _("Relisez la page."))
        return usual_articles()

    return _changed(actor, programme, taken, revision, at, "taken", 0)


@transaction.atomic
def drop_articles(*, actor: FederalMembership, programme: Programme, revision: int, at: datetime) -> Programme:
    """Go back to the text that ships. Raises as `take_articles`."""
    return _changed(actor, programme, lambda _articles: (), revision, at, "dropped", 0)


@transaction.atomic
def put_article(
    *,
    actor: FederalMembership,
    programme: Programme,
    article: Article,
    replaces: int | None,
    place: int,
    revision: int,
    at: datetime,
) -> Programme:
    """Write an article at `place`, from 1 (beyond the last: at the end), in the stead of the one numbered `replaces`.

    Raises as `take_articles`, and `ArticleRefused` (`field`: what of it).
    """

    def written(articles: Articles) -> Articles:
        left = _without(articles, replaces) if replaces else articles
        here = min(max(place, 1), len(left) + 1) - 1
        return (*left[:here], article, *left[here:])

    act = "changed" if replaces else "added"
    return _changed(actor, programme, written, revision, at, act, place)


@transaction.atomic
def remove_article(
    *, actor: FederalMembership, programme: Programme, number: int, revision: int, at: datetime
) -> Programme:
    """Take an article out. Raises as `put_article`."""
    return _changed(actor, programme, lambda articles: _without(articles, number), revision, at, "removed", number)


def refuse_article_faults(now: Decree, before: Decree | None = None) -> None:
    """Raise `ArticleRefused` for a rule that is broken now; what was wrong before keeps nobody from mending."""
    known = article_faults(before.articles) if before else []
    found = [one for one in article_faults(now.articles) if one not in known]
    if found:
        raise ArticleRefused(found[0])


def refuse_made(programme: Programme) -> None:
    """Raise `DomainError` when conventions are made of the articles."""
    held = holding.held_by(programme.pk, holding.ARTICLES)
    if held:
        raise DomainError(
            _("Les articles de la convention ne changent plus."),
            " ".join(held),
            _("D’autres articles s’écrivent dans le programme de l’année suivante."),
        )


def _changed(
    actor: FederalMembership,
    programme: Programme,
    change: Callable[[Articles], Articles],
    revision: int,
    at: datetime,
    act: str,
    number: int,
) -> Programme:
    def written(one: Programme, decree: Decree) -> Decree:
        refuse_made(one)
        now = replace(decree, articles=change(decree.articles))
        refuse_article_faults(now, decree)
        return now

    facts = {"revision": revision, "at": at, "told": {"act": act, "number": number}, "verb": "programme.worded"}
    return rewritten(actor=actor, programme=programme, change=written, **facts)


def _without(articles: Articles, number: int) -> Articles:
    if not 1 <= number <= len(articles):
        raise Conflict(_("Cet article n’est plus là."), "", _("Relisez la page."))
    return (*articles[: number - 1], *articles[number:])
