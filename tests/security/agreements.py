"""A convention of each centre, just invited, under a programme of their own."""

from datetime import date
from typing import Any

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.centres.models import Centre
from jalon.domain.conventions import services
from jalon.domain.core.context import federal_context
from jalon.domain.subsidies import datasets, deciding, programmes
from jalon.law.subsidies import Terms
from tests.security.grants import AT


def agreed_between(ours: Centre, theirs: Centre, officer: FederalMembership) -> tuple[dict[str, Any], dict[str, Any]]:
    """The key of our convention, and that of the other centre. Their codes are known already."""
    with federal_context():
        programme = programmes.take_over(actor=officer, code="big_cities-2015", at=AT)
        told = {"title": "Annexe", "data_on": date(2015, 1, 1), "source": "Arrêté", "certainty": "found"}
        content = b"INS;BIM\n98001;1\n98002;1\n"
        kept = datasets.import_list(actor=officer, programme=programme, content=content, at=AT, **told)
        line = programme.line("activation")
        shared = deciding.proposal(programme, line, kept.dataset, Terms("equal", line.amount))
        facts = {"shown": shared.sha256, "reason": "Arrêté royal", "at": AT}
        decision = deciding.decide(actor=officer, programme=programme, shared=shared, **facts)
        until, chosen = date(2099, 1, 1), [ours.pk, theirs.pk]
        made = services.invite(actor=officer, decision=decision, centres=chosen, until=until, at=AT)
    found = {one.centre_id: one.pk for one in made}
    return {"convention_id": found[ours.pk]}, {"convention_id": found[theirs.pk]}
