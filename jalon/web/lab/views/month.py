"""A month of work worked out for nobody in particular: the administration has the calendar that centres have."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.domain.lab.papers import administration_on_paper
from jalon.web.access.gate import page
from jalon.web.exemption.views import tool


@page("federal")
@require_http_methods(["GET", "POST"])
def month(request: HttpRequest) -> HttpResponse:
    """What a month comes to, line by line; nothing is kept."""
    return tool.month(request, _place())


@page("federal")
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """The same on paper, in the language of the page."""
    return tool.on_paper(request, _place())


def _place() -> tool.Place:
    crumbs = [(_("Laboratoire de réforme"), reverse("federal_lab:home")), (_("Un mois de travail"), "")]
    return tool.Place(
        lab="federal_lab:person",
        paper="federal_lab:month_paper",
        head=administration_on_paper,
        around={"breadcrumbs": crumbs},
    )
