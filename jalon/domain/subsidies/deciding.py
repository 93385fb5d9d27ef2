"""A person decides a sharing: it is frozen with its inputs, and each centre is given its own amount and reasons."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon import __version__
from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.subsidies import journal
from jalon.domain.subsidies.datasets import Entry, entries
from jalon.domain.subsidies.frozen import Frozen, frozen
from jalon.domain.subsidies.models import Award, Dataset, Decision, Programme
from jalon.domain.subsidies.permissions import manages_programmes
from jalon.domain.subsidies.sharing import Candidates, candidates, work_out
from jalon.law.sayings import LANGUAGES
from jalon.law.subsidies import BudgetLine, Outcome, Terms, say, whole_key, why
from jalon.law.subsidies.keys import fingerprint
from jalon.law.subsidies.source_json import saying_as_json, source_as_json

# What rooms above take from here; reading a decision again stands in `frozen`, which lists use too.
__all__ = ["Frozen", "Proposal", "decide", "frozen", "latest", "obstacle", "proposal", "reasons_of", "spoken"]

FORMAT = 1


@dataclass(frozen=True)
class Proposal:
    """A sharing that could be decided. `content`: exactly what would be frozen; `sha256`: its fingerprint."""

    line: BudgetLine
    dataset: Dataset
    entries: Sequence[Entry]
    found: Candidates
    outcome: Outcome
    content: str

    @property
    def sha256(self) -> str:
        """What the person saw."""
        return hashlib.sha256(self.content.encode()).hexdigest()


def proposal(programme: Programme, line: BudgetLine, dataset: Dataset, terms: Terms) -> Proposal:
    """Work a sharing out, ready to be decided. Raises `CannotShare`."""
    told = entries(dataset)
    found = candidates(line, told)
    outcome = work_out(terms, found, programme.decree.words)
    return Proposal(line, dataset, told, found, outcome, _content(programme, line, dataset, outcome))


def _content(programme: Programme, line: BudgetLine, dataset: Dataset, outcome: Outcome) -> str:
    """Canonical: the same inputs always make the same text."""
    shares = {one.identity: [one.cents, why(outcome, one.identity)] for one in outcome.sharing.shares}
    told = {
        "format": FORMAT,
        "law": f"{__version__} {fingerprint()}",
        "programme": programme.content,
        "line": line.code,
        "list": {
            "id": str(dataset.pk),
            "title": dataset.title,
            "data_on": dataset.data_on.isoformat(),
            "source": dataset.source,
            "certainty": dataset.certainty,
            "rows": dataset.rows,
        },
        "terms": outcome.terms.as_json(),
        "left": outcome.sharing.left,
        "shares": shares,
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False)


@transaction.atomic
def decide(
    *, actor: FederalMembership, programme: Programme, shared: Proposal, shown: str, reason: str, at: datetime
) -> Decision:
    """Freeze a sharing as it was shown (`shown`: its fingerprint) and give each centre its amount. Again: a new number.

    Raises `NotAllowed`, `InvalidInput` (no reason), `Conflict` (something changed since it was shown), `DomainError`.
    """
    if not manages_programmes(actor):
        raise NotAllowed
    now = Programme.objects.select_for_update().get(pk=programme.pk)
    if shared.sha256 != shown or now.content != programme.content:
        raise Conflict(
            _("Le partage n’est plus celui que cette page montrait."),
            _("Le programme ou la liste a changé entre-temps."),
            _("Relisez le partage, puis décidez."),
        )
    reason = clean(reason, limit=500)
    if len(reason) < 5:
        raise InvalidInput(_("Dites sur quoi repose la décision : l’arrêté, la note, sa date."), field="reason")
    _ready(shared)
    earlier = latest(programme, shared.line.code)
    if earlier and earlier.content == shared.content:
        raise DomainError(_("Ce partage est déjà décidé, avec les mêmes données."), "", _("Il n’y a rien à changer."))
    decision = _kept(actor, programme, shared, earlier, reason, at)
    _award(decision, shared, earlier)
    detail = {"line": shared.line.title.fr, "number": decision.number, "sha256": shown}
    journal.record(actor=actor, verb="programme.decided", programme=programme, at=at, detail=detail)
    return decision


def obstacle(shared: Proposal) -> DomainError | None:
    """Why a sharing that works out is still not to be decided."""
    if shared.found.undecided:
        return DomainError(
            _("Des centres ne sont ni retenus ni écartés."),
            _("Il manque une valeur qui déciderait."),
            _("Complétez la liste, puis importez-la de nouveau."),
        )
    known, shares = shared.line.amount, whole_key(shared.outcome.terms).budget
    if known is not None and known != shares:
        return DomainError(
            _("Le montant partagé n’est pas celui de la ligne."),
            _("Une simulation peut prendre un autre montant ; une décision partage celui du texte."),
            _("Reprenez le montant de la ligne, ou corrigez d’abord le programme."),
        )
    return None


def _ready(shared: Proposal) -> None:
    if refusal := obstacle(shared):
        raise refusal


def latest(programme: Programme, line: str) -> Decision | None:
    """The decision in force for a line."""
    return Decision.objects.filter(programme=programme, line=line).order_by("-number").first()


def _kept(
    actor: FederalMembership,
    programme: Programme,
    shared: Proposal,
    earlier: Decision | None,
    reason: str,
    at: datetime,
) -> Decision:
    try:
        with transaction.atomic():
            return Decision.objects.create(
                programme=programme,
                dataset=shared.dataset,
                line=shared.line.code,
                number=earlier.number + 1 if earlier else 1,
                budget=whole_key(shared.outcome.terms).budget,
                content=shared.content,
                sha256=shared.sha256,
                reason=reason,
                decided_at=at,
                decided_by=actor.name,
            )
    except IntegrityError as error:
        raise Conflict(_("Quelqu’un d’autre vient de décider ce partage.")) from error


def _award(decision: Decision, shared: Proposal, earlier: Decision | None) -> None:
    """A row for each centre; one that was awarded before and no longer is learns it too."""
    by_identity = {one.identity: one for one in shared.entries}
    facts, clusters, awards = _facts(decision, shared), _clusters(shared), []
    for share in shared.outcome.sharing.shares:
        said = {**facts, "why": spoken(why(shared.outcome, share.identity)), "cluster": clusters.get(share.identity)}
        awards.append((by_identity[share.identity].centre_id, share.cents, said))
    awards += _members(shared, facts, {centre_id for centre_id, _cents, _said in awards})
    if earlier:
        kept = {centre_id for centre_id, _cents, _said in awards}
        before = Award._base_manager.filter(decision=earlier).exclude(centre_id__in=kept)
        said = {**facts, "why": spoken([("award_dropped", {"number": earlier.number})]), "cluster": None}
        awards += [(one.centre_id, 0, {**said, **_no_longer(one)}) for one in before]
    Award._base_manager.bulk_create(
        Award(centre_id=centre_id, decision=decision, cents=cents, facts=said, decided_at=decision.decided_at)
        for centre_id, cents, said in awards
    )


def spoken(reasons: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, list[str]]:
    """The sentences in every language: read years later, they say what was said."""
    told = list(reasons)
    return {language: [say(one, language) for one in told] for language in LANGUAGES}


def reasons_of(decision: Decision, centre_id: UUID) -> dict[str, list[str]]:
    """What the centre reads of why, in every language."""
    return Award._base_manager.get(decision=decision, centre_id=centre_id).facts["why"]


def _clusters(shared: Proposal) -> dict[str, dict[str, Any]]:
    """For whom a cluster's amount goes to: its name and its centres, which are public; `centres`: their keys."""
    known = {one.identity: one for one in shared.entries}
    return {
        one.promoter: {
            "name": one.cluster.name,
            "members": [(known[each].name_fr, known[each].name_nl) for each in one.cluster.members],
            "centres": [str(known[each].centre_id) for each in one.cluster.members],
        }
        for one in shared.found.clusters
        if one.inside
    }


