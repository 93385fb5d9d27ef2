"""Differences between two texts, in the words of the page."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from jalon.domain.piis.content import Difference
from jalon.web.ui.parts import Change
from jalon.web.ui.people import long_day


def as_changes(found: Iterable[Difference]) -> list[Change]:
    """Each difference as the design system draws it."""
    return [_change(one) for one in found]


def _change(one: Difference) -> Change:
    labels = {
        "aims": _("Ce que la personne veut"),
        "person": _("Engagement de la personne"),
        "centre": _("Engagement du centre"),
        "third": _("Tiers"),
        "aid": _("Aides complémentaires"),
        "evaluation": _("Comment nous ferons le point"),
        "period": _("Période"),
    }
    old, new = _said(one, one.before, one.due_before), _said(one, one.after, one.due_after)
    return Change(
        labels.get(one.section, one.section),
        None if one.kind == "added" else old,
        None if one.kind == "removed" else new,
    )


def _said(one: Difference, words: str, due: str | None) -> str:
    if one.section == "period":
        if words:
            return _("service communautaire")
        return _("fin le %(day)s") % {"day": _day(due)} if due else _("fin des études")
    return " – ".join(part for part in (words, _("pour le %(day)s") % {"day": _day(due)} if due else "") if part)


def _day(text: str | None) -> str:
    return long_day(date.fromisoformat(text)) if text else ""
