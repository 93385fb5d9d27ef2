"""What a change of the project changes, said to the person: what was, what becomes, on whose side."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.domain.piis.content import Difference
from jalon.domain.piis.enums import Side
from jalon.domain.space.texts import Told
from jalon.web.space import says
from jalon.web.ui.parts import Change

SECTIONS: dict[str, Promise] = {
    "aims": gettext_lazy("Ce que je veux"),
    "person": gettext_lazy("Ce que je fais"),
    "centre": gettext_lazy("Ce que le centre fait pour moi"),
    "third": gettext_lazy("Ce que d’autres font"),
    "aid": gettext_lazy("L’aide en plus"),
    "evaluation": gettext_lazy("Les moments où nous faisons le point"),
    "period": gettext_lazy("La durée de mon projet"),
}
ASKED: dict[str, Promise] = {
    Side.PERSON: gettext_lazy("Vous avez demandé ce changement."),
    Side.CENTRE: gettext_lazy("Le centre a demandé ce changement."),
    Side.THIRD: gettext_lazy("Un partenaire a demandé ce changement."),
}


def told(change: Told) -> dict[str, Any]:
    """Who asked, why, from which day; and each difference as the pages of the desk draw it too."""
    return {
        "asked": ASKED.get(change.asked_by, ""),
        "reason": change.reason,
        "from_day": says.day(change.effective_on),
        "changes": [_change(one) for one in change.changes],
    }


def _change(one: Difference) -> Change:
    old, new = _said(one, one.before, one.due_before), _said(one, one.after, one.due_after)
    title = str(SECTIONS.get(one.section, one.section))
    return Change(title, None if one.kind == "added" else old, None if one.kind == "removed" else new)


def _said(one: Difference, words: str, due: str | None) -> str:
    day = says.day(date.fromisoformat(due)) if due else ""
    if one.section == "period":
        if words:
            return _("Avec un service à la communauté.")
        return _("Il finit le %(day)s.") % {"day": day} if day else _("Il finit avec les études.")
    return "\n".join(part for part in (words, _("Pour le %(day)s.") % {"day": day} if day else "") if part)
