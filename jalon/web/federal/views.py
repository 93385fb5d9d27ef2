"""Who sent, the one publication of a quarter, and its tables."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.errors import InvalidInput
from jalon.domain.figures import national
from jalon.domain.figures.definitions import GROUPS, Figure, figure, national_figures
from jalon.domain.figures.models import Publication
from jalon.domain.figures.opened import sheet_of
from jalon.domain.figures.periods import name_of, recent
from jalon.domain.figures.periods import quarter as days_of
from jalon.domain.figures.permissions import may_publish
from jalon.domain.figures.protection import ROOT
from jalon.domain.figures.published import Published, published
from jalon.domain.figures.sheets import as_csv, as_xlsx
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.federal.tables import LEVELS, charts, said, totals_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page("federal")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The quarters that are over: how many centres sent theirs, and whether it is published."""
    codes = recent(today(request))
    done = set(Publication.objects.values_list("quarter", flat=True))
    sent = national.states(codes)
    quarters = [(code, name_of(code), sent[code], code in done) for code in codes]
    return render(request, "federal/home.html", {"quarters": quarters})


@page("federal")
@require_safe
def show(request: HttpRequest, quarter: str) -> HttpResponse:
    """The national figures of a quarter; before they are published, who sent and who did not."""
    code = _known(quarter)
    data = published(code)
    context = {"quarter": code, "name": name_of(code), "may_publish": may_publish(request.member)}  # type: ignore[attr-defined]
    if data is None:
        centres, sent = national.open_centres(code), national.latest_submissions(code)
        missing = [one for one in centres if one.pk not in sent]
        more = {"sent": len(centres) - len(missing), "missing": missing, "all": len(centres)}
        return render(request, "federal/waiting.html", context | more)
    groups = [
        (label, [(one, said(data.cells(one.code).get((ROOT, "", "")))) for one in national_figures() if one.group == g])
        for g, label in GROUPS.items()
    ]
    more = {"groups": groups, "data": data, "missing": data.missing()}
    return render(request, "federal/quarter.html", context | more)


@page("federal", who=may_publish)
@require_http_methods(["GET", "HEAD", "POST"])
def publish_quarter(request: HttpRequest, quarter: str) -> HttpResponse:
    """Publish, once."""
    code = _known(quarter)
    if request.method == "POST":
        national.publish(actor=request.member, code=code, at=timezone.now())  # type: ignore[attr-defined]
        messages.success(request, _("Les chiffres de ce trimestre sont publiés."))
        return redirect("federal:quarter", quarter=code)
    context = {
        "title": _("Publier : %(quarter)s") % {"quarter": name_of(code)},
        "lede": _("Les chiffres se calculent avec ce que les centres ont envoyé jusqu’ici."),
        "consequences": [
            _("Une publication ne change plus jamais : deux versions se compareraient, et montreraient qui manquait."),
            _("Les nombres sous cinq sont protégés, et avec eux ceux qui permettraient de les retrouver."),
            _("Les centres qui n’ont rien envoyé sont nommés."),
        ],
        "act": _("Publier"),
        "form": Form(),  # nothing to fill in
        "cancel_url": f"/federal/{code}/",
    }
    return render(request, "federal/publish.html", context)


@page("federal")
@require_safe
def figure_page(request: HttpRequest, quarter: str, code: str) -> HttpResponse:
    """One figure by region, province or size."""
    data, one = _data(quarter), _figure(code)
    level = request.GET.get("by", "region")
    if level not in LEVELS:
        raise Http404
    labels = {"region": _("Régions"), "province": _("Provinces"), "size": _("Taille des communes")}
    context = {
        "quarter": quarter,
        "name": name_of(quarter),
        "figure": one,
        "total": said(data.cells(one.code).get((ROOT, "", ""))),
        "level": level,
        "levels": [(key, label, f"?by={key}") for key, label in labels.items()],
        "totals": totals_table(data, one, level),
        "charts": charts(data, one, level),
    }
    return render(request, "federal/figure.html", context)


@page("federal")
@require_safe
def workbook(request: HttpRequest, quarter: str) -> HttpResponse:
    """Everything published of a quarter."""
    data = _data(quarter)
    return _file(as_xlsx([sheet_of(data, one) for one in national_figures()]), XLSX, f"jalon-{quarter}.xlsx")


@page("federal")
@require_safe
def table_csv(request: HttpRequest, quarter: str, code: str) -> HttpResponse:
    """One figure as text."""
    content = as_csv(sheet_of(_data(quarter), _figure(code)), separator=request.GET.get("separator", ";"))
    return _file(content, "text/csv; charset=utf-8", f"jalon-{quarter}-{code}.csv")


def _known(code: str) -> str:
    try:
        days_of(code)
    except InvalidInput as error:
        raise Http404 from error
    return code


def _data(code: str) -> Published:
    data = published(_known(code))
    if data is None:
        raise Http404
    return data


def _figure(code: str) -> Figure:
    try:
        one = figure(code)
    except KeyError as error:
        raise Http404 from error
    if not one.national:
        raise Http404
    return one


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
