"""An instrument in words: who rates, how it is counted, what a difference says, what is not known of it."""

from typing import Any

from django.utils.translation import gettext as _

from jalon.domain.accounts.enums import Language
from jalon.domain.instruments.definition import UNIT, Axis, Definition
from jalon.domain.instruments.enums import Direction, LifeDomain
from jalon.domain.instruments.shipped import shipped, unread
from jalon.web.measures.forms import recall
from jalon.web.ui.people import number


def described(definition: Definition) -> dict[str, Any]:
    """What the page of an instrument shows."""
    return {
        "definition": definition,
        "facts": facts(definition),
        "axes": [
            {
                "name": str(axis.name),
                "levels": axis.items[0].levels.say() if _shared(axis) else (),
                "items": [(str(item.text), item.levels.say(), item.is_reversed) for item in axis.items],
                "domains": ", ".join(str(LifeDomain(one).label) for one in axis.domains),
                "directions": ", ".join(str(Direction(one).label) for one in axis.directions),
            }
            for axis in definition.axes
        ],
    }


def _shared(axis: Axis) -> bool:
    """Whether every item of the axis is rated on the same levels, said once then."""
    return len(axis.items) > 1 and all(item.levels == axis.items[0].levels for item in axis.items)


def facts(definition: Definition) -> list[tuple[str, str]]:
    """Term and value, for a list."""
    raters = {"person": _("la personne"), "worker": _("le service social"), "both": _("les deux, chacun de son côté")}
    return [
        (_("Qui note"), raters[definition.raters]),
        (_("Sur quoi on revient"), recall(definition)),
        (_("Langues"), ", ".join(Language(one).label for one in definition.languages)),
        *_unread(definition),
        (_("Sens"), _("plus haut est mieux") if definition.direction > 0 else _("plus bas est mieux")),
        (_("Comptage"), _counted(definition)),
        (_("Plus petite différence qui compte"), _step(definition)),
        (_("Fiabilité"), _reliability(definition)),
        (_("Licence"), str(definition.licence)),
    ]


def _unread(definition: Definition) -> list[tuple[str, str]]:
    """Languages of one of ours that still wait for somebody who grew up with them."""
    if shipped().get(definition.code) != definition or not (waiting := unread().get(definition.code)):
        return []
    said = _("%(languages)s : aucune personne dont c’est la langue ne l’a encore relu")
    return [(_("À relire"), said % {"languages": ", ".join(Language(one).label for one in waiting)})]


def _counted(definition: Definition) -> str:
    share = number(definition.scoring.answered * 100)
    mean, needed = definition.scoring.method == "mean", definition.scoring.answered < 1
    said = _("moyenne des réponses de chaque axe") if mean else _("somme des réponses de chaque axe")
    more = _("dès que %(n)s %% des questions de l’axe ont une réponse") if needed else _("si tout l’axe a une réponse")
    return f"{said}, {more % {'n': share} if needed else more}"


def _step(definition: Definition) -> str:
    size = definition.meaning.step
    step = number(size / UNIT, 0 if size % UNIT == 0 else 1 if size % 10 == 0 else 2)
    return " · ".join(part for part in (step, definition.meaning.source) if part)


def _reliability(definition: Definition) -> str:
    if definition.meaning.reliability is None:
        return _("pas connue : aucun « changement fiable » n’est calculé avec cet instrument")
    return _("%(r)s, écart-type %(sd)s") % {
        "r": number(definition.meaning.reliability, 2),
        "sd": number(definition.meaning.spread, 2),
    }
