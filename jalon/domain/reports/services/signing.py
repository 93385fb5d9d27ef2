"""Two people sign one text; the second signature sends it. A signed text changes only when somebody takes it back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.both_sides import locked
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError
from jalon.domain.core.text import clean
from jalon.domain.grants.queries import Held
from jalon.domain.reports import parts
from jalon.domain.reports.checks import Problem, blocking, problems
from jalon.domain.reports.content import canonical, digest
from jalon.domain.reports.enums import WRITING, Act
from jalon.domain.reports.models import Draft, Report, Signature, Version
from jalon.domain.reports.queries import draft_of, held_of, last_sent, signatures, to_sign
from jalon.domain.reports.services.common import kept, move


@dataclass(frozen=True)
class TextNow:
    """The report as it would be frozen now. `sha256` is what whoever signs is shown."""

    held: Held
    number: int
    attempt: int
    values: Mapping[str, Any]
    results: Mapping[str, Any]
    spending: Mapping[str, Any]
    content: str
    sha256: str
    problems: list[Problem]


def text_now(report: Report, *, on: date) -> TextNow:
    """What the report says now, from the draft, the results and the costs, and what is to be looked at in it."""
    held, draft, before = held_of([report])[report.pk], draft_of(report), last_sent(report)
    values = draft.fields if draft else {}
    results, spending = parts.results_of(held, on=on), parts.spending_of(held)
    number = before.number + 1 if before else 1
    attempt = Version.objects.filter(report=report, number=number).count() + 1
    previous = (before.number, before.sha256) if before else None
    facts = {"results": results, "spending": spending, "previous": previous}
    content = canonical(report, held, values, number=number, attempt=attempt, **facts)  # type: ignore[arg-type]
    found = problems(held, values, results, spending, parts.cost_problems(held), on=on)
    return TextNow(held, number, attempt, values, results, spending, content, digest(content), found)


@transaction.atomic
def sign(*, actor: Membership, report: Report, shown: str, at: datetime) -> Report:
    """Sign the text shown (`shown`: its hash) in one's quality. The first freezes it, the second sends it.

    Raises `NotAllowed`, `InvalidInput` (what stands in the way), `TransitionRefused`, `Conflict` (another text now),
    `DomainError` (too late, signed already, or by the same person).
    """
    parts.hold()
    one, on = locked(report), day_of(at)
    first = one.state in WRITING
    now = text_now(one, on=on) if first else None
    waiting = to_sign(one)
    move(
        one, Act.SIGN if first else Act.SIGN_LAST, actor=actor, at=at, on=on,
        blocking=blocking(now.problems) if now else (),
    )  # fmt: skip
    version = _frozen(one, now, shown, actor, at) if now else waiting
    if version is None or version.sha256 != shown:
        raise Conflict(_("Ce texte n’est plus celui que cette page montrait."), "", _("Relisez-le, puis signez."))
    given = signatures(version)
    _another_hand(actor, given)
    Signature.objects.create(
        report=one, version=version, capacity=actor.role, name=actor.name, member=actor,
        version_hash=version.sha256, signed_at=at,
    )  # fmt: skip
    detail = {"capacity": actor.role, "version": version.number, "sha256": version.sha256}
    record(actor=actor, verb="report.signed", subject=one, on=on, detail=detail)
    if not first:
        _send(one, version, actor, at)
    return kept(one)


def _frozen(report: Report, now: TextNow, shown: str, actor: Membership, at: datetime) -> Version:
    if now.sha256 != shown:
        raise Conflict(_("Le rapport a changé depuis que cette page l’a montré."), "", _("Relisez-le, puis signez."))
    facts = {"content": now.content, "sha256": now.sha256, "made_at": at, "made_by_name": actor.name}
    version = Version.objects.create(report=report, number=now.number, attempt=now.attempt, **facts)
    parts.freeze(now.held, dict(now.results), actor=actor, sha256=now.sha256, at=at)
    return version


def _another_hand(actor: Membership, given: Mapping[str, Signature]) -> None:
    if actor.role in given:
        raise DomainError(_("Ce texte est déjà signé en cette qualité."), "", _("Il attend l’autre signature."))
    if any(one.member.user_id == actor.user_id for one in given.values()):
        raise DomainError(
            _("La même personne ne signe pas deux fois."), _("Président et directeur général signent tous les deux.")
        )


def _send(report: Report, version: Version, actor: Membership, at: datetime) -> None:
    version.sent_at = at
    version.save(update_fields=["sent_at"])
    # The answer was to these remarks; the next text begins without one.
    draft = Draft.objects.select_for_update().get(report=report)
    if draft.fields.pop("reply", None) is not None:
        draft.revision += 1
        draft.save()
    detail = {"version": version.number, "sha256": version.sha256}
    record(actor=actor, verb="report.sent", subject=report, on=day_of(at), detail=detail)


@transaction.atomic
def take_back(*, actor: Membership, report: Report, reason: str, at: datetime) -> Report:
    """Let a signed text change again before it is sent; the signature on it counts for nothing.

    Raises `NotAllowed`, `InvalidInput` (why?), `TransitionRefused`.
    """
    reason, one = clean(reason, limit=1_000), locked(report)
    act = Act.TAKE_BACK_AGAIN if last_sent(one) else Act.TAKE_BACK
    move(one, act, actor=actor, at=at, reason=reason)
    record(actor=actor, verb="report.taken_back", subject=one, on=day_of(at), detail={"reason": reason})
    return kept(one)
