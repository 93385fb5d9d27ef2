"""An officer invites the centres that were awarded something, gives one more time, opens a way back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.centres.models import Centre
from jalon.domain.conventions.enums import Act, State, Told
from jalon.domain.conventions.languages import languages_on
from jalon.domain.conventions.models import Answer, Convention
from jalon.domain.conventions.permissions import may_examine
from jalon.domain.conventions.queries import last_version
from jalon.domain.conventions.services.common import kept, move, tell
from jalon.domain.core.both_sides import locked
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.subsidies.deciding import frozen, latest
from jalon.domain.subsidies.models import Award, Decision
from jalon.law.subsidies import content_of


@dataclass(frozen=True)
class Invitable:
    """A centre that was awarded something and has no convention for it yet."""

    award: Award
    centre: Centre


def form_of(decision: Decision) -> dict[str, Any] | None:
    """The form of the convention of the programme as it was decided; None when it asks for none."""
    forms = content_of(frozen(decision).decree)["forms"]
    return next((one for one in forms if one["code"].startswith("convention")), None)


def invitable(decision: Decision) -> list[Invitable]:
    """Whom this decision awarded something, and who was not invited yet, by name."""
    awards = Award._base_manager.filter(decision=decision, cents__gt=0)
    known = Convention._base_manager.filter(programme_id=decision.programme_id, line=decision.line)
    invited = set(known.values_list("centre_id", flat=True))
    waiting = [one for one in awards if one.centre_id not in invited]
    centres = Centre.objects.in_bulk([one.centre_id for one in waiting])
    return sorted((Invitable(one, centres[one.centre_id]) for one in waiting), key=lambda one: one.centre.name)


@transaction.atomic
def invite(
    *, actor: FederalMembership, decision: Decision, centres: Iterable[UUID], until: date, at: datetime
) -> list[Convention]:
    """Invite the centres chosen, all of them or none. Raises a `DomainError`, `Conflict` too."""
    if not may_examine(actor):
        raise NotAllowed
    on, form = day_of(at), form_of(decision)
    _check(decision, form, until, on)
    chosen = set(centres)
    found = [one for one in invitable(decision) if one.centre.pk in chosen]
    if not found or len(found) != len(chosen):
        raise InvalidInput(
            _("Aucun centre n’est choisi, ou l’un d’eux est déjà invité."), what_to_do=_("Relisez la liste.")
        )
    languages = languages_on([one.centre for one in found], on)
    made = [_convention(one, decision, form, languages[one.centre.pk], until, at) for one in found]
    try:
        with transaction.atomic():
            Convention._base_manager.bulk_create(made)
    except IntegrityError as error:
        raise Conflict(_("Quelqu’un d’autre vient d’inviter un de ces centres.")) from error
    Answer._base_manager.bulk_create(
        Answer(centre_id=one.centre_id, convention_id=one.pk, kind=Told.INVITED, at=at, by_name=actor.name, until=until)
        for one in made
    )
    return made


def _check(decision: Decision, form: Any, until: date, on: date) -> None:
    if form is None:
        raise DomainError(
            _("Ce programme ne demande pas de convention."), "", _("Ajoutez-lui un formulaire de convention.")
        )
    newest = latest(decision.programme, decision.line)
    if newest is not None and newest.pk != decision.pk:
        raise DomainError(_("Une autre décision est en vigueur."), "", _("Invitez sur la base de la dernière."))
    if until <= on:
        raise InvalidInput(_("Le délai vient après aujourd’hui."), field="until")


def _convention(one: Invitable, decision: Decision, form: Any, language: str, until: date, at: datetime) -> Convention:
    return Convention(
        centre_id=one.centre.pk,
        award_id=one.award.pk,
        programme_id=decision.programme_id,
        line=decision.line,
        cents=one.award.cents,
        facts=_facts(one, decision, form),
        language=language,
        state=State.INVITED,
        state_since=at,
        invited_at=at,
        entry_until=until,
    )


def _facts(one: Invitable, decision: Decision, form: Any) -> dict[str, Any]:
    """The programme as it was decided: a later correction of it does not change what was asked of a centre."""
    decree = content_of(frozen(decision).decree)
    line = next(each for each in decree["lines"] if each["code"] == decision.line)
    own = {"articles": decree["articles"]} if "articles" in decree else {}  # without any, the text that ships
    return own | {
        "family": decree["family"],
        "year": decree["year"],
        "programme": decree["title"],
        "line": line["title"],
        "first": decree["first"],
        "last": decree["last"],
        "source": decree["source"],
        "calendar": decree["calendar"],
        "payments": decree["payments"],
        "form": form,
        "cluster": one.award.facts.get("cluster"),
        "names": {"fr": one.centre.name_fr, "nl": one.centre.name_nl},
    }


@transaction.atomic
def extend(*, actor: FederalMembership, convention: Convention, until: date, reason: str, at: datetime) -> Convention:
    """Give one centre more time, with the reason. Raises `NotAllowed`, `InvalidInput`, `TransitionRefused`."""
    reason, one = clean(reason, limit=1_000), locked(convention)
    move(one, Act.EXTEND, actor=actor, at=at, reason=reason, until=until, on=day_of(at))
    one.entry_until = until
    tell(one, Told.EXTENDED, actor=actor, at=at, words=reason, until=until)
    return kept(one, "entry_until")


@transaction.atomic
def reopen(*, actor: FederalMembership, convention: Convention, until: date, reason: str, at: datetime) -> Convention:
    """Let a centre that withdrew or was refused take its text up again. Raises as `extend`."""
    reason, one = clean(reason, limit=1_000), locked(convention)
    move(one, Act.REOPEN, actor=actor, at=at, reason=reason, until=until, on=day_of(at))
    one.entry_until = until
    version = last_version(one)
    tell(one, Told.REOPENED, actor=actor, at=at, words=reason, until=until, version=version.number if version else 0)
    return kept(one, "entry_until")
