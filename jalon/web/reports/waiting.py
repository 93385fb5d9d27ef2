"""What reports ask of a member today, at a pace people accept: one line for all that is to write, one for each act."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jalon.domain.core import reader
from jalon.domain.reports.enums import State
from jalon.domain.reports.models import Conclusion, Reply, Report, Sampled, Signature
from jalon.domain.reports.permissions import may_commit, may_write
from jalon.domain.reports.queries import to_sign
from jalon.domain.results.models import Handed
from jalon.domain.subsidies.models import Award
from jalon.web.access.middleware import today
from jalon.web.reports.rhythm import is_spoken_of
from jalon.web.ui.reminders import Reminder


def reminders(request: HttpRequest) -> Iterator[Reminder]:
    """To write and sign, in one line; to sign as the second; to answer about a control."""
    member = getattr(request, "member", None)
    if not may_write(member):
        return
    reports, awards = list(Report.objects.all()), _awards()
    yield from _to_write(request, reports, awards)
    yield from _to_hand_over(today(request), awards)
    if may_commit(member):
        yield from _to_sign(member, [one for one in reports if one.state == State.READY])
    if any(one.state == State.SENT for one in reports):
        yield from _to_answer()


def _to_write(request: HttpRequest, reports: list[Report], awards: list[dict[str, Any]]) -> Iterator[Reminder]:
    """A digest: every report spoken of today in one line, with the soonest day. One given back is said apart."""
    on, due = today(request), []
    known = {one.programme_id: one for one in reports}
    for one in known.values():
        if one.state == State.BACK:
            url = reverse("reports:show", args=[one.pk])
            yield Reminder(_("Rapport à revoir"), url, _("L’administration l’a rendu avec des remarques."), one.due)
        elif one.state == State.OPEN and one.due:
            due.append(one.due)
    due += [day for programme, day in _owed(awards).items() if programme not in known]
    if spoken := sorted(day for day in due if is_spoken_of(day, on)):
        words = ngettext("%(n)s rapport annuel à signer", "%(n)s rapports annuels à signer", len(spoken))
        yield Reminder(words % {"n": len(spoken)}, reverse("reports:mine"), "", spoken[0])


def _awards() -> list[dict[str, Any]]:
    """The amount in force of each line, and what of it says what is due."""
    rows = Award.objects.order_by("decided_at").values(
        "cents",
        programme=F("facts__programme_id"),
        line=F("facts__line_code"),
        last=F("facts__last"),
        calendar=F("facts__frame__calendar"),
        part_of=F("facts__part_of"),
    )
    return list({(one["programme"], one["line"]): one for one in rows}.values())


def _due(award: dict[str, Any]) -> date | None:
    days = [one["last"] for one in award["calendar"] or () if one["code"] == "report"]
    return date.fromisoformat(days[0]) if days else None


def _owed(awards: list[dict[str, Any]]) -> dict[UUID, date]:
    """The day of the report of each programme that awards this centre something, opened or not."""
    found = {UUID(one["programme"]): _due(one) for one in awards if one["cents"]}
    return {programme: day for programme, day in found.items() if day}


def _to_hand_over(on: date, awards: list[dict[str, Any]]) -> Iterator[Reminder]:
    """Numbers the promoter of a cluster awaits, once their period is over; at the pace of its report."""
    awaited = [
        one for one in awards
        if (one["part_of"] or {}).get("promoter") and on.isoformat() > one["last"] and is_spoken_of(_due(one) or on, on)
    ]  # fmt: skip
    if not awaited:
        return
    done = {(str(programme), line) for programme, line in Handed.objects.values_list("programme_id", "line").distinct()}
    for one in awaited:
        if (one["programme"], one["line"]) not in done:
            promoter = reader.by_language(*one["part_of"]["names"])
            text = _("%(promoter)s les attend pour le rapport de votre cluster.") % {"promoter": promoter}
            yield Reminder(_("Nombres à remettre"), reverse("reports:mine"), text, _due(one))


def _to_sign(member: object, ready: list[Report]) -> Iterator[Reminder]:
    for one in ready:
        version = to_sign(one)
        given = set(Signature.objects.filter(version=version).values_list("capacity", flat=True))
        if member.role not in given:  # type: ignore[attr-defined]
            text = _("Il ne manque que votre signature.")
            yield Reminder(_("Rapport annuel à signer"), reverse("reports:show", args=[one.pk]), text, one.due)


def _to_answer() -> Iterator[Reminder]:
    waiting = Sampled.objects.filter(report__state=State.SENT).exclude(pk__in=Reply.objects.values("sampled_id"))
    waiting = waiting.exclude(pk__in=Conclusion.objects.values("sampled_id")).order_by("until")
    asked: dict[object, list[Sampled]] = {}
    for one in waiting:
        asked.setdefault(one.report_id, []).append(one)
    for report_id, lines in asked.items():
        words = ngettext("%(n)s dépense contrôlée", "%(n)s dépenses contrôlées", len(lines)) % {"n": len(lines)}
        text = _("L’administration demande les pièces et votre réponse.")
        yield Reminder(words, f"{reverse('reports:show', args=[report_id])}#controls", text, lines[0].until)
