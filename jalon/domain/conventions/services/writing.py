"""The centre writes, sends, withdraws, signs and amends."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.conventions.content import asked, canonical, cleaned, digest, missing, values_of
from jalon.domain.conventions.enums import WITH_CENTRE, Act, State
from jalon.domain.conventions.models import Convention, Draft, Signature, TimeRequest, Version
from jalon.domain.conventions.permissions import may_commit, may_write
from jalon.domain.conventions.queries import draft_of, last_version, paper_of, signatures, time_asked
from jalon.domain.conventions.services.common import kept, move
from jalon.domain.conventions.transitions import says_why
from jalon.domain.core.both_sides import locked
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.subsidies.models import Award


@transaction.atomic
def save(
    *, actor: Membership, convention: Convention, fields: Mapping[str, Any], reply: str, revision: int, at: datetime
) -> Draft:
    """Keep what is being written, complete or not. The first save begins the convention.

    Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`, `Conflict` (`theirs`: the draft that stands).
    """
    if not may_write(actor, convention):
        raise NotAllowed
    one = locked(convention)
    if one.state == State.INVITED:
        move(one, Act.BEGIN, actor=actor, at=at, on=day_of(at))
        kept(one)
    elif one.state not in WITH_CENTRE:
        raise TransitionRefused(_("Ce texte est envoyé : il ne se modifie plus."))
    kept_fields, kept_reply = cleaned(asked(one), fields), clean(reply, limit=4_000)
    draft = draft_of(one)
    if draft is None:
        draft = Draft(convention=one, revision=0, saved_at=at, saved_by=actor)
        tells = True
    else:
        if draft.revision != revision:
            raise Conflict(theirs=draft)
        tells = draft.saved_by_id != actor.pk or day_of(draft.saved_at) != day_of(at)
    draft.fields, draft.reply, draft.revision = kept_fields, kept_reply, draft.revision + 1
    draft.saved_at, draft.saved_by = at, actor
    draft.save()
    if tells:  # the journal says once a day who wrote
        record(actor=actor, verb="convention.written", subject=one, on=day_of(at))
    return draft


@transaction.atomic
def send(*, actor: Membership, convention: Convention, revision: int, at: datetime) -> Version:
    """Freeze the text as it stands and send it. Raises `InvalidInput`, `TransitionRefused`, `Conflict`."""
    one = locked(convention)
    draft = draft_of(one)
    values = draft.fields if draft else {}
    move(one, Act.SEND, actor=actor, at=at, on=day_of(at), missing=_missing(one, draft, day_of(at)))
    if draft is None or draft.revision != revision:
        raise Conflict(_("Le texte a changé depuis que cette page l’a montré."), "", _("Relisez-le, puis envoyez."))
    before = last_version(one)
    number = before.number + 1 if before else 1
    content = canonical(one, values, draft.reply, number=number)
    facts = {"content": content, "sha256": digest(content), "sent_at": at, "sent_by_name": actor.name}
    version = Version.objects.create(convention=one, number=number, **facts)
    kept(one)
    # The reply was to these remarks; the next text begins without one.
    draft.reply, draft.revision = "", draft.revision + 1
    draft.save()
    detail = {"version": number, "sha256": version.sha256}
    record(actor=actor, verb="convention.sent", subject=one, on=day_of(at), detail=detail)
    return version


def _missing(one: Convention, draft: Draft | None, on: date) -> tuple[str, ...]:
    return missing(asked(one), draft.fields if draft else {}, draft.reply if draft else "", on=on)


@transaction.atomic
def ask_time(*, actor: Membership, convention: Convention, reason: str, at: datetime) -> TimeRequest:
    """Ask for another delay, and say why. A person at the administration answers with a day.

    Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`, `DomainError` (asked already).
    """
    if not may_write(actor, convention):
        raise NotAllowed
    reason, one = clean(reason, limit=1_000), locked(convention)
    if one.state not in WITH_CENTRE:
        raise TransitionRefused(_("Cette convention n’attend pas de délai."))
    says_why(one, reason=reason)
    if time_asked([one]):
        raise DomainError(_("Un délai est déjà demandé."), "", _("L’administration y répond."))
    found = TimeRequest.objects.create(convention=one, reason=reason, at=at, by_name=actor.name)
    record(actor=actor, verb="convention.time_asked", subject=one, on=day_of(at), detail={"reason": reason})
    return found


@transaction.atomic
def withdraw(*, actor: Membership, convention: Convention, reason: str, at: datetime) -> Convention:
    """Take no part. The texts are kept; only the administration reopens. Raises `NotAllowed`, `InvalidInput`."""
    reason, one = clean(reason, limit=1_000), locked(convention)
    move(one, Act.WITHDRAW, actor=actor, at=at, reason=reason)
    record(actor=actor, verb="convention.withdrawn", subject=one, on=day_of(at), detail={"reason": reason})
    return kept(one)


@transaction.atomic
def sign(*, actor: Membership, convention: Convention, shown: str, at: datetime) -> Convention:
    """Sign the text shown (`shown`: the paper's hash) in one's quality: president or secretary.

    Raises `NotAllowed`, `TransitionRefused`, `Conflict` (another text), `DomainError` (signed already, or by the same).
    """
    one = locked(convention)
    version = last_version(one)
    given, paper = signatures(version), paper_of(version)
    act = Act.SIGN_LAST if set(given) - {actor.role} else Act.SIGN
    move(one, act, actor=actor, at=at)
    if paper is None or version is None or paper.sha256 != shown:
        raise Conflict(_("Ce texte n’est plus celui que cette page montrait."), "", _("Relisez-le, puis signez."))
    _another_hand(actor, given)
    Signature.objects.create(
        convention=one, version=version, capacity=actor.role, name=actor.name, member=actor,
        version_hash=version.sha256, paper_hash=paper.sha256, signed_at=at,
    )  # fmt: skip
    detail = {"capacity": actor.role, "version": version.number, "sha256": version.sha256}
    record(actor=actor, verb="convention.signed", subject=one, on=day_of(at), detail=detail)
    return kept(one)


def _another_hand(actor: Membership, given: Mapping[str, Signature]) -> None:
    if actor.role in given:
        raise DomainError(_("Ce texte est déjà signé en cette qualité."), "", _("Il attend l’autre signature."))
    if any(one.member and one.member.user_id == actor.user_id for one in given.values()):
        raise DomainError(
            _("La même personne ne signe pas deux fois."), _("Président et directeur général signent tous les deux.")
        )


@transaction.atomic
def amend(*, actor: Membership, convention: Convention, reason: str, at: datetime) -> Convention:
    """Prepare a numbered amendment of a convention in force: it begins from the text that holds, and goes the same way.

    Raises `NotAllowed`, `InvalidInput`, `DomainError` when another is on its way.
    """
    reason, first = clean(reason, limit=1_000), locked(convention)
    if not may_commit(actor, first):
        raise NotAllowed
    says_why(first, reason=reason)
    others = list(Convention.objects.filter(amends=first).order_by("-number"))
    if first.state != State.IN_FORCE or first.number:
        raise TransitionRefused(_("Seule une convention en vigueur se modifie par un avenant."))
    if others and others[0].state not in (State.IN_FORCE, State.REFUSED, State.WITHDRAWN):
        raise DomainError(_("Un avenant est déjà en cours."), "", _("Menez-le d’abord à son terme."))
    in_force = next((one for one in others if one.state == State.IN_FORCE), first)
    award = _award_now(first)
    new = Convention.objects.create(
        award=award, amends=first, programme_id=first.programme_id, line=first.line, cents=award.cents,
        number=others[0].number + 1 if others else 1, facts={**first.facts, "reason": reason}, language=first.language,
        state=State.DRAFT, state_since=at, invited_at=at, entry_until=_year_end(first),
    )  # fmt: skip
    version = last_version(in_force)
    values = values_of(version.content) if version else {}
    Draft.objects.create(convention=new, fields=values, saved_at=at, saved_by=actor)
    detail = {"number": new.number, "reason": reason}
    record(actor=actor, verb="convention.amendment_begun", subject=new, on=day_of(at), detail=detail)
    return new


def _award_now(first: Convention) -> Award:
    """The amount in force: a later decision may have changed it since the convention."""
    facts = {"facts__programme_id": str(first.programme_id), "facts__line_code": first.line}
    return Award.objects.filter(**facts).order_by("-decided_at").first() or first.award


def _year_end(first: Convention) -> date:
    return date.fromisoformat(first.facts["last"])
