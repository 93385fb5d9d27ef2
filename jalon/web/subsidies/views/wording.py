"""The articles of a programme's convention: read as they will be printed, written one by one."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalon.domain.conventions import paper
from jalon.domain.core.errors import DomainError, InvalidInput
from jalon.domain.subsidies import holding, wording
from jalon.domain.subsidies.models import Programme
from jalon.domain.subsidies.permissions import manages_programmes, reads_programmes
from jalon.domain.subsidies.wording import ArticleRefused
from jalon.domain.subsidies.words import said
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.articles import in_language, usual_articles
from jalon.web.access.gate import page
from jalon.web.subsidies.article_forms import OTHERWISE, PLACES, ArticleForm
from jalon.web.subsidies.asking_forms import RevisionForm
from jalon.web.subsidies.entering import crumbs, decided_otherwise, tried, who
from jalon.web.subsidies.shown import programme_name
from jalon.web.ui.acts import confirm


@page("federal", who=reads_programmes)
@require_safe
def overview(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The articles as they will be read in French and Dutch, and why they no longer change, if so."""
    one = get_object_or_404(Programme, pk=programme_id)
    decree, held = one.decree, holding.held_by(one.pk, holding.ARTICLES)
    told = {language: paper.read_sample(decree, language, made_at=timezone.now()) for language in ("fr", "nl")}
    articles = decree.articles or usual_articles()
    rows = [
        {"number": place, "fr": french, "nl": dutch, "holds": str(each.holds or "")}
        for place, (each, french, dutch) in enumerate(zip(articles, told["fr"], told["nl"], strict=True), 1)
    ]
    german = _is_german(decree)
    context = {
        "programme": one,
        "title": _("Articles de la convention"),
        "rows": rows,
        "own": bool(decree.articles),
        "german": german,
        "untitled": [said(each) for each in paper.untitled(decree, "de")] if german else [],
        "held": held,
        "decided_otherwise": not held and decided_otherwise(one, "articles"),
        "may_write": manages_programmes(request.member) and not held,  # type: ignore[attr-defined]
        "papers": [
            (words, reverse("programmes:articles_paper", args=[one.pk, code])) for code, words in _papers(german=german)
        ],
        "breadcrumbs": _crumbs(one, ""),
    }
    return render(request, "subsidies/articles.html", context)


def _is_german(decree: Decree) -> bool:
    """Whether the programme's own articles are all said in German: then a German-speaking centre gets them."""
    return bool(decree.articles) and in_language(decree.articles, "de")


def _papers(*, german: bool) -> list[tuple[str, str]]:
    found = [("fr", _("Sur papier, en français (PDF)")), ("nl", _("Sur papier, en néerlandais (PDF)"))]
    return [*found, ("de", _("Sur papier, en allemand (PDF)"))] if german else found


def _crumbs(one: Programme, here: str) -> list[tuple[str, str]]:
    return crumbs(one, _("Articles de la convention"), "programmes:articles", here)


@page("federal", who=reads_programmes)
@require_safe
def sample(request: HttpRequest, programme_id: UUID, language: str) -> HttpResponse:
    """The convention on paper, for a centre that is none."""
    one = get_object_or_404(Programme, pk=programme_id)
    if language not in dict(_papers(german=_is_german(one.decree))):
        raise Http404
    made = paper.printed_sample(one.decree, language, made_at=timezone.now())
    answer = HttpResponse(made.content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="convention-{one}-{language}.pdf"'
    return answer


@page("federal", who=manages_programmes)
@require_POST
def take(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Begin with the text that ships."""
    one, form = get_object_or_404(Programme, pk=programme_id), RevisionForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(_("Rouvrez la page, et refaites ce qui manque."))
    wording.take_articles(**who(request, form), programme=one)
    messages.success(request, _("Les articles sont repris : chacun peut être modifié."))
    return redirect("programmes:articles", programme_id=one.pk)


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Go back to the text that ships."""
    one = get_object_or_404(Programme, pk=programme_id)
    if not one.decree.articles:
        raise Http404
    form = RevisionForm(request.POST or None, initial={"revision": one.revision})
    title = _("Revenir aux articles de Jalon")
    return confirm(
        request,
        form,
        title=title,
        lede=programme_name(one.decree),
        act=title,
        consequences=[_("Les articles écrits pour ce programme disparaissent.")],
        do=lambda: wording.drop_articles(**who(request, form), programme=one),
        done=_("La convention dit de nouveau les articles de Jalon."),
        back=reverse("programmes:articles", args=[one.pk]),
        danger=True,
        breadcrumbs=_crumbs(one, title),
    )


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Add an article, at the end unless a place is given."""
    one = get_object_or_404(Programme, pk=programme_id)
    articles = one.decree.articles
    if not articles:
        raise Http404
    return _article_page(request, one, None, {"place": len(articles) + 1}, _("Ajouter un article"))


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, programme_id: UUID, article: int) -> HttpResponse:
    """Change an article, or give it another place."""
    one = get_object_or_404(Programme, pk=programme_id)
    known = _known(one, article)
    title = _("Article %(number)s") % {"number": article}
    return _article_page(request, one, article, ArticleForm.initial_of(known, article), title)


def _known(one: Programme, number: int) -> Any:
    if not 1 <= number <= len(one.decree.articles):
        raise Http404
    return one.decree.articles[number - 1]


def _article_page(
    request: HttpRequest, one: Programme, number: int | None, start: dict[str, Any], title: str
) -> HttpResponse:
    form = ArticleForm(request.POST or None, initial={"revision": one.revision, **start})
    if request.method == "POST" and form.is_valid():
        facts = {"article": form.article_told(), "replaces": number, "place": form.cleaned_data["place"]}
        if tried(lambda: wording.put_article(**who(request, form), programme=one, **facts), partial(_beside, form)):
            messages.success(request, _("L’article est enregistré."))
            return redirect("programmes:articles", programme_id=one.pk)
    context = {
        "title": title,
        "programme": one,
        "form": form,
        "number": number,
        "held": holding.held_by(one.pk, holding.ARTICLES),
        "places": [(f"{{{code}}}", words) for code, words in PLACES.items()],
        "otherwise": OTHERWISE,
        "breadcrumbs": _crumbs(one, title),
    }
    return render(request, "subsidies/article.html", context, status=400 if form.errors else 200)


def _beside(form: ArticleForm, refusal: DomainError) -> ArticleForm:
    """A fault of a text stands beside it, in the language it is about."""
    if isinstance(refusal, ArticleRefused) and refusal.field in ("title", "paragraphs"):
        of = "title" if refusal.field == "title" else "text"
        refusal.field = f"{of}_{refusal.fault.language or 'fr'}"
    return form


@page("federal", who=manages_programmes)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, programme_id: UUID, article: int) -> HttpResponse:
    """Take an article out."""
    one = get_object_or_404(Programme, pk=programme_id)
    known = _known(one, article)
    form = RevisionForm(request.POST or None, initial={"revision": one.revision})
    title = _("Retirer l’article %(number)s") % {"number": article}
    return confirm(
        request,
        form,
        title=title,
        lede=known.title.say("fr"),
        act=_("Retirer cet article"),
        consequences=[_("Les articles suivants changent de numéro.")],
        do=lambda: wording.remove_article(**who(request, form), programme=one, number=article),
        done=_("L’article est retiré."),
        back=reverse("programmes:articles", args=[one.pk]),
        danger=True,
        breadcrumbs=_crumbs(one, title),
    )
