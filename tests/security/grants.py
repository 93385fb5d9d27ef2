"""A programme of the administration, a list over both centres, and what was decided for each."""

from datetime import UTC, date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.centres.models import Centre, CentreCode
from jalon.domain.core.context import centre_context, federal_context, operator_context
from jalon.domain.subsidies import asking, datasets, deciding, programmes
from jalon.domain.subsidies.models import Award
from jalon.law.subsidies import Terms
from tests.domain.subsidies.own import KEY, SERIES, bring_all

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


def shared_between(ours: Centre, theirs: Centre, officer: FederalMembership) -> tuple[dict[str, Any], dict[str, Any]]:
    """The keys of what stands in the addresses, and those of the other centre."""
    codes = {"98001": ours, "98002": theirs}
    with operator_context():
        for code, centre in codes.items():
            CentreCode.objects.create(centre=centre, nis_code=code, validity=DateRange(None, None))
    with federal_context():
        programme = programmes.take_over(actor=officer, code="participation-2015", at=AT)
        programme = asking.take_form(actor=officer, programme=programme, code="report_2015", revision=1, at=AT)
        programme = bring_all(officer, programme, AT)
        told = {"title": "Habitants", "data_on": date(2015, 1, 1), "source": "Statbel", "certainty": "found"}
        content = b"INS;Habitants\n98001;3\n98002;7\n"
        kept = datasets.import_list(actor=officer, programme=programme, content=content, at=AT, **told)
        line = programme.line("participation")
        shared = deciding.proposal(programme, line, kept.dataset, Terms("inhabitants", line.amount))
        facts = {"shown": shared.sha256, "reason": "Arrêté royal", "at": AT}
        decision = deciding.decide(actor=officer, programme=programme, shared=shared, **facts)
    mine, their_own = (_award(centre) for centre in codes.values())
    known = {"programme_id": programme.pk, "line": "participation", "shipped": "clusters-2015"}
    known |= {"role": "report", "point": "A1", "form": "convention_2015"}
    known |= {"own_key": KEY, "own_series": SERIES, "article": 1, "language": "fr"}
    return known | {"dataset_id": kept.dataset.pk, "decision_id": decision.pk, "award_id": mine}, {
        "award_id": their_own
    }


def _award(centre: Centre) -> Any:
    with centre_context(centre.pk):
        return Award.objects.get().pk
