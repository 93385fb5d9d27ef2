"""Around the measurements of a person: the list, the beginning, the paper to fill in."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jalon.domain.accounts.enums import Language
from jalon.domain.accounts.permissions import is_member, is_social_staff
from jalon.domain.activation.models import Trajectory
from jalon.domain.activation.services import begin_measure
from jalon.domain.core.errors import DomainError
from jalon.domain.instruments import forms_on_paper, measuring, queries, sittings
from jalon.domain.instruments.definition import Definition
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.models import Measurement
from jalon.domain.instruments.permissions import may_measure
from jalon.domain.people.models import Person
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.measures.forms import BeginForm, begin_values
from jalon.web.measures.opened import crumbs, open_measures, side_of, url_of
from jalon.web.measures.showing import row_of
from jalon.web.ui.sent import show_refusal


def _usable() -> list[Definition]:
    """What a measurement may begin with; the bilan has its own talk."""
    return [one for one in queries.usable_instruments() if one.code != "bilan"]


@page("centre", who=is_member)
@require_GET
def overview(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every sitting of the person, the newest first."""
    person = open_measures(request, person_id)
    may_rate = may_measure(request.member, person)  # type: ignore[attr-defined]
    found = [one for one in sittings.sittings(person.pk, seen_by=side_of(request)) if not one.any_row.bilan_id]
    context = {
        "person": person,
        "breadcrumbs": crumbs(person),
        "rows": [row_of(one, may_rate=may_rate) for one in found],
        "may_measure": may_rate,
        "instruments": _usable(),
        "languages": Language.choices,
        "raters": [(Rater.PERSON, _("pour la personne")), (Rater.WORKER, _("pour le service social"))],
    }
    return render(request, "measures/list.html", context)


@page("centre", who=is_social_staff)
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """With what, at which moment, which day: then each side rates. `?trajectory=`: the one whose page led here."""
    person, on, known = open_measures(request, person_id), today(request), _usable()
    trajectory = _trajectory(request, person)
    form = BeginForm(request.POST, instruments=known) if request.method == "POST" else None
    if form is None:
        code = _asked(request, known)
        earlier = [one for one in sittings.sittings(person.pk, seen_by=None) if one.any_row.instrument.code == code]
        day = min(on, trajectory.last) if trajectory else on
        form = BeginForm(instruments=known, initial=begin_values(code, len(earlier), day))
    elif form.is_valid():
        try:
            told = {"actor": request.member, "on": on, **form.cleaned_data}  # type: ignore[attr-defined]
            return redirect(url_of(_begun(person, trajectory, told)[0], "sitting"))
        except DomainError as refusal:
            show_refusal(form, refusal)
    context = {"person": person, "form": form, "trajectory": trajectory}
    context["breadcrumbs"] = crumbs(person, (_("Commencer une mesure"), ""))
    return render(request, "measures/begin.html", context, status=400 if form.errors else 200)


def _begun(person: Person, trajectory: Trajectory | None, told: dict[str, Any]) -> list[Measurement]:
    if trajectory:
        return begin_measure(trajectory=trajectory, **told)
    return measuring.begin(person=person, **told)


def _trajectory(request: HttpRequest, person: Person) -> Trajectory | None:
    """The trajectory the measurement is made for; 404 when it is not one of this person's."""
    if not (asked := request.GET.get("trajectory")):
        return None
    try:
        return get_object_or_404(Trajectory, pk=UUID(asked), person=person)
    except ValueError as error:
        raise Http404 from error


def _asked(request: HttpRequest, known: Iterable[Definition]) -> str:
    codes = [one.code for one in known]
    asked = request.GET.get("instrument", "")
    return asked if asked in codes else "empowerment" if "empowerment" in codes else next(iter(codes), "")


@page("centre", who=is_social_staff)
@require_GET
def blank(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The form on paper, in the person's language or the one asked for, for one of the two sides."""
    person = open_measures(request, person_id)
    known = {one.code: one for one in queries.usable_instruments()}
    definition = known.get(request.GET.get("instrument") or "empowerment")
    if definition is None:
        raise Http404
    asked = request.GET.get("language", "")
    language = asked if asked in Language.values else person.language
    rater = Rater.WORKER if request.GET.get("rater") == Rater.WORKER else Rater.PERSON
    facts = {"worker": request.member, "language": language, "at": timezone.now()}  # type: ignore[attr-defined]
    paper = forms_on_paper.blank(person, definition, rater=rater, **facts)
    answer = HttpResponse(paper.bytes, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{definition.code}-{language}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
