"""The words of the evaluation."""

from __future__ import annotations

from jalon.domain.documents.rendering.contexts import (
    CommitmentProgress,
    Evaluation,
    Opinion,
    Progress,
    Rating,
    Side,
)

from .words import View, Words, lines

GROUPS = {Side.PERSON: "i_do", Side.CENTRE: "centre_does", Side.THIRD: "others_do"}
# A sign beside each word, so that a column is read at a glance without colour.
SIGNS = {
    Progress.DONE: "✓",
    Progress.PARTLY: "±",
    Progress.UNDER_WAY: "→",
    Progress.NOT_STARTED: "○",
    Progress.NOT_KEPT: "✗",
    Progress.DROPPED: "–",
}


def evaluation_view(evaluation: Evaluation, w: Words) -> View:
    """An evaluation held, or the short form of one that could not be."""
    return {
        "title": w("title", n=evaluation.number),
        "document_title": w("document_title", n=evaluation.number, reference=evaluation.contract_reference),
        "person": w.person(evaluation.person),
        "worker": w.worker(evaluation.worker),
        "lead": _lead(evaluation, w),
        "present": w("present", names=", ".join(evaluation.present)) if evaluation.present else "",
        "absence": _absence(evaluation, w),
        "labels": w.labels("commitments", "what", "when", "state", "ratings", "ratings_help", "person_rates")
        | w.labels("worker_rates", "domain", "summary", "next_steps", "opinion", "chosen"),
        "groups": _groups(evaluation.commitments, w),
        "ratings": [_rating(rating, w) for rating in evaluation.ratings],
        "summary": lines(evaluation.summary),
        "next_steps": [line for step in evaluation.next_steps for line in lines(step)],
        "opinions": [
            {"text": w("agrees"), "chosen": evaluation.opinion is Opinion.AGREES},
            {"text": w("disagrees"), "chosen": evaluation.opinion is Opinion.DISAGREES},
        ],
        "opinion_asked": evaluation.attended or evaluation.opinion is not None,
        "comment": lines(evaluation.person_comment),
        "next": _next(evaluation, w),
        "signatures": w.signatures(evaluation.signatures),
    }


def _lead(evaluation: Evaluation, w: Words) -> str:
    day = w.weekday(evaluation.held_on)
    key = "planned" if not evaluation.attended else "held_in_person" if evaluation.in_person else "held_remote"
    return f"{w(key, day=day)} · {w('of_project', reference=evaluation.contract_reference)}"


def _absence(evaluation: Evaluation, w: Words) -> View | None:
    if evaluation.attended:
        return None
    cause = w(f"cause_{evaluation.absence_cause.value}") if evaluation.absence_cause else ""
    return {"title": w("not_held"), "cause": cause, "note": lines(evaluation.absence_note)}


def _groups(commitments: tuple[CommitmentProgress, ...], w: Words) -> list[View]:
    return [
        {"title": w(key), "rows": [_progress(c, w) for c in commitments if c.side is side]}
        for side, key in GROUPS.items()
    ]


def _progress(commitment: CommitmentProgress, w: Words) -> View:
    return {
        "text": lines(commitment.text),
        "who": commitment.who,
        "due": w.day(commitment.due),
        "sign": SIGNS[commitment.state],
        "state": w(f"state_{commitment.state.value}"),
        "comment": lines(commitment.comment),
    }


def _rating(rating: Rating, w: Words) -> View:
    return {
        "domain": w.domain(rating.domain),
        "person": _move(rating.person_before, rating.person_now, w),
        "worker": _move(rating.worker_before, rating.worker_now, w),
    }


def _move(before: int | None, now: int | None, w: Words) -> View:
    """Where it was, where it is, and the word for the way between."""
    if now is None:
        return {"level": None, "text": w("not_rated")}
    if before is None:
        return {"level": now, "text": str(now)}
    word = "better" if now > before else "worse" if now < before else "same"
    return {"level": now, "text": f"{before} → {now}, {w(word)}"}


def _next(evaluation: Evaluation, w: Words) -> str:
    if evaluation.next_on is None:
        return ""
    return w("next_in_person" if evaluation.next_in_person else "next_remote", day=w.weekday(evaluation.next_on))
