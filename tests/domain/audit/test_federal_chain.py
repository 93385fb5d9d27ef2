"""The journals of the administration stand in one chain, whose check tells every way they may be touched."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from jalon.command.chains import broken_chains
from jalon.domain.accounts import federal_journal
from jalon.domain.audit.federal import journals, verify_federal_chain
from jalon.domain.core.context import federal_context, operator_context
from jalon.domain.subsidies import journal, programmes
from jalon.domain.subsidies.models import SubsidyAct
from tests.domain.conventions.scene import AT
from tests.factories import a_federal_member, a_user
from tests.scene import undone

pytestmark = pytest.mark.django_db


def breaks():
    with operator_context():
        return {(one.number, one.reason) for one in verify_federal_chain()}


def after(*statements):
    """What the check says once these were run by whoever holds the server."""
    with undone(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (*journals(), "audit_federallink"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        return breaks()


def test_every_way_of_touching_the_administrations_journals_is_told():
    assert breaks() == set()
    officer = a_federal_member(a_user())
    with federal_context():
        first = programmes.take_over(actor=officer, code="big_cities-2015", at=AT)
        journal.record(actor=officer, verb="payments.closed", programme=first, at=AT, detail={"line": "x"})
        federal_journal.record(actor=officer, verb="federal.added", subject=officer, at=AT)
        assert SubsidyAct.objects.count() == 2
        for table in (*journals(), "audit_federallink", "audit_federalhead"):
            for statement in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with pytest.raises(DatabaseError, match=r"permission denied|does not exist"), transaction.atomic():
                    connection.cursor().execute(statement)
    assert journals() == ["accounts_federalact", "subsidies_subsidyact"] and breaks() == set()
    with operator_context():
        for statement in ("UPDATE subsidies_subsidyact SET verb = 'x'", "DELETE FROM accounts_federalact",
                          "DELETE FROM audit_federallink"):  # fmt: skip
            with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
                connection.cursor().execute(statement)
        assert after("UPDATE subsidies_subsidyact SET actor_name = 'Another' WHERE verb = 'payments.closed'") == {
            (2, "subsidies_subsidyact: changed")
        }
        assert after("DELETE FROM accounts_federalact") == {(3, "accounts_federalact: erased")}
        copied = "INSERT INTO accounts_federalact SELECT %s, at, verb, actor_name, actor_id, subject_id"
        assert after(f"{copied.replace('%s', repr(str(uuid4())))} FROM accounts_federalact") == {
            (0, "accounts_federalact: added")
        }
        assert after("DELETE FROM accounts_federalact", "DELETE FROM audit_federallink WHERE number = 3") == {
            (3, "head"), (2, "head"),
        }  # fmt: skip
        assert {(1, "changed"), (2, "link")} - after(
            'UPDATE audit_federallink SET told = told || \'{"verb": "x"}\' WHERE number = 1'
        ) == {(2, "link")}, "a link changed alone no longer has its hash"
        assert (3, "link") in after("DELETE FROM audit_federallink WHERE number = 2")
        assert broken_chains() == []
