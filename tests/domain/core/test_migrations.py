"""What the models say is what the database becomes, and every step can be taken back."""

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from jalon.domain.core.context import operator_context
from jalon.domain.core.grants import apply_grants

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith("jalon.")}


@pytest.fixture(autouse=True)
def _as_owner(db):
    """Only who owns the tables reads what was applied."""
    with transaction.atomic(), operator_context():
        yield


def test_no_model_waits_for_a_migration():
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_migrations_follow_one_another_and_each_can_be_taken_back():
    migrations = {key: one for key, one in MigrationLoader(connection).disk_migrations.items() if key[0] in OURS}
    assert migrations
    followed = Counter(
        before for (app, _name), one in migrations.items() for before in one.dependencies if before[0] == app
    )
    assert [before for before, times in followed.items() if times > 1] == []
    kept = [(key, operation) for key, one in migrations.items() for operation in one.operations]
    assert [(key, operation.describe()) for key, operation in kept if not operation.reversible] == []


def test_rights_are_given_beside_a_table_whose_migration_was_taken_back():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE figures_openfile CASCADE")
    apply_grants("figures")
    transaction.set_rollback(True)
