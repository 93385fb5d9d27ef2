"""Who works here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jalon.domain.accounts.enums import MembershipState
from jalon.domain.accounts.invitations import is_alive
from jalon.domain.accounts.models import Membership
from jalon.domain.accounts.permissions import is_member, manages_member, manages_members
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.access.standing import KINDS


@page("centre", who=is_member)
@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """Everybody sees their colleagues; who manages them sees invitations, suspensions and departures too."""
    actor, on = request.member, today(request)  # type: ignore[attr-defined]
    manages = manages_members(actor)
    found = Membership.objects.select_related("team").order_by("name")
    rows = [_row(member, actor, on) for member in found]
    groups = [
        (_("Au travail"), [row for row in rows if row["group"] == "work"]),
        (_("Invités"), [row for row in rows if row["group"] == "invited"]),
        (_("Suspendus"), [row for row in rows if row["group"] == "suspended"]),
    ]
    facts = {
        "groups": [(title, some) for title, some in groups if some and (manages or some is groups[0][1])],
        "left": [row for row in rows if row["group"] == "left"] if manages else [],
        "manages": manages,
    }
    return render(request, "members/list.html", facts)


def _row(member: Membership, actor: Membership, on: object) -> dict[str, object]:
    ended = member.until is not None and member.until < on  # type: ignore[operator]
    state = MembershipState.LEFT if ended else MembershipState(member.state)
    group = {"active": "work", "invited": "invited", "suspended": "suspended", "left": "left"}[state]
    parts = [member.get_role_display(), member.team.name if member.team else ""]
    return {
        "member": member,
        "group": group,
        "state": _("à confirmer") if member.held_at else state.label,
        "kind": "waiting" if member.held_at else KINDS[state],
        "held": member.held_at is not None,
        "meta": " · ".join(str(part) for part in parts if part),
        "opens": member.pk == actor.pk or manages_member(actor, member),
        "dead": state == MembershipState.INVITED and not is_alive(member, timezone.now()),
        "me": member.pk == actor.pk,
    }
