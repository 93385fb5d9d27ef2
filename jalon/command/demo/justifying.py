"""What the centres of the demonstration justify: their grants are open, and one number is corrected with its reason."""

from datetime import date, datetime, time

from jalon.domain.accounts.enums import MembershipState, Role
from jalon.domain.accounts.models import Membership
from jalon.domain.centres.models import Centre
from jalon.domain.core.clock import BRUSSELS
from jalon.domain.core.context import centre_context
from jalon.domain.grants.queries import Held
from jalon.domain.grants.services import grants
from jalon.domain.results import queries, services

REASONS = {
    "fr": "Une personne a fait son bilan avec le service d’insertion, avant que son dossier soit ouvert ici.",
    "nl": "Eén persoon maakte de balans op met de inschakelingsdienst, voor het dossier hier geopend werd.",
}


def justify(on: date) -> None:
    """Open the grants of every centre, by its coordinator; nothing twice."""
    at = datetime.combine(on, time(9, 5), BRUSSELS)
    for centre in Centre.objects.filter(closed_on=None):
        with centre_context(centre.pk):
            active = Membership.objects.filter(state=MembershipState.ACTIVE, role=Role.COORDINATOR)
            coordinator = active.order_by("-email").first()
            for held in grants(actor=coordinator, at=at) if coordinator else ():
                _correct(coordinator, held, on, at)


def _correct(coordinator: Membership, held: Held, on: date, at: datetime) -> None:
    """One more in the first number of each line that has numbers."""
    for line in held.lines:
        table = queries.table(held.grant, line.code, on=on)
        cell = next((one for one in table.cells if one.computed is not None), None) if table else None
        if cell is None or not line.convention or queries.history(held.grant, line.code, cell.code):
            continue
        facts = {"grant": held.grant, "line": line.code, "field": cell.code, "value": (cell.computed or 0) + 1}
        reason = REASONS["nl" if line.convention.language == "nl" else "fr"]
        services.correct(actor=coordinator, reason=reason, seen=0, at=at, **facts)
