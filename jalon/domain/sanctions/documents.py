"""The notice and the decision on paper, from what is stored."""

from datetime import date, datetime

from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import CentreSettings
from jalon.domain.documents.rendering.contexts import decisions
from jalon.domain.documents.rendering.contexts.contract import Commitment as PaperCommitment
from jalon.domain.documents.rendering.engine import Rendered, render
from jalon.domain.people.letterhead import head
from jalon.domain.piis.models import Commitment
from jalon.domain.sanctions.models import Proposal, SanctionDecision
from jalon.domain.sanctions.requirements import late_of_centre


def _paper(commitments: list[Commitment]) -> tuple[PaperCommitment, ...]:
    return tuple(PaperCommitment(text=one.text, domain=one.domain, due=one.due_on) for one in commitments)


def _cited(proposal: Proposal) -> list[Commitment]:
    rows = proposal.cited_commitments.select_related("commitment").order_by("commitment__position")
    return [row.commitment for row in rows]


def notice(*, proposal: Proposal, worker: Membership, on: date, at: datetime) -> Rendered:
    """The mise en demeure: what was agreed, what was seen, what is asked, and the offer to be heard."""
    piis, language = proposal.piis, proposal.person.language
    assert proposal.asked_by and proposal.hearing_on  # checked by the service
    context = decisions.Notice(
        **head(proposal.person, worker, language=language, at=at),
        contract_reference=f"{proposal.person.file_number} / {piis.number}",
        contract_signed_on=piis.concluded_on,
        commitments=_paper(_cited(proposal)),
        facts=proposal.facts,
        asked=proposal.asked,
        asked_by=proposal.asked_by,
        centre_commitments_late=_paper(late_of_centre(piis, on)),
        hearing=decisions.Hearing(at=proposal.hearing_on, place=proposal.hearing_place),
    )
    return render(context, language=language)


def decision(*, decision: SanctionDecision, worker: Membership, appeal_until: date, at: datetime) -> Rendered:
    """The motivated decision as it is notified."""
    proposal = decision.proposal
    piis, language = proposal.piis, proposal.person.language
    assert proposal.notice_sent_on and proposal.hearing_on
    court = CentreSettings.of_current_centre().appeal_court
    explained = proposal.explanations.order_by("on").values_list("explanation", flat=True)
    context = decisions.SanctionDecision(
        **head(proposal.person, worker, language=language, at=at),
        contract_reference=f"{proposal.person.file_number} / {piis.number}",
        decided_on=decision.decided_on,
        facts=proposal.facts,
        notice_sent_on=proposal.notice_sent_on,
        tried=proposal.tried,
        hearing_offered_for=proposal.hearing_on.date(),
        heard_on=proposal.heard_on,
        person_words=proposal.heard_words or proposal.reasons_of_person,
        worker_advice=proposal.advice,
        centre_commitments=_paper(late_of_centre(piis, decision.decided_on)),
        centre_delay_explained="\n".join(explained),
        motivation=decision.motivation,
        scope=decisions.Scope(decision.scope),
        amount_per_month=decision.withheld_cents,
        start=decision.starts_on,
        end=decision.ends_on,
        recidivism=decision.is_recidivism,
        suspension=decisions.Suspension(decision.reprieve),
        suspended_until=decision.reprieve_until,
        suspended_part=decision.reprieve_words,
        appeal_until=appeal_until,
        tribunal=court,
    )
    return render(context, language=language)
