"""A centre of a cluster reads its numbers once more and hands them to the promoter."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.conventions.content import digest
from jalon.domain.results.cells import Table as Results
from jalon.domain.results.cluster import handed, numbers_of
from jalon.domain.results.handing import hand_over as service
from jalon.domain.results.permissions import may_write
from jalon.web.access.gate import page
from jalon.web.results.forms import HandForm
from jalon.web.results.shown import address, name_of, promoter_of
from jalon.web.results.views.common import counted, trail
from jalon.web.ui.acts import confirm
from jalon.web.ui.people import number
from jalon.web.ui.tables import Column, Table


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, grant_id: UUID, line: str) -> HttpResponse:
    """The numbers as they would leave, their fingerprint, and why they change when they were handed over before."""
    table = counted(request, grant_id, line)
    promoter = promoter_of(table)
    if not promoter:
        raise Http404
    before = handed(table.grant, line)
    shown = digest(numbers_of(table, number=len(before) + 1))
    form = HandForm(bool(before), request.POST or None, initial={"shown": shown})

    def do() -> None:
        facts = {"grant": table.grant, "line": line, "at": timezone.now(), "reason": ""}
        service(actor=request.member, **{**facts, **form.cleaned_data})  # type: ignore[attr-defined]

    return confirm(
        request, form, do=do, back=address("show", table), template="results/hand_over.html",
        title=_("Remettre ces nombres à %(promoter)s") % {"promoter": promoter}, lede=name_of(table),
        act=_("Remettre"), consequences=_consequences(promoter),
        done=_("Les nombres sont remis à %(promoter)s.") % {"promoter": promoter},
        table=_table(table), fingerprint=shown, breadcrumbs=trail(table, (_("Remettre"), "")),
    )  # fmt: skip


def _consequences(promoter: str) -> list[Any]:
    return [
        _("%(promoter)s lit ces nombres et d’où ils viennent : ni dossier, ni raison d’une correction.")
        % {"promoter": promoter},
        _("Ils entrent dans son rapport, à côté de la somme, et l’administration les y lit."),
        _("Les dossiers derrière chaque nombre sont figés ici, dans votre centre."),
        _("Ils ne changent plus : une autre version se remet avec sa raison."),
    ]


def _table(table: Results) -> Table:
    columns = [
        Column(_("Point"), heading=True),
        Column(_("Compté"), numeric=True),
        Column(_("Nombre remis"), numeric=True),
    ]
    rows = [[f"{one.code}  {one.title}", number(one.computed), number(one.value)] for one in table.cells]
    return Table(_("Ce qui part"), columns, rows)
