"""The panels this room puts on the page of a file: the situation with what the law makes of it, and the household."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jalon.domain.people.enums import Category
from jalon.domain.people.models import Person
from jalon.domain.people.permissions import may_change_file
from jalon.domain.people.queries import follow_up, partner_on
from jalon.law import piis as law
from jalon.web.access.middleware import today
from jalon.web.people.law_notes import reasons
from jalon.web.people.panels import Facts, Panel, Start, register
from jalon.web.ui.addresses import address

KINDS = {
    law.Obligation.OBLIGATORY: "warn",
    law.Obligation.EXEMPT: "waiting",
    law.Obligation.FACULTATIVE: "neutral",
}


def obligation_words(obligation: law.Obligation) -> str:
    """The answer of the law as a badge says it."""
    return {
        law.Obligation.OBLIGATORY: _("PIIS obligatoire"),
        law.Obligation.EXEMPT: _("dispense de PIIS"),
        law.Obligation.FACULTATIVE: _("PIIS facultatif"),
    }[obligation]


def situation(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The status that holds, and whether a PIIS must be concluded, why and by when."""
    found = follow_up(person, today(request))
    person.status_now = found.status
    context: dict[str, Any] = {"status": found.status, "exemption": found.exemption, "missing": found.missing}
    # A closed file owes nothing any more; an answer is false when it obliges to nothing.
    if person.is_open and found.answer is not None:
        context |= {
            "obligation": obligation_words(found.answer.obligation),
            "obligation_kind": KINDS[found.answer.obligation],
            "is_obligatory": bool(found.answer),
            "lines": reasons(found.answer),
            "deadline": found.deadline,
            "deadline_lines": reasons(found.deadline),
        }
    return context


def household(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The partner and, in category 3, whether their own file has a status, as each has an obligation of their own."""
    partnership = partner_on(person, today(request))
    is_family = person.status_now is not None and person.status_now.category == Category.FAMILY
    return {"partnership": partnership, "is_family": is_family}


def _no_household(request: HttpRequest, person: Person, facts: Facts) -> Start | None:
    if facts["partnership"]:
        return None
    may_note = may_change_file(request.member, person) and person.is_open  # type: ignore[attr-defined]
    url = address("people:household", person.pk) if may_note else ""
    return Start(_("Ménage"), _("Pas de partenaire noté."), url, _("Noter le ménage"))


def register_panels() -> None:
    """Called once, when the room is ready."""
    register(Panel(order=10, template="people/panel_situation.html", context=situation))
    register(Panel(order=80, template="people/panel_household.html", context=household, start=_no_household))
