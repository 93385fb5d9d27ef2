"""The words of the notice and of the decision on a sanction."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import Commitment, Notice, SanctionDecision, Scope, Suspension

from .words import View, Words, lines


def notice_view(notice: Notice, w: Words) -> View:
    """A notice: the centre's own late commitments are always shown."""
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=notice.contract_reference),
        "person": w.person(notice.person),
        "worker": w.worker(notice.worker),
        "subject": _project(notice, w),
        "opening": w("opening", name=notice.person.name),
        "lead": w("lead"),
        "labels": w.labels(
            "agreed", "facts", "support", "centre_late", "centre_late_note", "heard", "next", "next_text"
        ),
        "agreed": _due_commitments(notice.commitments, w),
        "facts": lines(notice.facts),
        "asked_title": w("asked", day=w.day(notice.asked_by)),
        "asked": lines(notice.asked),
        "support": lines(notice.support),
        "centre_late": _due_commitments(notice.centre_commitments_late, w),
        "hearing": _hearing(notice, w),
        "signatures": w.signatures(notice.signatures),
    }


def _project(notice: Notice, w: Words) -> str:
    if notice.contract_signed_on is None:
        return w("of_project", reference=notice.contract_reference)
    return w("of_project_signed", reference=notice.contract_reference, day=w.day(notice.contract_signed_on))


def _hearing(notice: Notice, w: Words) -> str:
    if notice.hearing is None:
        return w("talk", worker=notice.worker.name)
    return w("hearing", at=w.moment(notice.hearing.at), place=notice.hearing.place)


def _due_commitments(commitments: tuple[Commitment, ...], w: Words) -> list[list[str]]:
    """Each commitment as its lines, the last one with its date."""
    said = []
    for commitment in commitments:
        text = lines(commitment.text) or [""]
        if commitment.due:
            text[-1] += f" ({w('for_the', day=w.day(commitment.due))})"
        said.append(text)
    return said


def sanction_view(decision: SanctionDecision, w: Words) -> View:
    """The decision in one sentence, then all it rests on, then how to contest it."""
    return {
        "title": w("title"),
        "document_title": w("document_title", reference=decision.reference),
        "person": w.person(decision.person),
        "worker": w.worker(decision.worker),
        "lead": w("decided", day=w.day(decision.decided_on), reference=decision.contract_reference),
        "labels": w.labels("brief", "facts", "before", "your_words", "advice", "centre", "no_centre", "motivation")
        | w.labels("basis", "appeal"),
        "brief": _brief(decision, w),
        "stays": w("stays"),
        "facts": lines(decision.facts),
        "before": [w("notice_sent", day=w.day(decision.notice_sent_on)), *lines(decision.tried)],
        "heard": w("heard_on", day=w.day(decision.heard_on))
        if decision.heard_on
        else w("not_heard", day=w.day(decision.hearing_offered_for)),
        "person_words": lines(decision.person_words),
        "advice": lines(decision.worker_advice),
        "centre_commitments": _due_commitments(decision.centre_commitments, w),
        "delay": lines(w("delay", text=decision.centre_delay_explained)) if decision.centre_delay_explained else [],
        "motivation": [*lines(decision.motivation), w("recidivism_yes" if decision.recidivism else "recidivism_no")],
        "appeal": _appeal(decision, w),
        "help": w("help", worker=" · ".join(p for p in (decision.worker.name, decision.worker.phone) if p)),
        "signatures": w.signatures(decision.signatures),
        "seal": w.seal(decision.seal),
    }


def _brief(decision: SanctionDecision, w: Words) -> list[str]:
    start, end = w.day(decision.start), w.day(decision.end)
    said = [w("total" if decision.scope is Scope.TOTAL else "partial", start=start, end=end)]
    if decision.amount_per_month is not None:
        said.append(w("amount", amount=w.money(decision.amount_per_month)))
    if decision.suspension is not Suspension.NONE:
        said.append(w("suspended_total" if decision.suspension is Suspension.TOTAL else "suspended_partial"))
        said += lines(decision.suspended_part)
        if decision.suspended_until:
            said.append(w("suspended_until", day=w.day(decision.suspended_until)))
    return said


def _appeal(decision: SanctionDecision, w: Words) -> list[str]:
    said = [w("appeal_text")]
    if decision.appeal_until:
        said[0] += " " + w("appeal_until", day=w.day(decision.appeal_until))
    where = ", ".join(part for part in (decision.tribunal, decision.tribunal_address) if part)
    return [*said, w("tribunal", name=where)] if where else said
