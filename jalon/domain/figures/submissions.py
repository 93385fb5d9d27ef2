"""What leaves a centre: counts of one quarter, as the exact text that is sent."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import Membership
from jalon.domain.audit.services import record
from jalon.domain.core.clock import day_of
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.text import clean
from jalon.domain.figures.counting import Cells, measure
from jalon.domain.figures.definitions import Figure, national_figures
from jalon.domain.figures.models import Submission
from jalon.domain.figures.periods import quarter
from jalon.domain.figures.permissions import may_submit

FORMAT = 1


def content_of(code: str, cells: Cells) -> str:
    """The canonical text: every national figure, axis and key, zeros included; nothing but counts."""
    figures = {one.code: _figure(one, cells) for one in national_figures()}
    period = quarter(code)
    content = {
        "format": FORMAT,
        "quarter": code,
        "first": period.first.isoformat(),
        "last": period.last.isoformat(),
        "figures": figures,
    }
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True)


def _figure(one: Figure, cells: Cells) -> dict[str, object]:
    by = {axis.code: {key: cells.get((one.code, axis.code, key), 0) for key in axis.keys} for axis in one.national_axes}
    return {"total": cells.get((one.code, "", ""), 0), "by": by}


def cells_of(content: str) -> dict[tuple[str, str, str], int]:
    """The counts of a submitted text."""
    cells = {}
    for code, told in json.loads(content)["figures"].items():
        cells[(code, "", "")] = told["total"]
        for axis, keys in told["by"].items():
            cells.update({(code, axis, key): number for key, number in keys.items()})
    return cells


def digest(content: str) -> str:
    """The fingerprint the president or secretary saw."""
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Change:
    """A cell that a correction changes."""

    name: tuple[str, str, str]
    before: int
    after: int


def changes(before: str, after: str) -> list[Change]:
    """What differs between two texts, cell by cell."""
    old, new = cells_of(before), cells_of(after)
    names = sorted({*old, *new})
    return [Change(n, old.get(n, 0), new.get(n, 0)) for n in names if old.get(n, 0) != new.get(n, 0)]


def prepared(code: str, *, on: date) -> str:
    """The text that would leave today. Raises `DomainError` for a quarter that is not over."""
    period = quarter(code)
    if period.last >= on:
        raise DomainError(_("Ce trimestre n’est pas encore fini."), "", _("Envoyez ses chiffres dès le jour suivant."))
    return content_of(code, measure(period, only=national_figures()).cells)


@transaction.atomic
def submit(*, actor: Membership, code: str, shown: str, at: datetime, reason: str = "") -> Submission:
    """Send a quarter's counts, exactly as shown (`shown`: their fingerprint). Again: a correction, with its reason.

    Raises `NotAllowed`, `Conflict` when the counts changed since they were shown, `InvalidInput`, `DomainError`.
    """
    if not may_submit(actor):
        raise NotAllowed
    content, earlier = prepared(code, on=day_of(at)), latest(code)
    if digest(content) != shown:
        raise Conflict(
            _("Les chiffres ont changé depuis que cette page a été affichée."),
            _("Quelqu’un a enregistré quelque chose entre-temps."),
            _("Relisez-les, puis envoyez."),
        )
    if earlier and earlier.content == content:
        raise DomainError(_("Ces chiffres ont déjà été envoyés."), _("Rien n’a changé depuis."))
    reason = clean(reason, limit=1_000) if earlier else ""
    if earlier and len(reason) < 5:
        raise InvalidInput(_("Dites en quelques mots pourquoi vous corrigez."), field="reason")
    submission = Submission.objects.create(
        quarter=code,
        version=earlier.version + 1 if earlier else 1,
        content=content,
        sha256=shown,
        reason=reason,
        counted_at=at,
        submitted_at=at,
        submitted_by=actor,
    )
    verb = "figures.corrected" if earlier else "figures.submitted"
    detail = {"quarter": code, "version": submission.version, "sha256": shown}
    record(actor=actor, verb=verb, subject=submission, on=day_of(at), detail=detail)
    return submission


def latest(code: str) -> Submission | None:
    """The last version this centre sent for a quarter."""
    return Submission.objects.filter(quarter=code).order_by("-version").first()


def sent() -> list[Submission]:
    """Everything this centre sent, the most recent first."""
    return list(Submission.objects.select_related("submitted_by").order_by("-quarter", "-version"))