def _no_longer(before: Award) -> dict[str, Any]:
    """A centre that leaves its cluster stays one that justifies nothing itself; nobody awaits its numbers any more."""
    part = before.facts.get("part_of")
    return {"part_of": {**part, "promoter": None}} if part else {}


def _members(shared: Proposal, facts: dict[str, Any], awarded: set[UUID]) -> list[tuple[UUID, int, dict[str, Any]]]:
    """The other centres of each cluster: no amount is theirs, and each learns whose report awaits its numbers."""
    known, found = {one.identity: one for one in shared.entries}, []
    for one in shared.found.clusters:
        if not one.inside:
            continue
        promoter = known[one.promoter]
        names = (promoter.name_fr, promoter.name_nl)
        part_of = {"name": one.cluster.name, "promoter": str(promoter.centre_id), "names": names}
        told = {"cluster": one.cluster.name, "promoter": promoter.name_fr}
        said = {**facts, "why": spoken([("award_of_cluster", told)]), "cluster": None, "part_of": part_of}
        members = (known[each].centre_id for each in one.cluster.members)
        found += [(centre_id, 0, said) for centre_id in members if centre_id not in awarded]
    return found


FRAME = ("family", "costs", "calendar", "payments", "forms", "advance_on_raise")


def _facts(decision: Decision, shared: Proposal) -> dict[str, Any]:
    """What stands on each centre's page: nothing of another centre."""
    content = decision.programme.content
    line = next(one for one in content["lines"] if one["code"] == shared.line.code)
    return {
        "programme": content["title"],
        "year": content["year"],
        "first": content["first"],
        "last": content["last"],
        "line": line["title"],
        "line_code": shared.line.code,
        "programme_id": str(decision.programme_id),
        # What the centre justifies by, as it stood at the decision: it cannot read the programme itself.
        "frame": {name: content.get(name) for name in FRAME},
        "source": source_as_json(shared.line.source),
        "key": {"title": saying_as_json(shared.outcome.key.title), "about": saying_as_json(shared.outcome.key.about)},
        "data": {
            "title": shared.dataset.title,
            "on": shared.dataset.data_on.isoformat(),
            "source": shared.dataset.source,
            "certainty": shared.dataset.certainty,
        },
        "number": decision.number,
        "reason": decision.reason,
        "decided_on": day_of(decision.decided_at).isoformat(),
        "decided_by": decision.decided_by,
    }
