"""The panel of the file: whether the person has an access, what they ask, what they said last."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jalon.domain.people.models import Person
from jalon.domain.people.permissions import may_change_file
from jalon.domain.space import queries
from jalon.domain.space.enums import AccessState, AskedFor, Opinion
from jalon.domain.space.permissions import confirms_ways
from jalon.web.access.middleware import today
from jalon.web.people.panels import Facts, Panel, Start
from jalon.web.ui.addresses import address

_KINDS = {AccessState.INVITED: "waiting", AccessState.ACTIVE: "active", AccessState.SUSPENDED: "stopped"}


def kind_of(state: str) -> str:
    """The badge of an access in this state."""
    return _KINDS.get(state, "neutral")  # type: ignore[call-overload]


def _may_confirm(request: HttpRequest, found: queries.Glance) -> bool:
    member = request.member  # type: ignore[attr-defined]
    return confirms_ways(member) and member.pk not in found.way_not_by


def context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """As it was told with the person. An appointment that has passed is shown no more."""
    found = queries.glance(person)
    comes = found.meets_at is not None and timezone.localdate(found.meets_at) >= today(request)
    return {
        "access_state": AccessState(found.state).label if found.state else "",
        "access_kind": kind_of(found.state),
        "asked_id": found.request_id,
        "asked_due": None if found.given else found.due_on,
        "meets_at": found.meets_at if comes else None,
        "own_asked": [{**one, "what": AskedFor(one["kind"]).label} for one in found.own],
        "cards_asked": found.cards,
        "way_since": found.way_since,
        "may_confirm": found.way_since and _may_confirm(request, found),
        "voices": [
            {**voice, "opinion": Opinion(voice["opinion"]).label if voice["opinion"] else ""} for voice in found.voices
        ],
    }


def calls(facts: Facts) -> bool:
    """Something asked for and not given yet, or a code of the person's own that waits to be confirmed."""
    return bool(facts["asked_due"] or facts["way_since"] or facts["own_asked"] or facts["cards_asked"])


def start(request: HttpRequest, person: Person, facts: Facts) -> Start | None:
    """A line while the person has no access and said nothing."""
    if facts["access_state"] or facts["voices"] or facts["asked_id"] or calls(facts):
        return None
    hint = _("Lire son projet sur son téléphone, y répondre, demander un entretien, sans adresse e-mail.")
    may_give = may_change_file(request.member, person) and person.is_open  # type: ignore[attr-defined]
    url = address("desk:card", person.pk) if may_give else ""
    return Start(_("Espace de la personne"), hint, url, _("Donner un accès"))


panel = Panel(order=35, template="space/panel.html", context=context, calls=calls, start=start)
