"""A line closed for both centres, and a payment of each being prepared."""

from datetime import date
from hashlib import sha256
from typing import Any

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core.both_sides import rows
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.payments import services
from jalon.domain.payments.closings import proposal, rows_of
from jalon.domain.payments.due import due
from jalon.domain.payments.models import BankAnswer, Order, Settlement
from jalon.domain.reports.queries import accepted
from jalon.domain.subsidies import datasets, deciding, programmes
from jalon.domain.subsidies.models import Programme
from jalon.law.subsidies import Rule, Terms
from tests.domain.payments.test_bank_answer import an_answer
from tests.security.grants import AT


def paid_by(officer: FederalMembership, ours: dict[Any, Any], theirs: dict[Any, Any]) -> tuple[dict[str, Any], ...]:
    """The keys of our objects, and those of the other centre. `ours`, `theirs`: its members by role."""
    waiting = [_account(one, number) for one, number in ((ours, "BE68539007547034"), (theirs, "BE71096123456769"))]
    with federal_context():
        programme = Programme.objects.get(family="participation", year=2015)
        closing = _closed(officer, programme)
        _decided(officer)
        keys = [one.key for one in due() if one.account]
        batch = services.prepare(actor=officer, chosen=keys, execute_on=date(2099, 1, 1), at=AT)
        said = an_answer("JALON", whole="ACCP")
        facts = {"content": said, "sha256": sha256(said).hexdigest(), "received_at": AT, "received_by": "Agent"}
        answer = BankAnswer.objects.create(batch=batch, message="BANK-1", **facts)
    told = {"closing_id": closing.pk, "run_id": batch.pk, "answer_id": answer.pk}
    found = []
    for members, account in zip((ours, theirs), waiting, strict=True):
        with centre_context(members[Role.PRESIDENT].centre_id):
            order, settlement = rows(Order).get(), rows(Settlement).get()
        found.append({"order_id": order.pk, "settlement_id": settlement.pk, "account_id": account.pk})
    return told | found[0], found[1]


def _account(members: dict[Any, Any], number: str) -> Any:
    """One confirmed, another that waits."""
    with centre_context(members[Role.PRESIDENT].centre_id):
        one = services.give(actor=members[Role.COORDINATOR], iban=number, holder="CPAS", at=AT)
        services.confirm(actor=members[Role.SECRETARY], account_id=one.pk, at=AT)
        return services.give(actor=members[Role.COORDINATOR], iban="BE62510007547061", holder="CPAS", at=AT)


def _closed(officer: FederalMembership, programme: Programme) -> Any:
    line = programme.line("participation")
    shared = proposal(programme, line, rows_of(programme, "participation", accepted(programme.pk)), Rule())
    facts = {"shown": shared.sha256, "reason": "Note au ministre", "at": AT}
    return services.close(actor=officer, shared=shared, **facts)


def _decided(officer: FederalMembership) -> None:
    """A programme that asks no convention and is paid in one go."""
    programme = programmes.take_over(actor=officer, code="compensation-2017", at=AT)
    told = {"title": "Annexe", "data_on": date(2017, 1, 1), "source": "Arrêté", "certainty": "found"}
    kept = datasets.import_list(
        actor=officer, programme=programme, content=b"INS;BIM\n98001;1\n98002;1\n", at=AT, **told
    )
    line = programme.line("compensation")
    shared = deciding.proposal(programme, line, kept.dataset, Terms("equal", line.amount))
    facts = {"shown": shared.sha256, "reason": "Arrêté royal", "at": AT}
    deciding.decide(actor=officer, programme=programme, shared=shared, **facts)
