"""Amendments: a numbered annex with the difference, signed again when what people promised changes."""

from dataclasses import asdict, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from jalon.domain.accounts.centre_law import may_sign_from
from jalon.domain.accounts.models import Membership
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.core.transitions import TransitionRefused
from jalon.domain.piis.content import Difference, body_of, differences, draft_of, must_be_signed
from jalon.domain.piis.drafts import Draft
from jalon.domain.piis.enums import Act, AmendmentState, Fate, Kind, Side, VersionReason
from jalon.domain.piis.errors import Overlaps
from jalon.domain.piis.models import Amendment, Piis, PiisVersion, Signature
from jalon.domain.piis.permissions import may_draw_up
from jalon.domain.piis.readiness import overlapping
from jalon.domain.piis.services.common import already_done, leave_trail, locked, same_revision, tell_once_a_day
from jalon.domain.piis.services.force import settle, version_in_force
from jalon.domain.piis.services.versions import close_version, make_version, open_version
from jalon.domain.piis.texts import cleaned, read_draft
from jalon.domain.piis.transitions import AMENDMENT, PIIS


@transaction.atomic
def prepare_amendment(
    *,
    actor: Membership,
    piis: Piis,
    draft: Draft,
    asked_by: str,
    reason: str,
    effective_on: date,
    at: datetime,
    amendment: Amendment | None = None,
    revision: int | None = None,
) -> Amendment:
    """Keep the new text of a running PIIS as a draft amendment (new, or the one given). `queries.current_draft(piis)`
    gives the text in force to begin from; lines keep their ids so that the difference is exact."""
    piis = locked(piis)
    settle(actor=actor, piis=piis, at=at)
    draft = _possible(piis, cleaned(draft), asked_by, effective_on)
    fields = {"asked_by": asked_by, "reason": clean(reason, limit=4_000), "effective_on": effective_on}
    if amendment is not None:
        amendment = locked(amendment)
        _is_draft(actor, amendment)
        same_revision(amendment, revision)
        for name, value in {**fields, "draft": body_of(draft)}.items():
            setattr(amendment, name, value)
        amendment.revision += 1
        amendment.save()
        tell_once_a_day(actor, "piis.amendment_written", amendment, piis.person_id, day_of(at))
        return amendment
    source = piis.state
    PIIS.apply(piis, Act.AMEND, actor=actor)
    return _begin(actor=actor, piis=piis, draft=draft, fields=fields, source=source, act=Act.AMEND, at=at)


def _begin(
    *, actor: Membership, piis: Piis, draft: Draft, fields: dict[str, object], source: str, act: str, at: datetime
) -> Amendment:
    if Amendment.objects.filter(piis=piis, state__in=AmendmentState.open()).exists():
        raise DomainError(
            _("Un avenant est déjà en cours pour ce PIIS."),
            "",
            _("Terminez-le ou abandonnez-le avant d’en faire un autre."),
        )
    last = Amendment.objects.filter(piis=piis).aggregate(last=Max("number"))["last"] or 0
    amendment = Amendment.objects.create(
        piis=piis, number=last + 1, draft=body_of(draft), is_extension=act == Act.EXTEND, **fields
    )
    detail = {"amendment": str(amendment.pk), "number": amendment.number}
    leave_trail(actor=actor, piis=piis, act=act, source=source, on=day_of(at), at=at, detail=detail)
    return amendment


def _is_draft(actor: Membership, amendment: Amendment) -> None:
    if not may_draw_up(actor, amendment):
        raise NotAllowed
    if amendment.state != AmendmentState.DRAFT:
        raise TransitionRefused(
            _("Cet avenant n’est plus un brouillon."), _("Il a été remis entre-temps."), _("Rechargez la page.")
        )


def _possible(piis: Piis, draft: Draft, asked_by: str, effective_on: date) -> Draft:
    """What an amendment may change: not the kind, the language or the first day; those need another project."""
    if asked_by not in Side.values:
        raise InvalidInput(_("Dites qui demande ce changement."), field="asked_by")
    if piis.since and effective_on < piis.since:
        raise InvalidInput(_("L’avenant prendrait effet avant le début du PIIS."), field="effective_on")
    if draft.has_community_service and not piis.has_community_service:
        raise InvalidInput(_("Un service communautaire ne peut plus être ajouté."), field="has_community_service")
    if draft.until is None and piis.kind != Kind.STUDY:
        raise InvalidInput(_("Choisissez la date de fin."), field="until")
    if draft.until is not None and piis.since and draft.until < piis.since:
        raise InvalidInput(_("La fin vient avant le début."), field="until")
    return replace(draft, kind=piis.kind, language=piis.language, since=piis.since)


@transaction.atomic
def hand_over_amendment(
    *, actor: Membership, amendment: Amendment, at: datetime, revision: int | None = None, key: UUID | None = None
) -> PiisVersion:
    """Freeze the amendment with its difference. With changed commitments it must be signed (the days to think start);
    without, it holds from its day on and both are informed."""
    piis, amendment, on = locked(amendment.piis), locked(amendment), day_of(at)
    if done := already_done(key, Act.HAND_OVER, Act.EXTEND, of=piis):
        return PiisVersion.objects.get(pk=done.detail["version"])
    same_revision(amendment, revision)
    return _hand_over(actor=actor, piis=piis, amendment=amendment, on=on, at=at, key=key)


