"""Two advances of one line are two orders: the second rests on an amendment, and both stay within what is awarded.

The function is that of migration 0002 but for the four places below.
"""

from importlib import import_module

from django.db import migrations, models

CHANGES = (
    ("percent text; rest bigint; balance bigint;", "percent text; rest bigint; balance bigint; due_ bigint;"),
    (
        """        SELECT due.cents INTO limit_ FROM conventions_advance AS due JOIN conventions_convention AS one
        ON one.centre_id = due.centre_id AND one.id = due.convention_id
        WHERE due.centre_id = NEW.centre_id AND due.id = NEW.advance_id AND one.programme_id = NEW.programme_id
        AND one.line = NEW.line;
        limit_ := least(limit_, amount.cents);
""",
        """        -- An amount lowered since holds the advances down, the last one first.
        SELECT least(this.cents, greatest(0, amount.cents - this.before)), least(this.whole, amount.cents)
        INTO due_, limit_ FROM (
            SELECT due.id, due.cents, sum(due.cents) OVER () AS whole,
                   sum(due.cents) OVER (ORDER BY one.number) - due.cents AS before
            FROM conventions_advance AS due JOIN conventions_convention AS one
            ON one.centre_id = due.centre_id AND one.id = due.convention_id
            WHERE due.centre_id = NEW.centre_id AND one.programme_id = NEW.programme_id AND one.line = NEW.line
        ) AS this WHERE this.id = NEW.advance_id;
""",
    ),
    ("CASE NEW.kind WHEN 'advance' THEN limit_ WHEN", "CASE NEW.kind WHEN 'advance' THEN coalesce(due_, limit_) WHEN"),
    (
        "AND account_id = NEW.account_id AND state = 'rejected'",
        "AND advance_id IS NOT DISTINCT FROM NEW.advance_id AND account_id = NEW.account_id AND state = 'rejected'",
    ),
)


def _before() -> str:
    return import_module("jalon.domain.payments.migrations.0002_moves").ORDERS.replace(
        "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
    )


def _after() -> str:
    sql = _before()
    for old, new in CHANGES:
        assert sql.count(old) == 1, old
        sql = sql.replace(old, new)
    return sql


class Migration(migrations.Migration):
    """One constraint and one function, replaced."""

    dependencies = [
        ("payments", "0003_of_the_report"),
        ("conventions", "0003_raised"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="order", name="order_one_advance"),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "advance"), models.Q(("state__in", ("rejected", "dropped")), _negated=True)
                ),
                fields=("centre", "programme_id", "line", "advance"),
                name="order_one_advance",
                nulls_distinct=False,
                violation_error_message="Cette avance est déjà ordonnée.",
            ),
        ),
        migrations.RunSQL(_after(), _before()),
    ]
