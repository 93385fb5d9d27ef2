"""The paper of an evaluation: what each side did, where the person stands, what they say of it."""

from datetime import datetime

from jalon.domain.centres.models import Centre
from jalon.domain.documents.models import Document, DocumentKind
from jalon.domain.documents.rendering import contexts
from jalon.domain.documents.rendering.engine import render
from jalon.domain.documents.services import freeze
from jalon.domain.instruments.models import Bilan, BilanEntry
from jalon.domain.people.letterhead import centre_on_paper, person_on_paper, worker_on_paper
from jalon.domain.piis.documents import title_of
from jalon.domain.piis.enums import CommitmentState, EvaluationState
from jalon.domain.piis.models import CommitmentReview, Evaluation
from jalon.domain.piis.texts import reference

_PROGRESS = {
    CommitmentState.TO_DO: contexts.Progress.NOT_STARTED,
    CommitmentState.UNDER_WAY: contexts.Progress.UNDER_WAY,
    CommitmentState.KEPT: contexts.Progress.DONE,
    CommitmentState.PARTLY: contexts.Progress.PARTLY,
    CommitmentState.NOT_KEPT: contexts.Progress.NOT_KEPT,
    CommitmentState.DROPPED: contexts.Progress.DROPPED,
}


def freeze_evaluation(evaluation: Evaluation, *, centre: Centre, made_at: datetime) -> Document:
    """Render what was recorded, in the person's language, and keep the bytes."""
    piis = evaluation.piis
    context = evaluation_context(evaluation, centre=centre, made_at=made_at)
    made = render(context, language=piis.language)
    return freeze(
        kind=DocumentKind.EVALUATION,
        subject_id=evaluation.pk,
        person_id=piis.person_id,
        language=piis.language,
        title=f"{title_of('evaluation', reference(piis), piis.language)} {evaluation.number}",
        content=made.bytes,
        made_at=made_at,
        pages=made.pages,
    )


def evaluation_context(evaluation: Evaluation, *, centre: Centre, made_at: datetime) -> contexts.Evaluation:
    """The evaluation as the paper says it."""
    piis, person = evaluation.piis, evaluation.piis.person
    held = evaluation.state == EvaluationState.HELD
    return contexts.Evaluation(
        made_at=made_at,
        centre=centre_on_paper(centre, language=piis.language),
        reference=f"{reference(piis)}-E{evaluation.number}",
        person=person_on_paper(person),
        worker=worker_on_paper(piis.responsible) if piis.responsible else contexts.Worker(name=""),
        number=evaluation.number,
        contract_reference=reference(piis),
        held_on=evaluation.held_on,
        in_person=evaluation.in_person,
        attended=held,
        absence_cause=contexts.AbsenceCause(evaluation.absence_cause) if evaluation.absence_cause else None,
        absence_note=evaluation.absence_note,
        commitments=_commitments(evaluation),
        ratings=_ratings(evaluation),
        summary="\n\n".join(text for text in (evaluation.went_well, evaluation.is_hard) if text),
        next_steps=(evaluation.next_steps,) if evaluation.next_steps else (),
        opinion=contexts.Opinion(evaluation.opinion) if evaluation.opinion else None,
        person_comment=evaluation.person_comment,
        next_on=evaluation.next_on,
        signatures=_signatures(evaluation, made_at) if held else (),
    )


def _commitments(evaluation: Evaluation) -> tuple[contexts.CommitmentProgress, ...]:
    reviews = CommitmentReview.objects.filter(evaluation=evaluation).select_related("commitment__third_party")
    return tuple(
        contexts.CommitmentProgress(
            side=contexts.Side(one.commitment.side),
            text=one.commitment.text,
            state=_PROGRESS[CommitmentState(one.state)],
            due=one.commitment.due_on,
            who=one.commitment.third_party.organisation if one.commitment.third_party else "",
            comment=one.comment,
        )
        for one in reviews.order_by("commitment__position")
    )


def _ratings(evaluation: Evaluation) -> tuple[contexts.Rating, ...]:
    """The new bilan beside the one before it, domain by domain, where something was rated."""
    if evaluation.bilan_id is None:
        return ()
    now = Bilan.objects.get(pk=evaluation.bilan_id)
    earlier = Bilan.objects.standing().of(evaluation.piis.person_id).exclude(pk=now.pk)
    before = earlier.filter(held_on__lt=now.held_on).last()
    old = {one.domain: one for one in BilanEntry.objects.filter(bilan=before)} if before else {}
    entries = BilanEntry.objects.filter(bilan=now).order_by("domain")
    return tuple(
        contexts.Rating(
            domain=one.domain,
            person_before=old[one.domain].rating_person if one.domain in old else None,
            person_now=one.rating_person,
            worker_before=old[one.domain].rating_worker if one.domain in old else None,
            worker_now=one.rating_worker,
        )
        for one in entries
        if one.rating_person or one.rating_worker
    )


def _signatures(evaluation: Evaluation, at: datetime) -> tuple[contexts.Signature, ...]:
    if not evaluation.signature_method:
        return ()
    return (
        contexts.Signature(
            name=evaluation.signature_name,
            side=contexts.Side.PERSON,
            signed_at=at,
            means=contexts.Means(evaluation.signature_method),
            drawing=bytes(evaluation.signature_picture) if evaluation.signature_picture else None,
        ),
    )
