"""What every page of results begins with."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from jalon.domain.grants import queries as grants
from jalon.domain.grants.models import Grant
from jalon.domain.reports.queries import report_of
from jalon.domain.results import queries
from jalon.domain.results.cells import Cell, Table
from jalon.web.access.middleware import today
from jalon.web.results.shown import address, name_of


def found(grant_id: UUID) -> Grant:
    """A grant of this centre. Raises `Http404`."""
    one = grants.grant(grant_id)
    if one is None:
        raise Http404
    return one


def counted(request: HttpRequest, grant_id: UUID, line: str) -> Table:
    """The numbers of one line, counted now. Raises `Http404`."""
    table = queries.table(found(grant_id), line, on=today(request))
    if table is None:
        raise Http404
    return table


def number(request: HttpRequest, grant_id: UUID, line: str, field: str) -> tuple[Table, Cell]:
    """One number, in its table. Raises `Http404`."""
    table = counted(request, grant_id, line)
    cell = table.cell(field)
    if cell is None:
        raise Http404
    return table, cell


def of_report(table: Table) -> tuple[str, str]:
    """The grant's report, or the list of reports while it is not opened."""
    report = report_of(table.grant)
    return name_of(table), reverse("reports:show", args=[report.pk]) if report else reverse("reports:mine")


def trail(table: Table, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Where a page stands: under the table, itself under the report."""
    return [of_report(table), (_("Objectifs et résultats"), address("show", table)), *more]
