"""Reading reports: a centre its own, the administration those of all (row-level security sees to it).

For other rooms: `is_locked(grant)` (nothing that a report holds may change now) and `accepted(programme_id)` (what
the minister approved). Both are plain facts; neither writes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from jalon.domain.core.both_sides import rows, unanswered
from jalon.domain.grants.models import Grant
from jalon.domain.grants.queries import Held, many
from jalon.domain.reports.content import numbers, read
from jalon.domain.reports.costs import CostLine, cost_lines
from jalon.domain.reports.enums import WITH_CENTRE, WRITING, Capacity, State, Verdict
from jalon.domain.reports.models import (
    Acceptance,
    Answer,
    Conclusion,
    Draft,
    Note,
    Piece,
    Remark,
    Reply,
    Report,
    Sampled,
    Signature,
    TimeRequest,
    Version,
)
from jalon.domain.spending import queries as spending


def report_of(grant: Grant) -> Report | None:
    """The report of a grant, if it was opened."""
    return rows(Report).filter(grant_id=grant.pk).first()


def is_locked(grant: Grant) -> bool:
    """Whether a signed or sent report holds this grant's results and costs as they are: they no longer change.

    False while the centre writes (« open », « back ») and before the report is opened.
    """
    return rows(Report).filter(grant_id=grant.pk).exclude(state__in=WRITING).exists()


def accepted(programme_id: UUID) -> dict[tuple[UUID, str], int]:
    """What the minister approved, in cents: {(centre, line of the programme): amount accepted}.

    Only reports that are approved now, each by its last text; a report reopened since is not there. The amount may lie
    above what was awarded (it is kept for a redistribution) and is what the report told less what a control refused.
    A line under which nothing was told has its row, with 0. Asked at the administration it answers for every centre;
    in a centre, for that centre alone.
    """
    return {(centre, line): cents for (centre, _programme, line), cents in accepted_of([programme_id]).items()}


def accepted_of(programmes: Iterable[UUID]) -> dict[tuple[UUID, UUID, str], int]:
    """The same for several programmes, in one statement: {(centre, programme, line): amount accepted}."""
    last = (
        rows(Acceptance)
        .filter(centre_id=OuterRef("centre_id"), report_id=OuterRef("report_id"))
        .order_by("-version__number")  # of texts, not of clocks
        .values("version_id")[:1]
    )
    found = rows(Acceptance).filter(
        report__programme_id__in=list(programmes), report__state=State.APPROVED, version_id=Subquery(last)
    )
    names = ("centre_id", "report__programme_id", "line", "cents")
    return {(centre, programme, line): cents for centre, programme, line, cents in found.values_list(*names)}


def held_of(reports: Iterable[Report]) -> dict[UUID, Held]:
    """Grants with their amounts, by the key of their report."""
    chosen = list(reports)
    grants = {one.pk: one for one in rows(Grant).select_related("award").filter(pk__in=[r.grant_id for r in chosen])}
    found = {one.grant.pk: one for one in many(grants.values())}
    return {one.pk: found[one.grant_id] for one in chosen}


def draft_of(report: Report) -> Draft | None:
    """What the centre is writing. Only the centre has a right to it."""
    return Draft.objects.select_related("saved_by").filter(report=report).first()


def remarks(report: Report) -> dict[str, list[Remark]]:
    """What colleagues said beside each field and nobody settled, in order."""
    found: dict[str, list[Remark]] = {}
    for one in Remark.objects.filter(report=report).order_by("at"):
        if one.settles:
            found.pop(one.field, None)
        else:
            found.setdefault(one.field, []).append(one)
    return found


def versions(report: Report) -> list[Version]:
    """Every text that was sent, the last first."""
    return list(rows(Version).filter(report_id=report.pk, sent_at__isnull=False).order_by("-number"))


def last_sent(report: Report) -> Version | None:
    """The last text that was sent."""
    return rows(Version).filter(report_id=report.pk, sent_at__isnull=False).order_by("-number").first()


def to_sign(report: Report) -> Version | None:
    """The text one of the two has signed, while it waits for the other."""
    if report.state != State.READY:
        return None
    return rows(Version).filter(report_id=report.pk).order_by("-number", "-attempt").first()


def told_costs(version: Version) -> list[CostLine]:
    """The costs of a text, the largest first."""
    return sorted(cost_lines(read(version.content)["spending"]), key=lambda one: -one.cents)


def last_texts(reports: Iterable[Report]) -> QuerySet[Version]:
    """The last text sent of each of these reports, in one statement."""
    newest = rows(Version).filter(
        centre_id=OuterRef("centre_id"), report_id=OuterRef("report_id"), sent_at__isnull=False
    )
    ids = [one.pk for one in reports]
    return rows(Version).filter(report_id__in=ids, pk=Subquery(newest.order_by("-number").values("pk")[:1]))


def signatures(version: Version | None) -> dict[str, Signature]:
    """Who signed this very text, by quality."""
    return {one.capacity: one for one in rows(Signature).filter(version_id=version.pk)} if version else {}


def missing(signed: Iterable[str]) -> list[str]:
    """Who of the centre still has to sign."""
    return [one for one in (Capacity.PRESIDENT, Capacity.SECRETARY) if one not in set(signed)]


def answers(report: Report) -> list[Answer]:
    """What the administration told the centre, the last first."""
    return list(rows(Answer).filter(report_id=report.pk).order_by("-at"))


def last_remarks(report: Report) -> Answer | None:
    """The words with which the report last came back to the centre."""
    return rows(Answer).filter(report_id=report.pk, kind__in=("sent_back", "reopened")).order_by("-at").first()


def notes(report: Report) -> list[Note]:
    """What the administration wrote for itself, the last first. Only the administration has a right to it."""
    return list(rows(Note).filter(report_id=report.pk).order_by("-at"))


def time_requests(report: Report) -> list[TimeRequest]:
    """Delays the centre asked for, the last first."""
    return list(rows(TimeRequest).filter(report_id=report.pk).order_by("-at"))


def time_asked(report: Report | None = None) -> dict[UUID, TimeRequest]:
    """By report (of all, or this one), the delay its centre asks for and nobody has answered with another day.

    Only while the centre has the report: once it is sent, the question is over.
    """
    asked = rows(TimeRequest).filter(report__state__in=WITH_CENTRE)
    asked = asked.filter(report_id=report.pk) if report else asked
    return {one.report_id: one for one in unanswered(asked, Answer, "report").order_by("at")}


def sampled(report: Report) -> list[Sampled]:
    """Cost lines of this report whose documents were asked for, the largest first."""
    return list(rows(Sampled).filter(report_id=report.pk).order_by("-cents", "pk"))


def replies(lines: Iterable[Sampled]) -> dict[UUID, list[Reply]]:
    """What the centre answered about each line, in order."""
    found: dict[UUID, list[Reply]] = {}
    for one in rows(Reply).filter(sampled_id__in=[each.pk for each in lines]).order_by("at"):
        found.setdefault(one.sampled_id, []).append(one)
    return found


def pieces(lines: Iterable[Sampled]) -> dict[UUID, list[Piece]]:
    """What the centre handed over about each line, without the bytes."""
    found: dict[UUID, list[Piece]] = {}
    chosen = rows(Piece).filter(sampled_id__in=[each.pk for each in lines]).defer("content")
    for one in chosen.order_by("handed_at", "pk"):
        found.setdefault(one.sampled_id, []).append(one)
    return found


def conclusions(lines: Iterable[Sampled]) -> dict[UUID, Conclusion]:
    """The conclusion that stands for each line."""
    found = rows(Conclusion).filter(sampled_id__in=[each.pk for each in lines]).order_by("number")
    return {one.sampled_id: one for one in found}


def refused(report: Report) -> list[tuple[Sampled, Conclusion]]:
    """Every cost a conclusion that stands refused or reduced in this centre, in this report or another."""
    lines = {one.pk: one for one in rows(Sampled).filter(centre_id=report.centre_id)}
    found = conclusions(lines.values()).items()
    return [(lines[key], one) for key, one in found if one.verdict != Verdict.ACCEPTED]


def open_lines(report: Report) -> int:
    """How many lines of the sample nobody has concluded."""
    lines = sampled(report)
    return len(lines) - len(conclusions(lines))


def last_year(report: Report) -> dict[tuple[str, str], int | None]:
    """The numbers this centre's report of the year before told, under the same family: {(line, code): number}."""
    before = _year_before(report.grant)
    return numbers(read(before[1].content)) if before else {}


