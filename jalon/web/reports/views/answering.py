"""The centre answers about a cost that is controlled, and hands its documents over."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.reports import services
from jalon.domain.reports.permissions import may_write
from jalon.web.access.gate import page
from jalon.web.reports.controlled import lines_of
from jalon.web.reports.forms import ReplyForm
from jalon.web.reports.views.common import found_line
from jalon.web.ui.acts import confirm


@page("centre", who=may_write)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, report_id: UUID, sampled_id: UUID) -> HttpResponse:
    """Words and papers about one cost."""
    one = found_line(sampled_id, report_id)
    (line,) = lines_of([one])
    form = ReplyForm(request.POST or None, request.FILES or None)

    def do() -> None:
        file = form.cleaned_data["file"]
        facts = {"words": form.cleaned_data["words"], "files": [file.read()] if file else []}
        services.reply(actor=request.member, sampled=one, at=timezone.now(), **facts)  # type: ignore[attr-defined]

    return confirm(
        request,
        form,
        do=do,
        title=_("Répondre au contrôle d’une dépense"),
        lede=f"{line['words']}, {line['cents']}",
        act=_("Répondre et remettre les pièces"),
        consequences=[
            _("L’administration lit votre réponse et la pièce de cette dépense ; rien d’autre de vos papiers."),
            _("Elle conclut ensuite, avec une raison que vous lirez."),
        ],
        done=_("Votre réponse est à l’administration."),
        back=f"{reverse('reports:show', args=[report_id])}#controls",
        template="reports/reply.html",
        line=line,
        enctype="multipart/form-data",
    )
