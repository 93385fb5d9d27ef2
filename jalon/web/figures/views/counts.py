"""The numbers: all of them, one of them, how they are counted, and as files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from jalon.domain.figures.counting import Count
from jalon.domain.figures.definitions import FIGURES, GROUPS, RATIOS, Figure, figure
from jalon.domain.figures.periods import Period
from jalon.domain.figures.permissions import may_list_files, may_read_figures
from jalon.domain.figures.sheets import as_csv, as_xlsx
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.figures.asked import counted, counted_now, period_of, query_of, totals, usual_periods
from jalon.web.figures.tables import axis_table, formulas, ratios, sheet_of
from jalon.web.ui.charts import bars

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def known_figure(code: str) -> Figure:
    """The figure of that name, or 404."""
    try:
        return figure(code)
    except KeyError as error:
        raise Http404 from error


@page("centre", who=may_read_figures)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every figure of a period, by subject."""
    period, form = period_of(request)
    context = counted(request, period)
    count: Count | None = context["count"]  # type: ignore[assignment]
    more = {
        "form": form,
        "period": period,
        "query": query_of(period),
        "usual": usual_periods(today(request)),
        "groups": _grouped(count) if count else [],
        "is_empty": count is not None and not totals(count),
    }
    return render(request, "figures/overview.html", context | more)


def _grouped(count: Count) -> list[tuple[Any, list[Any]]]:
    """Each subject with its figures: total and shares."""
    return [
        (label, [(one, count.total(one.code), ratios(count, one)) for one in FIGURES if one.group == code])
        for code, label in GROUPS.items()
    ]


@page("centre", who=may_read_figures)
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: its shares, and a picture and a table for each way to break it down."""
    one = known_figure(code)
    period, form = period_of(request)
    context = counted(request, period)
    count: Count | None = context["count"]  # type: ignore[assignment]
    more = {"figure": one, "form": form, "period": period, "query": query_of(period)}
    if count:
        more |= _shown(request, one, count, period)
    return render(request, "figures/show.html", context | more)


def _shown(request: HttpRequest, one: Figure, count: Count, period: Period) -> dict[str, Any]:
    """A figure's numbers; who may lists the files behind each."""
    files, total = reverse("figures:files", args=[one.code]), count.total(one.code)
    links = may_list_files(request.member)  # type: ignore[attr-defined]

    def link(axis: str, key: str) -> str:
        return f"{files}?{query_of(period, axis=axis, key=key)}"

    return {
        "total": total,
        "ratios": ratios(count, one),
        "axes": [_drawn(count, one, axis, link if links else None) for axis in one.axes] if total else [],
        "files_url": link("", "") if links and total else "",
    }


def _drawn(count: Count, one: Figure, axis: Any, link: Any) -> dict[str, Any]:
    rows = list(zip(map(str, axis.keys.values()), count.by(one.code, axis.code).values(), strict=True))
    # The drawing is ours, made from labels and numbers; it escapes the labels.
    return {"axis": axis, "svg": mark_safe(bars(rows)), "table": axis_table(count, one, axis, link)}  # noqa: S308


@page("centre", who=may_read_figures)
@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """Every formula."""
    groups = [
        (label, [(one, formulas(one, RATIOS)) for one in FIGURES if one.group == code])
        for code, label in GROUPS.items()
    ]
    return render(request, "figures/how.html", {"groups": groups})


@page("centre", who=may_read_figures)
@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """All figures of the period, a tab each."""
    period, _form = period_of(request)
    count = counted_now(period)
    content = as_xlsx([sheet_of(count, one) for one in FIGURES])
    return _file(content, XLSX, f"jalon-{period.first:%Y%m%d}-{period.last:%Y%m%d}.xlsx")


@page("centre", who=may_read_figures)
@require_safe
def table_csv(request: HttpRequest, code: str) -> HttpResponse:
    """One figure as text; `?separator=,` for programs that want a comma."""
    one = known_figure(code)
    period, _form = period_of(request)
    count = counted_now(period)
    content = as_csv(sheet_of(count, one), separator=request.GET.get("separator", ";"))
    return _file(content, "text/csv; charset=utf-8", f"jalon-{one.code}-{period.last:%Y%m%d}.csv")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