def last_year_money(report: Report) -> tuple[int, int] | None:
    """Cents granted and justified in that report; None when there is none."""
    before = _year_before(report.grant)
    if before is None:
        return None
    told = read(before[1].content)["spending"]
    return int(told.get("granted", 0)), int(told.get("justified", 0))


@dataclass(frozen=True)
class LastYear:
    """The money of the year before, as its report told it. `accepted`: cents, once the minister approved it."""

    year: int
    whole: spending.Totals
    accepted: int | None


def last_year_spending(grant: Grant) -> LastYear | None:
    """That of a grant, under the same family; None when no report was sent."""
    before = _year_before(grant)
    if before is None:
        return None
    report, text = before
    accepted = acceptances(report)
    whole = spending.totals_told(read(text.content)["spending"])
    return LastYear(grant.year - 1, whole, sum(one.cents for one in accepted) if accepted else None)


def _year_before(grant: Grant) -> tuple[Report, Version] | None:
    facts = grant.award.facts
    same = {
        "grant__award__facts__frame__family": facts["frame"]["family"],
        "grant__award__facts__year": facts["year"] - 1,
    }
    one = rows(Report).filter(centre_id=grant.centre_id, **same).first()
    text = last_sent(one) if one else None
    return (one, text) if one and text else None


def acceptances(report: Report) -> list[Acceptance]:
    """What was approved of the last text, by line of the programme; nothing while it is not approved."""
    if report.state != State.APPROVED:
        return []
    text = last_sent(report)
    return list(rows(Acceptance).filter(report_id=report.pk, version_id=text.pk).order_by("line")) if text else []


def waits_for(report: Report, *, on: date) -> tuple[str, date | None, bool]:
    """Who has to act (« centre », « officer », « cabinet » or nobody), until when, and whether that day is past."""
    if report.state in WITH_CENTRE:
        return "centre", report.due, bool(report.due and on > report.due)
    return {State.SENT: "officer", State.ADVISED: "cabinet"}.get(State(report.state), ""), None, False
