"""Small sayings of the PIIS pages: `{% load piis %}`."""

from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from jalon.domain.people.models import Person
from jalon.domain.piis.enums import AmendmentState, CommitmentState, State
from jalon.domain.piis.errors import Missing
from jalon.domain.piis.models import Piis
from jalon.web.ui import badges
from jalon.web.ui.people import labelled, long_day
from jalon.web.ui.templatetags.ui import error_summary, list_row

register = template.Library()

STATE_KINDS = {
    State.DRAFT: "draft",
    State.HANDED_OVER: "waiting",
    State.SIGNED: "waiting",
    State.RUNNING: "active",
    State.ENDED: "neutral",
    State.REFUSED: "stopped",
    State.WITHDRAWN: "stopped",
    AmendmentState.AGREED: "ok",
    AmendmentState.IN_FORCE: "active",
}
COMMITMENT_KINDS = {
    CommitmentState.TO_DO: "neutral",
    CommitmentState.UNDER_WAY: "active",
    CommitmentState.KEPT: "ok",
    CommitmentState.PARTLY: "warn",
    CommitmentState.NOT_KEPT: "stopped",
    CommitmentState.DROPPED: "draft",
}


@register.inclusion_tag("ui/error_summary.html")
def error_summary_of(forms: list[Any]) -> dict[str, Any]:
    """The design system's summary of errors, for a page whose forms are only known in a list."""
    return error_summary(*(form for form in forms if form.is_bound))


@register.simple_tag
def state_badge(subject: Any) -> str:
    """Where a project or an amendment stands, in words."""
    return badges.badge(subject.get_state_display(), STATE_KINDS.get(subject.state, "neutral"))


@register.simple_tag(takes_context=True)
def project_row(context: template.Context, piis: Piis, reach: str) -> str:
    """A project in a list: whose, from when to when, where it stands; and whose work, when not one’s own."""
    period = _period(piis.since, piis.ended_on or piis.until) if piis.since else ""
    said = [_("PIIS %(number)s") % {"number": piis.number}, piis.get_kind_display(), period]
    if reach != "me" and piis.responsible:
        said.append(piis.responsible.name)
    facts = {"status": piis.get_state_display(), "kind": STATE_KINDS[State(piis.state)]}
    if piis.state == State.RUNNING and (due := _next_day(piis, context["today"])):
        facts["due"] = due
    name = f"{piis.person.first_names} {piis.person.last_name}".strip()
    meta = " · ".join(part for part in said if part)
    return list_row(context, name, reverse("piis:show", args=[piis.pk]), meta=meta, **facts)


def _next_day(piis: Piis, today: date) -> date | None:
    """When something is expected: the next evaluation, or the end that has passed without a word on its outcome."""
    return piis.until if piis.until and piis.until < today else piis.next_evaluation_on


def _period(since: date, until: date | None) -> str:
    days = {"since": long_day(since), "until": long_day(until) if until else ""}
    return _("du %(since)s au %(until)s") % days if until else _("du %(since)s à la fin des études") % days


@register.simple_tag
def commitment_badge(commitment: Any) -> str:
    """What became of a commitment, with whose cause when it was not kept."""
    said = commitment.get_state_display()
    if commitment.cause:
        said = f"{said} · {commitment.get_cause_display()}"
    return badges.badge(said, COMMITMENT_KINDS[CommitmentState(commitment.state)])


@register.simple_tag
def missing_anchor(missing: Missing, person: Person) -> str:
    """Where on the page, or on which page, a missing thing is mended."""
    if missing.field == "bilan":
        try:
            return reverse("bilan:list", args=[person.pk])
        except NoReverseMatch:
            return reverse("people:file", args=[person.pk])
    return {"commitments": "#person", "third_parties": "#third"}.get(missing.field, f"#id_{missing.field}")


@register.simple_tag
def version_period(text: dict[str, Any]) -> str:
    """« du 23 novembre 2026 au 22 novembre 2027 », or to the end of the studies."""
    return _period(date.fromisoformat(text["since"]), date.fromisoformat(text["until"]) if text["until"] else None)


@register.filter
def sides_of(text: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The frozen commitments by side, each in one line; a third party's own role stands with them."""
    names = {one["id"]: one["organisation"] for one in text["third_parties"]}
    roles = [{"said": labelled(one["organisation"], one["duties"])} for one in text["third_parties"] if one["duties"]]
    return [
        (
            side,
            [
                *(_line(one, names) for one in text["commitments"] if one["side"] == side),
                *(roles if side == "third" else []),
            ],
        )
        for side in ("person", "centre", "third")
    ]


def _line(one: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    words = " – ".join(part for part in (one["text"], one["recurring"]) if part)
    who = names.get(one["third_party"] or "", "")
    due = date.fromisoformat(one["due_on"]) if one["due_on"] else None
    return {"said": labelled(who, words) if who else words, "due_on": due}