def _hand_over(
    *, actor: Membership, piis: Piis, amendment: Amendment, on: date, at: datetime, key: UUID | None
) -> PiisVersion:
    draft = draft_of(amendment.draft)
    if draft.until != piis.until and overlapping(piis, piis.since, draft.until):
        raise Overlaps
    changes = differences(body_of(read_draft(piis)), amendment.draft)
    AMENDMENT.apply(amendment, Act.HAND_OVER, actor=actor, changes=len(changes))
    amendment.must_sign = must_be_signed(changes)
    reflection = may_sign_from(on)
    version = make_version(
        actor=actor,
        piis=piis,
        draft=draft,
        reason=VersionReason.AMENDMENT,
        may_sign_from=reflection.date if amendment.must_sign else on,
        at=at,
        amendment=amendment,
        annex=_annex(piis, amendment, changes),
        must_sign=amendment.must_sign,
    )
    if not amendment.must_sign:
        amendment.state = AmendmentState.AGREED
    amendment.revision += 1
    amendment.save()
    detail = {
        "version": str(version.pk),
        "sha256": version.sha256,
        "amendment": str(amendment.pk),
        "must_sign": amendment.must_sign,
        "law": [line.as_json() for line in reflection.lines],
    }
    leave_trail(actor=actor, piis=piis, act=Act.HAND_OVER, source=piis.state, on=on, at=at, detail=detail, key=key)
    settle(actor=actor, piis=piis, at=at, on=on)
    return version


def _annex(piis: Piis, amendment: Amendment, changes: tuple[Difference, ...]) -> dict[str, object]:
    before = version_in_force(piis)
    return {
        "number": amendment.number,
        "asked_by": amendment.asked_by,
        "reason": amendment.reason,
        "effective_on": amendment.effective_on.isoformat(),
        "before": before.sha256 if before else None,
        "must_sign": amendment.must_sign,
        "changes": [asdict(one) for one in changes],
    }


@transaction.atomic
def take_back_amendment(*, actor: Membership, amendment: Amendment, at: datetime, key: UUID | None = None) -> Amendment:
    """Take the amendment back to work on it, as long as nobody has signed."""
    piis, amendment, on = locked(amendment.piis), locked(amendment), day_of(at)
    if already_done(key, Act.TAKE_BACK, of=piis):
        return amendment
    version = open_version(piis, amendment)
    signatures = Signature.objects.filter(version=version).count() if version else 0
    AMENDMENT.apply(amendment, Act.TAKE_BACK, actor=actor, signatures=signatures)
    _put_away(actor, piis, amendment, version, Fate.TAKEN_BACK, Act.TAKE_BACK, on=on, at=at, reason="", key=key)
    return amendment


@transaction.atomic
def abandon_amendment(
    *, actor: Membership, amendment: Amendment, at: datetime, reason: str, key: UUID | None = None
) -> Amendment:
    """Give the amendment up; the text in force stays."""
    piis, amendment, on = locked(amendment.piis), locked(amendment), day_of(at)
    if already_done(key, Act.WITHDRAW, of=piis):
        return amendment
    version = open_version(piis, amendment)
    AMENDMENT.apply(amendment, Act.WITHDRAW, actor=actor, reason=reason)
    _put_away(actor, piis, amendment, version, Fate.ABANDONED, Act.WITHDRAW, on=on, at=at, reason=reason, key=key)
    return amendment


def _put_away(
    actor: Membership,
    piis: Piis,
    amendment: Amendment,
    version: PiisVersion | None,
    fate: str,
    act: str,
    *,
    on: date,
    at: datetime,
    reason: str,
    key: UUID | None,
) -> None:
    close_version(version, fate, on=on, at=at)
    amendment.revision += 1
    amendment.save()
    facts = {"source": piis.state, "reason": clean(reason), "detail": {"amendment": str(amendment.pk)}}
    leave_trail(actor=actor, piis=piis, act=act, on=on, at=at, key=key, **facts)


@transaction.atomic
def extend(
    *,
    actor: Membership,
    piis: Piis,
    until: date,
    asked_by: str,
    reason: str,
    at: datetime,
    key: UUID | None = None,
) -> PiisVersion:
    """Prolong a running PIIS: an amendment that changes its last day only, handed over at once, to be signed."""
    piis, on = locked(piis), day_of(at)
    if done := already_done(key, Act.HAND_OVER, of=piis):
        return PiisVersion.objects.get(pk=done.detail["version"])
    settle(actor=actor, piis=piis, at=at)
    if piis.until is not None and until <= piis.until:
        raise InvalidInput(_("La nouvelle fin vient après la fin actuelle."), field="until")
    if piis.until is None:
        raise InvalidInput(_("Ce PIIS court déjà jusqu’à la fin des études."), field="until")
    source = piis.state
    PIIS.apply(piis, Act.EXTEND, actor=actor)
    draft = _possible(piis, cleaned(replace(read_draft(piis), until=until)), asked_by, on)
    fields = {"asked_by": asked_by, "reason": clean(reason, limit=4_000), "effective_on": on}
    amendment = _begin(actor=actor, piis=piis, draft=draft, fields=fields, source=source, act=Act.EXTEND, at=at)
    return _hand_over(actor=actor, piis=piis, amendment=amendment, on=on, at=at, key=key)
