"""The chain of the administration's journals: one link a row, whichever table the row stands in.

The journals themselves stay where their rooms keep them (accesses in `accounts`, acts on programmes and payments in
`subsidies`). The database copies each new row into a link (migration 0003) and chains the links as it chains a
centre's journal. No role of the application reads or writes them: the operator checks (`jalon check`).
"""

from collections.abc import Iterator

from django.db import connection

from jalon.domain.audit.services import Break

_LINKS = """
    SELECT number, reason FROM (
        SELECT number,
               CASE WHEN hash <> audit_federal_hash(link) THEN 'changed'
                    WHEN previous_hash <> COALESCE(lag(hash) OVER chain, '') THEN 'link'
                    WHEN number <> COALESCE(lag(number) OVER chain, 0) + 1 THEN 'gap'
               END AS reason
        FROM audit_federallink AS link WINDOW chain AS (ORDER BY number)
    ) AS checked WHERE reason IS NOT NULL
    UNION ALL
    SELECT head.number, 'head' FROM audit_federalhead AS head
    WHERE NOT EXISTS (SELECT 1 FROM audit_federallink AS last
                      WHERE last.number = head.number AND last.hash = head.hash)
    UNION ALL
    SELECT last.number, 'head' FROM (SELECT max(number) AS number FROM audit_federallink) AS last
    WHERE last.number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM audit_federalhead WHERE number = last.number)
    ORDER BY number
"""
# A column that a later version adds is not in the links of before: what a link tells must stand in its row.
_ROWS = """
    SELECT COALESCE(link.number, 0), CASE WHEN link.number IS NULL THEN 'added' WHEN one.id IS NULL THEN 'erased'
                                          ELSE 'changed' END
    FROM {table} AS one FULL JOIN (SELECT * FROM audit_federallink WHERE journal = %s) AS link ON link.row_id = one.id
    WHERE link.number IS NULL OR one.id IS NULL OR NOT to_jsonb(one) @> link.told ORDER BY 1
"""
_JOURNALS = """
    SELECT relname::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE tgname = 'audit_federal_chain' ORDER BY relname
"""


def journals() -> list[str]:
    """The tables whose rows are chained."""
    with connection.cursor() as cursor:
        cursor.execute(_JOURNALS)
        return [name for (name,) in cursor.fetchall()]


def verify_federal_chain() -> Iterator[Break]:
    """Each place where the chain breaks, or where a row is no longer what its link tells. The operator's context."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('timezone', 'UTC', true)")  # links hold moments as UTC writes them
        cursor.execute(_LINKS)
        yield from [Break(*row) for row in cursor.fetchall()]
        for name in journals():
            cursor.execute(_ROWS.format(table=connection.ops.quote_name(name)), [name])
            yield from [Break(number, f"{name}: {reason}") for number, reason in cursor.fetchall()]
