"""Who signs contracts for the centre besides president and secretary."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.domain.core.errors import InvalidInput
from jalon.domain.people.queries import colleagues
from jalon.domain.piis import services
from jalon.domain.piis.models import SigningMandate
from jalon.domain.piis.permissions import may_give_mandates
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.ui.sent import uuids

MOST = 500  # colleagues of one centre


@page("centre", who=may_give_mandates)
@require_http_methods(["GET", "POST"])
def signers(request: HttpRequest) -> HttpResponse:
    """Tick the colleagues who may sign; leaving one out takes the delegation away."""
    on, refusal = today(request), None
    if request.method == "POST":
        ticked = uuids(request.POST.getlist("member")[:MOST])
        try:
            services.delegate_signing(actor=request.member, members=ticked, on=on)  # type: ignore[attr-defined]
            messages.success(request, _("Les délégations de signature sont enregistrées."))
            return redirect("piis:signers")
        except InvalidInput as found_refusal:
            refusal = found_refusal
    mandates = {one.member_id: one for one in SigningMandate.objects.holding(on).select_related("given_by")}
    rows = [(member, mandates.get(member.pk)) for member in colleagues(on=on)[:MOST]]
    return render(request, "piis/signers.html", {"rows": rows, "refusal": refusal}, status=422 if refusal else 200)
