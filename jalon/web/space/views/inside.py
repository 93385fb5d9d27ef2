"""Inside: what the person reads, asks and says, with the rights of their own role."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.core.errors import InvalidInput
from jalon.domain.documents.models import DocumentKind
from jalon.domain.piis.enums import State
from jalon.domain.space import bilans, queries, services
from jalon.domain.space import project as mine
from jalon.domain.space.obliged import not_asked
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.space import asks, coming, says
from jalon.web.space.duties import duties
from jalon.web.space.forms import InterviewForm, VoiceForm
from jalon.web.ui.sent import show_refusal


def shown_inside(
    request: HttpRequest,
    template: str,
    facts: dict[str, Any] | None = None,
    *,
    frame: mine.Frame | None = None,
    **options: Any,
) -> HttpResponse:
    """A page with what stands on all of them: who the person is, and their centre. `frame`: if it was read already."""
    access = request.person_access  # type: ignore[attr-defined]
    known = frame or mine.frame(access.person_id)
    around = {"who": known.who, "centre": known.centre, "inside": True}
    return render(request, template, {**around, **(facts or {})}, **options)


@page("person")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """My project: what I want, what I do, what the centre does, what comes next."""
    access, on = request.person_access, today(request)  # type: ignore[attr-defined]
    told = mine.first_page(access.person_id, on)
    project = told.project
    facts: dict[str, Any] = {
        "project": project,
        "ended": says.told_at_desk(queries.ends_of(access), on),
        "status": says.STATUS.get(told.status, ""),
        "urgent": coming.what_is_urgent(told.warned, told.appeals, on),
        "coming": coming.what_comes(project, told.asked, on),
        "questions": told.has_questions,
        "waits": told.asked is not None and not told.asked.given,
    }
    if project is None or project.state in (State.ENDED, State.REFUSED):
        why = not_asked(centre_id=access.centre_id, person_id=access.person_id, on=on)
        facts["not_asked"] = says.NOT_ASKED[why] if why and not told.who.closed_on else ""
    if project:
        facts |= {
            "now": says.project_now(project, on),
            **says.sides(project),
            "talks": [(says.talk_title(talk), says.talk_now(talk), talk) for talk in project.held],
        }
    return shown_inside(request, "space/home.html", facts, frame=told)


@page("person")
@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """What the law gives the person, and what their signature asks of them, in plain words."""
    on = today(request)
    person_id = request.person_access.person_id  # type: ignore[attr-defined]
    told = mine.first_page(person_id, on)
    facts = {"rights": says.rights(on), "duties": duties(told.project, told.status, on)}
    # What was asked stands beside the rights it comes from; the first page stays as light as it is.
    facts["asked"] = [asks.shown(one) for one in queries.own_requests_of(person_id)]
    return shown_inside(request, "space/rights.html", facts, frame=told)


@page("person")
@require_http_methods(["GET", "POST"])
def interview(request: HttpRequest) -> HttpResponse:
    """Ask to be seen, or say that an answer suits; while the interview is due, the page says until when."""
    access, on = request.person_access, today(request)  # type: ignore[attr-defined]
    if request.method == "POST" and "suits" in request.POST:
        return _suits(request)
    form = InterviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.ask_interview(person_id=access.person_id, at=timezone.now(), on=on, **form.cleaned_data)
        return redirect("space:interview")
    found = queries.last_request(access.person_id)
    asked, answer = (found.request, found.answer) if found else (None, None)
    facts = {
        "form": form,
        "days": says.interview_days(on),
        "asked": asked,
        "answer": answer,
        "asked_day": says.day(asked.asked_on) if asked else "",
        "due_day": says.day(asked.due_on) if asked else "",
        "meets": says.moment(answer.meets_at) if answer and answer.meets_at else "",
        "due": found is not None and not found.given,
        "late": found is not None and found.is_late(on),
        "may_agree": found is not None and found.may_agree(timezone.now()),
    }
    return shown_inside(request, "space/interview.html", facts)


def _suits(request: HttpRequest) -> HttpResponse:
    """The person accepts the last answer; what another answer replaced meanwhile is shown instead."""
    try:
        answer_id = UUID(request.POST["suits"])
    except ValueError as error:
        raise Http404 from error
    person_id = request.person_access.person_id  # type: ignore[attr-defined]
    services.agree(person_id=person_id, answer_id=answer_id, at=timezone.now(), on=today(request))
    return redirect("space:interview")


@page("person")
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Every paper the person was given; a bilan that stands can be read as a page too."""
    person_id = request.person_access.person_id  # type: ignore[attr-defined]
    found = mine.documents(person_id)
    has_bilans = any(one["kind"] == DocumentKind.BILAN for one in found)
    readable = {one.pk for one in bilans.bilans(person_id)} if has_bilans else set()
    papers = [
        {
            **one,
            "day": says.day(one["made_at"]),
            "what": says.PAPERS.get(one["kind"], ""),
            "bilan": one["subject_id"] if one["subject_id"] in readable else None,
        }
        for one in found
    ]
    return shown_inside(request, "space/documents.html", {"papers": papers})


@page("person")
@require_safe
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """One of them, as it was given."""
    found = mine.document(document_id)
    if found is None or found["media_type"] != "application/pdf":
        raise Http404
    answer = HttpResponse(bytes(found["content"]), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="document-{found["made_at"]:%Y-%m-%d}.pdf"'
    return answer


@page("person")
@require_http_methods(["GET", "POST"])
def evaluation(request: HttpRequest, evaluation_id: UUID) -> HttpResponse:
    """What was written of a talk, and what the person says of it, beside."""
    access, on = request.person_access, today(request)  # type: ignore[attr-defined]
    talk = mine.talk(evaluation_id)
    if talk is None:
        raise Http404
    form = VoiceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"person_id": access.person_id, "evaluation_id": evaluation_id, "at": timezone.now(), "on": on}
        try:
            services.say(**told, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("space:evaluation", evaluation_id)
    voices = [(says.day(one.said_on), says.SAID.get(one.opinion, ""), one.words) for one in talk.voices]
    facts = {"form": form, "talk": talk, "title": says.talk_title(talk), "how": says.talk_now(talk), "voices": voices}
    return shown_inside(request, "space/evaluation.html", facts)


@page("person")
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Who opened the file, when and why."""
    found = mine.openings(request.person_access.person_id)  # type: ignore[attr-defined]
    return shown_inside(request, "space/readings.html", {"lines": [(says.day(one.day), one) for one in found]})
